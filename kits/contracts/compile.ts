import {
  type DocxPackage,
  parseXml,
  partText,
  readPackage,
  type Story,
  UnreadableDocument,
  type XmlDocument,
  type XmlElement,
} from '../docx/index.ts'
import { type Block, liftBlocks, matchBlocks, wrapper } from './blocks.ts'
import { emitProgram } from './emit.ts'
import { BadExpression, type Expression } from './expression.ts'
import { type Braces, hasLongMarks, type Mark, readMark } from './marks.ts'
import { type Op, staticText, type TemplateProblem } from './program.ts'
import { bookmarkNames } from './references.ts'
import { type Paragraph, type PlacedMark, placeMarks, problemAt, readParagraphs } from './story.ts'
import { parseXPath } from './xpath.ts'

/** Most problems that are told at once: who has more starts with these. */
const problemsMax = 200

/** A template, read and checked once; it can be filled any number of times. */
export interface Template {
  readonly pkg: DocxPackage
  readonly programs: readonly PartProgram[]
  /** Bookmarks of the template, to tell which of them an assembly left out. */
  readonly bookmarks: ReadonlySet<string>
  readonly warnings: readonly string[]
  /** True where its marks are elements with paths: answers may then stand under one outer name, as in an XML file. */
  readonly paths: boolean
}

export interface PartProgram {
  readonly part: string
  readonly label: string
  readonly w: string
  readonly ops: readonly Op[]
}

interface OpenPart {
  readonly story: Story
  readonly label: string
  readonly document: XmlDocument
  readonly paragraphs: Paragraph[]
}

/**
 * Reads a template: `{{ field }}`, `{% if %}`, `{% for %}`, `{{#each}}`, `{name}` and `{#list}…{/list}`, `<# <Content Select="…"/> #>`, merge fields.
 *
 * @returns the template, or everything that is wrong with it, each with its place and remedy
 *
 * @example
 * const template = compileTemplate(bytes)
 * if (!isTemplate(template)) for (const { part, paragraph, quote, message } of template) …
 */
export function compileTemplate(bytes: Uint8Array): Template | TemplateProblem[] {
  try {
    return compilePackage(readPackage(bytes))
  } catch (error) {
    if (error instanceof UnreadableDocument) return [{ part: '', paragraph: 0, quote: '', message: error.message }]
    throw error
  }
}

/** Tells a template from its problems. */
export const isTemplate = (result: Template | TemplateProblem[]): result is Template => !Array.isArray(result)

/** A problem as one line: place, words, what is wrong. */
export const problemLine = ({ part, paragraph, quote, message }: TemplateProblem): string =>
  part === '' ? message : `${part}, paragraph ${paragraph}: "${quote}": ${message}.`

function compilePackage(pkg: DocxPackage): Template | TemplateProblem[] {
  if (pkg.macros)
    throw new UnreadableDocument(
      'The template carries macros (a VBA project), which could run on whoever opens the result; save it in Word as .docx without macros.',
    )
  const parts = pkg.stories.flatMap((story) => openPart(pkg, story))
  const braces: Braces = parts.some(({ paragraphs }) => paragraphs.some(({ text }) => hasLongMarks(text))) ? 'double' : 'single'
  const problems: TemplateProblem[] = []
  const read = marksReader()
  const programs = parts.flatMap((part) => compilePart(part, braces, problems, read))
  if (problems.length > 0) return problems.slice(0, problemsMax)
  const bookmarks = new Set(programs.flatMap(({ ops }) => bookmarkNames(staticText(ops))))
  const paths = parts.some(({ paragraphs }) => paragraphs.some(({ marks }) => marks.some(({ source }) => source.startsWith('<'))))
  return { pkg, programs, bookmarks, warnings: warningsOf(pkg, parts), paths }
}

