import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../platform/ids.ts'
import { clientEntries, explainHit, findConflicts, type KnownName, partyEntry } from './conflict-search.ts'
import { namesHash, namesOfMatter } from './conflicts.ts'
import type { Party } from './model.ts'

const party = (name: string, side: Party['side'], more: Partial<Party> = {}): Party => ({
  id: newId(),
  name,
  kind: 'organisation',
  role: 'defendant',
  side,
  aliases: [],
  formerNames: [],
  parent: null,
  ...more,
})
const client = (name: string, more: { affiliates?: string[]; formerNames?: string[] } = {}) => ({
  clientId: newId(),
  name,
  affiliates: [],
  formerNames: [],
  ...more,
})
const ofMatter = (clientId: string, ...parties: readonly Party[]): KnownName[] => {
  const matterId = newId()
  return parties.map((one) => ({
    entry: partyEntry(one),
    against: { clientId: null, matterId, partyId: one.id },
    clientId,
    side: one.side,
  }))
}
const ofClient = (one: ReturnType<typeof client>): KnownName[] =>
  clientEntries(one).map((entry) => ({
    entry,
    against: { clientId: one.clientId, matterId: null, partyId: null },
    clientId: one.clientId,
    side: 'ours',
  }))

const harrow = client('Harrow & Pike LLP')
const nordwind = client('Nordwind Turbinen GmbH', { affiliates: ['Boreas Energy Holdings Ltd'], formerNames: ['Windkraft Nord AG'] })
const found = (parties: readonly Party[], known: readonly KnownName[]) =>
  findConflicts(namesOfMatter(harrow, parties), known, harrow.clientId, newId)

test('a new adverse party is found among clients, their affiliates and former names', () => {
  const known = [...ofClient(harrow), ...ofClient(nordwind)]
  for (const name of ['NORDWIND TURBINEN G.m.b.H.', 'Boreas Energy Holdings Limited', 'Windkraft Nord']) {
    const { hits } = found([party(name, 'adverse')], known)
    assert.deepEqual(
      hits.map(({ against }) => against.clientId),
      [nordwind.clientId],
      name,
    )
  }
  assert.deepEqual(found([party('Quercus Timber Inc.', 'adverse')], known).hits, [])
})

test('our own client against us is a conflict; on its own side it is none', () => {
  const earlier = ofMatter(harrow.clientId, party('Harrow and Pike', 'ours'), party('Quercus Timber Inc.', 'adverse'))
  const known = [...ofClient(harrow), ...earlier]
  assert.deepEqual(found([], known).hits, [])
  assert.equal(found([party('Harrow & Pike', 'adverse')], known).hits.length, 2)
  assert.deepEqual(
    found([party('Quercus Timber', 'ours')], known).hits.map(({ against }) => against.matterId),
    [earlier[1]?.against.matterId],
  )
})

test('each holder has one hit against another: the closest, with why', () => {
  const adverse = party('Quercus Timber Incorporated', 'adverse', { aliases: ['Quercus', 'Quercus Timbre'] })
  const known = ofMatter(nordwind.clientId, party('Quercus Timber Inc.', 'other', { formerNames: ['Quercus Wood Products Inc.'] }))
  const { hits, searched } = found([adverse], known)
  assert.deepEqual(
    hits.map(({ name, tier, score }) => [name, tier, score]),
    [['Quercus Timber Incorporated', 'exact', 1]],
  )
  assert.equal(searched, 2)
  const person = party('Jon R. Smith', 'adverse', { kind: 'person' })
  const smith = party('Smith, John Robert', 'adverse', { kind: 'person' })
  const [hit] = found([person], ofMatter(nordwind.clientId, smith)).hits
  assert.ok(hit && explainHit(hit, [partyEntry(smith)]).length > 0)
})

test('names too common for one check are counted, not hidden', () => {
  const many = Array.from({ length: 150 }, (_, at) => party(`Smith Trading ${at} Ltd`, 'other', { aliases: ['Smith Trading'] }))
  const { hits, leftOut } = found([party('Smith Trading', 'adverse')], ofMatter(nordwind.clientId, ...many))
  assert.deepEqual([hits.length, leftOut], [100, 50])
})

test('the hash of names changes with any name, and with no order', () => {
  const [a, b] = [party('Alpha', 'ours'), party('Beta', 'adverse', { aliases: ['B'] })]
  const hash = (parties: readonly Party[], of = harrow) => namesHash(namesOfMatter(of, parties))
  assert.equal(hash([a, b]), hash([b, a]))
  const others = [
    hash([a]),
    hash([a, { ...b, aliases: [] }]),
    hash([a, { ...b, side: 'other' }]),
    hash([a, { ...b, parent: 'Gamma' }]),
    hash([a, b], { ...harrow, affiliates: ['Pike Title Agency'] }),
  ]
  assert.equal(new Set([hash([a, b]), ...others]).size, others.length + 1)
})
