import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import type { Role } from '../policy.ts'
import { shutOut, unfitTeam, unfitWalls, walledOff } from './access.ts'
import { type ConflictCheck, type ConflictDecision, type ConflictHit, withEarlierDecisions } from './conflicts.ts'
import type { Missing } from './gates.ts'
import type { PersonFact } from './person-facts.ts'

/** One case, deal or project of a client: the unit of confidentiality. */
export interface Matter extends MatterFacts {
  readonly id: string
  readonly clientId: string
  /** Unique: the client's code and a count, such as `ACME-0003`. */
  readonly reference: string
  readonly status: 'proposed' | 'open' | 'declined' | 'closed'
  readonly proposedAt: string
  readonly proposedBy: string
  readonly openedAt: string | null
  readonly endedAt: string | null
  /** Why it was declined or closed. */
  readonly endedBecause: string | null
  readonly parties: readonly Party[]
  readonly team: readonly Member[]
  readonly supervisingAttorneyId: string | null
  readonly walls: Walls
  /** Oldest first; the last one counts. */
  readonly checks: readonly ConflictCheck[]
  readonly consent: Consent | null
}

/** What of a matter may be changed in passing. */
export interface MatterFacts {
  readonly engagementId: string
  readonly name: string
  readonly clientReference: string | null
  /** For the provider's people only. */
  readonly notes: string | null
  /** A code such as `US-NY`, `US-FED`, `UK-EW`, `IN`. */
  readonly jurisdiction: string
  readonly practiceArea: string
  readonly court: string | null
  readonly caseNumber: string | null
}

export const sides = { ours: "The client's side", adverse: 'Adverse', other: 'Neither' } as const

export interface Party {
  readonly id: string
  readonly name: string
  readonly kind: 'person' | 'organisation'
  /** What it is in the matter, in words: plaintiff, defendant, buyer, expert. */
  readonly role: string
  readonly side: keyof typeof sides
  readonly aliases: readonly string[]
  readonly formerNames: readonly string[]
  /** The name of whoever owns it. */
  readonly parent: string | null
}

/** A person who is on the matter: of the provider, or of the client. */
export interface Member {
  readonly personId: string
  readonly role: Role
}

/** Who may see the matter besides its team, and who must not, whatever else says so. */
export interface Walls {
  readonly include: readonly Wall[]
  readonly exclude: readonly Wall[]
}

export interface Wall {
  readonly personId: string
  readonly reason: string
}

/** The client's consent to its confidences going to an outside provider (ABA Formal Op. 08-451; NYC Bar Formal Op. 2006-3). */
interface Consent {
  readonly recordedAt: string
  readonly by: string
  /** Where the consent is: a letter, a clause of the engagement, in words. */
  readonly evidence: string
}

interface Proposal {
  readonly clientId: string
  readonly reference: string
  readonly facts: MatterFacts
  readonly parties: readonly Party[]
  readonly team: readonly Member[]
  readonly supervisingAttorneyId: string | null
}

type Searched = Omit<ConflictCheck, 'at' | 'by'>
type People = { readonly people: ReadonlyMap<string, PersonFact> }

export type MatterCommand =
  | (Proposal & People & { readonly kind: 'propose'; readonly referenceTaken: boolean })
  | { readonly kind: 'change'; readonly changes: Partial<MatterFacts> }
  | { readonly kind: 'set-parties'; readonly parties: readonly Party[] }
  | (Pick<Matter, 'team' | 'supervisingAttorneyId'> & People & { readonly kind: 'set-team' })
  | (People & { readonly kind: 'set-walls'; readonly walls: Walls })
  | { readonly kind: 'record-check'; readonly check: Searched }
  | {
      readonly kind: 'decide-hit'
      readonly hitId: string
      readonly outcome: ConflictDecision['outcome']
      readonly reason: string
      /** Whether the other name lies behind a wall of whoever decides. */
      readonly hidden: boolean
      readonly securityOfficer: boolean
    }
  | { readonly kind: 'record-consent'; readonly evidence: string }
  | { readonly kind: 'open'; readonly missing: readonly Missing[] }
  | { readonly kind: 'decline' | 'close'; readonly reason: string }

