import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** Names that are unique over the whole house. The numbers are ours, their values mean nothing. */
const holds = { 'client code': 1, 'matter reference': 2, 'email address': 3, 'invoice number': 4 } as const
const holdLock = 7_305_127

/** Holds off whoever else would give such a name until this transaction ends, so that one that is found free stays so. */
export const hold = (db: Scoped, what: keyof typeof holds) =>
  sql`select pg_advisory_xact_lock(${sql.raw(`${holdLock}, ${holds[what]}`)})`.execute(db)
