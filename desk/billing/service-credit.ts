import { formatMoney, type Money } from '../../kits/money/index.ts'
import { type Clocked, explainClock, readClock } from '../orders/clock.ts'
import { type ChargedLine, percentOf } from './charge.ts'
import { decimalOf } from './invoice-line.ts'

/** What a late delivery gives back of its order's price. */
interface Late {
  readonly orderId: string
  readonly number: string
  readonly date: string
  readonly clocked: Clocked
  /** What the order costs before it. */
  readonly amount: Money
}

/**
 * The service credit of an order whose turnaround clock ran out: the highest step of the ladder whose lateness was reached, lateness in percent of the target in the
 * clock's own minutes. Null where it was in time, or no step was reached.
 *
 * The line says all that it takes to come to it again: which clock, when it was due, what counted, how late, which step.
 */
export function serviceCredit({ orderId, number, date, clocked, amount }: Late, now: string): ChargedLine | null {
  const { breachedAt, elapsedMinutes, remainingMinutes } = readClock(clocked, 'turnaround', now)
  if (breachedAt === null || remainingMinutes === null) return null
  const target = elapsedMinutes + remainingMinutes
  const lateMinutes = -remainingMinutes
  const latePercent = (100 * lateMinutes) / target
  const step = clocked.terms.serviceLevel.creditLadder.findLast(({ lateByPercent }) => lateByPercent <= latePercent)
  if (!step || step.creditPercent === 0) return null
  const credit = percentOf(amount, step.creditPercent)
  const given = { minor: -credit.minor, currency: amount.currency }
  return {
    orderId,
    date,
    kind: 'fee-adjustment',
    description: `${number}: service credit of ${step.creditPercent} % for late delivery`,
    units: null,
    rate: null,
    adjustmentMinor: given.minor,
    amountMinor: given.minor,
    taskCode: null,
    activityCode: null,
    expenseCode: null,
    timekeeper: null,
    because: [
      ...explainClock(clocked, 'turnaround', now).summary.map((text) => ({ text: `Turnaround: ${text.replace(/\.$/, '')}`, amount: null })),
      { text: `${shown(lateMinutes)} of ${shown(target)} minutes late is ${shown(latePercent)} % of the target`, amount: null },
      { text: `from ${step.lateByPercent} % late the engagement gives ${step.creditPercent} % of the order's price back`, amount: null },
      { text: `${step.creditPercent} % of ${formatMoney(amount)}`, amount: decimalOf(given) },
    ],
  }
}

const shown = (value: number): string => String(Math.round(value * 100) / 100)
