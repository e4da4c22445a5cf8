import { z } from 'zod'
import { tellClocks } from './desk/orders/jobs.ts'
import { remindOfQuestions } from './desk/rfis/jobs.ts'
import type { Store } from './open.ts'
import { isKnownBlob } from './platform/blobs/tables.ts'
import { handler, type JobHandler, jobKind, type Schedule } from './platform/jobs/kind.ts'

const nothing = z.object({})
const clocks = jobKind('orders.clocks', nothing)
const questions = jobKind('rfis.remind', nothing)
const garbage = jobKind('blobs.collect', nothing)
const uploads = jobKind('uploads.expire', nothing)

/** Blobs without a row are garbage when they are older than this: an upload's row may come some time after its bytes. */
const garbageAgeMs = 24 * 3_600_000

const now = (): string => new Date().toISOString()

/** Everything that is done without anybody waiting for it. Each may run twice: what it has done already it finds done. */
export const jobHandlers = (store: Store): readonly JobHandler[] => [
  handler(clocks, async () => void (await tellClocks(store.database, store.projections, now)), { minutesMax: 5, atOnce: 1 }),
  handler(questions, async () => void (await remindOfQuestions(store.database, store.projections, now)), { minutesMax: 5, atOnce: 1 }),
  handler(
    garbage,
    async () => void (await store.blobs.collect({ isKnown: isKnownBlob(store.database), olderThanMs: garbageAgeMs, now: new Date() })),
    { minutesMax: 120, atOnce: 1 },
  ),
  handler(uploads, async () => void (await store.uploads.expire()), { minutesMax: 30, atOnce: 1 }),
]

/** The finest that cron knows is a minute: a warning comes at most so much late. */
export const schedules: readonly Schedule[] = [
  { kind: clocks, cron: '* * * * *' },
  { kind: questions, cron: '*/5 * * * *' },
  { kind: uploads, cron: '17 * * * *' },
  { kind: garbage, cron: '30 3 * * *' },
]
