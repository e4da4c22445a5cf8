import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, hoursText, mondayOf, weekRows } from './week.ts'

test('a week begins on Monday, over the ends of months and years', () => {
  assert.equal(mondayOf('2026-11-23'), '2026-11-23')
  assert.equal(mondayOf('2026-11-29'), '2026-11-23')
  assert.equal(mondayOf('2027-01-01'), '2026-12-28')
  assert.equal(addDays('2028-02-28', 1), '2028-02-29')
})

test('the grid holds every minute of its week and none of another', () => {
  const entry = fc.record({
    orderId: fc.constantFrom('a', 'b', 'c'),
    date: fc.integer({ min: -10, max: 20 }).map((days) => addDays('2026-11-23', days)),
    minutes: fc.integer({ min: 1, max: 600 }),
  })
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const rows = weekRows(entries, '2026-11-23')
      const within = entries.filter(({ date }) => mondayOf(date) === '2026-11-23').reduce((total, { minutes }) => total + minutes, 0)
      const total = rows.reduce((all, row) => all + row.total, 0)
      assert.equal(total, within)
      for (const row of rows)
        assert.equal(
          row.total,
          row.minutes.reduce((all, minutes) => all + minutes, 0),
        )
      assert.equal(new Set(rows.map(({ orderId }) => orderId)).size, rows.length)
    }),
  )
})

test('minutes are told as hours', () => assert.deepEqual([0, 5, 60, 605].map(hoursText), ['', '0:05', '1:00', '10:05']))
