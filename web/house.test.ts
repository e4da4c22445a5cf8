import assert from 'node:assert/strict'
import { test } from 'node:test'
import { house } from '../platform/ids.ts'
import { houseId } from '../ui/house.ts'

test('pages and server mean the same house', () => {
  assert.equal(houseId, house)
})
