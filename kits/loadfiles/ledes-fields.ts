import { activityCodes, expenseCodes, taskCodes, timekeeperClasses } from './utbms.ts'

/** The first line of every LEDES 1998B file. */
export const ledesMark = 'LEDES1998B[]'

/** What ends every line. */
export const rowEnd = '[]'

/** The 24 fields of LEDES 1998B, in their order (LEDES Oversight Committee, 1998B format, revised 2007-08-23). */
export const ledesFields = [
  'INVOICE_DATE',
  'INVOICE_NUMBER',
  'CLIENT_ID',
  'LAW_FIRM_MATTER_ID',
  'INVOICE_TOTAL',
  'BILLING_START_DATE',
  'BILLING_END_DATE',
  'INVOICE_DESCRIPTION',
  'LINE_ITEM_NUMBER',
  'EXP/FEE/INV_ADJ_TYPE',
  'LINE_ITEM_NUMBER_OF_UNITS',
  'LINE_ITEM_ADJUSTMENT_AMOUNT',
  'LINE_ITEM_TOTAL',
  'LINE_ITEM_DATE',
  'LINE_ITEM_TASK_CODE',
  'LINE_ITEM_EXPENSE_CODE',
  'LINE_ITEM_ACTIVITY_CODE',
  'TIMEKEEPER_ID',
  'LINE_ITEM_DESCRIPTION',
  'LAW_FIRM_ID',
  'LINE_ITEM_UNIT_COST',
  'TIMEKEEPER_NAME',
  'TIMEKEEPER_CLASSIFICATION',
  'CLIENT_MATTER_ID',
] as const

export type LedesField = (typeof ledesFields)[number]
export type LedesRow = Record<LedesField, string>

/** Something to mend or to know: the line of the file (from 1; when writing, the line item's number), the field, and what is the matter. */
export interface LedesFinding {
  readonly line: number
  readonly field: LedesField | null
  readonly message: string
}

/** Most characters of each text field; 15 KB for the descriptions. */
export const charactersMax: Partial<Record<LedesField, number>> = {
  INVOICE_NUMBER: 20,
  CLIENT_ID: 20,
  LAW_FIRM_MATTER_ID: 20,
  INVOICE_DESCRIPTION: 15 * 1024,
  LINE_ITEM_NUMBER: 20,
  LINE_ITEM_TASK_CODE: 20,
  LINE_ITEM_EXPENSE_CODE: 20,
  LINE_ITEM_ACTIVITY_CODE: 20,
  TIMEKEEPER_ID: 20,
  LINE_ITEM_DESCRIPTION: 15 * 1024,
  LAW_FIRM_ID: 20,
  TIMEKEEPER_NAME: 30,
  TIMEKEEPER_CLASSIFICATION: 10,
  CLIENT_MATTER_ID: 20,
}

/** Fields that no row may leave empty. */
export const requiredFields: readonly LedesField[] = [
  'INVOICE_DATE',
  'INVOICE_NUMBER',
  'CLIENT_ID',
  'LAW_FIRM_MATTER_ID',
  'INVOICE_TOTAL',
  'BILLING_START_DATE',
  'BILLING_END_DATE',
  'LINE_ITEM_NUMBER',
  'EXP/FEE/INV_ADJ_TYPE',
  'LINE_ITEM_TOTAL',
  'LINE_ITEM_DATE',
  'LAW_FIRM_ID',
]

/** What a fee or an expense needs besides, and what must stay empty on it. Adjustments of the whole invoice (IF, IE) carry no codes. */
export const fieldsOfType: Readonly<Record<string, { readonly needs: readonly LedesField[]; readonly empty: readonly LedesField[] }>> = {
  F: {
    needs: ['LINE_ITEM_NUMBER_OF_UNITS', 'LINE_ITEM_UNIT_COST', 'LINE_ITEM_TASK_CODE', 'LINE_ITEM_ACTIVITY_CODE', 'TIMEKEEPER_ID'],
    empty: ['LINE_ITEM_EXPENSE_CODE'],
  },
  E: {
    needs: ['LINE_ITEM_NUMBER_OF_UNITS', 'LINE_ITEM_UNIT_COST', 'LINE_ITEM_EXPENSE_CODE'],
    empty: ['LINE_ITEM_TASK_CODE', 'LINE_ITEM_ACTIVITY_CODE'],
  },
  IF: { needs: [], empty: ['LINE_ITEM_EXPENSE_CODE'] },
  IE: { needs: [], empty: ['LINE_ITEM_TASK_CODE', 'LINE_ITEM_ACTIVITY_CODE'] },
}

/** What is unusual about a row's codes and names: worth a look, no fault of the format. */
export function unusual(row: LedesRow): readonly { field: LedesField; message: string }[] {
  const found: { field: LedesField; message: string }[] = []
  const known = (field: LedesField, codes: Readonly<Record<string, string>>) => {
    const code = row[field]
    if (code !== '' && !Object.hasOwn(codes, code))
      found.push({ field, message: `${code} is no UTBMS code: make sure that the client knows it.` })
  }
  known('LINE_ITEM_TASK_CODE', taskCodes)
  known('LINE_ITEM_ACTIVITY_CODE', activityCodes)
  known('LINE_ITEM_EXPENSE_CODE', expenseCodes)
  const className = row.TIMEKEEPER_CLASSIFICATION
  if (className !== '' && !timekeeperClasses.has(className))
    found.push({
      field: 'TIMEKEEPER_CLASSIFICATION',
      message: `${className} is no LEDES class: use PT, AS, OC, LA, OT or a code of 2014 such as PARALG.`,
    })
  const name = row.TIMEKEEPER_NAME
  if (name !== '' && !name.includes(','))
    found.push({ field: 'TIMEKEEPER_NAME', message: `"${name}" has no comma: the format asks for "Surname, First".` })
  const date = row.LINE_ITEM_DATE
  if (date !== '' && (date < row.BILLING_START_DATE || date > row.BILLING_END_DATE))
    found.push({
      field: 'LINE_ITEM_DATE',
      message: `${date} lies outside the billing period ${row.BILLING_START_DATE} to ${row.BILLING_END_DATE}.`,
    })
  return found
}

/** True for a day that exists, written YYYYMMDD. */
export function isLedesDate(text: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  const lengths = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day >= 1 && day <= (lengths[month - 1] ?? 0)
}
