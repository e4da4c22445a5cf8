import assert from 'node:assert/strict'
import { test } from 'node:test'
import { house, newId } from '../../platform/ids.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import { clientRoles, type Role, roles } from '../policy.ts'
import { type Admission, admittedOn } from './admissions.ts'
import { apply, decide, type Person, type PersonCommand, type PersonFacts } from './model.ts'

const id = newId()
const facts: PersonFacts = { name: 'Asha Rao', timeZone: 'Asia/Kolkata', site: 'Pune', shift: null, formerEmployers: [], ndaSignedOn: null }
const invite = (wanted: readonly Role[], clientId: string | null = null): PersonCommand => ({
  kind: 'invite',
  email: 'asha@example.com',
  clientId,
  roles: wanted,
  facts,
  emailTaken: false,
})

const now = '2026-03-02T09:00:00.000Z'

function after(person: Person | null, given: PersonCommand, actor = house): Person {
  const body = decide(person, given, { actor, now })
  if (isRefusal(body)) throw new Error(body.message)
  const entry = { stream: house, seq: 1, at: now, actor, subject: { kind: 'person', id }, body, previous: '', hash: '' }
  return apply(person, entry) ?? assert.fail('no person')
}

const refusal = (person: Person | null, given: PersonCommand, actor = house): string => {
  const body = decide(person, given, { actor, now })
  return isRefusal(body) ? `${body.field}: ${body.message}` : 'taken'
}

const asha = after(null, invite(['practitioner']))

test("a client's roles are for a client's people and for nobody else", () => {
  for (const role of Object.keys(roles) as Role[]) {
    const ofClient = clientRoles.includes(role)
    assert.equal(refusal(null, invite([role])) === 'taken', !ofClient, role)
    assert.equal(refusal(null, invite([role], newId())) === 'taken', ofClient, role)
    assert.equal(refusal(asha, { kind: 'set-roles', roles: [role] }) === 'taken', !ofClient, role)
  }
})

test('nobody gives roles to themselves, or leaves on their own word', () => {
  assert.match(refusal(asha, { kind: 'set-roles', roles: ['security-officer'] }, id), /^roles: Nobody gives roles to themselves/)
  assert.match(refusal(asha, { kind: 'leave', reason: 'x' }, id), /somebody else/)
})

test('a person is invited, joins, leaves, and is then left as they were', () => {
  const joined = after(asha, { kind: 'join' })
  const left = after(joined, { kind: 'leave', reason: 'moved' })
  assert.deepEqual([asha.status, joined.status, left.status, left.leftAt], ['invited', 'active', 'left', now])
  assert.match(refusal(joined, { kind: 'join' }), /joined already/)
  assert.match(refusal(left, { kind: 'change', changes: { name: 'x' } }), /has left/)
  assert.match(refusal(null, { kind: 'join' }), /no such person/)
  assert.match(
    refusal(asha, {
      kind: 'set-skills',
      skills: [
        { skill: 'a', level: 1 },
        { skill: 'a', level: 2 },
      ],
    }),
    /stands twice/,
  )
})

test('an admission covers its jurisdiction, on its days, while it is active', () => {
  const admission: Admission = {
    id: newId(),
    jurisdiction: 'US-NY',
    number: '5551234',
    status: 'active',
    admittedOn: '2020-01-15',
    expiresOn: '2026-12-31',
    evidence: 'Certificate of good standing',
  }
  const covered = (change: Partial<Admission>, jurisdiction = 'US-NY', date = '2026-03-02') =>
    admittedOn(after(asha, { kind: 'record-admission', admission: { ...admission, ...change } }), jurisdiction, date) !== null
  const cases: [boolean, boolean][] = [
    [covered({}), true],
    [covered({}, 'US-NY', '2020-01-14'), false],
    [covered({}, 'US-NY', '2026-12-31'), true],
    [covered({}, 'US-NY', '2027-01-01'), false],
    [covered({ expiresOn: null }, 'US-NY', '2099-01-01'), true],
    [covered({ status: 'suspended' }), false],
    [covered({ status: 'inactive' }), false],
    [covered({}, 'US-CA'), false],
    [covered({}, 'US'), false],
    [covered({}, 'US-FED'), true],
    [covered({ jurisdiction: 'UK-EW' }, 'US-FED'), false],
    [covered({ jurisdiction: 'UK-EW' }, 'UK-SC'), false],
    [covered({ jurisdiction: 'IN-MH' }, 'IN'), true],
    [covered({ jurisdiction: 'IN' }, 'IN-DL'), true],
    [covered({ jurisdiction: 'IN' }, 'US-IN'), false],
  ]
  for (const [at, [found, expected]] of cases.entries()) assert.equal(found, expected, `case ${at}`)
})

test('recording an admission again replaces what was known of it', () => {
  const admission: Admission = {
    id: newId(),
    jurisdiction: 'US-NY',
    number: '1',
    status: 'active',
    admittedOn: '2020-01-15',
    expiresOn: null,
    evidence: 'x',
  }
  const once = after(asha, { kind: 'record-admission', admission })
  const suspended = after(once, { kind: 'record-admission', admission: { ...admission, status: 'suspended' } })
  assert.deepEqual(
    suspended.admissions.map(({ status }) => status),
    ['suspended'],
  )
  assert.equal(admittedOn(suspended, 'US-NY', '2026-03-02'), null)
  assert.match(refusal(asha, { kind: 'record-admission', admission: { ...admission, admittedOn: '2026-03-03' } }), /still to come/)
})
