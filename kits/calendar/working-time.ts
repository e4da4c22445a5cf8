import { type Calendar, printDate, readDate, readSites, type Site } from './calendar.ts'
import { type Interval, intersection, union } from './intervals.ts'
import { InvalidInput } from './invalid.ts'
import { firstInstant, localTime, offsetStretches, type Stretch } from './zone.ts'

/** Instants outside these years are slips of the pen; the last also ends every search forward. */
export const yearMin = 1900
export const yearMax = 2299

const dayMs = 86_400_000
/** Working time is worked out in blocks of about a year: a whole number of days, found from an instant by one division. */
const blockMs = 366 * dayMs
const lastBlock = Math.floor((Date.UTC(yearMax + 1, 0, 1) - 1) / blockMs)
/** No zone is further than a day from UTC; one more for a clock set back over midnight. */
const marginDays = 2

/** Arithmetic in working time. All instants are epoch milliseconds, all amounts milliseconds of working time. */
export interface WorkingTime {
  /** Working time in [from, to); negative where `to` is earlier. */
  between(from: number, to: number): number
  /**
   * The first instant by which `ms` of working time have passed since `at`; `at` itself for nothing. It falls on a closing time, never on
   * the opening after it. @throws InvalidInput where that is beyond the year 2299 or never
   */
  add(at: number, ms: number): number
  /** `at` where it is open, else the next opening. @throws InvalidInput as `add` */
  nextOpen(at: number): number
  /**
   * The same local time `days` open days later, clamped into that day's hours. With several sites the first one's days count.
   * @throws InvalidInput as `add`
   */
  openDaysLater(at: number, days: number): number
  /** The open days, `YYYY-MM-DD`, from one date up to but without another, in the first site's zone. */
  openDays(from: string, to: string): string[]
  /** What is open in [from, to). */
  intervals(from: number, to: number): Interval[]
}

/** One block of working time: intervals, and how much work lies before each. */
interface Block {
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly before: Float64Array
  readonly total: number
}

/** Calendars are values that nobody changes, so what was worked out for one is kept as long as the object lives. */
const known = new WeakMap<object, WorkingTime>()

/**
 * Working time under a calendar, or under the union of several (sites that hand work on to each other, each in its zone: what two have open
 * at once counts once). Blocks of a year are worked out when first asked for and kept with the calendar object: pass the same object again.
 *
 * @param place where the calendar stands in the caller's input, for messages
 * @throws InvalidInput where the calendar is wrong, naming the place
 *
 * @example
 * const time = workingTime({ timeZone: 'Europe/London', hours: { fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] }, holidays: [] })
 * time.add(Date.parse('2026-01-16T16:30:00Z'), 60 * 60_000) // Mon 2026-01-19T09:30:00Z
 */
export function workingTime(calendar: Calendar | readonly Calendar[], place = '$'): WorkingTime {
  const cached = typeof calendar === 'object' && calendar !== null ? known.get(calendar) : undefined
  if (cached) return cached
  const made = makeWorkingTime(readSites(calendar, place), place)
  known.set(calendar, made)
  return made
}

/** Plain time, as if always open. */
export const plainTime: Pick<WorkingTime, 'between' | 'add'> = {
  between: (from, to) => to - from,
  add: (at, ms) => at + ms,
}

