import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromNow, instantOf, minutesText, wallTime } from './time.ts'

const zones = ['America/New_York', 'Europe/London', 'Asia/Kolkata', 'Asia/Manila', 'Australia/Lord_Howe', 'Pacific/Apia']

test('an instant comes back from what the wall shows, except for the second of a doubled hour', () => {
  const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
      const at = new Date(minute * 60_000).toISOString()
      const wall = wallTime(at, zone)
      const back = instantOf(wall, zone)
      assert.equal(wallTime(back, zone), wall)
      assert.ok(back <= at)
    }),
    { numRuns: 500 },
  )
})

test('a time that the clock leaps over is taken as had it not leapt', () => {
  assert.equal(instantOf('2026-03-08T02:30', 'America/New_York'), '2026-03-08T07:30:00.000Z')
  assert.equal(instantOf('2026-11-01T01:30', 'America/New_York'), '2026-11-01T05:30:00.000Z')
})

test('durations in words', () => {
  assert.deepEqual([0, 45, 60, 125, 1_860].map(minutesText), ['0 min', '45 min', '1 h', '2 h 5 min', '31 h'])
  const now = Date.parse('2026-11-24T12:00:00Z')
  assert.equal(fromNow('2026-11-24T11:55:00Z', now), '5 min ago')
  assert.equal(fromNow('2026-11-24T15:00:00Z', now), 'in 3 h')
  assert.equal(fromNow('2026-11-27T12:00:00Z', now), 'in 3 days')
})
