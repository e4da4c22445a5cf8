import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Wrong passwords of one account, one after the other, before it is locked. OWASP and NIST SP 800-63B-4 section 3.2.2 allow more; nobody mistypes ten times. */
export const failuresMax = 10
/** How long it stays locked, from the last try that was let in. */
export const lockMinutes = 15

/**
 * Counts a try before the password is looked at, so that many at once do not slip through; `succeeded` takes it back.
 * What is counted is the address as it was typed: whether an account stands behind it cannot be told from the answer.
 *
 * @returns false where the account is locked
 */
export async function mayTry({ kysely }: Database, email: string): Promise<boolean> {
  const locked = sql<string>`now() - make_interval(mins => ${lockMinutes})`
  const counted = await kysely
    .insertInto('authAttempt')
    .values({ account: key(email), failures: 1, lastAt: sql<string>`now()` })
    .onConflict((conflict) =>
      conflict
        .column('account')
        .doUpdateSet({
          failures: sql<number>`case when auth_attempt.last_at < ${locked} then 1 else auth_attempt.failures + 1 end`,
          lastAt: sql<string>`now()`,
        })
        .where((eb) => eb.or([eb('authAttempt.failures', '<', failuresMax), eb('authAttempt.lastAt', '<', locked)])),
    )
    .returning('account')
    .executeTakeFirst()
  return counted !== undefined
}

export const succeeded = ({ kysely }: Database, email: string) =>
  kysely.deleteFrom('authAttempt').where('account', '=', key(email)).execute()

const key = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')
