/** A value of a cell. Numbers are written as numbers; null and undefined as an empty cell. */
export type CsvCell = string | number | bigint | boolean | null | undefined

/** Thrown where a text is not CSV: says the line and the column (both from 1) and what to mend. */
export class CsvError extends Error {}

/**
 * Reads CSV after RFC 4180: quoted fields may hold commas, line ends and doubled quotes; lines end in CRLF, LF or CR; a byte order mark is dropped.
 * Lines with nothing on them are skipped (`""` alone is a row of one empty cell). A quote inside a bare field is taken as it stands.
 *
 * @throws CsvError where a quoted field is not closed, or something follows its closing quote
 *
 * @example
 * parseCsv('name,role\r\n"Smith, John",adverse\r\n') // [['name', 'role'], ['Smith, John', 'adverse']]
 */
export function parseCsv(text: string): string[][] {
  return [...csvRows([text])]
}

/** {@link parseCsv} for a text that comes in pieces, cut anywhere: gives each row as soon as it is whole. */
export function* csvRows(chunks: Iterable<string>): Generator<string[]> {
  const reader = csvReader()
  for (const chunk of chunks) yield* reader.push(chunk)
  yield* reader.end()
}

type State = 'start' | 'bare' | 'quoted' | 'closed'

const quote = 34
const comma = 44
const lineFeed = 10
const carriageReturn = 13

function csvReader() {
  let state: State = 'start'
  let row: string[] = []
  let field = ''
  let line = 1
  let column = 0
  let opened = ''
  let first = true
  let afterReturn = false

  const endField = () => {
    row.push(field)
    field = ''
    state = 'start'
  }
  const endRow = (): string[] | undefined => {
    const blank = state === 'start' && row.length === 0
    endField()
    const whole = row
    row = []
    return blank ? undefined : whole
  }

  function* push(chunk: string): Generator<string[]> {
    const text = first && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk
    if (chunk !== '') first = false
    let at = 0
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code === lineFeed && afterReturn) {
        // The second half of CRLF: its line was counted (and, outside quotes, ended) at the CR.
        afterReturn = false
        if (state === 'quoted') field += '\n'
        at++
        continue
      }
      afterReturn = code === carriageReturn
      const lineEnd = afterReturn || code === lineFeed
      if (lineEnd) {
        line++
        column = 0
      } else column++

      if (state === 'quoted') {
        if (code === quote) state = 'closed'
        else field += text[at]
        at++
        continue
      }
      if (lineEnd) {
        const whole = endRow()
        if (whole) yield whole
        at++
        continue
      }
      if (code === comma) {
        endField()
        at++
        continue
      }
      if (code === quote && state === 'closed') {
        field += '"'
        state = 'quoted'
        at++
        continue
      }
      if (state === 'closed')
        throw new CsvError(`Line ${line}, column ${column}: something follows the closing quote. Double the quotes inside the field.`)
      if (code === quote && state === 'start') {
        state = 'quoted'
        opened = `Line ${line}, column ${column}`
        at++
        continue
      }
      state = 'bare'
      const end = bareEnd(text, at + 1)
      field += text.slice(at, end)
      column += end - at - 1
      at = end
    }
  }

  function* end(): Generator<string[]> {
    if (state === 'quoted') throw new CsvError(`${opened}: a quoted field begins here and is never closed. Add the closing quote.`)
    const whole = endRow()
    if (whole) yield whole
  }

  return { push, end }
}

/** Where a bare field that goes on at `from` ends. */
function bareEnd(text: string, from: number): number {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === comma || code === lineFeed || code === carriageReturn) break
  }
  return at
}

/**
 * Writes CSV after RFC 4180 (CRLF, quotes where needed) that is safe to open in a spreadsheet: a text that a spreadsheet would run as a formula gets a
 * leading apostrophe. Numbers, and texts that are plainly numbers (`-12.50`), stay as they are.
 *
 * @example
 * writeCsv([['name', 'hours'], ['=HYPERLINK("http://x")', -1.5]])
 * // 'name,hours\r\n"\'=HYPERLINK(""http://x"")",-1.5\r\n'
 */
export function writeCsv(rows: Iterable<readonly CsvCell[]>): string {
  let text = ''
  for (const row of rows) text += `${writeRow(row)}\r\n`
  return text
}

function writeRow(row: readonly CsvCell[]): string {
  // A lone empty cell is quoted: as an empty line it would be skipped when read again.
  if (row.length === 1 && (row[0] ?? '') === '') return '""'
  return row.map(writeCell).join(',')
}

function writeCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'string' ? guarded(cell) : String(cell)
  return /[",\r\n\uFEFF]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What makes Excel, LibreOffice or Google Sheets run a cell (OWASP, "CSV Injection"), with the full-width forms that some Excel locales take for the same. */
const formulaStart = /^[=+\-@\t\r\n\0＝＋－＠]/u
const plainNumber = /^[+-]?\d+(\.\d+)?$/

const guarded = (text: string): string => (formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text)
