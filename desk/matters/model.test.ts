import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { house, newId } from '../../platform/ids.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import type { Role } from '../policy.ts'
import { accessOf } from './access.ts'
import { type ConflictHit, conflictStanding } from './conflicts.ts'
import { apply, decide, type Matter, type MatterCommand } from './model.ts'
import type { PersonFact } from './person-facts.ts'

const [matterId, clientId, otherClientId, manager, lead, attorney, doer, requester, stranger, gone] = Array.from({ length: 10 }, newId) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]

const person = (id: string, roles: readonly Role[], more: Partial<PersonFact> = {}): PersonFact => ({
  id,
  name: `Person ${id.slice(-4)}`,
  clientId: null,
  roles,
  status: 'active',
  mayAnswerFor: () => true,
  ...more,
})
const people = new Map(
  [
    person(manager, ['delivery-manager']),
    person(lead, ['team-lead', 'practitioner']),
    person(attorney, ['supervising-attorney']),
    person(doer, ['practitioner']),
    person(requester, ['client-requester'], { clientId }),
    person(stranger, ['client-requester'], { clientId: otherClientId }),
    person(gone, ['practitioner'], { status: 'left' }),
  ].map((one) => [one.id, one]),
)

const now = '2026-03-02T09:00:00.000Z'

function attempt(matter: Matter | null, given: MatterCommand, actor: string): Matter | string {
  const body = decide(matter, given, { actor, now })
  if (isRefusal(body)) return `${body.status} ${body.field}: ${body.message}`
  const entry = { stream: matterId, seq: 1, at: now, actor, subject: { kind: 'matter', id: matterId }, body, previous: '', hash: '' }
  return apply(matter, entry) ?? assert.fail('no matter')
}

function after(matter: Matter | null, given: MatterCommand, actor = manager): Matter {
  const result = attempt(matter, given, actor)
  return typeof result === 'string' ? assert.fail(result) : result
}

const refusal = (matter: Matter | null, given: MatterCommand, actor = manager): string => {
  const result = attempt(matter, given, actor)
  return typeof result === 'string' ? result : 'taken'
}

const facts = {
  engagementId: newId(),
  name: 'Acme v. Beta',
  clientReference: null,
  notes: null,
  jurisdiction: 'US-NY',
  practiceArea: 'Commercial litigation',
  court: null,
  caseNumber: null,
}
const proposal: MatterCommand = {
  kind: 'propose',
  clientId,
  reference: 'HARROW-0001',
  referenceTaken: false,
  facts,
  parties: [],
  team: [{ personId: doer, role: 'practitioner' }],
  supervisingAttorneyId: attorney,
  people,
}
const fresh = after(null, proposal)
const walls = (exclude: readonly string[], include: readonly string[] = []): MatterCommand => ({
  kind: 'set-walls',
  people,
  walls: {
    exclude: exclude.map((personId) => ({ personId, reason: 'worked for the other side' })),
    include: include.map((personId) => ({ personId, reason: 'asked to help' })),
  },
})
const team = (ids: readonly string[], supervisingAttorneyId: string | null = attorney): MatterCommand => ({
  kind: 'set-team',
  people,
  supervisingAttorneyId,
  team: ids.map((personId) => ({ personId, role: people.get(personId)?.roles[0] ?? 'practitioner' })),
})
const access = (matter: Matter): string[] => [...accessOf(matter)].filter((id) => id !== house).sort()

test('a matter is seen by its team, its attorney and whoever proposed it, and by nobody else', () => {
  assert.deepEqual(access(fresh), [manager, attorney, doer].sort())
  assert.ok(accessOf(fresh).has(house))
  assert.deepEqual(access(after(fresh, team([requester]))), [manager, attorney, requester].sort())
  assert.deepEqual(access(after(fresh, walls([], [lead]))), [manager, lead, attorney, doer].sort())
})

test('a wall takes people off the team and off its supervision at once', () => {
  const walled = after(fresh, walls([doer, attorney]))
  assert.deepEqual(access(walled), [manager])
  assert.deepEqual([walled.team, walled.supervisingAttorneyId], [[], null])
  assert.match(refusal(walled, team([doer], null)), /^422 team: .* is walled off/)
  assert.match(refusal(walled, team([], attorney)), /^422 supervisingAttorneyId: .* is walled off/)
})

test('whatever is set, nobody who is walled off is on the team or sees the matter, and whoever gave the command still does', () => {
  const everybody = [manager, lead, attorney, doer, requester]
  const some = fc.subarray(everybody)
  const step = fc.oneof(
    fc.tuple(some, fc.constantFrom(attorney, null)).map(([ids, supervisor]) => team(ids, supervisor)),
    fc.tuple(some, some).map(([out, add]) => walls(out, add)),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.constantFrom(...everybody)), { maxLength: 12 }), (steps) => {
      let matter = fresh
      for (const [given, actor] of steps) {
        const result = attempt(matter, given, actor)
        if (typeof result === 'string') continue
        matter = result
        const seen = accessOf(matter)
        assert.ok(seen.has(actor) && seen.has(house))
        for (const { personId } of matter.walls.exclude) {
          assert.ok(!seen.has(personId) && matter.supervisingAttorneyId !== personId)
          assert.ok(!matter.team.some((member) => member.personId === personId))
        }
      }
    }),
  )
})

