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
  readonly kind: Party['kind']
  readonly against: Against
  /** 0 to 1. */
  readonly score: number
  readonly tier: 'exact' | 'likely' | 'possible'
  readonly decision: ConflictDecision | null
}

/** Where the other name stands: with a party of a matter, or with a client. Not both: whose the matter is would tell too much. */
export type Against =
  | { readonly matterId: string; readonly partyId: string; readonly clientId: null }
  | { readonly matterId: null; readonly partyId: null; readonly clientId: string }

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
  /** Whose name it is: a party's id, or the client's. */
  readonly holder: string
}

/** Every name of a matter: its client's with affiliates and former names, its parties' with all that they are called and who owns them. */
export const namesOfMatter = (
  client: Pick<Client, 'name' | 'affiliates' | 'formerNames'> & { readonly clientId: string },
  parties: readonly Omit<Party, 'role'>[],
): CheckedName[] => [
  ...[client.name, ...client.affiliates, ...client.formerNames].map(
    (name) => ({ name, kind: 'organisation', side: 'ours', holder: client.clientId }) as const,
  ),
  ...parties.flatMap(({ id: holder, name, kind, side, aliases, formerNames, parent }) => [
    ...[name, ...aliases, ...formerNames].map((called) => ({ name: called, kind, side, holder })),
    ...(parent === null ? [] : [{ name: parent, kind: 'organisation', side, holder } as const]),
  ]),
]

/** Names what a check looked for. The order in which parties were entered does not matter. */
export function namesHash(names: readonly CheckedName[]): string {
  const lines = names.map(({ name, kind, side }) => canonical([name, kind, side])).toSorted()
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

/** As much of a check as its standing takes. */
type Judged = Pick<ConflictCheck, 'namesHash' | 'leftOut'> & {
  readonly hits: readonly { readonly decision: Pick<ConflictDecision, 'outcome'> | null }[]
}

/**
 * How a matter's conflict check stands.
 *
 * @param last the latest check
 * @param hash of the names that the matter has now
 */
export function conflictStanding(last: Judged | undefined, hash: string): ConflictStanding {
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
