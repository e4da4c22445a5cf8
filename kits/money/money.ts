import { add, type Decimal, formatDecimal, parseDecimal, round } from './decimal.ts'

/** An amount in the currency's smallest unit (cents, yen, fils): a whole, safe number, so that it can stand in JSON as it is. */
export interface Money {
  readonly minor: number
  /** ISO 4217, three capital letters. */
  readonly currency: string
}

/** Currencies whose smallest unit is not a hundredth (ISO 4217, table A.1, column "Minor unit"). All others have 2 places. */
const minorPlacesByCurrency: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [
      code,
      0,
    ]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3])),
}

/** Digits after the point in which a currency is counted: 2 for dollars, 0 for yen, 3 for Kuwaiti dinars. */
export const minorPlaces = (currency: string): number => minorPlacesByCurrency[currency] ?? 2

/** Rounds an exact amount half up to the currency's smallest unit. @throws RangeError where it is beyond what a safe number holds */
export function toMoney(amount: Decimal, currency: string): Money {
  const minor = Number(round(amount, minorPlaces(currency)).digits)
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`The amount ${formatDecimal(amount)} ${currency} is too large: check quantity and rate.`)
  return { minor, currency }
}

/** The exact decimal amount of some money: 1050 cents are 10.50. */
export const toDecimal = ({ minor, currency }: Money): Decimal => ({ digits: BigInt(minor), places: minorPlaces(currency) })

/** Adds amounts of one currency. @throws RangeError where they are of several */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  const other = amounts.find((amount) => amount.currency !== currency)
  if (other) throw new RangeError(`An amount in ${other.currency} cannot be added to ${currency}: convert it first.`)
  return toMoney(amounts.map(toDecimal).reduce(add, { digits: 0n, places: 0 }), currency)
}

/**
 * Writes money for people: thousands in groups, the currency's own number of places, its code behind.
 *
 * @example
 * formatMoney({ minor: -123456, currency: 'USD' }) // '-1,234.56 USD'
 */
export function formatMoney(money: Money): string {
  const [whole = '', fraction] = formatDecimal(toDecimal(money), minorPlaces(money.currency)).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`} ${money.currency}`
}

/**
 * Reads what {@link formatMoney} writes, with or without the groups and the code.
 *
 * @returns undefined where it is no amount, names another currency, or has more places than the currency
 */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^\s*([+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)\s*([A-Z]{3})?\s*$/.exec(text)
  if (!match || (match[2] ?? currency) !== currency) return undefined
  const amount = parseDecimal((match[1] ?? '').replaceAll(',', ''))
  if (!amount || amount.places > minorPlaces(currency)) return undefined
  const minor = Number(round(amount, minorPlaces(currency)).digits)
  return Number.isSafeInteger(minor) ? { minor, currency } : undefined
}
