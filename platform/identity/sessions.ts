import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A session ends so long after it began, whatever is done in it, and so long after its last use (NIST SP 800-63B-4 section 2.2.3: 24 hours and 1 hour). */
export const sessionHoursMax = 24
export const idleMinutesMax = 60

/** A session's last use is written down at most so often: most requests then only read. */
const touchSecondsMin = 60

/** The session that a token opens, unless it is too old. */
export const sessionByToken = ({ kysely }: Database, token: string) =>
  kysely
    .selectFrom('authSession')
    .select(['id', 'userId', 'secondFactor', 'updatedAt'])
    .where('token', '=', token)
    .where('expiresAt', '>', sql<string>`now()`)
    .executeTakeFirst()

export const emailOfAccount = async ({ kysely }: Database, id: string): Promise<string | undefined> =>
  (await kysely.selectFrom('authUser').select('email').where('id', '=', id).executeTakeFirst())?.email

/** Whether a session is not over for want of use; ends it where it is. @param used whether this counts as a use, and is written down */
export async function stillUsed(
  { kysely }: Database,
  { id, updatedAt }: { id: string; updatedAt: string },
  used: boolean,
): Promise<boolean> {
  const idleSeconds = (Date.now() - Date.parse(updatedAt)) / 1000
  if (idleSeconds > idleMinutesMax * 60) {
    await kysely.deleteFrom('authSession').where('id', '=', id).execute()
    return false
  }
  if (used && idleSeconds > touchSecondsMin)
    await kysely.updateTable('authSession').set({ updatedAt: sql<string>`now()` }).where('id', '=', id).execute()
  return true
}

/** A person's sessions that are still good, the last used first. */
export const sessionsOf = ({ kysely }: Database, personId: string) =>
  kysely
    .selectFrom('authSession')
    .select(['id', 'createdAt', 'updatedAt as lastUsedAt', 'expiresAt', 'ipAddress', 'userAgent', 'secondFactor'])
    .where('userId', '=', personId)
    .where('expiresAt', '>', sql<string>`now()`)
    .where('updatedAt', '>', sql<string>`now() - make_interval(mins => ${idleMinutesMax})`)
    .orderBy('updatedAt', 'desc')
    .execute()

/** Ends one of a person's sessions. @returns whether it was there */
export async function endSession({ kysely }: Database, personId: string, sessionId: string): Promise<boolean> {
  const ended = await kysely
    .deleteFrom('authSession')
    .where('userId', '=', personId)
    .where('id', '=', sessionId)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** Deletes what is over: sessions, challenges, counters, invitations. For a job that runs every day. */
export async function pruneIdentity({ kysely }: Database): Promise<void> {
  await kysely.deleteFrom('authSession').where('expiresAt', '<', sql<string>`now()`).execute()
  await kysely.deleteFrom('authVerification').where('expiresAt', '<', sql<string>`now()`).execute()
  await kysely.deleteFrom('authAttempt').where('lastAt', '<', sql<string>`now() - interval '1 day'`).execute()
  await kysely.deleteFrom('authRateLimit').where('lastRequest', '<', sql<number>`(extract(epoch from now()) - 86400) * 1000`).execute()
  await kysely.deleteFrom('invitation').where('expiresAt', '<', sql<string>`now()`).execute()
}
