import type { Role } from '../policy.ts'
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

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'
export type Shift = Readonly<Partial<Record<Weekday, readonly (readonly [opens: string, closes: string])[]>>>

/** 0 none, 1 learning, 2 works with help, 3 works alone, 4 teaches it. */
export type SkillLevel = 0 | 1 | 2 | 3 | 4

export interface Skill {
  /** As a line's plan names it: `contract-drafting`. */
  readonly skill: string
  readonly level: SkillLevel
}
