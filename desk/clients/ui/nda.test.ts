import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ndaStanding, todayIn } from './nda.ts'

test('an agreement is told by what is left of it', () => {
  const word = (expiresOn: string | null) => ndaStanding({ expiresOn }, '2026-11-24').word
  assert.equal(ndaStanding(null, '2026-11-24').tone, 'bad')
  assert.deepEqual([null, '2026-11-23', '2026-11-24', '2026-11-25', '2027-01-23', '2027-01-24'].map(word), [
    'NDA signed',
    'NDA expired',
    'NDA ends today',
    'NDA ends in 1 day',
    'NDA ends in 60 days',
    'NDA signed',
  ])
})

test('a day is that of the place', () => {
  const now = Date.parse('2026-11-24T02:00:00Z')
  assert.deepEqual([todayIn('UTC', now), todayIn('America/New_York', now)], ['2026-11-24', '2026-11-23'])
})
