import type { Role } from '../policy.ts'
import type { ConflictCheck } from './conflicts.ts'

/** One case, deal or project of a client: the unit of confidentiality. */
export interface Matter extends MatterFacts {
  readonly id: string
  readonly clientId: string
  readonly engagementId: string
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
  readonly checks: readonly ConflictCheck[]
  readonly consent: Consent | null
}

/** What of a matter may be changed in passing. */
export interface MatterFacts {
  readonly name: string
  readonly clientReference: string | null
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
export interface Consent {
  readonly recordedAt: string
  readonly by: string
  /** Where the consent is: a letter, a clause of the engagement, in words. */
  readonly evidence: string
}