test('unfit teams and walls are refused with their remedy', () => {
  const cases: [MatterCommand, RegExp][] = [
    [team([doer, doer]), /stands on the team twice/],
    [team([newId()]), /no such person/],
    [team([stranger]), /belongs to another client/],
    [team([gone]), /has left/],
    [team([], doer), /is no supervising attorney/],
    [{ ...team([]), team: [{ personId: doer, role: 'inspector' }] } as MatterCommand, /does not have the role inspector/],
    [walls([manager]), /^403 .*You would no longer see this matter/],
    [walls([house]), /cannot be excluded/],
    [walls([doer], [doer]), /stands in the lists twice/],
    [walls([newId()]), /no such person/],
    [walls([], [stranger]), /belongs to another client/],
    [{ ...proposal, referenceTaken: true } as MatterCommand, /^409/],
  ]
  for (const [given, expected] of cases) assert.match(refusal(fresh, given), expected)
  assert.match(refusal(fresh, team([], null), doer), /^403 .*You would no longer see this matter/)
  assert.match(refusal(null, { ...proposal, referenceTaken: true } as MatterCommand), /^422 reference: Another matter/)
})

const hit = (name: string, decision: ConflictHit['decision'] = null): ConflictHit => ({
  id: newId(),
  name,
  kind: 'organisation',
  against: { clientId: otherClientId, matterId: null, partyId: null },
  score: 0.95,
  tier: 'likely',
  decision,
})
const check = (hits: readonly ConflictHit[], namesHash = 'a'): MatterCommand => ({
  kind: 'record-check',
  check: { id: newId(), namesHash, searched: 10, leftOut: 0, hits },
})
const clear = (hitId: string, more: { hidden?: boolean; securityOfficer?: boolean; outcome?: 'declined' } = {}): MatterCommand => ({
  kind: 'decide-hit',
  hitId,
  outcome: 'cleared',
  reason: 'another company of that name',
  hidden: false,
  securityOfficer: false,
  ...more,
})
const standing = (matter: Matter, hash = 'a') => conflictStanding(matter.checks.at(-1), hash)

test('a check is cleared when every hit is, and stale when the names are others', () => {
  const beta = hit('Beta Inc.')
  const checked = after(fresh, check([beta]))
  const cleared = after(checked, clear(beta.id))
  assert.deepEqual(
    [standing(fresh), standing(after(fresh, check([]))), standing(checked), standing(cleared), standing(cleared, 'b')],
    ['unchecked', 'cleared', 'undecided', 'cleared', 'stale'],
  )
  assert.equal(standing(after(checked, clear(beta.id, { outcome: 'declined' }))), 'declined')
  assert.match(refusal(cleared, clear(beta.id)), /^409 hitId: This hit was cleared on/)
  const overflowing = { ...check([]), check: { id: newId(), namesHash: 'a', searched: 1, leftOut: 3, hits: [] } } as MatterCommand
  assert.equal(standing(after(fresh, overflowing)), 'overflowing')
})

test('a later check asks again only about what is new', () => {
  const [beta, gamma] = [hit('Beta Inc.'), hit('Gamma Ltd.')]
  const cleared = after(after(fresh, check([beta])), clear(beta.id))
  const again = after(cleared, check([hit('Beta Inc.'), gamma], 'b'))
  assert.deepEqual(
    again.checks.at(-1)?.hits.map(({ name, decision }) => [name, decision?.outcome ?? null]),
    [
      ['Beta Inc.', 'cleared'],
      ['Gamma Ltd.', null],
    ],
  )
  assert.match(refusal(again, clear(beta.id)), /no such hit/)
})

test('a hit behind a wall takes a security officer, and a second person', () => {
  const beta = hit('Beta Inc.')
  const checked = after(fresh, check([beta]))
  assert.match(refusal(checked, clear(beta.id, { hidden: true }), lead), /^403 .*A security officer decides it/)
  assert.match(refusal(checked, clear(beta.id, { hidden: true, securityOfficer: true })), /^403 .*you ran the check/)
  assert.equal(standing(after(checked, clear(beta.id, { hidden: true, securityOfficer: true }), lead)), 'cleared')
})

test('a matter opens once, when nothing is missing; an ended one changes no more', () => {
  const missing = [{ gate: 'nda', what: 'No agreement', remedy: 'Sign one.' }] as const
  assert.match(refusal(fresh, { kind: 'open', missing }), /^409 matterId: This matter cannot open yet: No agreement/)
  const open = after(fresh, { kind: 'open', missing: [] })
  assert.deepEqual([open.status, open.openedAt], ['open', now])
  assert.match(refusal(open, { kind: 'open', missing: [] }), /open already/)
  assert.match(refusal(open, { kind: 'decline', reason: 'x' }), /Close it instead/)
  assert.match(refusal(fresh, { kind: 'close', reason: 'x' }), /Decline it instead/)
  const closed = after(open, { kind: 'close', reason: 'settled' })
  assert.match(refusal(closed, team([])), /only its walls can change/)
  assert.deepEqual(access(after(closed, walls([doer]))), [manager, attorney].sort())
})
