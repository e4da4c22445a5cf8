import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admissionStanding } from './words.ts'

test('an admission is told by what is left of it, unless it does not hold at all', () => {
  const word = (expiresOn: string | null, status: 'active' | 'suspended' = 'active') =>
    admissionStanding({ status, expiresOn }, '2026-11-24').word
  assert.deepEqual(
    [null, '2026-11-23', '2026-11-24', '2026-11-25', '2027-01-23', '2027-01-24'].map((date) => word(date)),
    ['Active', 'Expired', 'Ends today', 'Ends in 1 day', 'Ends in 60 days', 'Active'],
  )
  assert.deepEqual(admissionStanding({ status: 'suspended', expiresOn: null }, '2026-11-24'), { tone: 'bad', word: 'Suspended' })
})
