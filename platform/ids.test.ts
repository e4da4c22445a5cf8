import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isId, newId } from './ids.ts'

test('ids are in the order in which they were made, also within a millisecond', () => {
  const ids = Array.from({ length: 10_000 }, newId)
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.ok(isId(id) && /^.{14}7.{4}[89ab]/.test(id), id)
})
