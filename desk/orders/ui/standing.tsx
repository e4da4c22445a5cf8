import { ClockBadge, type ClockReading, type ClockRisk, riskOf } from '../../../ui/clock-badge.tsx'
import { StatusBadge, type Tone } from '../../../ui/status-badge.tsx'
import { type OrderStatus, openStatuses, orderStatuses } from '../lifecycle.ts'

const tones: Readonly<Record<OrderStatus, Tone>> = {
  placed: 'neutral',
  cleared: 'neutral',
  promised: 'active',
  planned: 'active',
  'in-work': 'active',
  'in-inspection': 'active',
  'awaiting-signoff': 'active',
  delivered: 'good',
  accepted: 'good',
  rework: 'warn',
  'on-hold': 'waiting',
  cancelled: 'neutral',
}

export const OrderStatusBadge = ({ status }: { status: OrderStatus }) => (
  <StatusBadge tone={tones[status]}>{orderStatuses[status]}</StatusBadge>
)

const clockNames: Readonly<Record<string, string>> = { 'first-response': 'First response', turnaround: 'Turnaround' }

export const clockName = (clock: string): string => clockNames[clock] ?? clock

/** What presses most stands first. */
export const risksByUrgency: readonly ClockRisk[] = ['breached', 'at-risk', 'running', 'paused', 'not-started', 'met', 'cancelled']

interface Standing {
  readonly status: OrderStatus
  readonly clocks: readonly ClockReading[]
}

/** Until we have answered, that clock counts too; afterwards it is history, and the delivery's alone presses. */
const beforeAnswer: readonly OrderStatus[] = ['placed', 'cleared']

/** The clock that presses most now, and how much. */
export function pressing({ status, clocks }: Standing): { readonly clock: ClockReading; readonly risk: ClockRisk } | null {
  const read = clocks
    .filter(({ clock }) => clock === 'turnaround' || beforeAnswer.includes(status))
    .map((clock) => ({ clock, risk: riskOf(clock) }))
    .toSorted((a, b) => risksByUrgency.indexOf(a.risk) - risksByUrgency.indexOf(b.risk))
  return read[0] ?? null
}

/** The clock of an order in a list: the one that presses most. */
export function PressingClock({ order }: { order: Standing }) {
  const most = pressing(order)
  return most ? <ClockBadge clock={most.clock} /> : null
}

export const isOpen = ({ status }: { readonly status: OrderStatus }): boolean => openStatuses.includes(status)
