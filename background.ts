import { z } from 'zod'
import { invitations } from './accounts.ts'
import { deemAccepted } from './desk/delivery/jobs.ts'
import { tellClocks } from './desk/orders/jobs.ts'
import { remindOfQuestions } from './desk/rfis/jobs.ts'
import { letters, type Post, remindClient, tellTeam } from './letters.ts'
import type { Store } from './open.ts'
import { isKnownBlob } from './platform/blobs/tables.ts'
import { scopeStream } from './platform/database/scope.ts'
import { invitationDays, invite } from './platform/identity/invitations.ts'
import { pruneIdentity } from './platform/identity/sessions.ts'
import { house } from './platform/ids.ts'
import { handler, type JobHandler, type JobKind, jobKind, type Schedule } from './platform/jobs/kind.ts'
import type { Mailer } from './platform/mail.ts'

type Nothing = Record<string, never>
const nothing = z.object({}) as unknown as z.ZodType<Nothing>
const clocks = jobKind('orders.clocks', nothing)
const questions = jobKind('rfis.remind', nothing)
const silence = jobKind('delivery.deem-accepted', nothing)
const garbage = jobKind('blobs.collect', nothing)
const uploads = jobKind('uploads.expire', nothing)
const sessions = jobKind('identity.prune', nothing)

/** Blobs without a row are garbage when they are older than this: an upload's row may come some time after its bytes. */
const garbageAgeMs = 24 * 3_600_000

const now = (): string => new Date().toISOString()

/**
 * Everything that is done without anybody waiting for it. Each may run twice: what it has done already it finds done.
 *
 * @param post sends a letter within a transaction
 * @param mailer for processes that work; one that only sends jobs has none
 */
export function jobHandlers(store: Store, { url }: { readonly url: string }, post: Post, mailer?: Mailer): readonly JobHandler[] {
  const { database, projections, blobs } = store
  const alone = (kind: JobKind<Nothing>, run: () => Promise<unknown>, minutesMax = 5) =>
    handler(kind, async () => void (await run()), { minutesMax, atOnce: 1 })
  return [
    alone(clocks, () => tellClocks(database, projections, now, (db, orderId, told) => tellTeam(db, post, url, orderId, told))),
    alone(questions, () => remindOfQuestions(database, projections, now, (db, orderId) => remindClient(db, post, url, orderId))),
    alone(silence, () => deemAccepted(database, projections, now)),
    alone(garbage, () => blobs.collect({ isKnown: isKnownBlob(database), olderThanMs: garbageAgeMs, now: new Date() }), 120),
    alone(uploads, () => store.uploads.expire(), 30),
    alone(sessions, () => pruneIdentity(database)),
    handler(letters, async ({ data }) => mailer?.send(data)),
    handler(invitations, async ({ data: { personId, email, name } }) => {
      const token = await scopeStream(database, house, house, (db) => invite(db, { personId, email, now: now() }))
      await mailer?.send({ to: email, subject: 'Your invitation to Secondchair', text: letter(name, `${url}/accept-invitation#${token}`) })
    }),
  ]
}

const letter = (name: string, link: string): string =>
  `Dear ${name},\n\nyou have been invited to Secondchair. Choose your password here, within ${invitationDays} days:\n\n${link}\n\nThe link works once. If you did not expect it, do nothing.\n`

/** The finest that cron knows is a minute: a warning comes at most so much late. */
export const schedules: readonly Schedule[] = [
  { kind: clocks, cron: '* * * * *' },
  { kind: questions, cron: '*/5 * * * *' },
  { kind: silence, cron: '*/10 * * * *' },
  { kind: uploads, cron: '17 * * * *' },
  { kind: sessions, cron: '41 * * * *' },
  { kind: garbage, cron: '30 3 * * *' },
]
