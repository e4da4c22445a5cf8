import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unstorable } from './storable.ts'

test('a NUL and half a surrogate pair are found where they stand', () => {
  assert.equal(unstorable({ parties: [{ name: 'fine' }, { name: 'a\0' }] })?.field, 'parties.1.name')
  assert.equal(unstorable(['\ud800'])?.field, '0')
  assert.equal(unstorable({ intake: { 'a\0': 1 } })?.field, 'intake')
})

test('any other text is taken, of any script', () => {
  for (const text of ['', '日本語', 'e\u0301', '😀', '\u202e', '\t\n\r', '<script>']) assert.equal(unstorable({ text }), undefined)
})

test('what is nested too deep to be walked is refused before anybody walks it', () => {
  const deep = JSON.parse(`${'[['.repeat(50_000)}${']]'.repeat(50_000)}`)
  assert.match(unstorable(deep)?.message ?? '', /64 levels/)
  assert.equal(unstorable(JSON.parse(`${'['.repeat(64)}${']'.repeat(64)}`)), undefined)
})
