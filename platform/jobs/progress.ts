import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { RunningJob } from './kind.ts'

/** How often progress is written at most, in milliseconds: as often as eyes follow. */
const writeMsMin = 250
const keptDays = 30

/** Writes how far a job has come. The last step is always written. */
export function progressOf({ kysely }: Database, id: string, queue: string): RunningJob<unknown>['progress'] {
  let written = 0
  return async (done, total, note = '') => {
    const now = performance.now()
    if (now - written < writeMsMin && done !== total) return
    written = now
    const row = { done, total: total ?? null, note, at: new Date().toISOString() }
    await kysely
      .insertInto('jobProgress')
      .values({ id, queue, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
}

export const forgetProgress = ({ kysely }: Database) =>
  kysely.deleteFrom('jobProgress').where('at', '<', sql<string>`now() - make_interval(days => ${keptDays})`).execute()
