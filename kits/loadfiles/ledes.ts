import { add, compare, type Decimal, formatDecimal, minorPlaces, multiply, parseDecimal, round, zero } from '../money/index.ts'
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

/** One line of an invoice. Numbers are exact decimals: as text, or JSON numbers taken at their shortest spelling. */
export interface LedesLine {
  readonly kind: 'fee' | 'expense' | 'fee-adjustment' | 'expense-adjustment'
  /** YYYY-MM-DD */
  readonly date: string
  readonly units?: number | string | null
  /** Price of one unit; an adjustment line may leave units and rate out and give the amount alone. */
  readonly rate?: number | string | null
  /** Added to units x rate; negative for a discount. */
  readonly adjustment?: number | string | null
  /** UTBMS codes: a fee has task and activity, an expense has expense. */
  readonly task?: string | null
  readonly activity?: string | null
  readonly expense?: string | null
  readonly timekeeper?: { readonly id?: string | null; readonly name?: string | null; readonly class?: string | null } | null
  readonly description?: string | null
}

/** An invoice as LEDES 1998B can carry it: one matter, one currency (which the format does not name). */
export interface LedesInvoice {
  readonly invoiceDate: string
  readonly invoiceNumber: string
  readonly clientId: string
  readonly lawFirmMatterId: string
  readonly clientMatterId?: string | null
  readonly lawFirmId: string
  readonly description?: string | null
  readonly start: string
  readonly end: string
  /** ISO 4217 */
  readonly currency: string
  readonly lines: readonly LedesLine[]
}

/** Thrown where an invoice cannot be written: one line that names the place and the remedy. */
export class LedesRefusal extends Error {}

const typeOf = { fee: 'F', expense: 'E', 'fee-adjustment': 'IF', 'expense-adjustment': 'IE' } as const

/** Places after the point that the format carries for units, rates and adjustments (10.4). */
const placesMax = 4
/** Digits before the point: 10 for the parts of a line, 12 for totals. */
const lineDigitsMax = 10
const totalDigitsMax = 12

/**
 * Writes an invoice as LEDES 1998B. A line's total is units x rate + adjustment, exact, then rounded half up to the cent; the invoice total is the sum of the
 * rounded lines and stands on every row. Characters that the format forbids (anything but printable ASCII, `|`, the pair `[]`) become a blank, with a warning each.
 *
 * @returns the file's text, its warnings (`line` is the line item's number, 0 for the invoice itself), and the total as a decimal
 * @throws LedesRefusal where there is no line, a needed field is missing, or an identifier is too long to be carried whole
 *
 * @example
 * writeLedes({ …, lines: [{ kind: 'fee', date: '2026-03-02', units: 1.5, rate: 90, task: 'L320', activity: 'A104', timekeeper: { id: 'T7', name: 'Rao, Asha', class: 'PARALG' } }] })
 * // { text: 'LEDES1998B[]\n…', warnings: [], total: '135.00' }
 */
export function writeLedes(invoice: LedesInvoice): { text: string; warnings: LedesFinding[]; total: string } {
  if (!Array.isArray(invoice.lines) || invoice.lines.length === 0)
    throw new LedesRefusal('lines: the invoice has no lines. Add at least one.')
  if (typeof invoice.currency !== 'string' || !/^[A-Z]{3}$/.test(invoice.currency))
    throw new LedesRefusal('currency: give the ISO 4217 code, for example USD.')
  const places = minorPlaces(invoice.currency)
  if (places > 2)
    throw new LedesRefusal(
      `currency: LEDES 1998B carries two places after the point, ${invoice.currency} needs ${places}. Bill in another format.`,
    )

  const warnings: LedesFinding[] = []
  const warn = (line: number, field: LedesField, message: string) => warnings.push({ line, field, message })
  const lines = invoice.lines.map((line, at) => amounts(line, at + 1, places, warn))
  const total = lines.map((line) => line.total).reduce(add, zero)
  if (total.digits.toString().replace('-', '').length - total.places > totalDigitsMax)
    throw new LedesRefusal(
      `INVOICE_TOTAL ${formatDecimal(total, 2)} is too large: the format has ${totalDigitsMax} digits before the point. Split the invoice.`,
    )
  const head = headOf(invoice, total, warn)

  const rows = invoice.lines.map((line, at) => {
    const row: LedesRow = { ...head, ...lines[at]?.fields, ...itemOf(line, at + 1, warn) }
    refuseIncomplete(row, at + 1)
    for (const { field, message } of unusual(row)) warn(at + 1, field, message)
    return ledesFields.map((field) => row[field]).join('|') + rowEnd
  })
  return { text: `${[ledesMark, ledesFields.join('|') + rowEnd, ...rows].join('\n')}\n`, warnings, total: formatDecimal(total, 2) }
}

