import {
  compare,
  type Decimal,
  formatDecimal,
  formatMoney,
  type Money,
  minorPlaces,
  multiply,
  parseDecimal,
  price,
  type RateLine,
  round,
  saving,
  subtract,
  toMoney,
  zero,
} from '../../kits/money/index.ts'
import type { ClientRate } from '../orders/quote.ts'
import { decimalOf, exact, type InvoiceLine, reasoned, type Timekeeper } from './invoice-line.ts'

/** What an order is charged by: facts of the ledger, gathered before they are priced. */
export interface Charge {
  readonly orderId: string
  readonly number: string
  readonly title: string
  /** The line of the rate card that the order was quoted by: a later version of the engagement does not change it. */
  readonly rateLine: RateLine
  readonly engagementVersion: number
  readonly rush: boolean
  /** The day of delivery where the client is. */
  readonly date: string
  readonly items: readonly ChargedItem[]
  readonly clientRate: ClientRate | null
}

/** A time entry of hourly work; all units of the order of other work. */
export interface ChargedItem {
  readonly date: string
  readonly description: string
  /** Decimal. */
  readonly units: string
  /** Where the count comes from. */
  readonly counted: string
  readonly timekeeper: Timekeeper
  readonly taskCode: string
  readonly activityCode: string
}

/** What the client saves on one order against its own rates. */
export interface InvoiceSaving {
  readonly orderId: string
  readonly ownMinor: number
  readonly savedMinor: number
  readonly percent: number | null
  readonly because: string
}

/** A line before it has an id. */
export type ChargedLine = Omit<InvoiceLine, 'id'>

export interface Charged {
  readonly lines: readonly ChargedLine[]
  /** What the order costs: exactly what `price` of `kits/money` says. */
  readonly amount: Money
  readonly saving: InvoiceSaving | null
}

/** Hours of a time entry: minutes by 60, rounded half up to hundredths, so that each entry can be checked by itself. */
export const hoursOf = (minutes: number): string => {
  const hundredths = Math.floor((minutes * 100) / 60 + 0.5)
  return formatDecimal({ digits: BigInt(hundredths), places: 2 })
}

/**
 * Prices an order as lines of an invoice: a fee line for each item and band, one for the minimum charge, one for the rush surcharge. Their sum is the price of the
 * whole, which is rounded once; what the rounding of single lines leaves over stands, with its reason, on the last fee line.
 *
 * @throws RangeError naming what cannot be priced
 */
export function charge(given: Charge): Charged {
  const { rateLine, orderId, date, rush } = given
  const { currency, minimum: _, ...bare } = rateLine
  const quantity = total(given.items.map(({ units }) => exact(units)))
  const amounts = {
    bare: price({ line: { ...bare, currency }, quantity: formatDecimal(quantity), rush: false }).amount,
    withMinimum: price({ line: rateLine, quantity: formatDecimal(quantity), rush: false }).amount,
    whole: price({ line: rateLine, quantity: formatDecimal(quantity), rush }).amount,
  }
  const fees = settled(feeLines(given), amounts.bare)
  const adjustment = (description: string, text: string, minor: number): ChargedLine[] =>
    minor === 0 ? [] : [{ ...plain, orderId, date, ...adjusted(description, text, { minor, currency }) }]
  const minimum = formatMoney(toMoney(exact(rateLine.minimum ?? '0'), currency))
  const lines = [
    ...fees,
    ...adjustment(
      `${given.number}: up to the minimum charge`,
      `the minimum charge is ${minimum}, the units come to ${formatMoney(amounts.bare)}`,
      amounts.withMinimum.minor - amounts.bare.minor,
    ),
    ...adjustment(
      `${given.number}: rush surcharge of ${rateLine.rushPercent ?? 0} %`,
      `${rateLine.rushPercent ?? 0} % of ${formatMoney(amounts.withMinimum)}`,
      amounts.whole.minor - amounts.withMinimum.minor,
    ),
  ]
  return { lines, amount: amounts.whole, saving: saved(given, quantity, amounts.whole) }
}

const plain = { units: null, rate: null, taskCode: null, activityCode: null, expenseCode: null, timekeeper: null } as const