type MatterBody =
  | (Proposal & { readonly kind: 'matter.proposed' })
  | { readonly kind: 'matter.changed'; readonly changes: Partial<MatterFacts> }
  | { readonly kind: 'matter.parties-set'; readonly parties: readonly Party[] }
  | (Pick<Matter, 'team' | 'supervisingAttorneyId'> & { readonly kind: 'matter.team-set' })
  | { readonly kind: 'matter.walls-set'; readonly walls: Walls }
  | { readonly kind: 'matter.conflicts-checked'; readonly check: Searched }
  | {
      readonly kind: 'matter.conflict-decided'
      readonly hitId: string
      readonly outcome: ConflictDecision['outcome']
      readonly reason: string
    }
  | { readonly kind: 'matter.consent-recorded'; readonly evidence: string }
  | { readonly kind: 'matter.opened' }
  | { readonly kind: 'matter.declined' | 'matter.closed'; readonly reason: string }

/**
 * Decides what a command does to a matter.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide(matter: Matter | null, command: MatterCommand, context: Context): MatterBody | Refusal {
  if (command.kind === 'propose') return propose(matter, command, context)
  if (!matter) return refuseNow('matterId', 'There is no such matter.')
  if (command.kind === 'set-walls') return setWalls(matter, command, context)
  if (matter.status === 'declined' || matter.status === 'closed')
    return refuseNow('matterId', `This matter was ${matter.status} on ${matter.endedAt}: only its walls can change.`)
  switch (command.kind) {
    case 'change':
      return { kind: 'matter.changed', changes: command.changes }
    case 'set-parties':
      return { kind: 'matter.parties-set', parties: command.parties }
    case 'set-team':
      return setTeam(matter, command, context)
    case 'record-check':
      return {
        kind: 'matter.conflicts-checked',
        check: { ...command.check, hits: withEarlierDecisions(command.check.hits, matter.checks.at(-1)?.hits ?? []) },
      }
    case 'decide-hit':
      return decideHit(matter.checks.at(-1), command, context)
    case 'record-consent':
      return { kind: 'matter.consent-recorded', evidence: command.evidence }
    case 'open':
      return open(matter, command.missing)
    case 'decline':
      if (matter.status !== 'proposed') return refuseNow('matterId', 'This matter is open. Close it instead.')
      return { kind: 'matter.declined', reason: command.reason }
    case 'close':
      if (matter.status !== 'open') return refuseNow('matterId', 'This matter was never opened. Decline it instead.')
      return { kind: 'matter.closed', reason: command.reason }
  }
}

function propose(
  matter: Matter | null,
  { kind: _, people, referenceTaken, ...proposal }: Extract<MatterCommand, { kind: 'propose' }>,
  { actor }: Context,
): MatterBody | Refusal {
  if (matter) return refuseNow('id', 'This matter was proposed already.')
  if (referenceTaken) return refuse('reference', `Another matter has the reference ${proposal.reference}. Choose another.`)
  const bare = { ...proposal, proposedBy: actor, team: [], supervisingAttorneyId: null, walls: { include: [], exclude: [] } }
  return unfitTeam(bare, proposal.team, proposal.supervisingAttorneyId, people) ?? { kind: 'matter.proposed', ...proposal }
}

function setTeam(
  matter: Matter,
  { team, supervisingAttorneyId, people }: Extract<MatterCommand, { kind: 'set-team' }>,
  { actor }: Context,
): MatterBody | Refusal {
  return (
    unfitTeam(matter, team, supervisingAttorneyId, people) ??
    shutOut({ ...matter, team, supervisingAttorneyId }, actor) ?? { kind: 'matter.team-set', team, supervisingAttorneyId }
  )
}

function setWalls(
  matter: Matter,
  { walls, people }: Extract<MatterCommand, { kind: 'set-walls' }>,
  { actor }: Context,
): MatterBody | Refusal {
  return unfitWalls(matter, walls, people) ?? shutOut(walledOff(matter, walls), actor) ?? { kind: 'matter.walls-set', walls }
}

function decideHit(
  check: ConflictCheck | undefined,
  { hitId, outcome, reason, hidden, securityOfficer }: Extract<MatterCommand, { kind: 'decide-hit' }>,
  { actor }: Context,
): MatterBody | Refusal {
  const hit = check?.hits.find(({ id }) => id === hitId)
  if (!check || !hit) return refuseNow('hitId', 'The latest conflict check has no such hit. Read it again.')
  if (hit.decision) return refuseNow('hitId', `This hit was ${hit.decision.outcome} on ${hit.decision.at}.`)
  if (hidden && !securityOfficer)
    return refusePerson('hitId', 'This hit lies behind a wall. A security officer decides it: include one on this matter.')
  // Whoever asks for the matter does not also wave through what they cannot see.
  if (hidden && actor === check.by)
    return refusePerson('hitId', 'This hit lies behind a wall, and you ran the check. Another security officer decides it.')
  return { kind: 'matter.conflict-decided', hitId, outcome, reason }
}

function open(matter: Matter, missing: readonly Missing[]): MatterBody | Refusal {
  if (matter.status === 'open') return refuseNow('matterId', 'This matter is open already.')
  if (missing.length === 0) return { kind: 'matter.opened' }
  return refuseNow('matterId', `This matter cannot open yet: ${missing.map(({ what }) => what).join('; ')}.`, missing)
}

/** Applies one entry. Total: whatever `decide` returned can be applied, in its order, for ever. */
export function apply(matter: Matter | null, entry: Entry): Matter | null {
  const body = entry.body as MatterBody
  const { at, actor: by } = entry
  if (body.kind === 'matter.proposed') return proposed(body, entry)
  if (!matter) return null
  switch (body.kind) {
    case 'matter.changed':
      return { ...matter, ...body.changes }
    case 'matter.parties-set':
      return { ...matter, parties: body.parties }
    case 'matter.team-set':
      return { ...matter, team: body.team, supervisingAttorneyId: body.supervisingAttorneyId }
    case 'matter.walls-set':
      return walledOff(matter, body.walls)
    case 'matter.conflicts-checked':
      return { ...matter, checks: [...matter.checks, { ...body.check, at, by }] }
    case 'matter.conflict-decided':
      return { ...matter, checks: decided(matter.checks, body.hitId, { outcome: body.outcome, reason: body.reason, at, by }) }
    case 'matter.consent-recorded':
      return { ...matter, consent: { recordedAt: at, by, evidence: body.evidence } }
    case 'matter.opened':
      return { ...matter, status: 'open', openedAt: at }
    case 'matter.declined':
      return { ...matter, status: 'declined', endedAt: at, endedBecause: body.reason }
    case 'matter.closed':
      return { ...matter, status: 'closed', endedAt: at, endedBecause: body.reason }
    default:
      return matter
  }
}

const proposed = ({ kind: _, facts, ...proposal }: Extract<MatterBody, { kind: 'matter.proposed' }>, entry: Entry): Matter => ({
  ...facts,
  ...proposal,
  id: entry.subject.id,
  status: 'proposed',
  proposedAt: entry.at,
  proposedBy: entry.actor,
  openedAt: null,
  endedAt: null,
  endedBecause: null,
  walls: { include: [], exclude: [] },
  checks: [],
  consent: null,
})

const decided = (checks: readonly ConflictCheck[], hitId: string, decision: ConflictDecision): readonly ConflictCheck[] =>
  checks.map((check) => ({ ...check, hits: check.hits.map((hit): ConflictHit => (hit.id === hitId ? { ...hit, decision } : hit)) }))
