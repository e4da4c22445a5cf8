import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { house } from '../../platform/ids.ts'
import { verifyLedgers } from '../../platform/ledger/verify.ts'
import { openRooms, partyOfTest, proposalOfTest, type Rooms, testNow } from './testing.ts'

let rooms: Rooms
before(async () => {
  rooms = await openRooms()
})
after(() => rooms.close())

test('every table of these rooms with a matter has forced row-level security, and its policy', async () => {
  const { rows } = await rooms.database.pool.query<{ name: string; forced: boolean; policies: string[] }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      array(select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = c.oid and polqual is not null)::text[] as policies
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'matter_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`)
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['conflict_check', 'conflict_hit', 'matter', 'matter_access', 'matter_member', 'matter_party'],
  )
  for (const { name, forced, policies } of rows) {
    assert.ok(forced, name)
    assert.ok(policies.length > 0, name)
    for (const policy of policies) assert.match(policy, /app\.(actor|matter)/, name)
  }
  const own = rooms.database.kysely.selectFrom('matterAccess').selectAll().execute()
  assert.deepEqual(await own, [], 'outside of a scope nothing shows')
})

test('from signing up a client to an open matter: every gate asks for its part', async () => {
  const manager = await rooms.person('Mona Manager', ['delivery-manager'])
  const attorney = await rooms.person('Ada Attorney', ['supervising-attorney'])
  const of = await rooms.client('Harrow & Pike LLP', 'HARROW')
  const approver = await rooms.person('Carl Client', ['client-approver'], of.clientId)
  const matter = await rooms.ok(
    manager,
    'POST',
    '/api/matters',
    proposalOfTest(of, [partyOfTest('Quercus Timber Inc.', 'ours'), partyOfTest('Salix Paper Co.', 'adverse')]),
  )
  const at = `/api/matters/${matter.id}`
  assert.equal(matter.reference, 'HARROW-0001')
  assert.equal((await rooms.ok(manager, 'POST', '/api/matters', proposalOfTest(of, []))).reference, 'HARROW-0002')
  assert.equal((await rooms.call(manager, 'POST', '/api/matters', { ...proposalOfTest(of, []), reference: 'HARROW-0001' })).status, 422)

  const refused = await rooms.call(manager, 'POST', `${at}/open`)
  assert.equal(refused.status, 409)
  const gatesOf = ({ body }: Awaited<ReturnType<Rooms['call']>>): string[] => body.missing.map(({ gate }: { gate: string }) => gate)
  assert.deepEqual(gatesOf(refused), ['nda', 'conflict', 'consent', 'engagement', 'attorney'])

  await rooms.ok(manager, 'POST', `/api/clients/${of.clientId}/nda`, { signedOn: '2026-01-01', reference: 'NDA-7', expiresOn: null })
  await rooms.ok(manager, 'POST', `/api/clients/${of.clientId}/engagements/${of.engagementId}/sign`, { signedBy: 'R. Pike' })
  const team = [{ personId: approver, role: 'client-approver' }]
  await rooms.ok(manager, 'PUT', `${at}/team`, { team, supervisingAttorneyId: attorney })
  await rooms.ok(approver, 'POST', `${at}/consent`, { evidence: 'Letter of 2 January' })
  const checked = await rooms.ok(manager, 'POST', `${at}/conflicts`)
  assert.deepEqual([checked.standing, checked.check.hits], ['cleared', []])
  assert.deepEqual(gatesOf(await rooms.call(manager, 'POST', `${at}/open`)), ['attorney'])
  const admission = {
    jurisdiction: 'US-NY',
    number: '5551234',
    status: 'active',
    admittedOn: '2020-01-15',
    expiresOn: null,
    evidence: 'Roll',
  }
  await rooms.ok(manager, 'POST', `/api/people/${attorney}/admissions`, admission)

  await rooms.ok(manager, 'PUT', `${at}/parties`, { parties: [...matter.parties, partyOfTest('Alnus Mills Ltd', 'adverse')] })
  assert.deepEqual(gatesOf(await rooms.call(manager, 'POST', `${at}/open`)), ['conflict'])
  await rooms.ok(manager, 'POST', `${at}/conflicts`)
  const open = await rooms.ok(manager, 'POST', `${at}/open`)
  assert.deepEqual([open.status, open.openedAt, open.opening.missing], ['open', testNow, []])

  const seen = await rooms.ok(approver, 'GET', at)
  assert.deepEqual([seen.notes, seen.opening, seen.supervisingAttorney.name], [null, null, 'Ada Attorney'])
  assert.equal((await rooms.call(approver, 'GET', `${at}/conflicts`)).status, 403)

  await rooms.ok(manager, 'POST', `/api/people/${attorney}/leave`, { reason: 'moved' })
  const { missing } = await rooms.ok(manager, 'GET', `${at}/opening`)
  assert.deepEqual(
    missing.map(({ gate }: { gate: string }) => gate),
    ['attorney'],
  )
})

