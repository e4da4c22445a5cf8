import { type Clock, readClock } from './clock.ts'
import { printInstant, type ReplayInput } from './input.ts'

/**
 * Where a clock stands.
 *
 * - `not-started`: no start that counts is known yet
 * - `running`: neither paused nor stopped, not past due (outside of hours too)
 * - `paused`: a pause with a reason that counts is open, not past due
 * - `met`: stopped, not later than due
 * - `breached`: past due, whether still open, paused since or stopped late; it stays so after a reopening
 * - `cancelled`: ended without a result; `breachedAt` says whether it was past due by then
 */
export type SlaState = 'not-started' | 'running' | 'paused' | 'met' | 'breached' | 'cancelled'

export interface Replay {
  readonly state: SlaState
  /** UTC. Null while the clock has not started. */
  readonly dueAt: string | null
  /** Working minutes used (plain minutes for `calendarMinutes`), not rounded. */
  readonly elapsedMinutes: number
  /** The target less what is used; negative after it. Null only for business days that have not started: their length is not known yet. */
  readonly remainingMinutes: number | null
  /** UTC; the due instant, once it has passed unmet. */
  readonly breachedAt: string | null
}

const minuteMs = 60_000

/**
 * Reads a service level clock out of what happened. Pure: the same events, terms, calendar and now give the same answer, so a change of
 * priority is a replay of the same events with other terms (all pauses kept), and a second target of the order another replay.
 *
 * @throws InvalidInput naming the place; what comes from outside goes through `readReplayInput` first
 *
 * @example
 * replay({
 *   calendar: { timeZone: 'Europe/London', hours: { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] }, holidays: [] },
 *   terms: { target: { businessMinutes: 60 }, pausesOn: ['client'] },
 *   events: [{ at: '2026-01-16T16:30:00Z', kind: 'start' }],
 *   now: '2026-01-16T18:00:00Z',
 * })
 * // { state: 'running', dueAt: '2026-01-19T09:30:00Z', elapsedMinutes: 30, remainingMinutes: 30, breachedAt: null }
 */
export function replay(input: ReplayInput): Replay {
  return present(readClock(input))
}

export function present(clock: Clock): Replay {
  const { started, target, ended } = clock
  if (!started) {
    return {
      state: ended === 'cancel' ? 'cancelled' : 'not-started',
      dueAt: null,
      elapsedMinutes: 0,
      remainingMinutes: target === undefined ? null : target / minuteMs,
      breachedAt: null,
    }
  }
  const dueAt = printInstant(started.due)
  return {
    state: stateOf(clock, started.breached),
    dueAt,
    elapsedMinutes: started.elapsed / minuteMs,
    remainingMinutes: (started.target - started.elapsed) / minuteMs,
    breachedAt: started.breached ? dueAt : null,
  }
}

function stateOf({ ended, paused }: Clock, breached: boolean): SlaState {
  if (ended === 'cancel') return 'cancelled'
  if (breached) return 'breached'
  if (ended === 'stop') return 'met'
  return paused ? 'paused' : 'running'
}
