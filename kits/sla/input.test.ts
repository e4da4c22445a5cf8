import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidInput } from '../calendar/index.ts'
import { explain } from './explain.ts'
import { readReplayInput } from './input.ts'
import { replay } from './replay.ts'

const good = {
  calendar: { timeZone: 'Asia/Kolkata', hours: { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] }, holidays: [] },
  terms: { target: { businessMinutes: 480 }, pausesOn: ['client'] },
  events: [
    { at: '2026-01-16T15:00:00+05:30', kind: 'start' },
    { at: '2026-01-16T16:00:00+05:30', kind: 'pause', reason: 'client' },
    { at: '2026-01-19T11:00:00+05:30', kind: 'resume', reason: null },
  ],
  now: '2026-01-19T12:00:00+05:30',
}

test('what cannot be used says where and what to do', () => {
  const wrong: [unknown, RegExp][] = [
    [[], /^\$ must be an object with calendar, terms, events and now/],
    [{ ...good, calendar: { ...good.calendar, hours: { mon: ['09:00-17:00'] } } }, /^\$\.calendar\.hours\.mon\[0\] must be a pair/],
    [{ ...good, calendar: undefined }, /^\$\.calendar must be an object/],
    [{ ...good, terms: { target: { businessMinutes: 0 }, pausesOn: [] } }, /^\$\.terms\.target\.businessMinutes must be a number above 0/],
    [{ ...good, terms: { target: { businessMinutes: '60' }, pausesOn: [] } }, /^\$\.terms\.target\.businessMinutes must be a number/],
    [{ ...good, terms: { target: { businessDays: 1.5 }, pausesOn: [] } }, /^\$\.terms\.target\.businessDays must be a whole number/],
    [
      { ...good, terms: { target: { hours: 4 }, pausesOn: [] } },
      /^\$\.terms\.target must have exactly one of businessMinutes, businessDays, calendarMinutes/,
    ],
    [{ ...good, terms: { target: { businessDays: 1, businessMinutes: 4 }, pausesOn: [] } }, /^\$\.terms\.target must have exactly one/],
    [{ ...good, terms: { target: { businessDays: 1 }, pausesOn: [7] } }, /^\$\.terms\.pausesOn\[0\] must be a text/],
    [{ ...good, terms: { ...good.terms, startsOn: 'opened' } }, /^\$\.terms\.startsOn must be "created" or "accepted"/],
    [{ ...good, events: {} }, /^\$\.events must be a list of events/],
    [{ ...good, events: [{ at: '2026-01-16T15:00:00', kind: 'start' }] }, /^\$\.events\[0\]\.at must be an instant with an offset/],
    [{ ...good, events: [{ at: '2026-01-16T15:00:00Z', kind: 'begin' }] }, /^\$\.events\[0\]\.kind must be one of start, pause/],
    [{ ...good, events: [{ at: '2026-01-16T15:00:00Z', kind: 'pause', reason: 1 }] }, /^\$\.events\[0\]\.reason must be a text/],
    [{ ...good, now: '2026-02-30T15:00:00Z' }, /^\$\.now must be an instant/],
    [{ ...good, now: '0026-02-03T15:00:00Z' }, /^\$\.now must lie in the years 1900 to 2299/],
    [{ ...good, now: undefined }, /^\$\.now must be an instant .* it is nothing/],
  ]
  for (const [input, message] of wrong) {
    assert.throws(
      () => readReplayInput(input),
      (error) => error instanceof InvalidInput && message.test(error.message) && !error.message.includes('\n'),
      String(message),
    )
  }
})

test('a calendar without hours is refused for working time and good for plain time', () => {
  const calendar = { timeZone: 'UTC', hours: {}, holidays: [] }
  assert.throws(() => replay(readReplayInput({ ...good, calendar })), /^InvalidInput: \$\.calendar has no hours at all/)
  const plain = { ...good, calendar, terms: { target: { calendarMinutes: 60 }, pausesOn: [] } }
  assert.equal(replay(readReplayInput(plain)).dueAt, '2026-01-16T10:30:00Z')
})

test('otobo 3897: the arithmetic of an order can be shown line by line', () => {
  const { steps, pauses, summary } = explain(readReplayInput(good))
  assert.deepEqual(
    steps.map(({ text }) => text),
    [
      'Fri 2026-01-16 15:00 to Fri 2026-01-16 16:00: 60 minutes counted',
      'Fri 2026-01-16 16:00 to Mon 2026-01-19 11:00: paused (client), 180 minutes not counted',
      'Mon 2026-01-19 11:00 to Mon 2026-01-19 12:00: 60 minutes counted',
    ],
  )
  assert.deepEqual(pauses, [{ from: '2026-01-16T10:30:00Z', to: '2026-01-19T05:30:00Z', reasons: ['client'], workingMinutes: 180 }])
  assert.deepEqual(summary, [
    'Started Fri 2026-01-16 15:00. The target is 480 minutes of working time: without pauses due Mon 2026-01-19 15:00.',
    '180 minutes did not count, so due Fri 2026-01-23 10:00.',
    'By Mon 2026-01-19 12:00 120 minutes used: 360 minutes left, due Fri 2026-01-23 10:00.',
  ])
})
