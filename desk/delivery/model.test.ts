import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Draft, Entry } from '../../platform/ledger/entry.ts'
import { replay, together } from '../../platform/ledger/projection.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import { exampleTerms } from '../clients/testing.ts'
import { readClock } from '../orders/clock.ts'
import type { Placement } from '../orders/model.ts'
import { orders } from '../orders/projection.ts'
import { quote } from '../orders/quote.ts'
import { signOffs } from '../signoff/projection.ts'
import { productHash } from '../work/product.ts'
import { type DeliveryCommand, decide, type Package, type State } from './model.ts'
import { deliverables } from './projection.ts'

const levels = exampleTerms.serviceLevels['contract-drafting']
const rate = exampleTerms.rateCard['contract-drafting']
assert.ok(levels && rate)

const placement: Placement = {
  id: 'order',
  clientId: 'client',
  number: 'HV-0001/1',
  line: 'contract-drafting',
  title: 'NDA',
  priority: 'standard',
  intake: {},
  attachments: [],
  terms: { engagementId: 'e', engagementVersion: 1, serviceLevel: levels.standard, acceptanceBusinessDays: 5 },
  quote: quote({ ...rate, currency: 'USD' }, 1, false, null),
  requestedDueAt: null,
}
const file = (name: string, fill: string) => ({ name, sha256: fill.repeat(64), bytes: 3, type: 'application/pdf' })
const product = [file('a.pdf', 'a')]
const reading = together({ order: orders, signOffs, deliverables })

type Step = readonly [at: string, body: Draft & object]
type Steps = readonly Step[]

const entries = (steps: Steps): Entry[] =>
  steps.map(([at, body], index) => ({
    stream: 'matter',
    seq: index + 1,
    at,
    actor: 'us',
    subject: { kind: 'order', id: 'order' },
    body,
    previous: '',
    hash: '',
  }))

/** Monday 09:00 in New York. */
const monday = '2026-03-02T14:00:00.000Z'
const begun = [
  [monday, { kind: 'order.placed', placement, order: { status: 'cleared', clock: [{ kind: 'start', clock: 'turnaround' }] } } as Draft],
  [monday, { kind: 'task.submitted', taskId: 't', files: product, unitsDone: 1, note: '', time: null } as Draft],
  [monday, { kind: 'test.inspected', order: { status: 'awaiting-signoff' } } as Draft],
] as const
const signOff = [
  monday,
  {
    kind: 'signoff.given',
    id: 's1',
    productHash: productHash(product),
    attorneyName: 'Ada',
    admission: {},
    statement: 'I approve.',
  } as Draft,
] as const
const released: Package = {
  files: product,
  extras: [],
  certificate: file('certificate.pdf', 'c'),
  manifest: file('manifest.json', 'd'),
  productHash: productHash(product),
  signOffId: 's1',
  security: { download: true, print: false, watermark: true },
}

const stateOf = (steps: Steps): State => replay(reading, entries(steps))
function given(steps: Steps, command: DeliveryCommand, now: string): Step {
  const body = decide(stateOf(steps), command, { actor: 'them', now })
  assert.ok(!isRefusal(body), JSON.stringify(body))
  return [now, body]
}
const refused = (steps: Steps, command: DeliveryCommand, now: string, status: number, field: string) => {
  const body = decide(stateOf(steps), command, { actor: 'them', now })
  assert.ok(isRefusal(body) && body.status === status && body.field === field, JSON.stringify(body))
}

const release: DeliveryCommand = { kind: 'release', id: 'd1', package: released }
const signed = [...begun, signOff]
const out = [...signed, given(signed, release, '2026-03-03T20:00:00.000Z')]

test('nothing goes out without a sign-off that holds for exactly these files', () => {
  refused([...begun], release, monday, 409, 'signOff')
  const changed = [
    monday,
    { kind: 'task.submitted', taskId: 't', files: [file('a.pdf', 'b')], unitsDone: 1, note: '', time: null } as Draft,
  ] as const
  refused([...signed, changed], release, monday, 409, 'signOff')
  refused(signed, { ...release, package: { ...released, files: [file('a.pdf', 'b')] } }, monday, 409, 'files')
  refused(signed, { ...release, package: { ...released, signOffId: 's0' } }, monday, 409, 'files')
  refused(out, { ...release, id: 'd2' }, monday, 409, 'status')
})

