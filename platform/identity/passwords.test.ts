import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashPassword, passwordLengthMin, unfitPassword, verifyPassword } from './passwords.ts'

test('what is easily guessed is refused', () => {
  for (const password of [
    'short',
    'Password1234',
    'P@ssw0rd2026!!',
    'passwordpassword',
    '!!Welcome2026!!',
    'letmein123456',
    'qwertyuiopasd',
    '123456789012',
    'abcdefghijkl',
    'aaaaaaaaaaaaaa',
    'abababababab',
    'Secondchair2026',
    'correct horse battery staple',
    'x'.repeat(200),
  ])
    assert.ok(unfitPassword(password, []), password)
})

test('what belongs to the person is refused', () => {
  assert.match(unfitPassword('asha.rao likes tea', ['asha.rao@example.com']) ?? '', /address/)
  assert.match(unfitPassword('my cat is Fernandes', ['Maria Fernandes']) ?? '', /name/)
})

test('several words are taken, in any script', () => {
  for (const password of ['copper lantern over gravel', 'K7#vm!qz2Lw9', 'четыре медных фонаря', '銅のランタンと砂利道を歩く人'])
    assert.equal(unfitPassword(password, ['asha@example.com', 'Asha Rao']), undefined, password)
})

test('every shorter password is refused, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: passwordLengthMin - 1, unit: 'grapheme-ascii' }), (text) => unfitPassword(text, []) !== undefined),
  )
})

test('a hash knows its password and no other, and no two are alike', async () => {
  const [one, two] = await Promise.all([hashPassword('copper lantern é'), hashPassword('copper lantern é')])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(one, two)
  assert.equal(await verifyPassword(one, 'copper lantern e\u0301'), true)
  assert.equal(await verifyPassword(one, 'copper lantern e'), false)
  assert.equal(await verifyPassword('not a hash', 'copper lantern é'), false)
})