test('matters that are proposed at once get references of their own, counted over walls', async () => {
  const of = await rooms.client('Client R', 'REF')
  const leads = await Promise.all(['One', 'Two', 'Three', 'Four'].map((name) => rooms.person(`Lead ${name}`, ['team-lead'])))
  const matters = await Promise.all(leads.map((lead) => rooms.ok(lead, 'POST', '/api/matters', proposalOfTest(of, []))))
  assert.deepEqual(matters.map(({ reference }) => reference).toSorted(), ['REF-0001', 'REF-0002', 'REF-0003', 'REF-0004'])
  const codes = [1, 2, 3].map(() => rooms.client('Client S', 'SAME'))
  const signedUp = (await Promise.allSettled(codes)).filter(({ status }) => status === 'fulfilled')
  assert.equal(signedUp.length, 1)
})

test('lists are filtered, paged, and refuse a cursor that is none', async () => {
  const names = ['Zoe Lister', 'Abe Lister', 'Kim Lister']
  for (const name of names) await rooms.person(name, ['practitioner'])
  const first = await rooms.ok(house, 'GET', '/api/people?q=lister&limit=2')
  const rest = await rooms.ok(house, 'GET', `/api/people?q=LISTER&limit=2&cursor=${encodeURIComponent(first.next)}`)
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ name }: { name: string }) => name),
    names.toSorted(),
  )
  assert.equal(rest.next, null)
  assert.equal((await rooms.call(house, 'GET', '/api/people?cursor=x')).status, 422)
  const skills = [{ skill: 'contract-drafting', level: 3 }]
  await rooms.ok(house, 'PUT', `/api/people/${first.items[0].id}/skills`, { skills })
  assert.deepEqual(
    (await rooms.ok(house, 'GET', '/api/people?skill=contract-drafting&role=practitioner')).items.map(({ id }: { id: string }) => id),
    [first.items[0].id],
  )
  assert.deepEqual((await rooms.ok(house, 'GET', '/api/people?q=%25')).items, [])
  await rooms.client('Filter % Firm', 'FILTER')
  assert.deepEqual(
    (await rooms.ok(house, 'GET', '/api/clients?q=%25')).items.map(({ code }: { code: string }) => code),
    ['FILTER'],
  )
  assert.equal((await rooms.call(house, 'POST', '/api/people', {})).status, 422)
})

test('recruiters invite without roles; nobody has two accounts of one address', async () => {
  const recruiter = await rooms.person('Rita Recruiter', ['recruiter'])
  const facts = {
    name: 'New Person',
    timeZone: 'Asia/Manila',
    site: null,
    shift: null,
    formerEmployers: [],
    ndaSignedOn: null,
    clientId: null,
  }
  assert.equal(
    (await rooms.call(recruiter, 'POST', '/api/people', { ...facts, email: 'new@example.com', roles: ['practitioner'] })).status,
    403,
  )
  const { id } = await rooms.ok(recruiter, 'POST', '/api/people', { ...facts, email: 'New@example.com', roles: [] })
  assert.equal((await rooms.call(recruiter, 'POST', '/api/people', { ...facts, email: 'new@example.com', roles: [] })).status, 422)
  assert.equal((await rooms.call(recruiter, 'PUT', `/api/people/${id}/roles`, { roles: ['practitioner'] })).status, 403)
  assert.equal((await rooms.ok(recruiter, 'POST', `/api/people/${id}/leave`, { reason: 'declined the offer' })).status, 'left')
})

test('the API documents itself, and every row is what the ledgers say', async () => {
  const document = await rooms.ok(house, 'GET', '/api/openapi.json')
  const documented = Object.values(document.paths).flatMap((path) => Object.keys(path as object)).length
  assert.equal(
    documented,
    rooms.routes.reduce((sum, room) => sum + Object.keys(room).length, 0),
  )
  const { problems, rows, streams } = await verifyLedgers(rooms.database, rooms.projections)
  assert.deepEqual(problems, [])
  assert.ok(rows > 20 && streams >= 5)
})
