import type { z } from 'zod'

/** A kind of background work: its name, which is its queue's, and what a job of it carries. Ids, not contents: the handler reads what is true when it runs. */
export interface JobKind<Data extends object> {
  /** As `orders.warn`: letters, digits, `.` and `-`. */
  readonly name: string
  readonly data: z.ZodType<Data>
}

/** @example const warnings = jobKind('orders.warn', z.object({ orderId: z.uuid() })) */
export const jobKind = <Data extends object>(name: string, data: z.ZodType<Data>): JobKind<Data> => ({ name, data })

export interface RunningJob<Data> {
  readonly id: string
  readonly data: Data
  /** 0 at first. */
  readonly attempt: number
  /** Aborts when the job has run too long. */
  readonly signal: AbortSignal
  /** Says how far it has come; written down at most some times a second. */
  progress(done: number, total?: number, note?: string): Promise<void>
}

export interface JobOptions {
  /** The longest that one run may take, in minutes. */
  readonly minutesMax?: number
  /** Tries after the first, each after a longer pause, before it counts as dead. */
  readonly retriesMax?: number
  /** Jobs of this kind that one worker process runs at once. */
  readonly atOnce?: number
}

/** Who does a kind of job. */
export interface JobHandler {
  readonly kind: JobKind<object>
  readonly options: JobOptions
  run(job: RunningJob<unknown>): Promise<void>
}

/**
 * A handler. It may run twice (a worker that is killed after its work, before it could say so): what it does must be the same then.
 *
 * @example handler(warnings, async ({ data }) => warn(database, data.orderId), { minutesMax: 1 })
 */
export const handler = <Data extends object>(
  kind: JobKind<Data>,
  run: (job: RunningJob<Data>) => Promise<void>,
  options: JobOptions = {},
): JobHandler => ({
  kind: kind as unknown as JobKind<object>,
  options,
  run: (job) => run({ ...job, data: kind.data.parse(job.data) }),
})

/** A job that comes again and again. */
export interface Schedule {
  readonly kind: JobKind<Record<string, never>>
  /** Five fields, UTC: `0 3 * * *`. */
  readonly cron: string
}
