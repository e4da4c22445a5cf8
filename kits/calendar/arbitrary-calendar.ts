/** Test support: calendars to be drawn by fast-check. */
import fc from 'fast-check'
import type { Calendar } from './calendar.ts'

const quarterHour = fc.integer({ min: 0, max: 96 })
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

const span = fc
  .tuple(quarterHour, quarterHour)
  .filter(([a, b]) => a !== b)
  .map(([a, b]): [string, string] => [time(Math.min(a, b)), time(Math.max(a, b))])

/** Any hours in quarters of an hour, up to three spans a day that may touch or overlap, and holidays near a date. At least one day is open. */
export function arbitraryCalendar(timeZone: string, near: string): fc.Arbitrary<Calendar> {
  const hours = fc.record(
    Object.fromEntries(days.map((day) => [day, fc.array(span, { maxLength: 3 })])) as Record<
      (typeof days)[number],
      fc.Arbitrary<[string, string][]>
    >,
  )
  const holidays = fc.array(
    fc.integer({ min: -4, max: 4 }).map((days) => Temporal.PlainDate.from(near).add({ days }).toString()),
    { maxLength: 2 },
  )
  return fc.record({ timeZone: fc.constant(timeZone), hours, holidays }).filter(({ hours }) => days.some((day) => hours[day].length > 0))
}

function time(quarters: number): string {
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`
}
