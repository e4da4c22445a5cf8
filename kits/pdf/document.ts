/** A simple document: what it says, not where it stands on the page. */
export interface SimpleDocument {
  readonly title: string
  /** BCP 47, such as `en-GB`: readers and screen readers take it from here. */
  readonly language: string
  readonly author?: string
  /** Stands in the file as the time of its making. Passed in, so that the same document gives the same bytes. */
  readonly madeAt: Temporal.Instant
  readonly paper: 'a4' | 'letter'
  /** At the foot of every page, left of its number. */
  readonly footer?: string
  readonly blocks: readonly Block[]
}

export type Block = Heading | Paragraph | Facts | Table | PageBreak

export interface Heading {
  readonly kind: 'heading'
  readonly level: 1 | 2 | 3
  readonly text: string
}

/** Line breaks in the text are kept. */
export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  readonly weight?: 'regular' | 'bold'
  /** Notes and conditions. */
  readonly small?: boolean
}

/** Labels and their values, one below the other. */
export interface Facts {
  readonly kind: 'facts'
  readonly facts: readonly (readonly [label: string, value: string])[]
}

/** Its header is repeated on every page that it runs over. */
export interface Table {
  readonly kind: 'table'
  readonly columns: readonly Column[]
  /** Each with a cell for every column. */
  readonly rows: readonly (readonly string[])[]
  /** Rows at the end, in bold, under a line. */
  readonly totals?: readonly (readonly string[])[]
}

export interface Column {
  readonly title: string
  /** Numbers stand at the end. */
  readonly align?: 'start' | 'end'
}

export interface PageBreak {
  readonly kind: 'page-break'
}

/** Rows of one table: some 5,000 pages. */
const tableRowsMax = 200_000
const columnsMax = 20
/** Of all texts together, in characters: some 10,000 pages. */
const textLengthMax = 40_000_000

/** @throws RangeError where the document breaks a limit, or a row has not a cell for every column: the caller's mistake, with the place named */
export function checkDocument({ blocks }: SimpleDocument): void {
  let length = 0
  const count = (text: string) => {
    length += text.length
    if (length > textLengthMax) throw new RangeError(`A document may have ${textLengthMax} characters.`)
  }
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading' || block.kind === 'paragraph') count(block.text)
    if (block.kind === 'facts') for (const fact of block.facts) fact.forEach(count)
    if (block.kind === 'table') checkTable(block, index, count)
  }
}

function checkTable({ columns, rows, totals = [] }: Table, index: number, count: (text: string) => void): void {
  const place = `Block ${index}, a table,`
  if (columns.length === 0 || columns.length > columnsMax)
    throw new RangeError(`${place} has ${columns.length} columns; 1 to ${columnsMax} fit.`)
  if (rows.length > tableRowsMax) throw new RangeError(`${place} has ${rows.length} rows; ${tableRowsMax} fit.`)
  for (const [at, row] of [...rows, ...totals].entries()) {
    if (row.length !== columns.length) throw new RangeError(`${place} has ${row.length} cells in row ${at}, and ${columns.length} columns.`)
    row.forEach(count)
  }
}
