import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Draft, Entry } from '../../platform/ledger/entry.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import type { OrderStatus } from '../orders/lifecycle.ts'
import { productHash } from '../work/product.ts'
import { apply, decide, noSignOffs, type Signer, type SignOffCommand, type SignOffs, validSignOff } from './model.ts'

const context = { actor: 'ada', now: '2026-03-02T15:00:00.000Z' }
const file = (name: string, fill: string) => ({ name, sha256: fill.repeat(64), bytes: 3, type: 'text/plain' })
const product = [file('a.docx', 'a'), file('b.docx', 'b')]

const admission = {
  id: '1',
  jurisdiction: 'US-NY',
  number: '4711',
  status: 'active',
  admittedOn: '2010-01-01',
  expiresOn: null,
  evidence: 'register',
} as const
const ada: Signer = { name: 'Ada', answers: true, jurisdiction: 'US-NY', date: '2026-03-02', admission }

let seq = 0
const entry = (body: Draft & object, at = context.now): Entry => ({
  stream: 'matter',
  seq: ++seq,
  at,
  actor: 'ada',
  subject: { kind: 'order', id: 'order' },
  body,
  previous: '',
  hash: '',
})
const submitted = (...files: readonly object[]) =>
  entry({ kind: 'task.submitted', taskId: 't', files, unitsDone: 1, note: '', time: null } as Draft)
const made = apply(noSignOffs, submitted(...product))

const awaiting = (signOffs: SignOffs, status: OrderStatus = 'awaiting-signoff') => ({ order: { status, heldFrom: null }, signOffs })
const sign = (more: Partial<Extract<SignOffCommand, { kind: 'sign' }>> = {}): SignOffCommand => ({
  kind: 'sign',
  id: 's1',
  productHash: productHash(product),
  statement: 'I approve.',
  signer: ada,
  ...more,
})

function signed(state: SignOffs = made): SignOffs {
  const body = decide(awaiting(state), sign(), context)
  assert.ok(!isRefusal(body), JSON.stringify(body))
  return apply(state, entry(body))
}

test('a sign-off carries the exact hash, who signed, and by which admission', () => {
  const [given] = signed().given
  assert.deepEqual(
    [given?.productHash, given?.attorneyId, given?.admission],
    [productHash(product), 'ada', { jurisdiction: 'US-NY', number: '4711', status: 'active', expiresOn: null }],
  )
  assert.equal(validSignOff(signed())?.id, 's1')
})

test('only who answers for the matter, with an admission that covers it that day, may sign or refuse', () => {
  const refusal = { kind: 'refuse', id: 'r', reason: 'wrong law', defects: [], signer: ada } as const
  for (const command of [sign(), refusal])
    for (const [signer, field] of [
      [{ ...ada, answers: false }, 'attorney'],
      [{ ...ada, admission: null }, 'admission'],
    ] as const) {
      const body = decide(awaiting(made), { ...command, signer }, context)
      assert.ok(isRefusal(body) && body.status === 403 && body.field === field, JSON.stringify(body))
    }
})

test('the hash that was looked at must be the one of now; nothing is signed twice', () => {
  const stale = decide(awaiting(made), sign({ productHash: productHash([file('a.docx', 'c')]) }), context)
  assert.ok(isRefusal(stale) && stale.status === 409 && stale.field === 'productHash')
  const twice = decide(awaiting(signed()), sign({ id: 's2' }), context)
  assert.ok(isRefusal(twice) && twice.field === 'signOff')
})

test('only an order that awaits its sign-off can be signed or refused', () => {
  for (const status of ['placed', 'in-work', 'in-inspection', 'delivered', 'rework', 'on-hold', 'cancelled'] as const)
    assert.ok(isRefusal(decide(awaiting(made, status), sign(), context)), status)
})

test('a changed, added or renamed file voids it; the same files again do not', () => {
  for (const files of [[file('a.docx', 'c')], [file('c.docx', 'c')]]) {
    const [given] = apply(signed(), submitted(...files)).given
    assert.deepEqual([given?.voidedAt, given?.voidedBecause], [context.now, 'A file of the product changed.'])
  }
  assert.equal(apply(signed(), submitted(...product)).given[0]?.voidedAt, null)
})

test('rework voids it, even where the product comes back as it was: somebody has to look again', () => {
  const back = apply(signed(), entry({ kind: 'deliverable.returned', order: { status: 'rework' } } as Draft))
  assert.equal(validSignOff(back), null)
  assert.match(back.given[0]?.voidedBecause ?? '', /rework/)
  assert.equal(validSignOff(signed(back))?.id, 's1')
})

test('a refusal sends the order to rework with its defects', () => {
  const defect = {
    id: 'd1',
    ctq: 'defined-terms',
    severity: 'major',
    description: 'used before defined',
    place: '4.2',
    unit: null,
  } as const
  const body = decide(awaiting(made), { kind: 'refuse', id: 'r1', reason: 'Terms are loose.', defects: [defect], signer: ada }, context)
  assert.ok(!isRefusal(body) && body.kind === 'signoff.refused')
  assert.deepEqual([body.order, body.defects], [{ status: 'rework' }, [defect]])
  assert.deepEqual(apply(made, entry(body)).refused[0]?.defects, [defect])
})
