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
 * name: that is read when somebody asks, as far as the reader may see it.
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

/** Where the other name stands. */
export interface Against {
  readonly clientId: string
  /** Null where it is a name of the client itself. */
  readonly matterId: string | null
  readonly partyId: string | null
  /** Which of its names: the name itself, an alias, a former name, an affiliate, a parent. */
  readonly as: 'name' | 'alias' | 'former-name' | 'affiliate' | 'parent'
  /** SHA-256 of the matter, party and name that was compared, so that what was decided on can be proved later. */
  readonly digest: string
}

export interface ConflictDecision {
  readonly outcome: 'cleared' | 'declined'
  readonly reason: string
  readonly at: string
  readonly by: string
}
