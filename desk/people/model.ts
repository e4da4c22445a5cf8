import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import { clientRoles, type Role, roles } from '../policy.ts'
import type { Admission } from './admissions.ts'

/** Somebody who comes in: of the provider, or, with a `clientId`, of a client. The id is that of the account. */
export interface Person extends PersonFacts {
  readonly id: string
  /** Lower case, unique. */
  readonly email: string
  readonly clientId: string | null
  readonly roles: readonly Role[]
  readonly skills: readonly Skill[]
  readonly admissions: readonly Admission[]
  readonly status: 'invited' | 'active' | 'left'
  readonly invitedAt: string
  readonly joinedAt: string | null
  readonly leftAt: string | null
}

/** What of a person may be changed in passing. */
export interface PersonFacts {
  readonly name: string
  readonly timeZone: string
  readonly site: string | null
  /** When they work, in their own zone: as a calendar writes hours. */
  readonly shift: Shift | null
  /** Where they worked before: for walls and conflicts. */
  readonly formerEmployers: readonly string[]
  readonly ndaSignedOn: string | null
}

type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
export type Shift = Readonly<Partial<Record<Weekday, readonly (readonly [opens: string, closes: string])[]>>>

/** 0 none, 1 learning, 2 works with help, 3 works alone, 4 teaches it. */
type SkillLevel = 0 | 1 | 2 | 3 | 4

export interface Skill {
  /** As a line's plan names it: `contract-drafting`. */
  readonly skill: string
  readonly level: SkillLevel
}

interface Invitation {
  readonly email: string
  readonly clientId: string | null
  readonly roles: readonly Role[]
  readonly facts: PersonFacts
}

export type PersonCommand =
  | (Invitation & { readonly kind: 'invite'; readonly emailTaken: boolean })
  | { readonly kind: 'join' }
  | { readonly kind: 'change'; readonly changes: Partial<PersonFacts> }
  | { readonly kind: 'set-skills'; readonly skills: readonly Skill[] }
  | { readonly kind: 'record-admission'; readonly admission: Admission }
  | { readonly kind: 'set-roles'; readonly roles: readonly Role[] }
  | { readonly kind: 'reset-sign-in' }
  | { readonly kind: 'leave'; readonly reason: string }

type PersonBody =
  | (Invitation & { readonly kind: 'person.invited' })
  | { readonly kind: 'person.joined' }
  | { readonly kind: 'person.changed'; readonly changes: Partial<PersonFacts> }
  | { readonly kind: 'person.skills-set'; readonly skills: readonly Skill[] }
  | { readonly kind: 'person.admission-recorded'; readonly admission: Admission }
  | { readonly kind: 'person.roles-set'; readonly roles: readonly Role[] }
  | { readonly kind: 'person.sign-in-reset' }
  | { readonly kind: 'person.left'; readonly reason: string }

/** Admissions of one person: a lawyer has a handful, each renewal is recorded on the same one. */
const admissionsMax = 100

/**
 * Decides what a command does to a person.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide(person: Person | null, command: PersonCommand, { actor, now }: Context): PersonBody | Refusal {
  if (command.kind === 'invite') {
    const { kind: _, emailTaken, ...invitation } = command
    if (person) return refuseNow('id', 'This person was invited already.')
    if (emailTaken) return refuse('email', `Somebody has the address ${command.email} already.`)
    return misplacedRole(command.roles, command.clientId) ?? { kind: 'person.invited', ...invitation }
  }
  if (!person) return refuseNow('personId', 'There is no such person.')
  if (person.status === 'left') return refuseNow('personId', `${person.name} has left: nothing of them changes any more.`)
  switch (command.kind) {
    case 'join':
      return person.status === 'active' ? refuseNow('personId', `${person.name} has joined already.`) : { kind: 'person.joined' }
    case 'change':
      return { kind: 'person.changed', changes: command.changes }
    case 'set-skills':
      return repeatedSkill(command.skills) ?? { kind: 'person.skills-set', skills: command.skills }
    case 'record-admission':
      return recordAdmission(person, command.admission, now)
    case 'set-roles':
      if (actor === person.id) return refusePerson('roles', 'Nobody gives roles to themselves. Ask somebody else who may.')
      return misplacedRole(command.roles, person.clientId) ?? { kind: 'person.roles-set', roles: command.roles }
    case 'reset-sign-in':
      if (actor === person.id) return refusePerson('personId', 'Change your own password and second factor under Account.')
      return { kind: 'person.sign-in-reset' }
    case 'leave':
      if (actor === person.id) return refusePerson('personId', 'Ask somebody else to record that you have left.')
      return { kind: 'person.left', reason: command.reason }
  }
}

/** A client's people have a client's roles and no others, and nobody else has them: the two doors never open into each other. */
function misplacedRole(wanted: readonly Role[], clientId: string | null): Refusal | undefined {
  const wrong = wanted.find((role) => clientRoles.includes(role) !== (clientId !== null))
  if (!wrong) return undefined
  return refuse(
    'roles',
    clientId === null
      ? `${roles[wrong]} is for a client's people. Choose a role of the provider.`
      : `${roles[wrong]} is for the provider's people. Choose a client's role.`,
  )
}

function repeatedSkill(skills: readonly Skill[]): Refusal | undefined {
  const names = skills.map(({ skill }) => skill)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  return twice === undefined ? undefined : refuse('skills', `${twice} stands twice. Give each skill one level.`)
}

function recordAdmission(person: Person, admission: Admission, now: string): PersonBody | Refusal {
  if (person.clientId !== null) return refuseNow('personId', "Admissions are recorded of the provider's people.")
  if (admission.admittedOn > now.slice(0, 10)) return refuse('admittedOn', 'Record it when it holds: this day is still to come.')
  if (admission.expiresOn !== null && admission.expiresOn < admission.admittedOn)
    return refuse('expiresOn', 'The last day comes before the day of admission.')
  if (person.admissions.length >= admissionsMax && !person.admissions.some(({ id }) => id === admission.id))
    return refuseNow('admissions', `A person has at most ${admissionsMax} admissions.`)
  return { kind: 'person.admission-recorded', admission }
}

/** Applies one entry. Total: whatever `decide` returned can be applied, in its order, for ever. */
export function apply(person: Person | null, entry: Entry): Person | null {
  const body = entry.body as PersonBody
  if (body.kind === 'person.invited') {
    const { email, clientId, roles, facts } = body
    const fresh = { skills: [], admissions: [], status: 'invited', invitedAt: entry.at, joinedAt: null, leftAt: null } as const
    return { ...facts, id: entry.subject.id, email, clientId, roles, ...fresh }
  }
  if (!person) return null
  switch (body.kind) {
    case 'person.joined':
      return { ...person, status: 'active', joinedAt: entry.at }
    case 'person.changed':
      return { ...person, ...body.changes }
    case 'person.skills-set':
      return { ...person, skills: body.skills }
    case 'person.admission-recorded':
      return { ...person, admissions: [...person.admissions.filter(({ id }) => id !== body.admission.id), body.admission] }
    case 'person.roles-set':
      return { ...person, roles: body.roles }
    case 'person.left':
      return { ...person, status: 'left', leftAt: entry.at }
    default:
      return person
  }
}
