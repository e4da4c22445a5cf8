import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arbitraryCalendar } from './arbitrary-calendar.ts'
import type { Calendar } from './calendar.ts'
import { InvalidInput } from './invalid.ts'
import { openMinutes, type Scene, sceneMinutes, sceneStart, scenes } from './minute-oracle.ts'
import { workingTime } from './working-time.ts'

const minuteMs = 60_000
const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const iso = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString()

function weekdays(timeZone: string, ...spans: [string, string][]): Calendar {
  return { timeZone, hours: { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans }, holidays: [] }
}

/** A calendar in one of the scenes, and two minutes of it. */
const drawn = fc
  .constantFrom(...scenes)
  .chain((scene) =>
    fc.tuple(fc.constant(scene), arbitraryCalendar(scene.timeZone, scene.date), fc.nat(sceneMinutes - 1), fc.nat(sceneMinutes - 1)),
  )
const at = (scene: Scene, minute: number) => sceneStart(scene) + minute * minuteMs

test('working time between two instants is what stepping through the minutes counts, over every clock change', () => {
  fc.assert(
    fc.property(drawn, ([scene, calendar, a, b]) => {
      const open = openMinutes(scene, calendar)
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const counted = open.slice(from, to).filter(Boolean).length
      const time = workingTime(calendar)
      assert.equal(time.between(at(scene, from), at(scene, to)), counted * minuteMs)
      assert.equal(time.between(at(scene, to), at(scene, from)), 0 - counted * minuteMs)
      assert.equal(
        time.intervals(at(scene, from), at(scene, to)).reduce((sum, open) => sum + open.to - open.from, 0),
        counted * minuteMs,
      )
    }),
    { numRuns: 200 },
  )
})

test('the next open instant is the first open minute', () => {
  fc.assert(
    fc.property(drawn, ([scene, calendar, from]) => {
      const first = openMinutes(scene, calendar).indexOf(true, from)
      if (first >= 0) assert.equal(workingTime(calendar).nextOpen(at(scene, from)), at(scene, first))
    }),
  )
})

test('adding working time and then measuring it gives it back, and no earlier instant does', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 60_000 * 60 * 24 * 30 }), ([scene, calendar, from], amount) => {
      const time = workingTime(calendar)
      const begin = at(scene, from)
      const end = time.add(begin, amount)
      assert.equal(time.between(begin, end), amount)
      assert.equal(time.between(begin, end - 1), amount - 1)
    }),
  )
})

test('adding in two parts is adding at once', () => {
  fc.assert(
    fc.property(drawn, fc.nat(9_000_000), fc.integer({ min: 1, max: 900_000_000 }), ([scene, calendar, from], first, second) => {
      const time = workingTime(calendar)
      assert.equal(time.add(time.add(at(scene, from), first), second), time.add(at(scene, from), first + second))
    }),
  )
})

test('the union of sites is open where any is, and counts once', () => {
  const pair = fc.tuple(
    arbitraryCalendar('Asia/Kolkata', '2026-03-08'),
    arbitraryCalendar('America/New_York', '2026-03-08'),
    fc.nat(sceneMinutes),
  )
  const scene = { timeZone: 'America/New_York', date: '2026-03-08' }
  const sceneInMumbai = { timeZone: 'Asia/Kolkata', date: '2026-03-08' }
  fc.assert(
    fc.property(pair, ([mumbai, newYork, to]) => {
      const open = openMinutes(scene, newYork)
      const either = openMinutes(sceneInMumbai, mumbai).map((isOpen, minute) => isOpen || open[minute])
      assert.equal(
        workingTime([mumbai, newYork]).between(at(scene, 0), at(scene, to)),
        either.slice(0, to).filter(Boolean).length * minuteMs,
      )
    }),
    { numRuns: 50 },
  )
})

test('a deadline at closing time is at closing time, not at the next opening', () => {
  const time = workingTime(weekdays('Europe/London', ['09:00', '17:00']))
  assert.equal(iso(time.add(ms('2026-01-16T16:00:00Z'), 60 * minuteMs)), '2026-01-16T17:00:00Z')
  assert.equal(iso(time.add(ms('2026-01-16T16:00:00Z'), 60 * minuteMs + 1)), '2026-01-19T09:00:00.001Z')
})

test('an edge in a gap of the clock is the next instant that exists, in a fold the first of the two', () => {
  const night = { timeZone: 'America/New_York', hours: { sun: [['02:30', '04:00']] }, holidays: [] } satisfies Calendar
  const [gap] = workingTime(night).intervals(ms('2026-03-08T00:00:00Z'), ms('2026-03-09T00:00:00Z'))
  assert.deepEqual(gap && [iso(gap.from), iso(gap.to)], ['2026-03-08T07:00:00Z', '2026-03-08T08:00:00Z'])
  const small = { timeZone: 'America/New_York', hours: { sun: [['00:00', '01:30']] }, holidays: [] } satisfies Calendar
  const [fold] = workingTime(small).intervals(ms('2026-11-01T00:00:00Z'), ms('2026-11-02T00:00:00Z'))
  assert.deepEqual(fold && [iso(fold.from), iso(fold.to)], ['2026-11-01T04:00:00Z', '2026-11-01T05:30:00Z'])
})

