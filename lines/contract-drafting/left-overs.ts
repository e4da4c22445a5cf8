import {
  attribute,
  child,
  type DocxPackage,
  partXml,
  runText,
  type Story,
  type StoryKind,
  unseen,
  type XmlDocument,
  type XmlElement,
} from '../../kits/docx/index.ts'

/** Something that should not be in a finished document. */
export interface LeftOver {
  readonly ctq: 'blanks' | 'document' | 'cross-references'
  readonly message: string
  /** `body, paragraph 12: “… the [date] …”` */
  readonly place: string
}

/** Most findings of one document: who has more begins with these. */
const foundMax = 200
const quoteLengthMax = 80

/** Words that stand where something was to be filled in (the families that proofreading tools of the field look for). */
const blanks: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\[●[^\]]*\]/u, 'an answer is missing'],
  [/\{\{|\}\}|\{%|%\}|<#|#>|«[^»]{1,80}»/u, 'a mark of the template is left'],
  [
    /\[\s*(?:[●•*_.…\s]*|(?:insert|tbd|tbc|xx+|name|date|amount|address|number|jurisdiction|party)\b[^\]]*)\]/iu,
    'a blank in brackets is left',
  ],
  [/\b(?:TBD|TBC|XXX+)\b/u, 'something is still to be decided'],
  [/_{3,}|…{2,}|\.{5,}/u, 'a blank is left'],
]

/** A line to sign or write on: `By: ____`, or nothing but the line. */
const signatureLine = /^\s*(?:(?:by|name|title|date|place|signed|signature|witness|its)\b[^_]{0,40}[:\s])?\s*[_.…\s]+$/iu
/** What Word prints where the target of a field is gone. */
const brokenField = /Error! (?:Reference source|Bookmark|No text|Hyperlink)[^.]*\./u

/**
 * Looks for marks, placeholders, highlights, hidden text, tracked changes and comments in a document that should be finished.
 *
 * @throws UnreadableDocument
 */
export function leftOvers(pkg: DocxPackage): readonly LeftOver[] {
  const found: LeftOver[] = []
  for (const story of pkg.stories) {
    if (found.length >= foundMax) break
    const document = partXml(pkg, story.part)
    if (story.kind === 'comment') {
      const count = document.root.children.length
      if (count > 0)
        found.push({ ctq: 'document', message: `${count === 1 ? 'A comment is' : `${count} comments are`} left.`, place: 'comments' })
      continue
    }
    found.push(...inStory(document, story))
  }
  if (pkg.macros) found.push({ ctq: 'document', message: 'The document carries macros.', place: 'the file' })
  return found.slice(0, foundMax)
}

function inStory(document: XmlDocument, story: Story): LeftOver[] {
  const found: LeftOver[] = []
  paragraphsOf(document.root).forEach((paragraph, index) => {
    const seen = look(document, paragraph)
    const add = (ctq: LeftOver['ctq'], message: string, at = 0) => {
      const words = quote(seen.text, at)
      found.push({ ctq, message, place: `${partNames[story.kind]}, paragraph ${index + 1}${words === '' ? '' : `: “${words}”`}` })
    }
    const blank = blanks.find(([pattern]) => pattern.test(seen.text))
    if (blank && !signatureLine.test(seen.text)) add('blanks', `${capital(blank[1])}.`, seen.text.search(blank[0]))
    else if (seen.highlighted) add('blanks', 'Text is highlighted.')
    if (seen.hidden) add('blanks', 'Hidden text is left.')
    if (seen.changed) add('document', 'A tracked change is neither accepted nor rejected.')
    if (brokenField.test(seen.text)) add('cross-references', 'A cross-reference leads nowhere.', seen.text.search(brokenField))
  })
  return found
}

const partNames: Readonly<Record<StoryKind, string>> = {
  body: 'body',
  header: 'header',
  footer: 'footer',
  footnote: 'footnotes',
  endnote: 'endnotes',
  comment: 'comments',
}

/** All paragraphs, also those in tables, text boxes and tracked insertions, in reading order. */
function paragraphsOf(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  const visit = (element: XmlElement): void => {
    if (element.name === 'mc:Fallback') return
    if (element.name === 'w:p') found.push(element)
    for (const each of element.children) visit(each)
  }
  visit(root)
  return found
}

interface Seen {
  readonly text: string
  readonly highlighted: boolean
  readonly hidden: boolean
  readonly changed: boolean
}

/** Tracked changes of text, of properties, of table cells (ISO 29500-1, 17.13.5). */
const change =
  /^w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange|sectPrChange|tblPrChange|tcPrChange|trPrChange|cellIns|cellDel|numberingChange)$/

function look(document: XmlDocument, paragraph: XmlElement): Seen {
  let text = ''
  let [highlighted, hidden, changed] = [false, false, false]
  const visit = (element: XmlElement): void => {
    for (const each of element.children) {
      if (each.name === 'w:p') continue
      if (change.test(each.name)) changed = true
      if (each.name === 'w:r' && !unseen(each)) {
        const properties = child(each, 'w:rPr')
        const says = properties && each.children.some(({ name }) => name === 'w:t')
        if (says && isMarked(document, child(properties, 'w:highlight'))) highlighted = true
        if (says && isOn(document, child(properties, 'w:vanish'))) hidden = true
      }
      if (unseen(each)) continue
      text += runText(document, each)
      visit(each)
    }
  }
  visit(paragraph)
  return { text, highlighted, hidden, changed }
}

const isMarked = (document: XmlDocument, element: XmlElement | undefined): boolean =>
  element !== undefined && !['none', undefined].includes(attribute(document, element, 'val'))

/** A property that is there is on, unless it says otherwise (ISO 29500-1, 17.17.4). */
const isOn = (document: XmlDocument, element: XmlElement | undefined): boolean =>
  element !== undefined && !['0', 'false', 'off'].includes(attribute(document, element, 'val') ?? 'true')

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The words around a place, on one line. */
function quote(text: string, at: number): string {
  const from = Math.max(0, at - quoteLengthMax / 4)
  const words = text
    .slice(from, from + quoteLengthMax)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return words === '' ? '' : `${from > 0 ? '…' : ''}${words}${from + quoteLengthMax < text.length ? '…' : ''}`
}