test('a release stops the clock and gives the client working days to answer', () => {
  const { order, deliverables: all } = stateOf(out)
  assert.equal(order?.status, 'delivered')
  assert.equal(order && readClock(order, 'turnaround', '2026-06-01T00:00:00Z').state, 'met')
  // Five working days after Tuesday 15:00 in New York, over the weekend and the change to summer time.
  assert.deepEqual(
    all.map(({ number, acceptBy }) => [number, acceptBy]),
    [[1, '2026-03-10T19:00:00.000Z']],
  )
})

test('silence accepts after the last instant, once; the client may still speak at it', () => {
  const deem: DeliveryCommand = { kind: 'deem', id: 'd1' }
  refused(out, deem, '2026-03-10T19:00:00.000Z', 409, 'acceptBy')
  const after = [...out, given(out, deem, '2026-03-10T19:00:00.001Z')]
  assert.deepEqual([stateOf(after).order?.status, stateOf(after).deliverables[0]?.accepted?.how], ['accepted', 'deemed'])
  refused(after, deem, '2026-03-11T19:00:00.000Z', 409, 'deliverable')
  refused(after, { kind: 'return', id: 'd1', note: 'late', defects: [] }, '2026-03-11T19:00:00.000Z', 409, 'deliverable')
  const accepted = [...out, given(out, { kind: 'accept', id: 'd1' }, '2026-03-10T19:00:00.000Z')]
  refused(accepted, deem, '2026-03-20T19:00:00.000Z', 409, 'deliverable')
})

test('a return reopens the same clock, voids the sign-off, and the next release is number 2', () => {
  const defect = { id: 'x', ctq: 'defined-terms', severity: 'major', description: 'wrong party', place: '1.1', unit: null } as const
  refused(out, { kind: 'return', id: 'd1', note: ' ', defects: [] }, monday, 422, 'defects')
  const back = [...out, given(out, { kind: 'return', id: 'd1', note: '', defects: [defect] }, '2026-03-04T14:00:00.000Z')]
  const { order, deliverables: all, signOffs: signs } = stateOf(back)
  assert.deepEqual([order?.status, all[0]?.returned?.defects, signs.given[0]?.voidedAt], ['rework', [defect], '2026-03-04T14:00:00.000Z'])
  assert.equal(order && readClock(order, 'turnaround', '2026-03-04T15:00:00Z').state, 'running')
  const again: Steps = [
    ...back,
    ['2026-03-04T15:00:00.000Z', { kind: 'test.inspected', order: { status: 'awaiting-signoff' } } as Draft],
    ['2026-03-04T15:00:00.000Z', { ...signOff[1], id: 's2' } as Draft],
  ]
  const second = { kind: 'release', id: 'd2', package: { ...released, signOffId: 's2' } } as const
  refused(again, { ...second, package: released }, '2026-03-04T16:00:00.000Z', 409, 'files')
  assert.equal(stateOf([...again, given(again, second, '2026-03-04T16:00:00.000Z')]).deliverables[1]?.number, 2)
})

test('downloads are counted with who and what; terms that allow none bind the client alone', () => {
  const take = { kind: 'download', id: 'd1', names: ['a.pdf'], watermarked: ['a.pdf'], ofClient: true } as const
  const taken = [...out, given(out, take, '2026-03-04T14:00:00.000Z')]
  assert.deepEqual(stateOf(taken).deliverables[0]?.downloads, [
    { at: '2026-03-04T14:00:00.000Z', by: 'us', names: ['a.pdf'], watermarked: ['a.pdf'] },
  ])
  refused(out, { ...take, names: ['../etc/passwd'] }, monday, 422, 'name')
  const shut = given(signed, { ...release, package: { ...released, security: { ...released.security, download: false } } }, monday)
  refused([...signed, shut], take, monday, 403, 'download')
  given([...signed, shut], { ...take, ofClient: false }, monday)
})
