import type { Calendar } from '../calendar/index.ts'
import { type Clock, readClock } from './clock.ts'
import { printInstant, type ReplayInput, type Target } from './input.ts'
import { present, type Replay } from './replay.ts'
import type { Hold } from './timeline.ts'

/** One line of the arithmetic. */
export interface Step {
  readonly from: string
  readonly to: string
  readonly what: 'counted' | 'paused' | 'stopped'
  /** Working minutes in it (plain minutes for `calendarMinutes`): of a counted step they are used, of the others they are not. */
  readonly minutes: number
  /** In words, with local times of the (first) calendar. */
  readonly text: string
}

export interface Explanation extends Replay {
  /** From start to now or to the end, without gaps: what counted and what did not. The counted minutes add up to `elapsedMinutes`. */
  readonly steps: readonly Step[]
  /** The pauses that counted, merged and clipped to start and stop, with the working minutes that each kept from the clock. */
  readonly pauses: readonly {
    readonly from: string
    readonly to: string
    readonly reasons: readonly string[]
    readonly workingMinutes: number
  }[]
  /** The same in a few sentences, from the target to the result. */
  readonly summary: readonly string[]
}

const minuteMs = 60_000

/** A replay that shows its arithmetic, so that a client can follow it line by line. @throws InvalidInput as `replay` does */
export function explain(input: ReplayInput): Explanation {
  const clock = readClock(input)
  const result = present(clock)
  const say = sayLocally(input.calendar)
  const steps = stepsOf(clock, say)
  const pauses = clock.holds
    .filter(({ why }) => why === 'pause')
    .map(({ from, to, reasons }) => ({
      from: printInstant(from),
      to: printInstant(to),
      reasons,
      workingMinutes: clock.time.between(from, to) / minuteMs,
    }))
  return { ...result, steps, pauses, summary: summaryOf(clock, result, steps, input.terms.target, say) }
}

type Say = (at: number) => string

/** `Fri 2026-01-16 16:30` on the calendar's own clock; with whole seconds only where there are some. */
function sayLocally(calendar: Calendar | readonly Calendar[]): Say {
  const timeZone = [calendar].flat()[0]?.timeZone ?? 'UTC'
  return (at) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
    const time = local.toPlainTime().toString({ smallestUnit: at % minuteMs === 0 ? 'minute' : 'second' })
    return `${dayNames[local.dayOfWeek - 1]} ${local.toPlainDate()} ${time}`
  }
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

function stepsOf({ started, end, holds, time }: Clock, say: Say): Step[] {
  if (!started) return []
  const steps: Step[] = []
  const push = (from: number, to: number, what: Step['what'], text: (minutes: string) => string) => {
    if (from >= to) return
    const minutes = time.between(from, to) / minuteMs
    steps.push({
      from: printInstant(from),
      to: printInstant(to),
      what,
      minutes,
      text: `${say(from)} to ${say(to)}: ${text(sayMinutes(minutes))}`,
    })
  }
  let from = started.at
  for (const hold of holds) {
    push(from, hold.from, 'counted', (minutes) => `${minutes} counted`)
    push(hold.from, hold.to, hold.why === 'stop' ? 'stopped' : 'paused', (minutes) => `${sayHold(hold)}, ${minutes} not counted`)
    from = hold.to
  }
  push(from, end, 'counted', (minutes) => `${minutes} counted`)
  return steps
}

function sayHold({ why, reasons }: Hold): string {
  return why === 'stop' ? 'stopped until reopened' : `paused (${reasons.join(', ')})`
}

function sayMinutes(minutes: number): string {
  const rounded = Math.round(minutes * 100) / 100
  return `${rounded} minute${rounded === 1 ? '' : 's'}`
}

function sayTarget(target: Target): string {
  if ('businessDays' in target) return `${target.businessDays} business day${target.businessDays === 1 ? '' : 's'}`
  return 'businessMinutes' in target
    ? `${sayMinutes(target.businessMinutes)} of working time`
    : `${sayMinutes(target.calendarMinutes)} of plain time`
}

function summaryOf({ started, ended, end }: Clock, result: Replay, steps: readonly Step[], target: Target, say: Say): string[] {
  if (!started)
    return [
      `${ended === 'cancel' ? 'Cancelled before the clock started' : 'The clock has not started'}. The target is ${sayTarget(target)}.`,
    ]
  const held = steps.filter(({ what }) => what !== 'counted').reduce((sum, { minutes }) => sum + minutes, 0)
  const lines = [`Started ${say(started.at)}. The target is ${sayTarget(target)}: without pauses due ${say(started.dueUnheld)}.`]
  if (held > 0) lines.push(`${sayMinutes(held)} did not count, so due ${say(started.due)}.`)
  lines.push(`By ${say(end)} ${sayMinutes(result.elapsedMinutes)} used: ${sayState(result, say(started.due))}.`)
  return lines
}

function sayState({ state, breachedAt, remainingMinutes }: Replay, due: string): string {
  const left = remainingMinutes ?? 0
  switch (state) {
    case 'met':
      return `stopped in time, due ${due}`
    case 'breached':
      return `due ${due} has passed`
    case 'cancelled':
      return breachedAt === null ? 'cancelled before it was due' : `cancelled after due ${due} had passed`
    case 'paused':
      return `paused with ${sayMinutes(left)} left; resumed now it would be due ${due}`
    default:
      return `${sayMinutes(left)} left, due ${due}`
  }
}
