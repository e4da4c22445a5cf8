import { difference, type Interval, intersection, union } from '../calendar/index.ts'
import { type ReplayInput, readInstant, type SlaEvent, type Terms } from './input.ts'

/** A stretch after the start in which the clock stood still: the order was stopped, or paused for reasons that count. */
export interface Hold extends Interval {
  readonly why: 'stop' | 'pause'
  /** Of a pause: every reason that held in it. */
  readonly reasons: readonly string[]
}

/** What the events up to now say, without any calendar. Instants are epoch milliseconds. */
export interface Timeline {
  /** When the clock started, or undefined while it has not. */
  readonly start: number | undefined
  /** How far the clock is read: to now, or to where it was stopped or cancelled. */
  readonly end: number
  /** Disjoint and in order, within [start, end). Touching pauses are one. */
  readonly holds: readonly Hold[]
  readonly ended: 'stop' | 'cancel' | undefined
  readonly paused: boolean
}

interface Timed extends Interval {
  readonly reason: string
}

/**
 * Reads the events in the order of their instants, those of one instant in the order given.
 *
 * - Only the first start that counts does anything; stop, reopen and cancel mean nothing where there is nothing to stop, reopen or cancel.
 * - A pause is open from its event until a resume ends it, whether or not the clock runs meanwhile; it holds the clock only between start
 *   and stop. One that was opened before the start, or lasts over stop and reopen, therefore still holds.
 * - A cancel is final.
 */
export function timeline({ terms, events, now }: Pick<ReplayInput, 'terms' | 'events' | 'now'>): Timeline {
  const nowAt = readInstant(now, '$.now')
  const open = new Map<string, number>()
  const pauses: Timed[] = []
  const stops: Interval[] = []
  let start: number | undefined
  let stoppedAt: number | undefined
  let cancelledAt: number | undefined

  for (const { at, event } of inOrder(events, nowAt)) {
    if (cancelledAt !== undefined) break
    const { kind, reason } = event
    if (kind === 'start' && start === undefined && starts(event, terms)) start = at
    else if (kind === 'pause' && reason !== undefined && terms.pausesOn.includes(reason) && !open.has(reason)) open.set(reason, at)
    else if (kind === 'resume') {
      for (const ending of reason === undefined ? [...open.keys()] : [reason]) {
        const from = open.get(ending)
        if (from !== undefined) pauses.push({ from, to: at, reason: ending })
        open.delete(ending)
      }
    } else if (kind === 'stop' && start !== undefined) stoppedAt ??= at
    else if (kind === 'reopen' && stoppedAt !== undefined) {
      stops.push({ from: stoppedAt, to: at })
      stoppedAt = undefined
    } else if (kind === 'cancel') cancelledAt = at
  }

  const end = stoppedAt ?? cancelledAt ?? nowAt
  for (const [reason, from] of open) pauses.push({ from, to: end, reason })
  return {
    start,
    end,
    holds: start === undefined ? [] : holdsWithin({ from: start, to: end }, pauses, stops),
    ended: cancelledAt !== undefined ? 'cancel' : stoppedAt !== undefined ? 'stop' : undefined,
    paused: open.size > 0,
  }
}

function inOrder(events: readonly SlaEvent[], now: number) {
  return events
    .map((event, index) => ({ event, at: readInstant(event.at, `$.events[${index}].at`) }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
}

/** Whether a start event starts the clock of these terms. */
function starts({ reason }: SlaEvent, { startsOn }: Terms): boolean {
  return startsOn === undefined || reason === startsOn || (reason !== 'created' && reason !== 'accepted')
}

function holdsWithin(clock: Interval, pauses: readonly Timed[], stops: readonly Interval[]): Hold[] {
  if (pauses.length === 0 && stops.length === 0) return []
  const stopped = intersection(union(stops), clock.from < clock.to ? [clock] : [])
  const paused = difference(intersection(union(pauses), clock.from < clock.to ? [clock] : []), stopped)
  const reasonsIn = ({ from, to }: Interval) => [
    ...new Set(pauses.filter((pause) => pause.from < to && pause.to > from).map(({ reason }) => reason)),
  ]
  return [
    ...stopped.map((hold) => ({ ...hold, why: 'stop' as const, reasons: [] })),
    ...paused.map((hold) => ({ ...hold, why: 'pause' as const, reasons: reasonsIn(hold) })),
  ].sort((a, b) => a.from - b.from)
}
