import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calendar } from '../calendar/index.ts'
import type { ReplayInput, SlaEvent, Target } from './input.ts'
import { type WarningStep, warnings } from './warnings.ts'

const day: [string, string][] = [['08:00', '18:00']]
const calendar: Calendar = { timeZone: 'UTC', hours: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] }

function order(target: Target, now: string, ...events: SlaEvent[]): ReplayInput {
  return { calendar, terms: { target, pausesOn: ['client'] }, events, now }
}

const at = (input: ReplayInput, ...steps: WarningStep[]) => warnings(input, steps).map(({ at }) => at)
const fourHours = { businessMinutes: 240 }
const start = (instant: string): SlaEvent => ({ at: instant, kind: 'start' })

test('GLPI 22678: an hour before a deadline over the night is Tuesday 10:00, not midnight', () => {
  const over = order(fourHours, '2026-01-12T17:00:00Z', start('2026-01-12T17:00:00Z'))
  assert.deepEqual(at(over, { percentUsed: 100 }, { minutesBeforeDue: 60 }), ['2026-01-13T11:00:00Z', '2026-01-13T10:00:00Z'])
  const within = order(fourHours, '2026-01-12T10:00:00Z', start('2026-01-12T10:00:00Z'))
  assert.deepEqual(at(within, { minutesBeforeDue: 60 }), ['2026-01-12T13:00:00Z'])
})

test('GLPI 15429: no warning has come when the order is made', () => {
  const made = order(fourHours, '2026-01-12T17:00:00Z', start('2026-01-12T17:00:00Z'))
  const steps = [{ percentUsed: 50 }, { minutesBeforeDue: 60 }, { minutesBeforeDue: 240 }, { minutesBeforeDue: 300 }]
  assert.ok(warnings(made, steps).every(({ passed }) => !passed))
  assert.deepEqual(at(made, { minutesBeforeDue: 240 }, { minutesBeforeDue: 300 }), [null, null], 'longer before due than the target lasts')
})

test('shares of the target are shares of working time, moved by pauses, and go on after the breach', () => {
  const paused = order(
    fourHours,
    '2026-01-13T12:00:00Z',
    start('2026-01-12T14:00:00Z'),
    { at: '2026-01-12T17:00:00Z', kind: 'pause', reason: 'client' },
    { at: '2026-01-13T10:00:00Z', kind: 'resume' },
  )
  const ladder = warnings(
    paused,
    [50, 75, 90, 100, 150].map((percentUsed) => ({ percentUsed })),
  )
  assert.deepEqual(
    ladder.map(({ at }) => at),
    ['2026-01-12T16:00:00Z', '2026-01-12T17:00:00Z', '2026-01-13T10:36:00Z', '2026-01-13T11:00:00Z', '2026-01-13T13:00:00Z'],
  )
  assert.deepEqual(
    ladder.map(({ passed }) => passed),
    [true, true, true, true, false],
  )
})

test('a stopped order warns no more, one that has not started not yet', () => {
  const stopped = order(fourHours, '2026-01-12T18:00:00Z', start('2026-01-12T10:00:00Z'), { at: '2026-01-12T12:30:00Z', kind: 'stop' })
  assert.deepEqual(at(stopped, { percentUsed: 50 }, { percentUsed: 75 }), ['2026-01-12T12:00:00Z', null])
  assert.deepEqual(at(order(fourHours, '2026-01-12T18:00:00Z'), { percentUsed: 50 }), [null])
})

test('business days: an hour before due is an hour of work before it', () => {
  const early = order({ businessDays: 1 }, '2026-01-12T06:00:00Z', start('2026-01-12T06:00:00Z'))
  assert.deepEqual(at(early, { percentUsed: 100 }, { minutesBeforeDue: 60 }), ['2026-01-13T08:00:00Z', '2026-01-12T17:00:00Z'])
})

test('a step that is no positive number is refused', () => {
  for (const amount of [0, -60, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => warnings(order(fourHours, '2026-01-12T06:00:00Z'), [{ minutesBeforeDue: amount }]), /takes a positive number/)
  }
})
