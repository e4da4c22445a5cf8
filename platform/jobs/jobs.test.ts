import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { scope } from '../database/scope.ts'
import { openTestDatabase } from '../identity/testing.ts'
import { house, newId } from '../ids.ts'
import { type Jobs, openJobs } from './jobs.ts'
import { handler, jobKind, type RunningJob } from './kind.ts'
import { jobMigrations } from './migrations.ts'
import { type JobState, jobProgress, jobsIn } from './store.ts'

const counting = jobKind('test.count', z.object({ id: z.uuid() }))
const stubborn = jobKind('test.stubborn', z.object({ id: z.uuid() }))
const waiting = jobKind('test.wait', z.object({}))

const ran: string[] = []
const troubles: { queue: string; id: string }[] = []
let broken = true
let release: (() => void) | undefined
let running: RunningJob<object> | undefined

const handlers = [
  handler(counting, async ({ data, progress }) => {
    await progress(1, 2)
    await progress(2, 2, 'counted')
    ran.push(data.id)
  }),
  handler(
    stubborn,
    async ({ data }) => {
      if (broken) throw new Error('The printer is on fire.')
      ran.push(data.id)
    },
    { retriesMax: 0 },
  ),
  handler(waiting, async (job) => {
    running = job
    await new Promise<void>((resolve) => {
      release = resolve
    })
    ran.push(job.id)
  }),
]

let database: Database
let drop: () => Promise<void>
let sender: Jobs
let worker: Jobs

before(async () => {
  ;({ database, drop } = await openTestDatabase('jobs', jobMigrations))
  const failed = (_: unknown, job?: { queue: string; id: string }) => job && troubles.push(job)
  sender = await openJobs({ database, handlers, work: false, failed })
  worker = await openJobs({ database, handlers, work: true, failed })
})
after(async () => {
  await worker.stop()
  await sender.stop()
  await drop()
})

const secondsMax = 20

async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + secondsMax * 1000
  while (Date.now() < end) {
    const seen = await look()
    if (seen) return seen
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.fail(`It never came to this: ${what}`)
}

const send = (kind: typeof counting, id: string) => scope(database, house, (db) => sender.send(db, kind, { id }))
const listed = (state: JobState, queue: string) => jobsIn(database, state, 50).then((rows) => rows.find((row) => row.queue === queue))

test('a job that is sent in a transaction runs after it, says how far it came, and is done', async () => {
  const id = newId()
  const job = await send(counting, id)
  await until('it ran', () => ran.includes(id))
  const progress = await until('it is done', async () => {
    const now = await jobProgress(database, job)
    return now?.state === 'done' ? now : undefined
  })
  assert.deepEqual(progress, { state: 'done', done: 2, total: 2 })
  assert.equal((await listed('done', 'test.count'))?.note, 'counted')
})

test('a job of a transaction that is rolled back never runs', async () => {
  const [lost, kept] = [newId(), newId()]
  await assert.rejects(
    scope(database, house, async (db) => {
      await sender.send(db, counting, { id: lost })
      throw new Error('no')
    }),
    /^Error: no$/,
  )
  // Sent after it and done: had the other been committed, it would have been taken first.
  await send(counting, kept)
  await until('the next one ran', () => ran.includes(kept))
  assert.ok(!ran.includes(lost))
})

test('what a job carries is checked when it is sent', async () => {
  await assert.rejects(send(counting, 'no id'), /Invalid UUID/)
})

test('work goes on as the person who sent the job', async () => {
  const me = newId()
  const actor = await scope(database, me, async (db) => {
    await sender.send(db, counting, { id: newId() })
    const { rows } = await db.executeQuery<{ role: string }>({
      sql: 'select current_user as role',
      parameters: [],
      query: { kind: 'RawNode' } as never,
      queryId: { queryId: 'test' },
    })
    return rows[0]?.role
  })
  assert.equal(actor, 'secondchair_app')
})

test('a job that fails at every try is a dead letter, is shown with its reason, and runs when it is tried again', async () => {
  const id = newId()
  await send(stubborn, id)
  const dead = await until('it is dead', () => listed('dead', 'test.stubborn'))
  assert.equal(dead.problem, 'The printer is on fire.')
  assert.ok(troubles.some(({ queue }) => queue === 'test.stubborn'))

  broken = false
  assert.equal(await sender.retry(newId()), false)
  assert.equal(await sender.retry(dead.id), true)
  await until('it ran', () => ran.includes(id))
  assert.equal(await listed('dead', 'test.stubborn'), undefined)
})

test('pages of jobs leave none out and show none twice', async () => {
  const all = await jobsIn(database, 'done', 100)
  assert.ok(all.length >= 3)
  const seen: string[] = []
  for (let last: (typeof all)[number] | undefined; ; ) {
    const rows = await jobsIn(database, 'done', 1, last)
    last = rows[0]
    if (!last) break
    seen.push(last.id)
  }
  assert.deepEqual(
    seen,
    all.map((row) => row.id),
  )
})

test('stopping waits for the job that runs, and takes no other', async () => {
  await scope(database, house, (db) => sender.send(db, waiting, {}))
  await until('it runs', () => release)
  const stopped = worker.stop()
  const next = newId()
  await send(counting, next)
  release?.()
  await stopped
  assert.ok(running && ran.includes(running.id))
  assert.ok(!ran.includes(next))
  assert.equal((await listed('waiting', 'test.count'))?.state, 'waiting')
})
