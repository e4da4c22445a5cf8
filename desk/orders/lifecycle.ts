import { isRefusal, type Refusal, refuseNow } from '../../platform/ledger/refusal.ts'

/** Where an order stands, and how screens say it. */
export const orderStatuses = {
  placed: 'Placed',
  cleared: 'Conflict cleared',
  promised: 'Accepted by us',
  planned: 'Planned',
  'in-work': 'In work',
  'in-inspection': 'In inspection',
  'awaiting-signoff': 'Awaiting sign-off',
  delivered: 'Delivered',
  accepted: 'Accepted',
  rework: 'Rework',
  'on-hold': 'On hold',
  cancelled: 'Cancelled',
} as const

export type OrderStatus = keyof typeof orderStatuses

export const orderStatusIds = Object.keys(orderStatuses) as [OrderStatus, ...OrderStatus[]]

/** What may follow what. From `on-hold` an order goes back to where it was held. */
const following: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  placed: ['cleared', 'on-hold', 'cancelled'],
  cleared: ['promised', 'on-hold', 'cancelled'],
  promised: ['planned', 'on-hold', 'cancelled'],
  planned: ['in-work', 'on-hold', 'cancelled'],
  'in-work': ['in-inspection', 'on-hold', 'cancelled'],
  'in-inspection': ['awaiting-signoff', 'rework', 'on-hold', 'cancelled'],
  rework: ['in-inspection', 'on-hold', 'cancelled'],
  'awaiting-signoff': ['delivered', 'rework', 'on-hold', 'cancelled'],
  delivered: ['accepted', 'rework'],
  accepted: [],
  'on-hold': [],
  cancelled: [],
}

/** The clocks that run over an order: until we first answer, and until we deliver. */
const clockNames = ['first-response', 'turnaround'] as const
export type ClockName = (typeof clockNames)[number]

/** What an entry does to the order's clocks; to all of them where it names none. */
export interface ClockMark {
  readonly kind: 'start' | 'pause' | 'resume' | 'stop' | 'reopen' | 'cancel'
  readonly reason?: string
  readonly clock?: ClockName
}

/** What an entry of any room does to its order. Stands in the entry's body as `order`. */
export interface OrderMark {
  readonly status?: OrderStatus
  readonly clock?: readonly ClockMark[]
}

/** As much of an order as its moves need to know. */
export interface Standing {
  readonly status: OrderStatus
  /** Where it was when it was put on hold. */
  readonly heldFrom: OrderStatus | null
}

/**
 * Moves an order on, or says why not. Every status change of every room goes through here.
 *
 * @example
 * const mark = move(order, 'delivered', { kind: 'stop', clock: 'turnaround' })
 * if (isRefusal(mark)) return mark
 * return { kind: 'deliverable.released', …, order: mark }
 */
export function move(order: Standing | null, to: OrderStatus, ...clock: readonly ClockMark[]): OrderMark | Refusal {
  if (!order) return refuseNow('order', 'There is no such order.')
  const back = order.status === 'on-hold' && (to === order.heldFrom || to === 'cancelled')
  if (!back && !following[order.status].includes(to))
    return refuseNow('status', `The order is ${phrase(order.status)}: from there it cannot become ${phrase(to)}.${way(order.status)}`)
  return { status: to, ...(clock.length > 0 ? { clock } : {}) }
}

/** Where an order may go from where it stands: for screens that offer the next moves. */
export const nextStatuses = (order: Standing): readonly OrderStatus[] => orderStatusIds.filter((to) => !isRefusal(move(order, to)))

const phrase = (status: OrderStatus): string => orderStatuses[status].toLowerCase()

const way = (status: OrderStatus): string => {
  if (status === 'on-hold') return ' Take it off hold first.'
  const next = following[status].map(phrase)
  return next.length === 0 ? ' It has come to its end.' : ` Next may come: ${next.join(', ')}.`
}

/** Statuses in which somebody of the provider still has something to do. */
export const openStatuses: readonly OrderStatus[] = orderStatusIds.filter(
  (status) => !['delivered', 'accepted', 'cancelled'].includes(status),
)