type Warn = (line: number, field: LedesField, message: string) => void

function amounts(line: LedesLine, number: number, places: number, warn: Warn) {
  const adjusts = line.kind === 'fee-adjustment' || line.kind === 'expense-adjustment'
  const read = (field: LedesField, value: number | string | null | undefined, otherwise: Decimal | undefined) =>
    carried(value, otherwise, number, field, warn)
  const units = read('LINE_ITEM_NUMBER_OF_UNITS', line.units, adjusts ? one : undefined)
  const rate = read('LINE_ITEM_UNIT_COST', line.rate, adjusts ? zero : undefined)
  const adjustment = read('LINE_ITEM_ADJUSTMENT_AMOUNT', line.adjustment, zero)
  if (units.digits < 0n)
    throw new LedesRefusal(
      `Line ${number}: the units are negative. Write a discount as a fee-adjustment or expense-adjustment line with a negative adjustment.`,
    )
  const total = round(add(multiply(units, rate), adjustment), places)
  // An invoice-level adjustment has no units and no unit cost of its own: its whole amount stands as the adjustment (the committee's own example).
  const fields = {
    LINE_ITEM_NUMBER_OF_UNITS: adjusts ? '1' : formatDecimal(units),
    LINE_ITEM_UNIT_COST: adjusts ? '' : formatDecimal(rate, 2),
    LINE_ITEM_ADJUSTMENT_AMOUNT: formatDecimal(adjusts ? total : adjustment, 2),
    LINE_ITEM_TOTAL: formatDecimal(total, 2),
  }
  return { total, fields }
}

const one: Decimal = { digits: 1n, places: 0 }

/** A number as the format can carry it: at most 4 places, so that whoever multiplies the file's own figures comes to the file's total. */
function carried(
  value: number | string | null | undefined,
  otherwise: Decimal | undefined,
  number: number,
  field: LedesField,
  warn: Warn,
): Decimal {
  const missing = value === undefined || value === null || value === ''
  const exact = missing ? otherwise : parseDecimal(value)
  if (!exact) throw new LedesRefusal(`Line ${number}: ${field} is ${missing ? 'missing' : `"${value}"`}. Give a decimal number.`)
  if (compare(round(exact, 0), { digits: 10n ** BigInt(lineDigitsMax), places: 0 }) >= 0)
    throw new LedesRefusal(`Line ${number}: ${field} ${value} is too large.`)
  const short = round(exact, placesMax)
  if (compare(short, exact) === 0) return exact
  warn(number, field, `${value} was rounded to ${formatDecimal(short)}: the format carries four places.`)
  return short
}

type Head =
  | 'INVOICE_DATE'
  | 'INVOICE_NUMBER'
  | 'CLIENT_ID'
  | 'LAW_FIRM_MATTER_ID'
  | 'INVOICE_TOTAL'
  | 'BILLING_START_DATE'
  | 'BILLING_END_DATE'
  | 'INVOICE_DESCRIPTION'
  | 'LAW_FIRM_ID'
  | 'CLIENT_MATTER_ID'
type Amount = 'LINE_ITEM_NUMBER_OF_UNITS' | 'LINE_ITEM_ADJUSTMENT_AMOUNT' | 'LINE_ITEM_TOTAL' | 'LINE_ITEM_UNIT_COST'

function headOf(invoice: LedesInvoice, total: Decimal, warn: Warn): Record<Head, string> & Record<Amount, string> {
  const identifier = (field: LedesField, value: unknown) => whole(clean(value, 0, field, warn), 0, field)
  const start = date(invoice.start, 0, 'BILLING_START_DATE')
  const end = date(invoice.end, 0, 'BILLING_END_DATE')
  if (start > end)
    throw new LedesRefusal(`start: the billing period begins on ${invoice.start}, after it ends on ${invoice.end}. Swap or mend them.`)
  return {
    INVOICE_DATE: date(invoice.invoiceDate, 0, 'INVOICE_DATE'),
    INVOICE_NUMBER: identifier('INVOICE_NUMBER', invoice.invoiceNumber),
    CLIENT_ID: identifier('CLIENT_ID', invoice.clientId),
    LAW_FIRM_MATTER_ID: identifier('LAW_FIRM_MATTER_ID', invoice.lawFirmMatterId),
    INVOICE_TOTAL: formatDecimal(total, 2),
    BILLING_START_DATE: start,
    BILLING_END_DATE: end,
    INVOICE_DESCRIPTION: cut(clean(invoice.description, 0, 'INVOICE_DESCRIPTION', warn), 0, 'INVOICE_DESCRIPTION', warn),
    LAW_FIRM_ID: identifier('LAW_FIRM_ID', invoice.lawFirmId),
    CLIENT_MATTER_ID: identifier('CLIENT_MATTER_ID', invoice.clientMatterId),
    LINE_ITEM_NUMBER_OF_UNITS: '',
    LINE_ITEM_ADJUSTMENT_AMOUNT: '',
    LINE_ITEM_TOTAL: '',
    LINE_ITEM_UNIT_COST: '',
  }
}

