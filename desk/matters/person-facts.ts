import type { Scoped } from '../../platform/database/scope.ts'
import type { Role } from '../policy.ts'

/** What a matter needs to know of a person. */
export interface PersonFact {
  readonly id: string
  readonly name: string
  /** Set for a client's people. */
  readonly clientId: string | null
  readonly roles: readonly Role[]
  readonly status: 'invited' | 'active' | 'left'
  /** Whether the person holds an admission that covers the jurisdiction on that day. */
  mayAnswerFor(jurisdiction: string, date: string): boolean
}

/** Looks up people by id. The people's room, which comes later, gives the answer; ids that nobody has are left out. */
export type PeopleFacts = (db: Scoped, ids: readonly string[]) => Promise<ReadonlyMap<string, PersonFact>>
