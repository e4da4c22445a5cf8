import { z } from '@hono/zod-openapi'
import type { Database } from '../database/database.ts'
import { NotVisible } from '../database/scope.ts'
import { cutPage, pageOf, pageQuery, type Rule, route, signedIn } from '../http/route.ts'
import { Refused, refuse } from '../ledger/refusal.ts'
import type { Jobs } from './jobs.ts'
import { jobProgress, jobStates, jobsIn } from './store.ts'

const jobView = z
  .object({
    id: z.string(),
    queue: z.string(),
    state: z.enum(jobStates),
    retries: z.number(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    problem: z.string().nullable(),
    done: z.number().nullable(),
    total: z.number().nullable(),
    note: z.string().nullable(),
  })
  .meta({ title: 'Job' })

const jobPath = z.object({ jobId: z.uuid() })
const cursorForm = z.tuple([z.iso.datetime(), z.uuid()])

/** Background work: what waits, runs, is done or dead, and how far it is. @param may who may see it, and try dead letters again */
export const jobRoutes = ({ database, jobs, may }: { database: Database; jobs: Jobs; may: Rule }) => ({
  list: route({
    method: 'get',
    path: '/api/jobs',
    summary: 'List background jobs of one state',
    may,
    query: pageQuery.extend({ state: z.enum(jobStates).default('dead') }),
    answer: pageOf(jobView),
    run: async ({ query: { state, limit, cursor } }) =>
      cutPage(await jobsIn(database, state, limit, readCursor(cursor)), limit, ({ createdAt, id }) => JSON.stringify([createdAt, id])),
  }),

  retry: route({
    method: 'post',
    path: '/api/jobs/{jobId}/retry',
    summary: 'Try a dead letter again',
    may,
    params: jobPath,
    run: async ({ params }) => {
      if (!(await jobs.retry(params.jobId))) throw new NotVisible()
      return undefined
    },
  }),

  progress: route({
    method: 'get',
    path: '/api/jobs/{jobId}/progress',
    summary: 'How far a job has come, for whoever was given its id',
    may: signedIn,
    params: jobPath,
    answer: z.object({ state: z.enum(jobStates), done: z.number(), total: z.number().nullable() }),
    run: async ({ params }) => {
      const progress = await jobProgress(database, params.jobId)
      if (!progress) throw new NotVisible()
      return progress
    },
  }),
})

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return undefined
  try {
    const [createdAt, id] = cursorForm.parse(JSON.parse(cursor))
    return { createdAt, id }
  } catch {
    throw new Refused(refuse('cursor', 'Take the cursor as the page before gave it.'))
  }
}