/** Parts that cannot hold a mark are not even parsed; the main part always is, so that what is broken is not passed on. */
function openPart(pkg: DocxPackage, story: Story): OpenPart[] {
  const source = partText(pkg, story.part)
  if (/<!DOCTYPE/i.test(source)) parseXml(source, story.part)
  if (story.kind !== 'body' && !/[{}]|&lt;|MERGEFIELD/.test(source)) return []
  const document = parseXml(source, story.part)
  const label = story.kind === 'body' ? 'body' : `${story.kind} ${story.part}`
  return [{ story, label, document, paragraphs: readParagraphs(document) }]
}

/** Reads each mark once, however often it stands in the template. */
function marksReader(): (source: string) => Mark {
  const known = new Map<string, Mark>()
  return (source) => {
    const mark = known.get(source) ?? readMark(source)
    known.set(source, mark)
    return mark
  }
}

function compilePart(
  { story, label, document, paragraphs }: OpenPart,
  braces: Braces,
  problems: TemplateProblem[],
  read: (source: string) => Mark,
): PartProgram[] {
  const told = new Set<string>()
  const report = (paragraph: Paragraph, quote: string, message: string): void => {
    const problem = problemAt(label, paragraph, quote, message)
    const line = problemLine(problem)
    if (!told.has(line)) problems.push(problem)
    told.add(line)
  }
  for (const paragraph of paragraphs) if (/[{}<]|\uFFFC/.test(paragraph.text)) placeMarks(document, paragraph, { braces, read, report })
  const tables = prototypeRows(paragraphs, report)
  const marks = paragraphs.flatMap((paragraph) => paragraph.marks).sort((a, b) => a.at - b.at)
  if (marks.length === 0) return []
  const before = problems.length
  const blocks = matchBlocks(marks, report)
  if (problems.length > before) return []
  const lifts = liftBlocks(blocks, paragraphs, report)
  for (const { row, block } of tables) {
    const [open, close] = block.marks as [PlacedMark, PlacedMark]
    lifts.before.set(row, [open, ...(lifts.before.get(row) ?? [])])
    lifts.after.set(row, [...(lifts.after.get(row) ?? []), close])
    blocks.push(block)
  }
  const ops = emitProgram({ document, paragraphs, blocks, lifts, report })
  finish(ops)
  return [{ part: story.part, label, w: document.w, ops }]
}

type Report = (paragraph: Paragraph, quote: string, message: string) => void

/** `<Table Select="…"/>`: the second row of the table below is repeated, and its cells hold paths. */
function prototypeRows(paragraphs: readonly Paragraph[], report: Report): { row: XmlElement; block: Block }[] {
  const found: { row: XmlElement; block: Block }[] = []
  for (const paragraph of paragraphs) {
    for (const placed of paragraph.marks) {
      const { mark, source } = placed
      if (mark.kind !== 'table') continue
      const stands = wrapper(paragraph.element, undefined)
      const siblings = stands.parent?.children ?? []
      const table = siblings[siblings.indexOf(stands) + 1]
      const row = table?.name === 'w:tbl' ? table.children.filter(({ name }) => name === 'w:tr')[1] : undefined
      if (!row) {
        report(
          paragraph,
          source,
          table?.name === 'w:tbl'
            ? 'the table below has no second row to repeat; add one with a path in each cell'
            : 'no table follows; put the table right below this paragraph',
        )
        continue
      }
      for (const inner of paragraphs) {
        if (inner.element.start > row.start && inner.element.end < row.end) pathCell(inner, report)
      }
      const open: Mark = { kind: 'for', of: mark.of, variable: undefined, optional: mark.optional, closes: [] }
      const ends: PlacedMark[] = [
        { ...placed, mark: open, at: row.start },
        { ...placed, mark: { kind: 'close', word: '' }, at: row.end },
      ]
      found.push({ row, block: { marks: ends, parent: undefined, level: 'row' } })
    }
  }
  return found
}

