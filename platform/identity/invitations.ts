import { createHash, randomBytes } from 'node:crypto'
import { asOwner, type Scoped } from '../database/scope.ts'
import { newId } from '../ids.ts'
import { Refused, refuse, refuseNow } from '../ledger/refusal.ts'
import { hashPassword, unfitPassword } from './passwords.ts'

/** How long an invitation can be accepted. */
export const invitationDays = 7

/** 256 bits: nobody guesses one, so that it need not be slow to look up. */
const tokenBytes = 32

const dayMs = 86_400_000

/**
 * Invites a person to an account, or, where they have one, to choose a new password. An earlier invitation ends.
 *
 * @param now ISO 8601
 * @returns the token for the link. It is stored as a hash: this is the only time that it is seen
 *
 * @example
 * const token = await invite(work.db, { personId: id, email, now: work.now }) // then mail `${url}/welcome#${token}`
 */
export async function invite(
  db: Scoped,
  { personId, email, now }: { readonly personId: string; readonly email: string; readonly now: string },
): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url')
  const row = {
    email: email.toLowerCase(),
    tokenHash: hash(token),
    invitedAt: now,
    expiresAt: new Date(Date.parse(now) + invitationDays * dayMs).toISOString(),
  }
  await db
    .insertInto('invitation')
    .values({ personId, ...row })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(row))
    .execute()
  return token
}

/**
 * Accepts an invitation: makes the account with this password, or gives the one that is there a new password and ends its sessions. Works once.
 *
 * @returns the person's id, which is the account's
 * @throws Refused where the invitation is unknown, used or over, or the password cannot be taken
 */
export async function acceptInvitation(
  db: Scoped,
  { token, password, name, now }: { readonly token: string; readonly password: string; readonly name?: string; readonly now: string },
): Promise<string> {
  // Taken first: the row's lock makes a second one wait, and find it gone.
  const taken = await db
    .deleteFrom('invitation')
    .where('tokenHash', '=', hash(token))
    .where('expiresAt', '>', now)
    .returning(['personId', 'email'])
    .executeTakeFirst()
  if (!taken) throw new Refused(refuseNow('token', 'This invitation was used, replaced or is over. Ask for a new one.'))
  const { personId, email } = taken
  const unfit = unfitPassword(password, [email, ...(name ? [name] : [])])
  if (unfit) throw new Refused(refuse('password', unfit))
  const hashed = await hashPassword(password)
  await asOwner(db, async () => {
    const clash = await db.selectFrom('authUser').select('id').where('email', '=', email).where('id', '!=', personId).executeTakeFirst()
    if (clash) throw new Refused(refuseNow('token', 'Somebody else has an account with this address.'))
    await saveAccount(db, { personId, email, password: hashed, now })
  })
  return personId
}

async function saveAccount(
  db: Scoped,
  { personId: id, email, password, now }: { personId: string; email: string; password: string; now: string },
): Promise<void> {
  const moments = { createdAt: now, updatedAt: now }
  await db
    .insertInto('authUser')
    .values({ id, email, name: '', emailVerified: true, twoFactorEnabled: false, ...moments })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ email, updatedAt: now }))
    .execute()
  await db
    .insertInto('authAccount')
    .values({ id: newId(), userId: id, accountId: id, providerId: 'credential', password, ...moments })
    .onConflict((conflict) => conflict.columns(['userId', 'providerId']).doUpdateSet({ password, updatedAt: now }))
    .execute()
  await db.deleteFrom('authSession').where('userId', '=', id).execute()
}

/** Ends a person's account in the transaction in which they leave: sessions, password, second factor, open invitation. */
export async function closeAccount(db: Scoped, personId: string): Promise<void> {
  await db.deleteFrom('invitation').where('personId', '=', personId).execute()
  await asOwner(db, () => db.deleteFrom('authUser').where('id', '=', personId).execute())
}

/** Takes a person's second factor away, for one who lost it and the recovery codes, and ends their sessions: the password alone opens the next one. */
export const removeSecondFactor = (db: Scoped, personId: string): Promise<void> =>
  asOwner(db, async () => {
    await db.deleteFrom('authTwoFactor').where('userId', '=', personId).execute()
    await db.deleteFrom('authSession').where('userId', '=', personId).execute()
    await db.updateTable('authUser').set({ twoFactorEnabled: false }).where('id', '=', personId).execute()
  })

const hash = (token: string): string => createHash('sha256').update(token).digest('base64url')
