import { add, compare, type Decimal, formatDecimal, multiply, parseDecimal, round, subtract, zero } from '../money/index.ts'
import {
  charactersMax,
  fieldsOfType,
  isLedesDate,
  type LedesField,
  type LedesFinding,
  type LedesRow,
  ledesFields,
  ledesMark,
  requiredFields,
  rowEnd,
  unusual,
} from './ledes-fields.ts'

/** Plain numbers of the format: digits, a point, a leading minus; at most 14 digits and 4 places. */
const numberPattern = /^-?\d{1,14}(\.\d{0,4})?$/

const dateFields: readonly LedesField[] = ['INVOICE_DATE', 'BILLING_START_DATE', 'BILLING_END_DATE', 'LINE_ITEM_DATE']
const numberFields: readonly LedesField[] = [
  'INVOICE_TOTAL',
  'LINE_ITEM_NUMBER_OF_UNITS',
  'LINE_ITEM_ADJUSTMENT_AMOUNT',
  'LINE_ITEM_TOTAL',
  'LINE_ITEM_UNIT_COST',
]

interface Item {
  readonly line: number
  readonly row: LedesRow
  readonly total: Decimal
}

/**
 * Checks a LEDES 1998B file: its form, each line's arithmetic to the cent, each invoice's total against its lines. A file may hold several invoices.
 *
 * @returns `errors` that a receiver refuses, `warnings` that it may question, each with the file's line; `total` the sum of all line totals, as a decimal
 *
 * @example
 * checkLedes('LEDES1998B[]\n…').errors // [{ line: 3, field: 'LINE_ITEM_TOTAL', message: '700 is not 2 x 350 - 70 = 630.00.' }]
 */
export function checkLedes(text: string): { errors: LedesFinding[]; warnings: LedesFinding[]; total: string } {
  const errors: LedesFinding[] = []
  const warnings: LedesFinding[] = []
  const report = (list: LedesFinding[]) => (line: number, field: LedesField | null, message: string) =>
    void list.push({ line, field, message })
  const error = report(errors)
  const warn = report(warnings)

  const lines = text.split(/\r\n|\n|\r/)
  while (lines.at(-1) === '') lines.pop()
  checkTop(lines, error)
  const items: Item[] = []
  for (const [at, line] of lines.entries()) {
    if (at < 2) continue
    const row = readRow(line, at + 1, error)
    if (row) items.push(checkRow(row, at + 1, error, warn))
  }
  if (lines.length < 3) error(lines.length, null, 'The file has no line items. An invoice needs at least one.')
  checkInvoices(items, error, warn)
  return { errors, warnings, total: formatDecimal(items.map((item) => item.total).reduce(add, zero), 2) }
}

type Report = (line: number, field: LedesField | null, message: string) => void

function checkTop(lines: readonly string[], error: Report): void {
  if (lines[0] !== ledesMark) error(1, null, `The first line is "${(lines[0] ?? '').slice(0, 40)}". It must be ${ledesMark}.`)
  const header = ledesFields.join('|') + rowEnd
  if (lines[1] === header) return
  const given = (lines[1] ?? '').replace(/\[\]$/, '').split('|')
  const wrong = ledesFields.findIndex((field, at) => given[at] !== field)
  const what =
    wrong >= 0
      ? `field ${wrong + 1} must be ${ledesFields[wrong]}, it is "${given[wrong] ?? ''}"`
      : `there must be ${ledesFields.length} fields, then ${rowEnd}`
  error(2, null, `The header is not that of LEDES 1998B: ${what}.`)
}

function readRow(line: string, number: number, error: Report): LedesRow | undefined {
  if (line.trim() === '') {
    error(number, null, 'The line is empty. Remove it.')
    return undefined
  }
  if (!line.endsWith(rowEnd))
    error(number, null, `The line does not end in ${rowEnd}. A description may hold a line end: replace it by a blank.`)
  const body = line.endsWith(rowEnd) ? line.slice(0, -rowEnd.length) : line
  if (body.includes(rowEnd)) error(number, null, `${rowEnd} stands inside the line. It may only end it.`)
  const odd = /[^\x20-\x7e]/u.exec(body)
  if (odd)
    error(
      number,
      fieldAt(body, odd.index),
      `U+${(odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} is not printable ASCII. Replace it.`,
    )
  const values = body.split('|')
  if (values.length === ledesFields.length) return Object.fromEntries(ledesFields.map((field, at) => [field, values[at] ?? ''])) as LedesRow
  error(number, null, `The line has ${values.length} fields, the format has ${ledesFields.length}.`)
  return undefined
}

const fieldAt = (body: string, index: number): LedesField | null => ledesFields[body.slice(0, index).split('|').length - 1] ?? null

