import type { Projection, Reading } from '../../platform/ledger/projection.ts'
import { dueAt, nextStepAt, readClock } from './clock.ts'
import { apply, type Order } from './model.ts'

/** An order as its row shows it: with its clock as it stood when the last entry was written. */
interface OrderState {
  readonly order: Order | null
  /** The instant of the last entry, as of which the clock was read: a reading of entries alone has no other now. */
  readonly asOf: string
}

const initial: OrderState = { order: null, asOf: '' }

/** The order itself, for decisions. */
export const orders: Reading<Order | null> = { initial: null, apply }

/** The order's row, kept by the entries of every room that moves it. */
export const orderRows: Projection<OrderState> = {
  subject: 'order',
  initial,
  apply: (state, entry) => {
    const order = apply(state.order, entry)
    return order === state.order ? state : { order, asOf: entry.at }
  },
  tables: [{ name: 'orders', key: ['id'], stream: 'matterId' }],
  rows: ({ order, asOf }) => (order ? { orders: [row(order, asOf)] } : {}),
}

const row = ({ terms, ...order }: Order, asOf: string) => {
  const clocked = { ...order, terms }
  return {
    ...order,
    ...terms,
    quoteMinor: order.quote.amount.minor,
    currency: order.quote.amount.currency,
    dueAt: dueAt(clocked, asOf),
    breachedAt: whole(readClock(clocked, 'turnaround', asOf).breachedAt),
    nextStepAt: order.endedAt ? null : nextStepAt(clocked, asOf),
  }
}

const whole = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString())
