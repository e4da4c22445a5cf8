import { formatDecimal, minorPlaces, multiply, toMoney } from '../../kits/money/index.ts'
import { exact, type InvoiceLine, reasoned } from './invoice-line.ts'

/** An expense that is passed on at cost (ABA Formal Op. 93-379). Units and rate are decimals that were checked. */
export function addedExpense(
  given: {
    readonly id: string
    readonly date: string
    readonly description: string
    readonly units: string
    readonly rate: string
    readonly expenseCode: string
  },
  currency: string,
): InvoiceLine {
  const product = multiply(exact(given.units), exact(given.rate))
  const amount = toMoney(product, currency)
  const step = { text: `${given.units} at ${given.rate}, at cost`, amount: formatDecimal(product, minorPlaces(currency)) }
  return {
    ...given,
    orderId: null,
    kind: 'expense',
    adjustmentMinor: 0,
    amountMinor: amount.minor,
    taskCode: null,
    activityCode: null,
    timekeeper: null,
    because: reasoned([step], amount),
  }
}
