import { type Money, type PriceStep, price, type RateKind, type RateLine, saving } from '../../kits/money/index.ts'

/** What an order is likely to cost, shown before it is placed, by the rate card of that day. The invoice counts the real units by the same line. */
export interface Quote {
  readonly kind: RateKind
  /** Units of the rate's kind that were expected. */
  readonly quantity: number
  readonly rateLine: RateLine
  readonly rush: boolean
  readonly amount: Money
  readonly steps: readonly PriceStep[]
  /** Against the client's own rate for the same work, where the engagement names one. */
  readonly saving: { readonly own: Money; readonly saved: Money; readonly percent: number | null; readonly because: string } | null
}

/** The client's own rate, and how many of its units one of ours takes: a contract that we price by document takes it 4 hours. */
export interface ClientRate {
  /** Decimal, in the main unit of the rate card's currency. */
  readonly rate: string
  readonly unitsPerUnit: string | number
}

/**
 * Quotes a quantity by a line of the rate card.
 *
 * @throws RangeError naming what in the line or the quantity cannot be priced
 */
export function quote(rateLine: RateLine, quantity: number, rush: boolean, clientRate: ClientRate | null): Quote {
  const { amount, steps } = price({ line: rateLine, quantity, rush })
  const own = clientRate && saving({ charged: amount, ownRate: clientRate.rate, ownUnits: quantity * Number(clientRate.unitsPerUnit) })
  return { kind: rateLine.kind, quantity, rateLine, rush, amount, steps, saving: own && { ...own, percent: own.percent ?? null } }
}
