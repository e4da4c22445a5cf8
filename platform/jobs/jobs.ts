import { sql } from 'kysely'
import { fromKysely, type Job, PgBoss } from 'pg-boss'
import type { Connection, Database } from '../database/database.ts'
import { asOwner, type Scoped } from '../database/scope.ts'
import type { JobHandler, JobKind, Schedule } from './kind.ts'
import { forgetProgress, progressOf } from './progress.ts'
import { deadQueue } from './store.ts'

export interface JobsOptions {
  readonly database: Database
  /** Every kind of job there is: also a process that only sends must know their queues. */
  readonly handlers: readonly JobHandler[]
  readonly schedules?: readonly Schedule[]
  /** Whether this process does jobs, or only sends them. */
  readonly work: boolean
  /** Told of a job that failed (it is tried again, or becomes a dead letter) and of trouble of the queue. */
  failed(error: unknown, job?: { readonly queue: string; readonly id: string }): void
}

export interface Jobs {
  /**
   * Sends a job within a transaction: it exists when that is committed, and never where it is rolled back.
   *
   * @param after ISO 8601: not before this instant
   * @returns the job's id, by which its progress is asked for
   */
  send<Data extends object>(db: Scoped, kind: JobKind<Data>, data: Data, after?: string): Promise<string>
  /** Puts a dead letter back into its queue, with fresh tries. @returns whether there was one */
  retry(deadJobId: string): Promise<boolean>
  /** Takes no new jobs, waits for those that run, and closes. What does not end in time is tried again by another worker. */
  stop(): Promise<void>
}

const retriesMaxDefault = 5
const minutesMaxDefault = 15
const atOnceDefault = 2
/** The pause before the first retry, and the longest, in seconds; each is about twice the one before. */
const retryDelaySeconds = 2
const retryDelaySecondsMax = 300
/** A worker says so often that it lives; one that was killed is noticed after this and its jobs run elsewhere. pg-boss takes no less than 10. */
const heartbeatSeconds = 20
const superviseSeconds = 10
/** Done jobs are kept for a look back; dead ones until somebody has time. */
const keptDoneSeconds = 7 * 86_400
const keptDeadSeconds = 365 * 86_400
/** A job wakes a worker at once by NOTIFY; this is how long it waits where that is missed. */
const pollSeconds = 2
const drainSecondsMax = 30
/** Connections of pg-boss in one process: fetching, settling, supervising. */
const connectionsMax = 4

/**
 * Opens the queue. Several processes may, on several machines; each job is done by one of them.
 *
 * @example
 * const jobs = await openJobs({ database, handlers, schedules, work: true, failed: log.failed })
 * await scope(database, actor.id, (db) => jobs.send(db, warnings, { orderId }))
 */
export async function openJobs({ database, handlers, schedules = [], work, failed }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    ...(plain(database.connection) as object),
    application_name: 'secondchair jobs',
    max: connectionsMax,
    backend: (await isCitus(database)) ? 'citus' : 'postgres',
    useListenNotify: work,
    supervise: work,
    schedule: work,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  })
  boss.on('error', (error) => failed(error))
  await boss.start()
  await makeQueues(boss, handlers)
  if (work) {
    await forgetProgress(database)
    for (const handler of handlers) await doJobs(boss, database, handler, failed)
    await setSchedules(boss, schedules)
  }
  return {
    send: async (db, kind, data, after) => {
      const options = { db: fromKysely(db), ...(after === undefined ? {} : { startAfter: new Date(after) }) }
      const id = await asOwner(db, () => boss.send(kind.name, kind.data.parse(data), options))
      if (id === null) throw new Error(`The job ${kind.name} was not taken by its queue.`)
      return id
    },
    retry: async (id) => (await boss.redrive(deadQueue, { ids: [id] })) > 0,
    stop: () => boss.stop({ graceful: true, timeout: drainSecondsMax * 1000 }),
  }
}

/** Without what is undefined: pg-boss takes the place of what is set. */
const plain = (connection: Connection): Connection =>
  Object.fromEntries(Object.entries(connection).filter(([, value]) => value !== undefined)) as Connection

async function isCitus({ kysely }: Database): Promise<boolean> {
  const { rows } = await sql`select from pg_extension where extname = 'citus'`.execute(kysely)
  return rows.length > 0
}

async function makeQueues(boss: PgBoss, handlers: readonly JobHandler[]): Promise<void> {
  await boss.createQueue(deadQueue, { retentionSeconds: keptDeadSeconds, deleteAfterSeconds: keptDeadSeconds })
  for (const { kind, options } of handlers) {
    const wanted = {
      retryLimit: options.retriesMax ?? retriesMaxDefault,
      retryDelay: retryDelaySeconds,
      retryBackoff: true,
      retryDelayMax: retryDelaySecondsMax,
      expireInSeconds: (options.minutesMax ?? minutesMaxDefault) * 60,
      heartbeatSeconds,
      deleteAfterSeconds: keptDoneSeconds,
      deadLetter: deadQueue,
      notify: true,
    }
    // The first makes it, the second lets a changed limit reach a queue that is there.
    await boss.createQueue(kind.name, wanted)
    await boss.updateQueue(kind.name, wanted)
  }
}

async function doJobs(boss: PgBoss, database: Database, handler: JobHandler, failed: JobsOptions['failed']): Promise<void> {
  const { name } = handler.kind
  const options = { localConcurrency: handler.options.atOnce ?? atOnceDefault, notifyPollingIntervalSeconds: pollSeconds }
  await boss.work(name, options, async ([job]: Job<object>[]) => {
    if (!job) return
    const { id, data, signal, retryCount: attempt } = job
    try {
      await handler.run({ id, data, signal, attempt, progress: progressOf(database, id, name) })
    } catch (error) {
      failed(error, { queue: name, id })
      throw error
    }
  })
}

async function setSchedules(boss: PgBoss, schedules: readonly Schedule[]): Promise<void> {
  const wanted = new Set(schedules.map(({ kind }) => kind.name))
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name)
  for (const { kind, cron } of schedules) await boss.schedule(kind.name, cron, {}, { tz: 'UTC' })
}
