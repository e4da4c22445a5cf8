/**
 * How many entries a second are appended to ledgers, by one writer and by eight (each on its own stream, and all on one), beside plain INSERTs of the same text, each
 * in a transaction of its own on the same server; and how many entries a second are verified. `node bench/ledger.ts [SECONDS]`, of each; 8 where it is left out.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openStore } from '../open.ts'
import { scopeStream } from '../platform/database/scope.ts'
import { house, newId } from '../platform/ids.ts'
import { command } from '../platform/ledger/command.ts'
import { verifyLedgers } from '../platform/ledger/verify.ts'
import { houseOn } from '../proof/house.ts'
import { multiply } from '../proof/multiply.ts'
import { setScene } from '../proof/scene.ts'

const seconds = Number(process.argv[2] ?? 8)
const writersMany = 8
/** For the verification: matters with orders, each with some ten entries. */
const matters = 100
const ordersEach = 20
const body = {
  kind: 'bench.happened',
  text: 'Which of the two group companies signs: the operating company in Rotterdam or the branch in Newark?'.repeat(4),
}

const print = (what: string, figures: object) => console.log(JSON.stringify({ bench: 'ledger', what, ...figures }))

/** What each of some writers does again and again, as times a second over all. */
async function rate(writers: number, write: (writer: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + seconds * 1_000
  const began = performance.now()
  let done = 0
  const lane = async (writer: number) => {
    for (; performance.now() < end; done++) await write(writer)
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => lane(writer)))
  return Math.round(done / ((performance.now() - began) / 1_000))
}

const folder = await mkdtemp(join(tmpdir(), 'secondchair-bench-'))
const store = await openStore({ folder })
const home = await houseOn(store)
try {
  const { database, projections } = store
  const append = (stream: string) =>
    scopeStream(database, house, stream, (db) =>
      command(
        { db, actor: house, now: new Date().toISOString(), projections },
        stream,
        { kind: 'bench', id: newId() },
        { initial: 0, apply: (state) => state },
        () => body,
      ),
    )
  await database.pool.query('create table plain (id uuid primary key, at timestamptz not null, body text not null)')
  const text = JSON.stringify(body)
  const insert = () => database.pool.query('insert into plain values ($1, now(), $2)', [newId(), text])
  const streams = Array.from({ length: writersMany }, newId)
  const one = newId()
  for (const [writers, what, write] of [
    [1, 'one writer', () => append(one)],
    [writersMany, 'eight writers, a stream each', (writer: number) => append(streams[writer] ?? one)],
    [writersMany, 'eight writers, one stream', () => append(one)],
  ] as const) {
    const plain = await rate(writers, insert)
    const entries = await rate(writers, write)
    print(what, { entriesPerSecond: entries, plainInsertsPerSecond: plain, ratio: Number((entries / plain).toFixed(3)) })
  }
  await multiply(home, (await setScene(home)).begun, { matters, ordersEach, crews: [{}] })
  const began = performance.now()
  const { entries, rows, problems } = await verifyLedgers(database, projections)
  const took = (performance.now() - began) / 1_000
  print('verify', {
    entries,
    rows,
    problems: problems.length,
    seconds: Number(took.toFixed(1)),
    entriesPerSecond: Math.round(entries / took),
  })
} finally {
  await home.close()
  await rm(folder, { recursive: true, force: true })
}