function makeWorkingTime(sites: readonly Site[], place: string): WorkingTime {
  const everOpen = sites.some(({ spans }) => spans.some((day) => day.length > 0))

  const block = remembered((number) => makeBlock(sites, number))

  function mustReach(number: number): void {
    if (!everOpen) throw new InvalidInput(place, 'has no hours at all, so working time never passes; give hours to some day')
    if (number > lastBlock)
      throw new InvalidInput(
        place,
        `opens too seldom: the time is not reached by the year ${yearMax}; give it more hours or shorten the target`,
      )
  }

  function between(from: number, to: number): number {
    if (to < from) return 0 - between(to, from)
    const last = blockOf(to)
    let sum = workBefore(block(last), to) - workBefore(block(blockOf(from)), from)
    for (let number = blockOf(from); number < last; number++) sum += block(number).total
    return sum
  }

  function add(at: number, ms: number): number {
    if (ms < 0) throw new RangeError('Working time is added, not taken away.')
    if (ms === 0) return at
    let number = blockOf(at)
    let left = ms + workBefore(block(number), at)
    for (mustReach(number); left > block(number).total; mustReach(number)) left -= block(number++).total
    const { starts, before } = block(number)
    const index = lastBelow(before, left)
    return (starts[index] as number) + left - (before[index] as number)
  }

  function nextOpen(at: number): number {
    for (let number = blockOf(at); ; number++) {
      mustReach(number)
      const { starts, ends } = block(number)
      const index = lastBelow(ends, at, true) + 1
      if (index < starts.length) return Math.max(at, starts[index] as number)
    }
  }

  const home = sites[0] as Site
  const stretchesIn = remembered((number) => offsetStretches(home.timeZone, ...withMargin(number)))

  /** When the first site is open on one local day. Empty too for a day that its zone left out (Samoa, 2011-12-30). */
  const homeDay = (day: number): Interval[] => openIntervals(home, day, stretchesIn(blockOf(day * dayMs)))

  function openDaysLater(at: number, days: number): number {
    if (home.spans.every((spans) => spans.length === 0))
      throw new InvalidInput(place, 'has no hours at all, so no day is ever open; give hours to some day')
    const local = localTime(stretchesIn(blockOf(at)), at)
    let day = Math.floor(local / dayMs)
    const sinceMidnight = local - day * dayMs
    for (let left = days; left > 0; ) {
      mustReach(blockOf(++day * dayMs))
      if (homeDay(day).length > 0) left--
    }
    const open = homeDay(day)
    const sameTime = firstInstant(stretchesIn(blockOf(day * dayMs)), day * dayMs + sinceMidnight)
    return Math.min(Math.max(sameTime, open[0]?.from ?? sameTime), open.at(-1)?.to ?? sameTime)
  }

  function openDays(from: string, to: string): string[] {
    const dates: string[] = []
    const end = readDate(to, 'to')
    for (let day = readDate(from, 'from'); day < end; day++) if (homeDay(day).length > 0) dates.push(printDate(day))
    return dates
  }

  function intervals(from: number, to: number): Interval[] {
    const found: Interval[] = []
    for (let number = blockOf(from); number <= blockOf(to); number++) {
      const { starts, ends } = block(number)
      for (const [index, from] of starts.entries()) found.push({ from, to: ends[index] as number })
    }
    return intersection(union(found), from < to ? [{ from, to }] : [])
  }

  return { between, add, nextOpen, openDaysLater, openDays, intervals }
}

function remembered<Value>(make: (number: number) => Value): (number: number) => Value {
  const made = new Map<number, Value>()
  return (number) => {
    const value = made.get(number) ?? make(number)
    if (!made.has(number)) made.set(number, value)
    return value
  }
}

function blockOf(at: number): number {
  return Math.floor(at / blockMs)
}

function makeBlock(sites: readonly Site[], number: number): Block {
  const begins = number * blockMs
  const ends = begins + blockMs
  const open = intersection(union(sites.flatMap((site) => siteIntervals(site, begins, ends))), [{ from: begins, to: ends }])
  const before = new Float64Array(open.length)
  let total = 0
  for (const [index, { from, to }] of open.entries()) {
    before[index] = total
    total += to - from
  }
  return { starts: Float64Array.from(open, ({ from }) => from), ends: Float64Array.from(open, ({ to }) => to), before, total }
}

function siteIntervals(site: Site, begins: number, ends: number): Interval[] {
  const stretches = offsetStretches(site.timeZone, ...withMargin(blockOf(begins)))
  const found: Interval[] = []
  for (let day = begins / dayMs - marginDays; day < ends / dayMs + marginDays; day++) found.push(...openIntervals(site, day, stretches))
  return found
}

function openIntervals(site: Site, day: number, stretches: readonly Stretch[]): Interval[] {
  if (site.holidays.has(day)) return []
  const spans = site.spans[weekday(day)] ?? []
  return spans
    .map(({ opens, closes }) => ({ from: firstInstant(stretches, day * dayMs + opens), to: firstInstant(stretches, day * dayMs + closes) }))
    .filter(({ from, to }) => from < to)
}

/** 0 for Sunday. 1970-01-01 was a Thursday. */
function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

function withMargin(number: number): [from: number, to: number] {
  return [number * blockMs - marginDays * dayMs, (number + 1) * blockMs + marginDays * dayMs]
}

/** Working time of the block before `at`. */
function workBefore({ starts, ends, before }: Block, at: number): number {
  const index = lastBelow(starts, at)
  if (index < 0) return 0
  return (before[index] as number) + Math.min(at, ends[index] as number) - (starts[index] as number)
}

/** The last index whose value is below `limit` (or equal to it, where `orEqual`), or -1. Binary search in a sorted list. */
function lastBelow(sorted: Float64Array, limit: number, orEqual = false): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle] as number
    if (value < limit || (orEqual && value === limit)) low = middle + 1
    else high = middle
  }
  return low - 1
}