/** A cell of the row that is repeated: its whole text is a path. */
function pathCell(paragraph: Paragraph, report: Report): void {
  const source = paragraph.text.trim()
  const piece = paragraph.pieces[0]
  if (source === '' || paragraph.marks.length > 0 || !piece) return
  try {
    const expression: Expression = parseXPath(source)
    const from = paragraph.text.indexOf(source)
    paragraph.marks.push({
      mark: { kind: 'field', expression, optional: false },
      source,
      paragraph,
      from,
      to: from + source.length,
      lift: undefined,
      at: piece.element.start,
    })
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error
    report(paragraph, source, error.message)
  }
}

/** Fills in what can be known only when a block is whole. */
function finish(ops: readonly Op[]): void {
  for (const op of ops) {
    if (typeof op === 'string' || op.op === 'field') continue
    if (op.op === 'keep') finish(op.body)
    if (op.op === 'if') {
      for (const branch of op.branches) {
        finish(branch.body)
        branch.guarded = branch.test !== undefined && prints(branch.body, branch.test)
      }
    }
    if (op.op === 'for') {
      finish(op.body)
      finish(op.otherwise)
      op.copy = withoutUnique(op.body)
      op.bookmarks = bookmarkNames(staticText(op.body))
    }
  }
}

/** True where a body prints the very answer that its condition asks about: `{% if guarantor %}… {{ guarantor.name }}`. */
function prints(body: readonly Op[], test: Expression): boolean {
  if (test.kind !== 'name' && test.kind !== 'get' && test.kind !== 'at') return false
  const holds = (expression: unknown): boolean => {
    if (typeof expression !== 'object' || expression === null) return false
    return spelled(expression as Expression) === wanted || Object.values(expression).some(holds)
  }
  const wanted = spelled(test)
  return body.some((op) => {
    if (typeof op === 'string') return false
    if (op.op === 'field') return holds(op.expression)
    if (op.op === 'keep') return prints(op.body, test)
    if (op.op === 'if') return op.branches.some((branch) => prints(branch.body, test))
    return holds(op.of) || prints(op.body, test) || prints(op.otherwise, test)
  })
}

const spelled = (expression: Expression): string => {
  if (expression.kind === 'name') return expression.name
  if (expression.kind === 'get') return `${spelled(expression.of)}.${expression.key}`
  return expression.kind === 'at' ? `${spelled(expression.of)}[]` : JSON.stringify(expression)
}

/** The same without Word's paragraph ids, which must not come twice in a part ([MS-DOCX] 2.2.4). */
function withoutUnique(ops: readonly Op[]): Op[] {
  const clean = (text: string) => text.replaceAll(/ w14:(?:paraId|textId)="[^"]*"/g, '')
  return ops.map((op): Op => {
    if (typeof op === 'string') return clean(op)
    if (op.op === 'keep') return { ...op, open: clean(op.open), body: withoutUnique(op.body) }
    if (op.op === 'if') return { ...op, branches: op.branches.map((branch) => ({ ...branch, body: withoutUnique(branch.body) })) }
    if (op.op === 'for') return { ...op, body: op.copy, otherwise: withoutUnique(op.otherwise) }
    return op
  })
}

function warningsOf(pkg: DocxPackage, parts: readonly OpenPart[]): string[] {
  const warnings: string[] = []
  for (const { external, type, target } of pkg.relationships) {
    const kind = type.slice(type.lastIndexOf('/') + 1)
    if (external && kind !== 'hyperlink')
      warnings.push(
        `The template refers to a ${kind} outside the file (${target.slice(0, 120)}); it was not fetched, but Word may fetch it.`,
      )
  }
  for (const { document, label } of parts) {
    if (/<\w+:(?:ins|del|moveFrom|moveTo) /.test(document.source))
      warnings.push(
        `The template's ${label} holds tracked changes; they stand in the result as they are. Accept or reject them in the template.`,
      )
  }
  return warnings
}
