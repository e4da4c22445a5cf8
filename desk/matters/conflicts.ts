import { createHash } from 'node:crypto'
import { canonical } from '../../platform/ledger/canonical.ts'
import type { Client } from '../clients/model.ts'
import type { Party } from './model.ts'

/** One run of the conflict check: which names were looked for, among how many, and what came up. */
export interface ConflictCheck {
  readonly id: string
  readonly at: string
  readonly by: string
  /** SHA-256 of the names that were looked for: a check is stale when the matter's names give another. */
  readonly namesHash: string
  /** How many names of clients and matters were searched. */
  readonly searched: number
  readonly hits: readonly ConflictHit[]
  /** Hits beyond the most that one check holds: while there are any, nothing is cleared. */
  readonly leftOut: number
}

/**
 * A name of this matter that is like one known to the house. The ledger of one matter must not tell of another, so it holds where the other name stands, not the
 * name: that is read when somebody asks, as far as the reader may see it, and was recorded in the other's ledger.
 */
export interface ConflictHit {
  readonly id: string
  readonly name: string
  readonly against: Against
  /** 0 to 1. */
  readonly score: number
  readonly tier: 'exact' | 'likely' | 'possible'
  readonly decision: ConflictDecision | null
}

/** Where the other name stands: with a party of a matter, or with a client. Not both: whose the matter is would tell too much. */
export interface Against {
  readonly clientId: string | null
  readonly matterId: string | null
  readonly partyId: string | null
  readonly as: NameUse
}

/** Which of somebody's names it is. */
export type NameUse = 'name' | 'alias' | 'former-name' | 'affiliate' | 'parent'

export interface ConflictDecision {
  readonly outcome: 'cleared' | 'declined'
  readonly reason: string
  readonly at: string
  readonly by: string
}

/** A name that the check looks for. */
export interface CheckedName {
  readonly name: string
  readonly kind: Party['kind']
  readonly side: Party['side']
  readonly as: NameUse
}

/** Every name of a matter: its client's with affiliates and former names, its parties' with all that they are called. */
export const namesOfMatter = (client: Pick<Client, 'name' | 'affiliates' | 'formerNames'>, parties: readonly Party[]): CheckedName[] => [
  ...namesOfClient(client).map((name) => ({ ...name, kind: 'organisation', side: 'ours' }) as const),
  ...parties.flatMap((party) => namesOfParty(party).map((name) => ({ ...name, kind: party.kind, side: party.side }))),
]

export const namesOfClient = ({ name, affiliates, formerNames }: Pick<Client, 'name' | 'affiliates' | 'formerNames'>) => [
  { name, as: 'name' as const },
  ...affiliates.map((affiliate) => ({ name: affiliate, as: 'affiliate' as const })),
  ...formerNames.map((former) => ({ name: former, as: 'former-name' as const })),
]

export const namesOfParty = ({ name, aliases, formerNames, parent }: Pick<Party, 'name' | 'aliases' | 'formerNames' | 'parent'>) => [
  { name, as: 'name' as const },
  ...aliases.map((alias) => ({ name: alias, as: 'alias' as const })),
  ...formerNames.map((former) => ({ name: former, as: 'former-name' as const })),
  ...(parent === null ? [] : [{ name: parent, as: 'parent' as const }]),
]

/** Names what a check looked for. The order in which parties were entered does not matter. */
export function namesHash(names: readonly CheckedName[]): string {
  const lines = names.map(({ name, kind, side, as }) => canonical([name, kind, side, as])).toSorted()
  return createHash('sha256').update(canonical(lines)).digest('hex')
}

export const conflictStandings = {
  unchecked: 'Not checked yet',
  stale: 'Names have changed since the check',
  overflowing: 'More hits than one check holds',
  undecided: 'Hits are waiting for a decision',
  declined: 'A conflict was found',
  cleared: 'Cleared',
} as const

export type ConflictStanding = keyof typeof conflictStandings

/**
 * How a matter's conflict check stands.
 *
 * @param last the latest check
 * @param hash of the names that the matter has now
 */
export function conflictStanding(last: Pick<ConflictCheck, 'namesHash' | 'leftOut' | 'hits'> | undefined, hash: string): ConflictStanding {
  if (!last) return 'unchecked'
  if (last.hits.some(({ decision }) => decision?.outcome === 'declined')) return 'declined'
  if (last.namesHash !== hash) return 'stale'
  if (last.leftOut > 0) return 'overflowing'
  return last.hits.some(({ decision }) => decision === null) ? 'undecided' : 'cleared'
}

/** A hit that was cleared before stays cleared when a later check brings up the same: only what is new asks for a decision. */
export function withEarlierDecisions(hits: readonly ConflictHit[], earlier: readonly ConflictHit[]): readonly ConflictHit[] {
  const cleared = new Map(earlier.filter(({ decision }) => decision?.outcome === 'cleared').map((hit) => [sameness(hit), hit.decision]))
  return hits.map((hit) => ({ ...hit, decision: cleared.get(sameness(hit)) ?? null }))
}

const sameness = ({ name, against, score, tier }: ConflictHit): string => canonical([name, against, score, tier])
