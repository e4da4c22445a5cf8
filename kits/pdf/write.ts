import { PDFDocument, type PDFPage, rgb } from '@cantoo/pdf-lib'
import { columnWidths } from './columns.ts'
import { type Block, checkDocument, type Facts, type SimpleDocument, type Table } from './document.ts'
import { embedFace, type Face } from './fonts.ts'
import { breakLines } from './lines.ts'

/** Points. ISO 216 and ANSI. */
const papers = { a4: [595.28, 841.89], letter: [612, 792] } as const
const margin = 54
const footerBaseline = 30
const leading = 1.35
const textSize = 10
const smallSize = 8
const headingSizes = { 1: 18, 2: 13, 3: 11 } as const
const tableSize = 9
const cellPadding = 4
const blockGap = 8
const ink = rgb(0.1, 0.1, 0.12)
const faint = rgb(0.42, 0.42, 0.46)
const lineColour = rgb(0.75, 0.75, 0.78)
const producer = 'Secondchair'

/** Where the next thing is written: from the top of the page down. */
interface Pen {
  readonly document: PDFDocument
  readonly faces: { readonly regular: Face; readonly bold: Face }
  readonly size: readonly [width: number, height: number]
  page: PDFPage
  y: number
}

/**
 * Writes a simple document as a PDF: A4 or letter, page numbers, an embedded font. The same document gives the same bytes, always.
 *
 * @throws RangeError for a document that breaks a limit of `document.ts`
 *
 * @example
 * await writePdf({ title: 'Invoice 7', language: 'en', madeAt, paper: 'a4', footer: 'Acme LPO', blocks: [
 *   { kind: 'heading', level: 1, text: 'Invoice 7' },
 *   { kind: 'facts', facts: [['Client', 'Müller & Söhne'], ['Due', '2026-03-31']] },
 *   { kind: 'table', columns: [{ title: 'Work' }, { title: 'Amount', align: 'end' }], rows: [['Review', '₹ 1,200.00']], totals: [['Total', '₹ 1,200.00']] },
 * ] })
 */
export async function writePdf(source: SimpleDocument): Promise<Uint8Array> {
  checkDocument(source)
  const document = await PDFDocument.create({ updateMetadata: false })
  describe(document, source)
  const faces = { regular: await embedFace(document, 'regular'), bold: await embedFace(document, 'bold') }
  const size = papers[source.paper]
  const pen: Pen = { document, faces, size, page: document.addPage([...size]), y: size[1] - margin }

  for (const block of source.blocks) writeBlock(pen, block)
  writeFooters(pen, source.footer ?? '')
  return document.save()
}

function describe(document: PDFDocument, { title, language, author, madeAt }: SimpleDocument): void {
  const date = new Date(madeAt.epochMilliseconds)
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setLanguage(language)
  if (author !== undefined) document.setAuthor(author)
  document.setProducer(producer)
  document.setCreator(producer)
  document.setCreationDate(date)
  document.setModificationDate(date)
}

function writeBlock(pen: Pen, block: Block): void {
  switch (block.kind) {
    case 'heading': {
      const size = headingSizes[block.level]
      if (pen.y < pen.size[1] - margin) pen.y -= size / 2
      const lines = breakLines(block.text, pen.faces.bold, size, bodyWidth(pen))
      // A heading does not stand alone at the foot of a page.
      makeRoom(pen, lines.length * size * leading + 3 * textSize * leading)
      writeLines(pen, lines, pen.faces.bold, size)
      pen.y -= blockGap / 2
      return
    }
    case 'paragraph': {
      const face = pen.faces[block.weight ?? 'regular']
      const size = block.small ? smallSize : textSize
      writeLines(pen, breakLines(block.text, face, size, bodyWidth(pen)), face, size)
      pen.y -= blockGap
      return
    }
    case 'facts':
      writeFacts(pen, block)
      return
    case 'table':
      writeTable(pen, block)
      return
    case 'page-break':
      newPage(pen)
  }
}

const bodyWidth = ({ size }: Pen): number => size[0] - 2 * margin

function newPage(pen: Pen): void {
  pen.page = pen.document.addPage([...pen.size])
  pen.y = pen.size[1] - margin
}

/** Goes to a new page where less than this is left, unless the page is still empty. */
function makeRoom(pen: Pen, height: number): void {
  if (pen.y - height < margin && pen.y < pen.size[1] - margin) newPage(pen)
}

function writeLines(pen: Pen, lines: readonly string[], face: Face, size: number): void {
  for (const line of lines) {
    makeRoom(pen, size * leading)
    pen.y -= size * leading
    writeText(pen, line, { x: margin, y: pen.y, face, size })
  }
}

