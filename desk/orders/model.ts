import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal, refuse, refuseNow } from '../../platform/ledger/refusal.ts'
import type { Priority, ServiceLevel } from '../clients/terms.ts'
import type { FileRef, ServiceLineId } from '../line.ts'
import { type ClockEvent, dueNow } from './clock.ts'
import { type ClockMark, type ClockName, move, type OrderMark, type OrderStatus } from './lifecycle.ts'
import type { Quote } from './quote.ts'

/** What of the engagement's terms binds this order: copied when it was placed, so that a later version of the terms does not change it. */
export interface OrderTerms {
  readonly engagementId: string
  readonly engagementVersion: number
  readonly serviceLevel: ServiceLevel
  /** Working days of silence after which a deliverable counts as accepted. */
  readonly acceptanceBusinessDays: number
}

/** A request for one service on one matter. */
export interface Order {
  readonly id: string
  readonly matterId: string
  readonly clientId: string
  /** The matter's reference and a count: `ACME-0003/2`. */
  readonly number: string
  readonly line: ServiceLineId
  readonly title: string
  readonly priority: Priority
  readonly intake: Readonly<Record<string, unknown>>
  readonly attachments: readonly FileRef[]
  readonly terms: OrderTerms
  readonly quote: Quote
  readonly requestedDueAt: string | null
  readonly promisedDueAt: string | null
  readonly placedAt: string
  readonly placedBy: string
  readonly status: OrderStatus
  readonly heldFrom: OrderStatus | null
  /** Why it is on hold or was cancelled. */
  readonly reason: string | null
  readonly clockEvents: readonly ClockEvent[]
  /** The warnings and breaches that were told, so that none is told twice. */
  readonly told: readonly Told[]
  readonly deliveredAt: string | null
  readonly endedAt: string | null
}

/** A warning step or a breach of one clock, and the instant at which it fell. */
export interface Told {
  readonly clock: ClockName
  /** Percent of the target that was used, or `breach`. */
  readonly step: number | 'breach'
  readonly at: string
}

export interface Placement {
  readonly id: string
  readonly clientId: string
  readonly number: string
  readonly line: ServiceLineId
  readonly title: string
  readonly priority: Priority
  readonly intake: Readonly<Record<string, unknown>>
  readonly attachments: readonly FileRef[]
  readonly terms: OrderTerms
  readonly quote: Quote
  readonly requestedDueAt: string | null
}

export type OrderCommand =
  | {
      readonly kind: 'place'
      readonly placement: Placement
      readonly matter: { readonly status: string; readonly conflictCleared: boolean }
    }
  | { readonly kind: 'clear'; readonly missing: Refusal['missing'] }
  | { readonly kind: 'promise'; readonly dueAt: string; readonly missing: Refusal['missing'] }
  | { readonly kind: 'hold'; readonly reason: string }
  | { readonly kind: 'release' }
  | { readonly kind: 'cancel'; readonly reason: string }
  | {
      readonly kind: 'reprioritise'
      readonly priority: Priority
      readonly serviceLevel: ServiceLevel
      readonly quote: Quote
      readonly reason: string
    }
  | { readonly kind: 'attach'; readonly files: readonly FileRef[] }
  | { readonly kind: 'tell' }

export type OrderBody =
  | { readonly kind: 'order.placed'; readonly placement: Placement; readonly order: OrderMark }
  | { readonly kind: 'order.cleared'; readonly order: OrderMark }
  | { readonly kind: 'order.promised'; readonly dueAt: string; readonly order: OrderMark }
  | { readonly kind: 'order.held'; readonly reason: string; readonly order: OrderMark }
  | { readonly kind: 'order.released'; readonly order: OrderMark }
  | { readonly kind: 'order.cancelled'; readonly reason: string; readonly order: OrderMark }
  | {
      readonly kind: 'order.reprioritised'
      readonly priority: Priority
      readonly serviceLevel: ServiceLevel
      readonly quote: Quote
      readonly reason: string
    }
  | { readonly kind: 'order.attached'; readonly files: readonly FileRef[] }
  | { readonly kind: 'order.clock-told'; readonly told: readonly Told[] }

