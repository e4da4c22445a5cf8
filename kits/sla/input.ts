import { type Calendar, InvalidInput, readList, readObject, shown, workingTime, yearMax, yearMin } from '../calendar/index.ts'

/** How much time an order has. A business day is not 24 hours of working time: it is its own kind. */
export type Target = { readonly businessMinutes: number } | { readonly businessDays: number } | { readonly calendarMinutes: number }

/** The service level of one target (first response, turnaround). Several targets of one order are several replays of the same events. */
export interface Terms {
  readonly target: Target
  /** A pause counts only if its reason stands here. */
  readonly pausesOn: readonly string[]
  /** Which instant the clock takes as its start: see `SlaEvent`. */
  readonly startsOn?: 'created' | 'accepted'
}

/**
 * Something that happened to an order. A `start` may say as its reason which start it is, `created` or `accepted`; where the terms say
 * `startsOn`, a start with the other of the two is passed over. Any other start counts, and the first that counts starts the clock.
 */
export interface SlaEvent {
  /** ISO 8601 with an offset or `Z`. */
  readonly at: string
  readonly kind: EventKind
  readonly reason?: string
}

const eventKinds = ['start', 'pause', 'resume', 'stop', 'reopen', 'cancel'] as const
type EventKind = (typeof eventKinds)[number]

export interface ReplayInput {
  /** One calendar, or several sites whose union is working time. Pass the same object again: its years are kept with it. */
  readonly calendar: Calendar | readonly Calendar[]
  readonly terms: Terms
  readonly events: readonly SlaEvent[]
  readonly now: string
}

/** An order with more events than this is not one order. */
const eventsMax = 100_000
const pauseReasonsMax = 1_000
const yearMinutes = 366 * 24 * 60
/** Ten years: longer than any order, short enough to be searched at once. */
const targetMinutesMax = 10 * yearMinutes
const targetDaysMax = 10 * 366

/**
 * Checks what came from outside (a file, a form) before it is replayed.
 *
 * @throws InvalidInput naming the place, such as `$.calendar.hours.mon[0]`, and the remedy
 *
 * @example
 * replay(readReplayInput(JSON.parse(text)))
 */
export function readReplayInput(value: unknown): ReplayInput {
  const { calendar, terms, events, now } = readObject(value, '$', 'calendar, terms, events and now')
  workingTime(calendar as Calendar, '$.calendar')
  return {
    calendar: calendar as Calendar,
    terms: readTerms(terms, '$.terms'),
    events: readList(events, '$.events', 'events', eventsMax).map((event, index) => readEvent(event, `$.events[${index}]`)),
    now: readInstantText(now, '$.now'),
  }
}

/** Checks service level terms, such as those of an engagement. @param place where they stand @throws InvalidInput */
export function readTerms(value: unknown, place: string): Terms {
  const { target, pausesOn, startsOn } = readObject(value, place, 'target and pausesOn')
  if (startsOn !== undefined && startsOn !== 'created' && startsOn !== 'accepted') {
    throw new InvalidInput(`${place}.startsOn`, `must be "created" or "accepted"; it is ${shown(startsOn)}`)
  }
  const reasons = readList(pausesOn ?? [], `${place}.pausesOn`, 'reasons', pauseReasonsMax)
  return {
    target: readTarget(target, `${place}.target`),
    pausesOn: reasons.map((reason, index) => readText(reason, `${place}.pausesOn[${index}]`)),
    ...(startsOn === undefined ? {} : { startsOn }),
  }
}

function readTarget(value: unknown, place: string): Target {
  const kinds = 'exactly one of businessMinutes, businessDays, calendarMinutes'
  const given = Object.entries(readObject(value, place, kinds))
  const [kind, amount] = given[0] ?? []
  if (given.length !== 1) throw new InvalidInput(place, `must have ${kinds}; it is ${shown(value)}`)
  if (kind === 'businessMinutes') return { businessMinutes: readAmount(amount, `${place}.${kind}`, targetMinutesMax) }
  if (kind === 'calendarMinutes') return { calendarMinutes: readAmount(amount, `${place}.${kind}`, targetMinutesMax) }
  if (kind !== 'businessDays') throw new InvalidInput(place, `must have ${kinds}; it is ${shown(value)}`)
  const days = readAmount(amount, `${place}.businessDays`, targetDaysMax)
  if (!Number.isInteger(days)) throw new InvalidInput(`${place}.businessDays`, `must be a whole number of days; it is ${days}`)
  return { businessDays: days }
}

function readAmount(value: unknown, place: string, most: number): number {
  if (typeof value === 'number' && value > 0 && value <= most) return value
  throw new InvalidInput(place, `must be a number above 0 and at most ${most}; it is ${shown(value)}`)
}

function readEvent(value: unknown, place: string): SlaEvent {
  const { at, kind, reason } = readObject(value, place, 'at and kind')
  const known = eventKinds.find((name) => name === kind)
  if (!known) throw new InvalidInput(`${place}.kind`, `must be one of ${eventKinds.join(', ')}; it is ${shown(kind)}`)
  return {
    at: readInstantText(at, `${place}.at`),
    kind: known,
    ...(reason === undefined || reason === null ? {} : { reason: readText(reason, `${place}.reason`) }),
  }
}

function readText(value: unknown, place: string): string {
  if (typeof value === 'string') return value
  throw new InvalidInput(place, `must be a text; it is ${shown(value)}`)
}

function readInstantText(value: unknown, place: string): string {
  readInstant(value, place)
  return value as string
}

/** An instant in epoch milliseconds; what is finer than a millisecond is cut off. @throws InvalidInput */
export function readInstant(value: unknown, place: string): number {
  const at = typeof value === 'string' ? parseInstant(value) : undefined
  if (at === undefined) {
    throw new InvalidInput(
      place,
      `must be an instant with an offset, such as "2026-01-16T16:30:00Z" or "2026-01-16T16:30:00+05:30"; it is ${shown(value)}`,
    )
  }
  if (at < Date.UTC(yearMin, 0, 1) || at >= Date.UTC(yearMax + 1, 0, 1)) {
    throw new InvalidInput(place, `must lie in the years ${yearMin} to ${yearMax}; it is ${shown(value)}`)
  }
  return at
}

function parseInstant(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    return undefined
  }
}

/** Epoch milliseconds as ISO 8601 in UTC with `Z`, without a fraction where there is none. */
export function printInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