function writeText(
  pen: Pen,
  text: string,
  { x, y, face, size, colour = ink }: { x: number; y: number; face: Face; size: number; colour?: typeof ink },
): void {
  if (text) face.draw(pen.page, text, { x, y: y + size * (leading - 1), size, colour })
}

function writeFacts(pen: Pen, { facts }: Facts): void {
  const { regular, bold } = pen.faces
  const widest = facts.reduce((width, [label]) => Math.max(width, bold.width(bold.writable(label), textSize)), 0)
  const labelWidth = Math.min(widest + 14, bodyWidth(pen) * 0.4)
  for (const [label, value] of facts) {
    const labels = breakLines(label, bold, textSize, labelWidth - 14)
    const values = breakLines(value, regular, textSize, bodyWidth(pen) - labelWidth)
    for (let at = 0; at < Math.max(labels.length, values.length); at++) {
      makeRoom(pen, textSize * leading)
      pen.y -= textSize * leading
      writeText(pen, labels[at] ?? '', { x: margin, y: pen.y, face: bold, size: textSize })
      writeText(pen, values[at] ?? '', { x: margin + labelWidth, y: pen.y, face: regular, size: textSize })
    }
  }
  pen.y -= blockGap
}

function writeTable(pen: Pen, table: Table): void {
  const { columns, rows, totals = [] } = table
  const { regular, bold } = pen.faces
  const widths = columnWidths(table, pen.faces, tableSize, cellPadding, bodyWidth(pen))
  const lineHeight = tableSize * leading

  const cellsOf = (texts: readonly string[], face: Face) =>
    texts.map((text, at) => breakLines(text, face, tableSize, (widths[at] ?? 0) - 2 * cellPadding))
  const titles = cellsOf(
    columns.map(({ title }) => title),
    bold,
  )
  const heightOf = (cells: readonly string[][]) => Math.max(...cells.map((lines) => lines.length)) * lineHeight + cellPadding

  const writeCells = (cells: readonly string[][], face: Face, first: number, count: number): void => {
    let x = margin
    for (const [at, lines] of cells.entries()) {
      const width = widths[at] ?? 0
      for (const [row, text] of lines.slice(first, first + count).entries()) {
        const indent = columns[at]?.align === 'end' ? width - cellPadding - face.width(text, tableSize) : cellPadding
        writeText(pen, text, { x: x + indent, y: pen.y - (row + 1) * lineHeight - cellPadding / 2, face, size: tableSize })
      }
      x += width
    }
    pen.y -= count * lineHeight + cellPadding
  }
  const rule = (thickness: number) =>
    pen.page.drawLine({ start: { x: margin, y: pen.y }, end: { x: pen.size[0] - margin, y: pen.y }, thickness, color: lineColour })
  const writeHeader = () => {
    writeCells(titles, bold, 0, Math.max(...titles.map((lines) => lines.length)))
    rule(1)
  }
  const writeRow = (texts: readonly string[], face: Face): void => {
    const cells = cellsOf(texts, face)
    const lineCount = Math.max(...cells.map((lines) => lines.length))
    const room = pen.size[1] - 2 * margin - heightOf(titles)
    if (pen.y - Math.min(heightOf(cells), room) < margin) turnPage()
    for (let first = 0; first < lineCount; ) {
      // A row longer than a page goes on over the next ones.
      const fit = Math.max(1, Math.floor((pen.y - margin - cellPadding) / lineHeight))
      const count = Math.min(fit, lineCount - first)
      writeCells(cells, face, first, count)
      first += count
      if (first < lineCount) turnPage()
    }
    rule(0.4)
  }
  const turnPage = () => {
    newPage(pen)
    writeHeader()
  }

  makeRoom(pen, heightOf(titles) + 2 * lineHeight + cellPadding)
  writeHeader()
  for (const row of rows) writeRow(row, regular)
  for (const row of totals) writeRow(row, bold)
  pen.y -= blockGap
}

/** Last, because each page's says how many there are. */
function writeFooters(pen: Pen, text: string): void {
  const { regular } = pen.faces
  const pages = pen.document.getPages()
  for (const [at, page] of pages.entries()) {
    pen.page = page
    const number = `${at + 1} / ${pages.length}`
    const numberWidth = regular.width(number, smallSize)
    const [line = ''] = breakLines(text, regular, smallSize, bodyWidth(pen) - numberWidth - 14)
    const style = { y: footerBaseline, face: regular, size: smallSize, colour: faint }
    writeText(pen, line, { x: margin, ...style })
    writeText(pen, number, { x: pen.size[0] - margin - numberWidth, ...style })
  }
}
