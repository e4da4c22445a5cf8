import { add, compare, type Decimal, formatDecimal, multiply, parseDecimal, round, subtract, zero } from './decimal.ts'
import { formatMoney, type Money, minorPlaces, toDecimal, toMoney } from './money.ts'

/** What a rate is paid for. A `fixed` rate is paid once, whatever the quantity. */
export type RateKind = 'hour' | 'page' | 'document' | 'record' | 'fixed'

/** One rate from `above` the last band's end up to `upTo` units; the last band has no end. */
export interface Band {
  readonly upTo?: number | undefined
  /** Decimal, in the currency's main unit. */
  readonly rate: string
}

/** One line of a rate card. Amounts are decimals as text, in the currency's main unit ("0.085" dollars a page). */
export interface RateLine {
  readonly kind: RateKind
  readonly currency: string
  /** One rate for all, or bands in rising order of `upTo`. Bands are graduated: each unit costs the rate of the band it falls in. */
  readonly rate: string | readonly Band[]
  /** Added for work that is due sooner than usual, in percent of the charge. */
  readonly rushPercent?: string | undefined
  /** The least that is charged before any rush surcharge (so that a small rush order pays for the rush too). */
  readonly minimum?: string | undefined
}

/** One step of how a price came about; `amount` is exact, not yet rounded, in the currency's main unit. */
export interface PriceStep {
  readonly because: string
  readonly amount: string
}

/**
 * Prices a quantity by one rate line. All is exact until the end, where it is rounded once, half up, to the smallest unit. The steps' amounts add up to the price.
 *
 * @param quantity units of the line's kind; decimal, as text or number ("1.25" hours)
 * @throws RangeError naming what in the line or the quantity cannot be priced
 *
 * @example
 * price({ line: { kind: 'page', currency: 'USD', rate: [{ upTo: 100, rate: '1.00' }, { rate: '0.80' }] }, quantity: 150, rush: false })
 * // { amount: { minor: 14000, currency: 'USD' }, steps: [{ because: '100 pages at 1.00', amount: '100.00' }, { because: '50 pages at 0.80', amount: '40.00' }] }
 */
export function price({ line, quantity, rush }: { line: RateLine; quantity: number | string; rush: boolean }): {
  amount: Money
  steps: PriceStep[]
} {
  const units = number(quantity, 'The quantity')
  const steps = typeof line.rate === 'string' ? plain(line.kind, line.rate, units) : graduated(line.kind, line.rate, units)

  const minimum = line.minimum === undefined ? zero : number(line.minimum, 'The minimum charge')
  const short = subtract(minimum, total(steps))
  if (short.digits > 0n) steps.push({ because: `up to the minimum charge of ${shown(minimum)}`, amount: short })

  if (rush && line.rushPercent !== undefined) {
    const percent = number(line.rushPercent, 'The rush surcharge')
    const surcharge = multiply(total(steps), { digits: percent.digits, places: percent.places + 2 })
    steps.push({ because: `${formatDecimal(percent)} % rush surcharge`, amount: surcharge })
  }

  const rounding = subtract(round(total(steps), minorPlaces(line.currency)), total(steps))
  if (rounding.digits !== 0n) steps.push({ because: 'rounded half up', amount: rounding })
  return {
    amount: toMoney(total(steps), line.currency),
    steps: steps.map(({ because, amount }) => ({ because, amount: formatDecimal(amount, minorPlaces(line.currency)) })),
  }
}

/**
 * What the client saves against doing the same work at its own rate.
 *
 * @returns `own` what it would have cost the client, `saved` that less the charge (negative where we are dearer), `percent` of `own` (undefined where `own` is nothing)
 *
 * @example
 * saving({ charged: { minor: 30000, currency: 'USD' }, ownRate: '250', ownUnits: 4 }) // own 1,000.00, saved 700.00, percent 70
 */
export function saving({ charged, ownRate, ownUnits }: { charged: Money; ownRate: string; ownUnits: number | string }): {
  own: Money
  saved: Money
  percent: number | undefined
  because: string
} {
  const units = number(ownUnits, "The client's own quantity")
  const own = toMoney(multiply(units, number(ownRate, "The client's own rate")), charged.currency)
  const saved = toMoney(subtract(toDecimal(own), toDecimal(charged)), charged.currency)
  return {
    own,
    saved,
    percent: own.minor === 0 ? undefined : (100 * saved.minor) / own.minor,
    because: `${formatDecimal(units)} at the client's ${ownRate} is ${formatMoney(own)}; charged ${formatMoney(charged)}`,
  }
}

interface ExactStep {
  readonly because: string
  readonly amount: Decimal
}

function plain(kind: RateKind, rate: string, units: Decimal): ExactStep[] {
  const each = number(rate, 'The rate')
  if (kind === 'fixed') return [{ because: 'fixed price', amount: each }]
  return [charge(kind, units, rate, each)]
}

function graduated(kind: RateKind, bands: readonly Band[], units: Decimal): ExactStep[] {
  if (kind === 'fixed') throw new RangeError('A fixed price has no bands: give it one rate.')
  if (bands.length === 0 || bands.at(-1)?.upTo !== undefined) throw new RangeError('The last band needs to be open: leave out its "upTo".')
  const steps: ExactStep[] = []
  let from = zero
  for (const [at, band] of bands.entries()) {
    const last = at === bands.length - 1
    if (!last && band.upTo === undefined) throw new RangeError(`Band ${at + 1} needs "upTo": only the last is open.`)
    const upTo = last ? units : number(band.upTo ?? 0, `The end of band ${at + 1}`)
    if (!last && compare(upTo, from) <= 0) throw new RangeError(`Band ${at + 1} ends before it begins: put the bands in rising order.`)
    const rate = number(band.rate, `The rate of band ${at + 1}`)
    const end = compare(units, upTo) < 0 ? units : upTo
    if (compare(end, from) > 0) steps.push(charge(kind, subtract(end, from), band.rate, rate))
    from = upTo
  }
  return steps
}

const charge = (kind: RateKind, units: Decimal, shownRate: string, rate: Decimal): ExactStep => ({
  because: `${formatDecimal(units)} ${kind}${compare(units, { digits: 1n, places: 0 }) === 0 ? '' : 's'} at ${shownRate}`,
  amount: multiply(units, rate),
})

const total = (steps: readonly ExactStep[]): Decimal => steps.map((step) => step.amount).reduce(add, zero)

const shown = (amount: Decimal): string => formatDecimal(amount, 2)

function number(value: string | number, what: string): Decimal {
  const parsed = parseDecimal(value)
  if (!parsed || parsed.digits < 0n) throw new RangeError(`${what} is "${value}": give a decimal number that is not negative.`)
  return parsed
}