function itemOf(line: LedesLine, number: number, warn: Warn): Omit<LedesRow, Head | Amount> {
  if (!Object.hasOwn(typeOf, line.kind))
    throw new LedesRefusal(`Line ${number}: the kind is "${line.kind}". It can be ${Object.keys(typeOf).join(', ')}.`)
  const type = typeOf[line.kind]
  const identifier = (field: LedesField, value: unknown) => whole(clean(value, number, field, warn), number, field)
  const text = (field: LedesField, value: unknown) => cut(clean(value, number, field, warn), number, field, warn)
  const code = (field: LedesField, value: unknown) => {
    const given = identifier(field, value)
    if (given === '' || fieldsOfType[type]?.needs.includes(field)) return given
    warn(number, field, `${given} was left out: a line of type ${type} does not carry it.`)
    return ''
  }
  return {
    LINE_ITEM_NUMBER: String(number),
    'EXP/FEE/INV_ADJ_TYPE': type,
    LINE_ITEM_DATE: date(line.date, number, 'LINE_ITEM_DATE'),
    LINE_ITEM_TASK_CODE: code('LINE_ITEM_TASK_CODE', line.task),
    LINE_ITEM_EXPENSE_CODE: code('LINE_ITEM_EXPENSE_CODE', line.expense),
    LINE_ITEM_ACTIVITY_CODE: code('LINE_ITEM_ACTIVITY_CODE', line.activity),
    TIMEKEEPER_ID: identifier('TIMEKEEPER_ID', line.timekeeper?.id),
    LINE_ITEM_DESCRIPTION: text('LINE_ITEM_DESCRIPTION', line.description),
    TIMEKEEPER_NAME: text('TIMEKEEPER_NAME', line.timekeeper?.name),
    TIMEKEEPER_CLASSIFICATION: identifier('TIMEKEEPER_CLASSIFICATION', line.timekeeper?.class),
  }
}

/** What the format cannot hold inside a field: all but printable ASCII, the separator, and the pair that ends a row. */
const forbidden = /\[\]|[^\x20-\x7e]|\|/gu

function clean(value: unknown, number: number, field: LedesField, warn: Warn): string {
  const text = value === undefined || value === null ? '' : String(value)
  const blanked = text.replace(forbidden, (found) => {
    for (const character of found) warn(number, field, `${named(character)} became a blank: the format forbids it.`)
    return ' '.repeat([...found].length)
  })
  // A bracket at the end of the last field would run into the row's own end.
  if (field !== 'CLIENT_MATTER_ID' || !blanked.endsWith('[')) return blanked
  warn(number, field, '"[" at the end became a blank: it would hide the end of the row.')
  return `${blanked.slice(0, -1)} `
}

const named = (character: string): string =>
  `${character >= ' ' && character !== '\x7f' ? `"${character}" ` : ''}U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** An identifier stands whole or not at all: cut short it would be another's. */
function whole(text: string, number: number, field: LedesField): string {
  const max = charactersMax[field] ?? Number.POSITIVE_INFINITY
  if (text.length > max)
    throw new LedesRefusal(`${place(number)}${field} "${text}" has ${text.length} characters, the format carries ${max}. Shorten it.`)
  return text
}

function cut(text: string, number: number, field: LedesField, warn: Warn): string {
  const max = charactersMax[field] ?? Number.POSITIVE_INFINITY
  if (text.length <= max) return text
  warn(number, field, `The text was cut from ${text.length} to ${max} characters.`)
  return text.slice(0, max)
}

function date(value: unknown, number: number, field: LedesField): string {
  const text = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value.replaceAll('-', '') : String(value)
  if (!isLedesDate(text)) throw new LedesRefusal(`${place(number)}${field} is "${value ?? ''}". Give a day that exists, as YYYY-MM-DD.`)
  return text
}

function refuseIncomplete(row: LedesRow, number: number): void {
  const needed = [...requiredFields, ...(fieldsOfType[row['EXP/FEE/INV_ADJ_TYPE']]?.needs ?? [])]
  const missing = needed.find((field) => row[field].trim() === '')
  if (missing) throw new LedesRefusal(`Line ${number}: ${missing} is missing. A line of type ${row['EXP/FEE/INV_ADJ_TYPE']} needs it.`)
}

const place = (number: number): string => (number === 0 ? '' : `Line ${number}: `)
