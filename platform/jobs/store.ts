import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Where jobs end that failed at every try. */
export const deadQueue = 'dead'

export const jobStates = ['waiting', 'running', 'done', 'dead'] as const
export type JobState = (typeof jobStates)[number]

export interface JobRow {
  readonly id: string
  readonly queue: string
  readonly state: JobState
  readonly retries: number
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** Why it failed, the last time. */
  readonly problem: string | null
  readonly done: number | null
  readonly total: number | null
  readonly note: string | null
}

/** pg-boss's states in our words. A job that failed for good is shown by its dead letter, not twice. */
const where: Readonly<Record<JobState, string>> = {
  waiting: `job.name <> '${deadQueue}' and job.state in ('created', 'retry')`,
  running: `job.state = 'active'`,
  done: `job.state = 'completed'`,
  dead: `job.name = '${deadQueue}' and job.state <> 'completed'`,
}

/** Jobs of one state, the newest first; one more than `limit`, to know whether there is a next page. Jobs of pg-boss's own are left out. */
export async function jobsIn(
  { kysely }: Database,
  state: JobState,
  limit: number,
  after?: { readonly createdAt: string; readonly id: string },
): Promise<readonly JobRow[]> {
  const { rows } = await sql<JobRow>`
    select job.id, coalesce(job.source_name, job.name) as queue, ${state} as state, coalesce(job.source_retry_count, job.retry_count) as retries,
      job.created_on as created_at, job.started_on as started_at, job.completed_on as ended_at,
      coalesce(job.source_output, job.output) ->> 'message' as problem, progress.done, progress.total, progress.note
    from pgboss.job left join job_progress progress on progress.id = coalesce(job.source_id, job.id)
    where ${sql.raw(where[state])} and job.name not like '\\_\\_pgboss%'
      ${after ? sql`and (date_trunc('milliseconds', job.created_on), job.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql``}
    order by date_trunc('milliseconds', job.created_on) desc, job.id desc
    limit ${limit + 1}`.execute(kysely)
  return rows
}

/** How many jobs of each queue are in each state, for the metrics. */
export async function jobCounts({
  kysely,
}: Database): Promise<readonly { readonly queue: string; readonly state: JobState; readonly count: number }[]> {
  const { rows } = await sql<{ queue: string; state: JobState; count: number }>`
    select coalesce(source_name, name) as queue,
      case when name = ${deadQueue} then 'dead' when state = 'active' then 'running' else 'waiting' end as state, count(*) as count
    from pgboss.job where name not like '\\_\\_pgboss%' and state in ('created', 'retry', 'active')
    group by 1, 2`.execute(kysely)
  return rows
}

/** How far one job has come. */
export async function jobProgress(
  { kysely }: Database,
  id: string,
): Promise<{ readonly state: JobState; readonly done: number; readonly total: number | null } | undefined> {
  const { rows } = await sql<{ state: JobState; done: number; total: number | null }>`
    select case when job.state in ('created', 'retry') then 'waiting' when job.state = 'active' then 'running'
        when job.state = 'completed' then 'done' else 'dead' end as state, coalesce(progress.done, 0) as done, progress.total
    from pgboss.job left join job_progress progress on progress.id = job.id where job.id = ${id}`.execute(kysely)
  return rows[0]
}
