import { type Explanation, explain, type Replay, type ReplayInput, replay, warnings } from '../../kits/sla/index.ts'
import type { ServiceLevel } from '../clients/terms.ts'
import type { ClockMark, ClockName } from './lifecycle.ts'
import type { Order, Told } from './model.ts'

/** What happened to an order's clocks, and when. */
export interface ClockEvent extends ClockMark {
  readonly at: string
}

/** As much of an order as its clocks need. */
export interface Clocked {
  readonly clockEvents: readonly ClockEvent[]
  readonly terms: { readonly serviceLevel: ServiceLevel }
}

/** The clocks that the order's terms set a target for. */
export const clocksOf = ({ terms }: Clocked): readonly ClockName[] =>
  terms.serviceLevel.targets.firstResponse ? ['first-response', 'turnaround'] : ['turnaround']

/** Reads one clock of an order as it stands at `now`. */
export const readClock = (order: Clocked, clock: ClockName, now: string): Replay => replay(inputOf(order, clock, now))

/** The arithmetic of one clock in words: what counted, what paused. */
export const explainClock = (order: Clocked, clock: ClockName, now: string): Explanation => explain(inputOf(order, clock, now))

/** Working time is worked out once for each calendar object: orders of one engagement must share it, though each row brings its own copy. */
const calendars = new Map<string, ServiceLevel['calendar']>()
/** Calendars kept at once: far more than engagements in force. */
const calendarsMax = 1_000

function interned(calendar: ServiceLevel['calendar']): ServiceLevel['calendar'] {
  const key = JSON.stringify(calendar)
  const known = calendars.get(key)
  if (known) return known
  if (calendars.size >= calendarsMax) calendars.clear()
  calendars.set(key, calendar)
  return calendar
}

function inputOf({ clockEvents, terms }: Clocked, clock: ClockName, now: string): ReplayInput {
  const { calendar, targets, pausesOn } = terms.serviceLevel
  const target = clock === 'first-response' ? targets.firstResponse : targets.turnaround
  return {
    calendar: interned(calendar),
    terms: { target: target ?? targets.turnaround, pausesOn },
    events: clockEvents
      .filter((event) => event.clock === undefined || event.clock === clock)
      .map(({ at, kind, reason }) => ({ at, kind, ...(reason === undefined ? {} : { reason }) })),
    now,
  }
}

/** ISO 8601 with milliseconds, in which instants compare as text. */
const whole = (at: string): string => new Date(at).toISOString()

/** Something is breached after its due instant, not at it: the smallest step of our clock later. */
const after = (at: string): string => new Date(Date.parse(at) + 1).toISOString()

/** Every step of every clock, told or not, with the instant at which it falls as far as is known at `now`. */
function steps(order: Clocked, now: string): readonly Told[] {
  return clocksOf(order).flatMap((clock) => {
    const input = inputOf(order, clock, now)
    const { state, dueAt, breachedAt } = replay(input)
    const percents = order.terms.serviceLevel.warnAtPercent
    const warned = warnings(
      input,
      percents.map((percentUsed) => ({ percentUsed })),
    ).flatMap(({ at }, index) => (at === null ? [] : [{ clock, step: percents[index] ?? 0, at: whole(at) }]))
    const due = breachedAt ?? (state === 'running' ? dueAt : null)
    // While the clock stands still no step comes nearer; those that were passed before stay.
    const known = state === 'paused' ? warned.filter(({ at }) => at <= now) : warned
    return due === null ? known : [...known, { clock, step: 'breach' as const, at: after(due) }]
  })
}

const isTold = (told: readonly Told[], { clock, step }: Told): boolean => told.some((one) => one.clock === clock && one.step === step)

/** The steps that have come by `now` and were not told yet. */
export const dueNow = (order: Order, now: string): readonly Told[] =>
  steps(order, now).filter((step) => step.at <= now && !isTold(order.told, step))

/** When a clock next comes to a step that is to be told; null while nothing will. */
export const nextStepAt = (order: Order, now: string): string | null =>
  steps(order, now)
    .filter((step) => !isTold(order.told, step))
    .map(({ at }) => at)
    .sort()[0] ?? null

/** When the order is due by its turnaround clock, as far as is known at `now`. */
export function dueAt(order: Clocked, now: string): string | null {
  const due = readClock(order, 'turnaround', now).dueAt
  return due === null ? null : whole(due)
}
