import { attribute, endsSection, runText, textOf, unseen, type XmlDocument, type XmlElement } from '../docx/index.ts'
import { BadExpression } from './expression.ts'
import { type Braces, findMarks, type Mark } from './marks.ts'
import { mergeField } from './merge-field.ts'
import type { TemplateProblem } from './program.ts'

/** One piece of a run: text, or an object that no mark can reach across. */
export interface Piece {
  readonly element: XmlElement
  readonly run: XmlElement
  readonly from: number
  readonly to: number
}

export interface Paragraph {
  readonly element: XmlElement
  readonly number: number
  readonly text: string
  readonly pieces: readonly Piece[]
  readonly marks: PlacedMark[]
  /** True where nothing but blocks' marks and blanks stand in it. */
  bare: boolean
}

export interface PlacedMark {
  readonly mark: Mark
  readonly source: string
  readonly paragraph: Paragraph
  readonly from: number
  readonly to: number
  readonly lift: 'row' | undefined
  /** Place in the source, to sort by. */
  readonly at: number
}

/** Stands in a paragraph's text for whatever is no text. */
const object = '\uFFFC'

/** Reads every paragraph of a part. Copies of text boxes for old readers are read too, and share the number of their twins. */
export function readParagraphs(document: XmlDocument): Paragraph[] {
  const found: Paragraph[] = []
  let number = 0
  const visit = (element: XmlElement, copy: boolean): void => {
    const inCopy = copy || element.name === 'mc:Fallback'
    if (element.name === 'w:p') {
      if (!inCopy) number++
      found.push(readParagraph(document, element, number))
    }
    for (const each of element.children) visit(each, inCopy)
  }
  visit(document.root, false)
  return found
}

function readParagraph(document: XmlDocument, element: XmlElement, number: number): Paragraph {
  const pieces: Piece[] = []
  let text = ''
  const add = (piece: XmlElement, run: XmlElement, shown: string): void => {
    pieces.push({ element: piece, run, from: text.length, to: text.length + shown.length })
    text += shown
  }
  const visit = (parent: XmlElement): void => {
    for (const each of parent.children) {
      if (each.name === 'w:r') {
        for (const piece of each.children) {
          if (piece.name !== 'w:rPr')
            add(
              piece,
              each,
              piece.name === 'w:lastRenderedPageBreak' ? '' : runText(document, piece) || (piece.name === 'w:t' ? '' : object),
            )
        }
      } else if (each.name === 'w:fldSimple' && isMerge(attribute(document, each, 'instr'))) add(each, each, object)
      else if (each.name !== 'w:p' && each.name !== 'w:pPr' && !unseen(each)) visit(each)
    }
  }
  visit(element)
  return { element, number, text, pieces, marks: [], bare: false }
}

const isMerge = (instruction: string | undefined) => /^\s*MERGEFIELD\s/i.test(instruction ?? '')

/** How marks are found and read, and where to say what is wrong with them. */
interface Reading {
  readonly braces: Braces
  read(source: string): Mark
  report(paragraph: Paragraph, quote: string, message: string): void
}

/** Finds and reads the marks of a paragraph. What cannot be read goes to `report`, all of it. */
export function placeMarks(document: XmlDocument, paragraph: Paragraph, { braces, read, report }: Reading): void {
  const { text, pieces, marks } = paragraph
  const place = (mark: Mark, source: string, from: number, to: number, lift: 'row' | undefined): void => {
    const piece = pieces.find((each) => each.to > from) as Piece
    marks.push({ mark, source, paragraph, from, to, lift, at: piece.element.start + (from - piece.from) })
  }
  const attempt = (source: string, make: () => Mark, from: number, to: number, lift: 'row' | undefined): void => {
    try {
      place(make(), source, from, to, lift)
    } catch (error) {
      if (!(error instanceof BadExpression)) throw error
      report(paragraph, source, error.message)
      // Its closing mark is not to blame.
      if (opening.test(source)) place({ kind: 'if', test: { kind: 'value', value: false }, closes: ['*'] }, source, from, to, lift)
    }
  }
  const { found, stray } = findMarks(text, braces)
  for (const { source, from, to, lift } of found) attempt(source, () => read(source), from, to, lift)
  if (stray !== undefined)
    report(paragraph, stray, 'a mark is not closed or not opened in this paragraph; write it whole, in one paragraph')
  for (const { instruction, from, to } of mergeFields(document, pieces))
    attempt(instruction, () => mergeField(instruction), from, to, undefined)
  marks.sort((a, b) => a.from - b.from)
  const rest = marks.reduceRight((left, { from, to }) => left.slice(0, from) + left.slice(to), text)
  paragraph.bare =
    marks.length > 0 && rest.trim() === '' && !endsSection(paragraph.element) && marks.every(({ mark }) => mark.kind !== 'field')
}

/** What looks like an opening mark, however wrong the rest of it is. */
const opening = /^(?:(?:<#\s*)?<\s*(?:Repeat|Conditional)|\{\{?\s*[#^]\s*|\{%[-+]?\s*(?:(?:tr|tc|p|r)\s+)?(?:if|for|unless))\b/

/** Word's own merge fields: `begin, MERGEFIELD name, separate, «name», end`, or `w:fldSimple`. */
function mergeFields(document: XmlDocument, pieces: readonly Piece[]): { instruction: string; from: number; to: number }[] {
  const found: { instruction: string; from: number; to: number }[] = []
  const open: { from: number; instruction: string; code: boolean }[] = []
  for (const { element, from, to } of pieces) {
    if (element.name === 'w:fldSimple') {
      found.push({ instruction: attribute(document, element, 'instr') ?? '', from, to })
      continue
    }
    const top = open.at(-1)
    if (element.name === 'w:instrText' && top?.code) top.instruction += textOf(document, element)
    if (element.name !== 'w:fldChar') continue
    const type = attribute(document, element, 'fldCharType')
    if (type === 'begin') open.push({ from, instruction: '', code: true })
    if (type === 'separate' && top) top.code = false
    if (type === 'end' && top) {
      open.pop()
      const outer = open.at(-1)
      if (!isMerge(top.instruction)) continue
      // Inside the code of another field (Word's IF) the value would become part of a formula.
      found.push({ instruction: outer?.code ? `nested ${top.instruction.trim()}` : top.instruction.trim(), from: top.from, to })
    }
  }
  return found
}

/** The problem as the caller hands it out. */
export const problemAt = (part: string, { number }: Paragraph, quote: string, message: string): TemplateProblem => ({
  part,
  paragraph: number,
  quote: quote.length > 80 ? `${quote.slice(0, 79)}…` : quote,
  message,
})
