import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concerns } from './live.ts'

const moved = { stream: 'matter-1', seq: 4, subject: { kind: 'order', id: 'order-1' }, kind: 'order.held' }

test('what happens on a matter is of interest to lists and to the pages of that matter', () => {
  assert.ok(concerns(moved, {}, undefined))
  assert.ok(concerns(moved, { matterId: 'matter-1' }, undefined))
  assert.ok(!concerns(moved, { matterId: 'matter-2' }, undefined))
})

test('a reader that names what it is about hears of that alone', () => {
  assert.ok(concerns(moved, {}, ['order']))
  assert.ok(!concerns(moved, {}, ['invoice']))
})

test('what happens to a person may show on every page', () => {
  assert.ok(concerns({ ...moved, stream: 'house', subject: { kind: 'person', id: 'p' } }, { matterId: 'matter-2' }, undefined))
})
