import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { dropLeftovers, dropTemplate, testDatabase, testServer } from './testing.ts'

const key = `testing.test.ts ${process.pid}`
const failing = `${key} failing`
let migrations = 0

after(async () => {
  const server = await testServer()
  for (const each of [key, failing]) await dropTemplate(server, each)
  await server.release()
})

async function ask(connection: Connection, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function migrate(connection: Connection): Promise<void> {
  migrations += 1
  await ask(connection, "CREATE TABLE words (word text); INSERT INTO words VALUES ('first')")
}

test('two databases of one key are separate copies of one migrated template', async () => {
  const [one, two] = await Promise.all([testDatabase(key, migrate), testDatabase(key, migrate)])
  assert.equal(migrations, 1)
  await ask(one.connection, "INSERT INTO words VALUES ('only here')")
  assert.deepEqual(await ask(one.connection, 'SELECT count(*)::int AS words FROM words'), [{ words: 2 }])
  assert.deepEqual(await ask(two.connection, 'SELECT count(*)::int AS words FROM words'), [{ words: 1 }])
  assert.deepEqual(await ask(one.connection, 'SELECT rolsuper OR rolbypassrls AS unbound FROM pg_roles WHERE rolname = current_user'), [
    { unbound: false },
  ])
  await one.drop()
  await two.drop()
})

test('a migration that fails leaves no template behind', async () => {
  await assert.rejects(
    testDatabase(failing, async () => assert.fail('no')),
    /no/,
  )
  const database = await testDatabase(failing, migrate)
  assert.equal((await ask(database.connection, 'SELECT FROM words')).length, 1)
  await database.drop()
})

test('copies of live processes survive the clearing of leftovers', async () => {
  const server = await testServer()
  const database = await testDatabase(key, migrate)
  await dropLeftovers(server)
  assert.equal((await ask(database.connection, 'SELECT FROM words')).length, 1)
  await database.drop()
  await server.release()
})
