import { type DocxPackage, partXml, type Story } from './package.ts'
import { child, textOf, type XmlDocument, type XmlElement } from './xml.ts'

/** One paragraph of one part, in the order in which it stands there. */
export interface PlainParagraph {
  readonly story: Story
  readonly text: string
}

/**
 * The visible text, paragraph by paragraph: body first, then headers, footers, notes, comments. A tab is `\t`, a line break `\n`;
 * deleted text and the twin copies of text boxes are left out. Automatic numbers are not in the text.
 *
 * @throws UnreadableDocument
 */
export function plainText(pkg: DocxPackage): PlainParagraph[] {
  return pkg.stories.flatMap((story) => {
    const document = partXml(pkg, story.part)
    return paragraphs(document.root).map((paragraph) => ({ story, text: paragraphText(document, paragraph) }))
  })
}

/** Branches that hold no text of their own: deleted text, and the copy of a text box for old readers. */
export const unseen = (element: XmlElement): boolean =>
  element.name === 'mc:Fallback' || element.name === 'w:del' || element.name === 'w:moveFrom'

/** The paragraphs of a branch in reading order, those in text boxes included. */
function paragraphs(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = []
  const visit = (element: XmlElement): void => {
    if (unseen(element)) return
    if (element.name === 'w:p') found.push(element)
    for (const each of element.children) visit(each)
  }
  visit(root)
  return found
}

function paragraphText(document: XmlDocument, paragraph: XmlElement): string {
  let text = ''
  const visit = (element: XmlElement): void => {
    for (const each of element.children) {
      if (each.name === 'w:p' || unseen(each)) continue
      text += runText(document, each)
      visit(each)
    }
  }
  visit(paragraph)
  return text
}

/** What one child of a run shows, or nothing where it is no text. */
export function runText(document: XmlDocument, element: XmlElement): string {
  switch (element.name) {
    case 'w:t':
      return textOf(document, element)
    case 'w:tab':
    case 'w:ptab':
      return element.parent?.name === 'w:r' ? '\t' : ''
    case 'w:br':
    case 'w:cr':
      return '\n'
    case 'w:noBreakHyphen':
      return '\u2011'
    case 'w:softHyphen':
      return '\u00ad'
    default:
      return ''
  }
}

/** True where a paragraph ends a section: it must stay, whatever its text. */
export function endsSection(paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr')
  return properties !== undefined && child(properties, 'w:sectPr') !== undefined
}
