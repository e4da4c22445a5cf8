import { clocksOf, readClock } from '../orders/clock.ts'
import type { ClockName } from '../orders/lifecycle.ts'
import type { OrderRow } from '../orders/store.ts'

/** One promise of a service level, and whether it was kept: a row behind a figure of the report. */
export interface Settled {
  readonly orderId: string
  readonly matterId: string
  readonly number: string
  readonly title: string
  readonly line: string
  readonly clock: ClockName
  readonly dueAt: string | null
  readonly elapsedMinutes: number
  readonly kept: boolean
}

/** What is reported of one clock: how many promises fell due, how many were kept. */
export interface Attainment {
  readonly clock: ClockName
  readonly due: number
  readonly kept: number
  /** 0 to 1; null where nothing fell due. */
  readonly share: number | null
}

/**
 * The promises that were settled by the orders given: clocks that ended in time or ran out. What still runs in time is not settled yet.
 *
 * @param now ISO 8601
 */
export function settledPromises(orders: readonly OrderRow[], now: string): readonly Settled[] {
  return orders.flatMap((order) => {
    const clocked = { ...order, terms: order }
    return clocksOf(clocked).flatMap((clock) => {
      const { state, dueAt, elapsedMinutes } = readClock(clocked, clock, now)
      if (state !== 'met' && state !== 'breached') return []
      const { id: orderId, matterId, number, title, line } = order
      return [{ orderId, matterId, number, title, line, clock, dueAt, elapsedMinutes, kept: state === 'met' }]
    })
  })
}

export function attainment(promises: readonly Settled[]): readonly Attainment[] {
  const clocks: readonly ClockName[] = ['first-response', 'turnaround']
  return clocks.map((clock) => {
    const settled = promises.filter((promise) => promise.clock === clock)
    const kept = settled.filter((promise) => promise.kept).length
    return { clock, due: settled.length, kept, share: settled.length === 0 ? null : kept / settled.length }
  })
}