test('São Paulo 2018: a day that begins at 01:00 has 23 hours, a Saturday that ends twice 25', () => {
  const always = {
    timeZone: 'America/Sao_Paulo',
    hours: { sun: [['00:00', '24:00']], sat: [['00:00', '24:00']] },
    holidays: [],
  } satisfies Calendar
  const time = workingTime(always)
  assert.equal(time.between(ms('2018-11-04T03:00:00Z'), ms('2018-11-05T03:00:00Z')) / minuteMs, 23 * 60)
  assert.equal(time.between(ms('2018-02-17T02:00:00Z'), ms('2018-02-18T03:00:00Z')) / minuteMs, 25 * 60)
})

test('open days leave out weekends, holidays and a day that the zone left out', () => {
  const week = weekdays('Europe/London', ['09:00', '17:00'])
  assert.deepEqual(workingTime({ ...week, holidays: ['2026-04-03', '2026-04-06'] }).openDays('2026-04-02', '2026-04-08'), [
    '2026-04-02',
    '2026-04-07',
  ])
  assert.deepEqual(workingTime(weekdays('Pacific/Apia', ['09:00', '17:00'])).openDays('2011-12-29', '2012-01-03'), [
    '2011-12-29',
    '2012-01-02',
  ])
})

test('so many open days later is the same local time, clamped into the hours of that day', () => {
  const time = workingTime({ ...weekdays('America/New_York', ['09:00', '17:00']), holidays: ['2026-03-09'] })
  const later = (from: string, days: number) => iso(time.openDaysLater(ms(from), days))
  assert.equal(later('2026-03-06T15:00:00-05:00', 1), '2026-03-10T19:00:00Z', 'over a weekend, a clock change and a holiday')
  assert.equal(later('2026-03-06T07:00:00-05:00', 1), '2026-03-10T13:00:00Z', 'before opening: at opening')
  assert.equal(later('2026-03-06T20:00:00-05:00', 1), '2026-03-10T21:00:00Z', 'after closing: at closing')
  assert.equal(later('2026-03-07T12:00:00-05:00', 2), '2026-03-11T16:00:00Z', 'from a closed day')
})

test('a calendar that cannot be used says where and what to do', () => {
  const good = weekdays('Europe/London', ['09:00', '17:00'])
  const wrong: [unknown, RegExp][] = [
    [{ ...good, timeZone: 'Europe/Londen' }, /^\$\.calendar\.timeZone must be the name of a time zone/],
    [
      { ...good, hours: { mon: [['22:00', '06:00']] } },
      /^\$\.calendar\.hours\.mon\[0\] must end after it begins; write a span over midnight as two/,
    ],
    [
      {
        ...good,
        hours: {
          mon: [
            ['09:00', '17:00'],
            ['9:00', '10:00'],
          ],
        },
      },
      /^\$\.calendar\.hours\.mon\[1\]\[0\] must be a time/,
    ],
    [{ ...good, hours: { mon: [['09:00', '24:01']] } }, /^\$\.calendar\.hours\.mon\[0\]\[1\] must be a time/],
    [{ ...good, hours: { monday: [] } }, /^\$\.calendar\.hours\.monday is no day/],
    [{ ...good, holidays: ['2026-07-03', '2026-02-30'] }, /^\$\.calendar\.holidays\[1\] must be a date/],
    [[good, { ...good, hours: [] }], /^\$\.calendar\[1\]\.hours must be an object/],
    [[], /^\$\.calendar names no calendar/],
    [null, /^\$\.calendar must be an object/],
  ]
  for (const [calendar, message] of wrong) {
    assert.throws(
      () => workingTime(calendar as Calendar, '$.calendar'),
      (error) => error instanceof InvalidInput && message.test(error.message),
    )
  }
})

test('a calendar without hours, or with too few for the target, is refused and not searched for ever', () => {
  const never = workingTime({ timeZone: 'UTC', hours: {}, holidays: [] })
  assert.equal(never.between(ms('2026-01-01T00:00:00Z'), ms('2027-01-01T00:00:00Z')), 0)
  assert.throws(() => never.add(ms('2026-01-01T00:00:00Z'), 1), /has no hours at all/)
  assert.throws(() => never.nextOpen(ms('2026-01-01T00:00:00Z')), /has no hours at all/)
  assert.throws(() => never.openDaysLater(ms('2026-01-01T00:00:00Z'), 1), /has no hours at all/)
  const seldom = workingTime({ timeZone: 'UTC', hours: { mon: [['09:00', '09:01']] }, holidays: [] })
  assert.throws(() => seldom.add(ms('2026-01-01T00:00:00Z'), 5_000_000 * minuteMs), /opens too seldom/)
})
