import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Database, openDatabase } from '../database/database.ts'
import { type Migration, migrate, openTable } from '../database/migrations.ts'
import { scopeStream } from '../database/scope.ts'
import { type TestDatabase, testDatabase } from '../database/testing.ts'
import { house, newId } from '../ids.ts'
import { command, type Projections } from './command.ts'
import { chainProblem, type Entry } from './entry.ts'
import type { Projection } from './projection.ts'
import { isRefusal, Refused, refuse } from './refusal.ts'
import { entriesAfter, ledgerMigrations } from './store.ts'
import { verifyLedgers } from './verify.ts'

declare module '../database/tables.ts' {
  interface Tables {
    tally: { id: string; clientId: string; total: number; notes: string[] }
  }
}

interface Tally {
  readonly id: string
  readonly clientId: string
  readonly total: number
  readonly notes: readonly string[]
}

type Added = { kind: 'tally.added'; amount: number; note: string }

const tallies: Projection<Tally | null> = {
  subject: 'tally',
  initial: null,
  apply: (state, { stream, subject, body }) => {
    const { amount, note } = body as Added
    return { id: subject.id, clientId: stream, total: (state?.total ?? 0) + amount, notes: [...(state?.notes ?? []), note] }
  },
  tables: [{ name: 'tally', key: ['id'], stream: 'clientId' }],
  rows: (state) => (state ? { tally: [{ ...state }] } : {}),
}

const projections: Projections = [tallies as Projection<never>]
const migrations: readonly Migration[] = [
  ...ledgerMigrations,
  { id: 'tally', up: openTable('tally', 'id uuid primary key, client_id uuid not null, total integer not null, notes jsonb not null') },
]

let made: TestDatabase
let database: Database

before(async () => {
  made = await testDatabase('ledger-test', (connection) => migrate(connection, migrations).then(() => undefined))
  database = openDatabase(made.connection)
})
after(async () => {
  await database.close()
  await made.drop()
})

const add = (stream: string, id: string, amount: number, note = 'x', now = new Date().toISOString()) =>
  scopeStream(database, house, stream, (db) =>
    command({ db, actor: house, now, projections }, stream, { kind: 'tally', id }, tallies, (): Added | ReturnType<typeof refuse> =>
      amount < 0 ? refuse('amount', 'Give a positive amount.') : { kind: 'tally.added', amount, note },
    ),
  )

const entries = (stream: string): Promise<readonly Entry[]> =>
  scopeStream(database, house, stream, (db) => entriesAfter(db, stream, 0, 1_000))

/** Changes rows behind the ledger's back, as somebody with the database's password could. */
const tamper = async (statement: string, stream: string): Promise<void> => {
  const client = await database.pool.connect()
  try {
    await client.query(`begin; set local app.matter = '${stream}'; ${statement}; commit`)
  } finally {
    client.release()
  }
}

test('many commands at once make one chain without a fork or a gap', async () => {
  const [stream, id] = [newId(), newId()]
  await Promise.all(Array.from({ length: 40 }, (_, index) => add(stream, id, index)))
  const all = await entries(stream)
  assert.equal(all.length, 40)
  assert.equal(chainProblem(all), undefined)
  const { problems, rows } = await verifyLedgers(database, projections, stream)
  assert.deepEqual(problems, [])
  assert.equal(rows, 1)
})

test('a refusal appends nothing and changes no row', async () => {
  const [stream, id] = [newId(), newId()]
  await add(stream, id, 1)
  await assert.rejects(
    add(stream, id, -1),
    (error) => error instanceof Refused && isRefusal(error.refusal) && error.refusal.field === 'amount',
  )
  assert.equal((await entries(stream)).length, 1)
})

test('an entry is never older than the one before it, whatever the clock says', async () => {
  const [stream, id] = [newId(), newId()]
  await add(stream, id, 1, 'x', '2026-03-02T09:00:00.000Z')
  await add(stream, id, 1, 'x', '2026-03-02T08:00:00.000Z')
  assert.deepEqual(
    (await entries(stream)).map(({ at }) => at),
    ['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z'],
  )
})

test('a changed byte of an entry is found, and the entry named', async () => {
  const [stream, id] = [newId(), newId()]
  for (const note of ['one', 'two', 'three']) await add(stream, id, 1, note)
  for (const change of [
    "body = replace(body, 'two', 'twp')",
    "at = at + interval '1 ms'",
    `actor_id = '${newId()}'`,
    "subject_kind = 'other'",
  ]) {
    await tamper(`create table if not exists kept as select * from ledger_entry where stream_id = '${stream}'`, stream)
    await tamper(`update ledger_entry set ${change} where stream_id = '${stream}' and seq = 2`, stream)
    const { problems } = await verifyLedgers(database, projections, stream)
    assert.deepEqual(
      problems.map(({ seq }) => seq),
      [2],
      change,
    )
    await tamper(
      `delete from ledger_entry where stream_id = '${stream}'; insert into ledger_entry select * from kept; drop table kept`,
      stream,
    )
  }
  assert.deepEqual((await verifyLedgers(database, projections, stream)).problems, [])
})

test('an entry taken out of the middle, or off the end, is missed', async () => {
  const [stream, id] = [newId(), newId()]
  for (const note of ['one', 'two', 'three']) await add(stream, id, 1, note)
  await tamper(`delete from ledger_entry where stream_id = '${stream}' and seq = 3`, stream)
  assert.match((await verifyLedgers(database, projections, stream)).problems[0]?.what ?? '', /head says that 3 entries/)
  await tamper(`delete from ledger_entry where stream_id = '${stream}' and seq = 1`, stream)
  assert.match((await verifyLedgers(database, projections, stream)).problems[0]?.what ?? '', /Entry 1 is missing/)
})

test('a row that was changed, added or taken away is found, with what it should be', async () => {
  const [stream, id] = [newId(), newId()]
  await add(stream, id, 5)
  await tamper(`update tally set total = 6 where id = '${id}'`, stream)
  assert.match((await verifyLedgers(database, projections, stream)).problems[0]?.what ?? '', /total is 6, by the ledger it is 5/)
  await tamper(`delete from tally where id = '${id}'`, stream)
  assert.match((await verifyLedgers(database, projections, stream)).problems[0]?.what ?? '', /missing/)
  await tamper(`insert into tally values ('${id}', '${stream}', 5, '["x"]'), ('${newId()}', '${stream}', 1, '[]')`, stream)
  assert.match((await verifyLedgers(database, projections, stream)).problems[0]?.what ?? '', /no entry speaks of this row/)
})
