import { plainTime, type WorkingTime, workingTime } from '../calendar/index.ts'
import type { ReplayInput, Target } from './input.ts'
import { type Hold, type Timeline, timeline } from './timeline.ts'

const minuteMs = 60_000

/** A timeline measured: when the order is due, and how much of its time is used. Instants and amounts in milliseconds. */
export interface Clock extends Timeline {
  readonly time: Pick<WorkingTime, 'between' | 'add'>
  /** The whole target in working time. Of business days it is known once the clock has started. */
  readonly target: number | undefined
  /** Undefined while the clock has not started. */
  readonly started: Started | undefined
}

interface Started {
  readonly at: number
  /** Due if nothing had ever held the clock. */
  readonly dueUnheld: number
  readonly due: number
  readonly elapsed: number
  readonly target: number
  readonly breached: boolean
}

/** Lays the timeline of an order over its calendar. @throws InvalidInput */
export function readClock(input: ReplayInput): Clock {
  const line = timeline(input)
  const { target } = input.terms
  const working = workingTime(input.calendar, '$.calendar')
  const time = 'calendarMinutes' in target ? plainTime : working
  if (line.start === undefined) return { ...line, time, target: targetMs(target), started: undefined }

  const dueUnheld =
    'businessDays' in target ? working.openDaysLater(line.start, target.businessDays) : time.add(line.start, targetMs(target) ?? 0)
  const whole = targetMs(target) ?? time.between(line.start, dueUnheld)
  const due = afterHolds(time, dueUnheld, line.holds)
  const held = line.holds.reduce((sum, { from, to }) => sum + time.between(from, to), 0)
  const elapsed = time.between(line.start, line.end) - held
  const breached = line.end > due
  return { ...line, time, target: whole, started: { at: line.start, dueUnheld, due, elapsed, target: whole, breached } }
}

function targetMs(target: Target): number | undefined {
  if ('businessDays' in target) return undefined
  return Math.round(('businessMinutes' in target ? target.businessMinutes : target.calendarMinutes) * minuteMs)
}

/**
 * Moves an instant that the clock reaches if it is never held to where it reaches it in fact: each hold that began before it pushes it on by
 * the hold's working time, and at least to the hold's end.
 *
 * What began later changes nothing: a pause at the very instant at which the time was used up comes too late (half-open intervals: all of
 * the time was used before it). A stop at that instant does not: the work was delivered in time, and a reopening finds no time left.
 */
export function afterHolds(time: Clock['time'], unheld: number, holds: readonly Hold[]): number {
  let at = unheld
  for (const { from, to, why } of holds) {
    if (why === 'stop' ? from > at : from >= at) break
    at = Math.max(time.add(at, time.between(from, to)), to)
  }
  return at
}