/** Longest title of an order and longest reason, in characters: each has one line on the screen. */
export const titleLengthMax = 200
export const reasonLengthMax = 1_000
/** Most files that the client may attach to one order. */
const attachmentsMax = 500

/** The reason for which a clock stands while an order is on hold, as named in `pausesOn` of the terms. */
const onHold = 'on-hold'

/**
 * Decides what a command does to an order.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide(order: Order | null, command: OrderCommand, context: Context): OrderBody | Refusal {
  if (command.kind === 'place') return place(order, command, context)
  if (!order) return refuseNow('order', 'There is no such order.')
  switch (command.kind) {
    case 'clear':
      return blocked(command.missing) ?? marked(move(order, 'cleared'), (mark) => ({ kind: 'order.cleared', order: mark }))
    case 'promise':
      return promise(order, command, context)
    case 'hold':
      return wordless(command.reason) ?? marked(hold(order), (mark) => ({ kind: 'order.held', reason: command.reason, order: mark }))
    case 'release':
      return marked(move(order, order.heldFrom ?? 'on-hold', { kind: 'resume', reason: onHold }), (mark) => ({
        kind: 'order.released',
        order: mark,
      }))
    case 'cancel':
      return (
        wordless(command.reason) ??
        marked(move(order, 'cancelled', { kind: 'cancel' }), (mark) => ({ kind: 'order.cancelled', reason: command.reason, order: mark }))
      )
    case 'reprioritise':
      return reprioritise(order, command)
    case 'attach':
      return attach(order, command.files)
    case 'tell': {
      const told = dueNow(order, context.now)
      return told.length === 0
        ? refuseNow('clock', 'No clock has come to a step since it was last told.')
        : { kind: 'order.clock-told', told }
    }
  }
}

function place(
  order: Order | null,
  { placement, matter }: Extract<OrderCommand, { kind: 'place' }>,
  { now }: Context,
): OrderBody | Refusal {
  if (order) return refuseNow('id', 'This order was placed already.')
  if (matter.status === 'declined' || matter.status === 'closed')
    return refuseNow('matter', `The matter is ${matter.status}: it takes no orders.`)
  if (placement.title.trim() === '') return refuse('title', 'Give the order a title.')
  if (placement.title.length > titleLengthMax) return refuse('title', `Shorten it to ${titleLengthMax} characters.`)
  if (placement.attachments.length > attachmentsMax)
    return refuse('attachments', `Attach at most ${attachmentsMax} files: put the rest into a ZIP.`)
  if (placement.requestedDueAt !== null && placement.requestedDueAt <= now)
    return refuse('requestedDueAt', 'Choose a time that is still to come.')
  const starts: ClockMark[] = [{ kind: 'start', clock: 'first-response' }]
  if (placement.terms.serviceLevel.startsOn === 'created') starts.push({ kind: 'start', clock: 'turnaround' })
  return { kind: 'order.placed', placement, order: { status: matter.conflictCleared ? 'cleared' : 'placed', clock: starts } }
}

function promise(order: Order, { dueAt, missing }: Extract<OrderCommand, { kind: 'promise' }>, { now }: Context): OrderBody | Refusal {
  if (dueAt <= now) return refuse('dueAt', 'Promise a time that is still to come.')
  const clocks: ClockMark[] = [{ kind: 'stop', clock: 'first-response' }]
  if (order.terms.serviceLevel.startsOn === 'accepted') clocks.push({ kind: 'start', clock: 'turnaround' })
  return blocked(missing) ?? marked(move(order, 'promised', ...clocks), (mark) => ({ kind: 'order.promised', dueAt, order: mark }))
}

const hold = (order: Order): OrderMark | Refusal =>
  order.status === 'on-hold'
    ? refuseNow('status', 'The order is on hold already.')
    : move(order, 'on-hold', { kind: 'pause', reason: onHold })

function reprioritise(
  order: Order,
  { priority, serviceLevel, quote, reason }: Extract<OrderCommand, { kind: 'reprioritise' }>,
): OrderBody | Refusal {
  // What was delivered late by one priority would be in time by another, and its credit gone.
  if (order.endedAt || order.status === 'delivered')
    return refuseNow('status', `The order ${order.endedAt ? 'has ended' : 'is delivered'}: its priority stays.`)
  if (order.priority === priority) return refuse('priority', `The order has the priority ${priority} already.`)
  return wordless(reason) ?? { kind: 'order.reprioritised', priority, serviceLevel, quote, reason }
}

function attach(order: Order, files: readonly FileRef[]): OrderBody | Refusal {
  if (order.endedAt) return refuseNow('status', 'The order has ended: nothing more can be attached.')
  if (files.length === 0) return refuse('files', 'Choose at least one file.')
  if (order.attachments.length + files.length > attachmentsMax) return refuse('files', `An order takes ${attachmentsMax} files.`)
  return { kind: 'order.attached', files }
}

/** Work may not open on a matter that lacks what the ethics rules ask for (ABA Formal Op. 08-451; NYC Bar Formal Op. 2006-3). */
const blocked = (missing: Refusal['missing']): Refusal | undefined =>
  missing && missing.length > 0
    ? refuseNow('matter', `Work cannot open on this matter yet: ${missing.map(({ what }) => what).join('; ')}.`, missing)
    : undefined

