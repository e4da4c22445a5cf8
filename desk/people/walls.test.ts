import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { overWalls, type Scoped, scope, scopeStream } from '../../platform/database/scope.ts'
import { newId } from '../../platform/ids.ts'
import { verifyLedgers } from '../../platform/ledger/verify.ts'
import { openRooms, partyOfTest, proposalOfTest, type Rooms } from './testing.ts'

let rooms: Rooms
before(async () => {
  rooms = await openRooms()
})
after(() => rooms.close())

test("the people of matter A never see matter B, nor one client's people another client", async () => {
  const [a, b] = [await rooms.client('Client A', 'AAA'), await rooms.client('Client B', 'BBB')]
  const lead = await rooms.person('Lena Lead', ['team-lead'])
  const other = await rooms.person('Otto Other', ['team-lead'])
  const [userA, userB] = [
    await rooms.person('User A', ['client-requester'], a.clientId),
    await rooms.person('User B', ['client-requester'], b.clientId),
  ]
  const member = (personId: string) => [{ personId, role: 'client-requester' }]
  const matterA = await rooms.ok(lead, 'POST', '/api/matters', proposalOfTest(a, [partyOfTest('Taxus Ltd', 'adverse')], member(userA)))
  const matterB = await rooms.ok(other, 'POST', '/api/matters', proposalOfTest(b, [partyOfTest('Larix Ltd', 'adverse')], member(userB)))
  const sees = async (actor: string): Promise<string[]> =>
    (await rooms.ok(actor, 'GET', '/api/matters')).items.map(({ id }: { id: string }) => id)
  for (const [actor, own, foreign] of [
    [lead, matterA.id, matterB.id],
    [userA, matterA.id, matterB.id],
    [other, matterB.id, matterA.id],
    [userB, matterB.id, matterA.id],
  ]) {
    assert.deepEqual(await sees(actor), [own])
    assert.deepEqual(await rooms.call(actor, 'GET', `/api/matters/${foreign}`), await rooms.call(actor, 'GET', `/api/matters/${newId()}`))
    assert.equal((await rooms.call(actor, 'GET', `/api/matters/${foreign}`)).status, 404)
    // Row-level security holds where the query forgets to ask.
    const tables = ['matter', 'matterParty', 'matterMember', 'matterAccess'] as const
    for (const table of tables) {
      const rows = await scope(rooms.database, actor, (db) => db.selectFrom(table).select('matterId').execute())
      assert.deepEqual(new Set(rows.map(({ matterId }) => matterId)), new Set([own]), table)
    }
  }
  assert.equal((await rooms.call(other, 'PUT', `/api/matters/${matterA.id}/parties`, { parties: [] })).status, 404)
  assert.equal((await rooms.ok(userA, 'GET', `/api/clients/${a.clientId}`)).code, 'AAA')
  assert.equal((await rooms.call(userA, 'GET', `/api/clients/${b.clientId}`)).status, 404)
  assert.equal((await rooms.call(userA, 'GET', '/api/clients')).status, 403)
  assert.equal((await rooms.call(userA, 'GET', '/api/people')).status, 403)
  assert.equal((await rooms.call(userA, 'PUT', `/api/matters/${matterA.id}/team`, { team: [], supervisingAttorneyId: null })).status, 403)
})

test('a wall holds from the next request on, and comes down as fast', async () => {
  const of = await rooms.client('Client W', 'WALL')
  const manager = await rooms.person('Mia Manager', ['delivery-manager'])
  const doer = await rooms.person('Dev Doer', ['practitioner'])
  const { id } = await rooms.ok(manager, 'POST', '/api/matters', proposalOfTest(of, [], [{ personId: doer, role: 'practitioner' }]))
  assert.equal((await rooms.call(doer, 'GET', `/api/matters/${id}`)).status, 200)

  const exclude = [{ personId: doer, reason: 'worked for the other side' }]
  const walls = await rooms.ok(manager, 'PUT', `/api/matters/${id}/walls`, { include: [], exclude })
  assert.deepEqual(walls.access, [{ id: manager, name: 'Mia Manager' }])
  assert.equal((await rooms.call(doer, 'GET', `/api/matters/${id}`)).status, 404)
  assert.deepEqual((await rooms.ok(doer, 'GET', '/api/matters')).items, [])
  assert.deepEqual((await rooms.ok(manager, 'GET', `/api/matters/${id}`)).team, [])
  const back = await rooms.call(manager, 'PUT', `/api/matters/${id}/team`, {
    team: [{ personId: doer, role: 'practitioner' }],
    supervisingAttorneyId: null,
  })
  assert.deepEqual([back.status, back.body.field], [422, 'team'])
  assert.equal(
    (await rooms.call(manager, 'PUT', `/api/matters/${id}/walls`, { include: [], exclude: [{ personId: manager, reason: 'x' }] })).status,
    403,
  )

  await rooms.ok(manager, 'PUT', `/api/matters/${id}/walls`, { include: [{ personId: doer, reason: 'cleared' }], exclude: [] })
  assert.equal((await rooms.call(doer, 'GET', `/api/matters/${id}`)).status, 200)
})

