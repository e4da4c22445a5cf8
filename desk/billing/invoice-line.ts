import {
  add,
  type Decimal,
  formatDecimal,
  type Money,
  minorPlaces,
  parseDecimal,
  subtract,
  toDecimal,
  zero,
} from '../../kits/money/index.ts'

/** Whoever's work a line bills, as LEDES names them. */
export interface Timekeeper {
  /** Short enough for LEDES, stable for a person. */
  readonly id: string
  /** `Surname, First` */
  readonly name: string
  /** A class of LEDES 1998B: AS for an associate, LA for a legal assistant. */
  readonly class: string
}

/** One step of how an amount came about. The steps' amounts add up to the line's, exactly; a step without one explains. */
export interface Because {
  readonly text: string
  /** Exact decimal in the currency's main unit. */
  readonly amount: string | null
}

export const lineKinds = {
  fee: 'Fee',
  expense: 'Expense',
  'fee-adjustment': 'Adjustment of fees',
  'expense-adjustment': 'Adjustment of expenses',
} as const

/** One line of an invoice: units x rate, rounded half up to the smallest unit, plus the adjustment, is its amount. */
export interface InvoiceLine {
  readonly id: string
  /** Null for what belongs to the matter as a whole. */
  readonly orderId: string | null
  readonly date: string
  readonly kind: keyof typeof lineKinds
  readonly description: string
  /** Decimal; null on adjustments, which have an amount alone. */
  readonly units: string | null
  /** Decimal, in the currency's main unit, exact. */
  readonly rate: string | null
  readonly adjustmentMinor: number
  readonly amountMinor: number
  readonly taskCode: string | null
  readonly activityCode: string | null
  readonly expenseCode: string | null
  readonly timekeeper: Timekeeper | null
  readonly because: readonly Because[]
}

/** Money as an exact decimal text. @example decimalOf({ minor: -1050, currency: 'USD' }) // '-10.50' */
export const decimalOf = (money: Money): string => formatDecimal(toDecimal(money), minorPlaces(money.currency))

/** A decimal text that was checked before. */
export function exact(text: string): Decimal {
  const value = parseDecimal(text)
  if (!value) throw new RangeError(`"${text}" is no decimal number.`)
  return value
}

/** What the steps say, to which a last step is added where the amount was rounded: they then add up to it. */
export function reasoned(steps: readonly Because[], amount: Money): readonly Because[] {
  const rounding = subtract(toDecimal(amount), steps.map((step) => (step.amount === null ? zero : exact(step.amount))).reduce(add, zero))
  if (rounding.digits === 0n) return steps
  return [...steps, { text: 'rounded half up', amount: formatDecimal(rounding, minorPlaces(amount.currency)) }]
}
