import { InvalidInput, readList, readObject, shown } from './invalid.ts'

/** The days of the week as a calendar names them, Sunday first because the epoch's day count modulo seven gives that order. */
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
type Weekday = (typeof weekdays)[number]

/** One span of a day's hours, local times `HH:MM`, half-open; the end may be `24:00`. */
type HoursSpan = readonly [opens: string, closes: string]

/**
 * When a site works. Days without hours are closed, holidays are closed all day. A span over midnight is written as two.
 *
 * @example
 * const mumbai: Calendar = { timeZone: 'Asia/Kolkata', hours: { mon: [['09:00', '13:00'], ['14:00', '18:00']] }, holidays: ['2026-01-26'] }
 */
export interface Calendar {
  /** An IANA name such as `America/New_York`. */
  readonly timeZone: string
  readonly hours: Readonly<Partial<Record<Weekday, readonly HoursSpan[]>>>
  /** Dates `YYYY-MM-DD`. */
  readonly holidays: readonly string[]
}

/** More spans than this in a day are a mistake: one for every quarter of an hour. */
const spansPerDayMax = 96
/** A century of daily holidays; a list that is longer is not a holiday list. */
const holidaysMax = 36_525
/** Sites that hand work on to each other. */
const sitesMax = 50

const dayMs = 86_400_000
const minuteMs = 60_000

/** One site, ready for arithmetic. */
export interface Site {
  readonly timeZone: string
  /** By weekday, Sunday first: spans in milliseconds after local midnight, sorted and disjoint. */
  readonly spans: readonly (readonly { readonly opens: number; readonly closes: number }[])[]
  /** Days since 1970-01-01. */
  readonly holidays: ReadonlySet<number>
}

/** Checks one calendar, or several sites whose union counts. @throws InvalidInput naming the place */
export function readSites(value: unknown, place: string): Site[] {
  if (!Array.isArray(value)) return [readSite(value, place)]
  const sites = readList(value, place, 'calendars', sitesMax)
  if (sites.length === 0) throw new InvalidInput(place, 'names no calendar; give at least one')
  return sites.map((site, index) => readSite(site, `${place}[${index}]`))
}

function readSite(value: unknown, place: string): Site {
  const { timeZone, hours, holidays } = readObject(value, place, 'timeZone, hours and holidays')
  return {
    timeZone: readTimeZone(timeZone, `${place}.timeZone`),
    spans: readHours(hours, `${place}.hours`),
    holidays: new Set(
      readList(holidays ?? [], `${place}.holidays`, 'dates', holidaysMax).map((date, index) =>
        readDate(date, `${place}.holidays[${index}]`),
      ),
    ),
  }
}

function readTimeZone(value: unknown, place: string): string {
  if (typeof value === 'string') {
    try {
      return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value).timeZoneId
    } catch {
      // said below, as for every other value that is no zone
    }
  }
  throw new InvalidInput(place, `must be the name of a time zone such as "America/New_York"; it is ${shown(value)}`)
}

function readHours(value: unknown, place: string): Site['spans'] {
  const hours = readObject(value, place, 'the days mon to sun')
  const stranger = Object.keys(hours).find((day) => !weekdays.some((weekday) => weekday === day))
  if (stranger !== undefined) throw new InvalidInput(`${place}.${stranger}`, 'is no day; use mon, tue, wed, thu, fri, sat, sun')
  return weekdays.map((day) => readDay(hours[day] ?? [], `${place}.${day}`))
}

function readDay(value: unknown, place: string) {
  const spans = readList(value, place, 'spans such as ["09:00","17:00"]', spansPerDayMax).map((span, index) =>
    readSpan(span, `${place}[${index}]`),
  )
  spans.sort((a, b) => a.opens - b.opens)
  return spans.reduce<{ opens: number; closes: number }[]>((merged, span) => {
    const last = merged.at(-1)
    if (last && span.opens <= last.closes) last.closes = Math.max(last.closes, span.closes)
    else merged.push(span)
    return merged
  }, [])
}

function readSpan(value: unknown, place: string) {
  if (!Array.isArray(value) || value.length !== 2)
    throw new InvalidInput(place, `must be a pair such as ["09:00","17:00"]; it is ${shown(value)}`)
  const opens = readTime(value[0], `${place}[0]`)
  const closes = readTime(value[1], `${place}[1]`)
  if (opens >= closes) {
    throw new InvalidInput(
      place,
      'must end after it begins; write a span over midnight as two, ["22:00","24:00"] and ["00:00","06:00"] of the next day',
    )
  }
  return { opens, closes }
}

function readTime(value: unknown, place: string): number {
  const parts = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$|^(24):(00)$/.exec(value) : null
  if (!parts) throw new InvalidInput(place, `must be a time from "00:00" to "24:00"; it is ${shown(value)}`)
  return (Number(parts[1] ?? parts[3]) * 60 + Number(parts[2] ?? parts[4])) * minuteMs
}

/** A date `YYYY-MM-DD` as days since 1970-01-01. @throws InvalidInput */
export function readDate(value: unknown, place: string): number {
  const day = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) / dayMs : Number.NaN
  // Date.parse takes 30 February for 2 March: only a date that prints as it was written exists.
  if (Number.isNaN(day) || printDate(day) !== value)
    throw new InvalidInput(place, `must be a date such as "2026-07-03"; it is ${shown(value)}`)
  return day
}

/** Days since 1970-01-01 as `YYYY-MM-DD`. */
export function printDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}