function wordless(reason: string): Refusal | undefined {
  if (reason.trim() === '') return refuse('reason', 'Say why.')
  return reason.length > reasonLengthMax ? refuse('reason', `Shorten it to ${reasonLengthMax} characters.`) : undefined
}

const marked = (mark: OrderMark | Refusal, body: (mark: OrderMark) => OrderBody): OrderBody | Refusal =>
  isRefusal(mark) ? mark : body(mark)

/** Applies one entry: of this room by its kind, of any room by the mark that it carries for the order. */
export function apply(order: Order | null, entry: Entry): Order | null {
  const body = entry.body as OrderBody
  const changed = body.kind === 'order.placed' ? placed(body.placement, entry) : order && change(order, body)
  return changed && follow(changed, (entry.body as { order?: OrderMark }).order, entry.at)
}

const placed = (placement: Placement, { stream, at, actor }: Entry): Order => ({
  ...placement,
  matterId: stream,
  promisedDueAt: null,
  placedAt: at,
  placedBy: actor,
  status: 'placed',
  heldFrom: null,
  reason: null,
  clockEvents: [],
  told: [],
  deliveredAt: null,
  endedAt: null,
})

function change(order: Order, body: OrderBody): Order {
  switch (body.kind) {
    case 'order.promised':
      return { ...order, promisedDueAt: body.dueAt }
    case 'order.held':
    case 'order.cancelled':
      return { ...order, reason: body.reason }
    case 'order.released':
      return { ...order, reason: null }
    case 'order.reprioritised':
      return {
        ...order,
        priority: body.priority,
        quote: body.quote,
        terms: { ...order.terms, serviceLevel: body.serviceLevel },
        told: order.told.filter(({ step }) => step === 'breach'),
      }
    case 'order.attached':
      return { ...order, attachments: [...order.attachments, ...body.files] }
    case 'order.clock-told':
      return { ...order, told: [...order.told, ...body.told] }
    default:
      return order
  }
}

function follow(order: Order, mark: OrderMark | undefined, at: string): Order {
  if (!mark) return order
  const { status = order.status, clock = [] } = mark
  return {
    ...order,
    status,
    heldFrom: status === 'on-hold' ? (order.heldFrom ?? order.status) : null,
    clockEvents: clock.length === 0 ? order.clockEvents : [...order.clockEvents, ...clock.map((event) => ({ at, ...event }))],
    deliveredAt: status === 'delivered' && order.status !== 'delivered' ? at : order.deliveredAt,
    endedAt: status === 'accepted' || status === 'cancelled' ? (order.endedAt ?? at) : null,
  }
}