function checkRow(row: LedesRow, line: number, error: Report, warn: Report): Item {
  const type = row['EXP/FEE/INV_ADJ_TYPE']
  const rules = Object.hasOwn(fieldsOfType, type) ? fieldsOfType[type] : undefined
  if (!rules) error(line, 'EXP/FEE/INV_ADJ_TYPE', `"${type}" is no type. It can be F, E, IF or IE.`)
  for (const field of [...requiredFields, ...(rules?.needs ?? [])])
    if (row[field].trim() === '') error(line, field, `It is missing. A line of type ${type} needs it.`)
  for (const field of rules?.empty ?? [])
    if (row[field] !== '') error(line, field, `${row[field]} must not stand on a line of type ${type}.`)
  for (const field of dateFields)
    if (row[field] !== '' && !isLedesDate(row[field])) error(line, field, `"${row[field]}" is no day written YYYYMMDD.`)
  for (const field of numberFields)
    if (row[field] !== '' && !numberPattern.test(row[field]))
      error(line, field, `"${row[field]}" is no plain number: digits, a point, at most 4 places.`)
  for (const [field, max] of Object.entries(charactersMax) as [LedesField, number][])
    if (row[field].length > max) error(line, field, `It has ${row[field].length} characters, the format carries ${max}.`)
  if (row.BILLING_START_DATE > row.BILLING_END_DATE) error(line, 'BILLING_START_DATE', 'The billing period begins after it ends.')
  for (const { field, message } of unusual(row)) warn(line, field, message)
  return { line, row, total: checkArithmetic(row, line, error, warn) }
}

function checkArithmetic(row: LedesRow, line: number, error: Report, warn: Report): Decimal {
  const adjusts = row['EXP/FEE/INV_ADJ_TYPE'].startsWith('I')
  const number = (field: LedesField) => (numberPattern.test(row[field]) ? (parseDecimal(row[field]) ?? zero) : zero)
  const [units, rate, adjustment, total] = [
    number('LINE_ITEM_NUMBER_OF_UNITS'),
    number('LINE_ITEM_UNIT_COST'),
    number('LINE_ITEM_ADJUSTMENT_AMOUNT'),
    number('LINE_ITEM_TOTAL'),
  ]
  if (units.digits < 0n)
    error(line, 'LINE_ITEM_NUMBER_OF_UNITS', 'The units are negative. Write a discount as an IF or IE line with a negative total.')
  if (units.digits === 0n && !adjusts && row.LINE_ITEM_NUMBER_OF_UNITS !== '')
    warn(line, 'LINE_ITEM_NUMBER_OF_UNITS', 'There are no units: some receivers refuse that.')
  const exact = add(multiply(units, rate), adjustment)
  if (compare(round(exact, 2), total) === 0) return total
  const sum = `${row.LINE_ITEM_NUMBER_OF_UNITS || 0} x ${row.LINE_ITEM_UNIT_COST || 0} + ${row.LINE_ITEM_ADJUSTMENT_AMOUNT || 0} = ${formatDecimal(round(exact, 2), 2)}`
  const off = subtract(exact, total)
  if (compare(off, halfCent) <= 0 && compare(off, { ...halfCent, digits: -halfCent.digits }) >= 0)
    warn(line, 'LINE_ITEM_TOTAL', `${row.LINE_ITEM_TOTAL} is not ${sum}, rounded half up to the cent.`)
  else error(line, 'LINE_ITEM_TOTAL', `${row.LINE_ITEM_TOTAL} is not ${sum}.`)
  return total
}

const halfCent: Decimal = { digits: 5n, places: 3 }

function checkInvoices(items: readonly Item[], error: Report, warn: Report): void {
  for (const [number, invoice] of Map.groupBy(items, ({ row }) => row.INVOICE_NUMBER)) {
    // One invoice may bill several matters; some senders then state the total of each matter. Either way is right if it is right throughout.
    const matters = [...Map.groupBy(invoice, ({ row }) => `${row.CLIENT_ID}|${row.LAW_FIRM_MATTER_ID}`).values()]
    const parts = statesTotal(invoice) || !matters.every(statesTotal) ? [invoice] : matters
    for (const part of parts) checkInvoice(number, part, error, warn)
  }
}

const sumOf = (items: readonly Item[]): Decimal => items.map((item) => item.total).reduce(add, zero)

const statesTotal = (items: readonly Item[]): boolean => {
  const sum = sumOf(items)
  return items.every(({ row }) => compare(parseDecimal(row.INVOICE_TOTAL) ?? zero, sum) === 0)
}

function checkInvoice(number: string, items: readonly Item[], error: Report, warn: Report): void {
  const [first] = items
  if (!first) return
  const sum = formatDecimal(sumOf(items), 2)
  const seen = new Set<string>()
  for (const { line, row } of items) {
    if (compare(parseDecimal(row.INVOICE_TOTAL) ?? zero, parseDecimal(sum) ?? zero) !== 0)
      error(line, 'INVOICE_TOTAL', `${row.INVOICE_TOTAL} is not the sum of the lines of invoice ${number}, ${sum}.`)
    if (row.INVOICE_TOTAL !== first.row.INVOICE_TOTAL)
      error(line, 'INVOICE_TOTAL', `${row.INVOICE_TOTAL} differs from ${first.row.INVOICE_TOTAL} on line ${first.line}.`)
    const key = `${row.CLIENT_ID}|${row.LAW_FIRM_MATTER_ID}|${row.LINE_ITEM_NUMBER}`
    if (seen.has(key)) error(line, 'LINE_ITEM_NUMBER', `${row.LINE_ITEM_NUMBER} comes twice in invoice ${number}.`)
    seen.add(key)
    for (const field of ['INVOICE_DATE', 'INVOICE_DESCRIPTION'] as const)
      if (row[field] !== first.row[field]) warn(line, field, `It differs from line ${first.line}: receivers keep the first.`)
  }
}
