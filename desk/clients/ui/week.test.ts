import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minutesOf, timeFrom } from './week.ts'

test('a time is read as people type it, and nothing else is', () => {
  const read = ['9', '09', '930', '1730', '9:30', '17.30', '24', '0'].map(timeFrom)
  assert.deepEqual(read, ['09:00', '09:00', '09:30', '17:30', '09:30', '17:30', '24:00', '00:00'])
  for (const typed of ['', '25', '24:01', '9:60', 'nine', '12345', '-1']) assert.equal(timeFrom(typed), undefined, typed)
  assert.equal(minutesOf('24:00'), 1_440)
})