const adjusted = (description: string, text: string, amount: Money) => ({
  kind: 'fee-adjustment' as const,
  description,
  adjustmentMinor: amount.minor,
  amountMinor: amount.minor,
  because: [{ text, amount: decimalOf(amount) }],
})

const total = (values: readonly Decimal[]): Decimal =>
  values.reduce((sum, value) => subtract(sum, { ...value, digits: -value.digits }), zero)

function feeLines({ rateLine, items, orderId, number, title, engagementVersion }: Charge): ChargedLine[] {
  const { currency, kind } = rateLine
  const source = { text: `rate card of version ${engagementVersion} of the engagement, by which the order was quoted`, amount: null }
  return portions(rateLine, items).map(({ item, units, rate }) => {
    const product = multiply(units, exact(rate))
    const amount = toMoney(product, currency)
    const text = kind === 'fixed' ? 'fixed price' : `${formatDecimal(units)} ${kind}${isOne(units) ? '' : 's'} at ${rate}`
    return {
      orderId,
      date: item.date,
      kind: 'fee',
      description: `${number} ${title}: ${item.description}`,
      units: formatDecimal(units),
      rate,
      adjustmentMinor: 0,
      amountMinor: amount.minor,
      taskCode: item.taskCode,
      activityCode: item.activityCode,
      expenseCode: null,
      timekeeper: item.timekeeper,
      because: reasoned(
        [{ text: item.counted, amount: null }, source, { text, amount: formatDecimal(product, minorPlaces(currency)) }],
        amount,
      ),
    }
  })
}

const isOne = (units: Decimal): boolean => compare(units, { digits: 1n, places: 0 }) === 0

interface Portion {
  readonly item: ChargedItem
  readonly units: Decimal
  readonly rate: string
}

/** Bands are graduated over the order: each item goes on in the band where the one before it ended. */
function portions({ kind, rate }: RateLine, items: readonly ChargedItem[]): readonly Portion[] {
  if (typeof rate === 'string') {
    const [first] = items
    if (kind === 'fixed') return first ? [{ item: first, units: { digits: 1n, places: 0 }, rate }] : []
    return items.map((item) => ({ item, units: exact(item.units), rate }))
  }
  const found: Portion[] = []
  let used = zero
  for (const item of items) {
    let left = exact(item.units)
    for (const band of rate) {
      const room = band.upTo === undefined ? left : subtract(parseDecimal(band.upTo) ?? zero, used)
      const units = compare(left, room) < 0 ? left : room
      if (units.digits <= 0n) continue
      found.push({ item, units, rate: band.rate })
      used = total([used, units])
      left = subtract(left, units)
    }
  }
  return found
}

/** Lines are rounded one by one, the order once: the cents between the two go to the last line, said as such. */
function settled(lines: readonly ChargedLine[], whole: Money): readonly ChargedLine[] {
  const over = whole.minor - lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const last = lines.at(-1)
  if (over === 0 || !last) return lines
  const step = { text: 'the order is rounded once, its lines one by one', amount: decimalOf({ ...whole, minor: over }) }
  const settled = {
    ...last,
    adjustmentMinor: last.adjustmentMinor + over,
    amountMinor: last.amountMinor + over,
    because: [...last.because, step],
  }
  return [...lines.slice(0, -1), settled]
}

function saved({ clientRate, orderId, rateLine }: Charge, quantity: Decimal, charged: Money): InvoiceSaving | null {
  if (!clientRate) return null
  const units = rateLine.kind === 'fixed' ? { digits: 1n, places: 0 } : quantity
  const ownUnits = formatDecimal(multiply(units, exact(String(clientRate.unitsPerUnit))))
  const { own, saved: kept, percent, because } = saving({ charged, ownRate: clientRate.rate, ownUnits })
  return { orderId, ownMinor: own.minor, savedMinor: kept.minor, percent: percent ?? null, because }
}

/** A share of an amount in percent, rounded half up. @example percentOf({ minor: 22500, currency: 'USD' }, 5) // 1125 minor */
export const percentOf = (amount: Money, percent: number): Money => {
  const share = exact(String(percent))
  const product = multiply({ digits: BigInt(amount.minor), places: 0 }, { digits: share.digits, places: share.places + 2 })
  return { minor: Number(round(product, 0).digits), currency: amount.currency }
}