test('the conflict check reads over walls and tells nothing of what lies behind them', async () => {
  const secretOf = await rooms.client('Ilex Partners', 'ILEX')
  const insider = await rooms.person('Ines Insider', ['delivery-manager'])
  const secret = await rooms.ok(insider, 'POST', '/api/matters', proposalOfTest(secretOf, [partyOfTest('Fraxinus Shipping S.A.', 'ours')]))

  const of = await rooms.client('Tilia Law', 'TILIA')
  const manager = await rooms.person('Max Manager', ['delivery-manager'])
  const officer = await rooms.person('Sol Officer', ['security-officer'])
  const { id } = await rooms.ok(
    manager,
    'POST',
    '/api/matters',
    proposalOfTest(of, [partyOfTest('FRAXINUS SHIPPING SA', 'adverse'), partyOfTest('Ilex Partners LLP', 'adverse')]),
  )
  const at = `/api/matters/${id}`
  await rooms.ok(manager, 'PUT', `${at}/walls`, { include: [{ personId: officer, reason: 'decides hits' }], exclude: [] })

  const { standing, check } = await rooms.ok(manager, 'POST', `${at}/conflicts`)
  assert.equal(standing, 'undecided')
  const hit = (name: string) => check.hits.find((one: { name: string }) => one.name === name) ?? assert.fail(`no hit for ${name}`)
  const hidden = hit('FRAXINUS SHIPPING SA')
  const { id: _, score: __, ...told } = hidden
  const nothing = { matter: null, party: null, client: null, reasons: [], decision: null }
  assert.deepEqual(told, { name: 'FRAXINUS SHIPPING SA', tier: 'exact', hidden: true, against: 'A matter you may not see', ...nothing })
  const open = hit('Ilex Partners LLP')
  assert.deepEqual([open.hidden, open.client.name], [false, 'Ilex Partners'])

  // Neither does the ledger of this matter, which its people may export.
  const ledger = await scopeStream(rooms.database, manager, id, (db) =>
    db.selectFrom('ledgerEntry').select('body').where('streamId', '=', id).execute(),
  )
  const text = JSON.stringify(ledger)
  for (const word of ['Fraxinus Shipping S.A.', secret.reference, insider]) assert.ok(!text.includes(word), word)

  const clear = { outcome: 'cleared', reason: 'not the same company' }
  assert.equal((await rooms.call(manager, 'POST', `${at}/conflicts/${hidden.id}`, clear)).status, 403)
  await rooms.ok(manager, 'POST', `${at}/conflicts/${open.id}`, clear)
  const done = await rooms.ok(officer, 'POST', `${at}/conflicts/${hidden.id}`, clear)
  assert.equal(done.standing, 'cleared')

  // Whoever may see both matters is told all of it.
  await rooms.ok(manager, 'PUT', `${at}/walls`, { include: [officer, insider].map((personId) => ({ personId, reason: 'x' })), exclude: [] })
  const known = (await rooms.ok(insider, 'GET', `${at}/conflicts`)).check.hits.find((one: { id: string }) => one.id === hidden.id)
  assert.deepEqual(
    [known.hidden, known.matter.reference, known.party.name, known.matter.client],
    [false, secret.reference, 'Fraxinus Shipping S.A.', 'Ilex Partners'],
  )
})

test('reading over walls writes nothing, and ends where it was asked for', async () => {
  const of = await rooms.client('Client O', 'OVER')
  const lead = await rooms.person('Lou Lead', ['team-lead'])
  const outsider = await rooms.person('Ola Outsider', ['team-lead'])
  const { id } = await rooms.ok(lead, 'POST', '/api/matters', proposalOfTest(of, []))
  const matterIds = async (db: Scoped) => (await db.selectFrom('matter').select('matterId').execute()).map(({ matterId }) => matterId)
  await scope(rooms.database, outsider, async (db) => {
    assert.ok((await overWalls(db, matterIds)).includes(id))
    assert.deepEqual(await matterIds(db), [])
    const spoil = overWalls(db, (all) => all.deleteFrom('matter').execute())
    await assert.rejects(spoil, /read-only transaction/)
    assert.deepEqual(await matterIds(db), [])
    await db.updateTable('client').set({ address: 'elsewhere' }).where('clientId', '=', newId()).execute()
  })
})

test('every row is what the ledgers say', async () => {
  const { problems, rows } = await verifyLedgers(rooms.database, rooms.projections)
  assert.deepEqual(problems, [])
  assert.ok(rows > 50)
})
