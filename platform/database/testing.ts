import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { asSuperuser, openEmbedded } from './embedded.ts'
import { applicationRole } from './embedded-cluster.ts'

export interface TestDatabase {
  /** To a database of this test alone, as the application's role. */
  readonly connection: Connection
  /** Drops it and lets go of the server. Close your own pools first. */
  drop(): Promise<void>
}

/** A server for tests, and as whom its databases are made. */
interface TestServer {
  readonly maker: Connection
  readonly user: Connection
  release(): Promise<void>
}

/** Who makes a template holds this advisory lock, so that it is made once; the second number is a hash of its key. */
const templateLock = 7_210_336

let copies = 0

/**
 * A fresh database for one test file: a copy of a template on which `migrate` ran, made once for each key.
 * On the embedded server (shared by all tests of this checkout, stopped by the last to leave) or on the one in `TEST_DATABASE_URL`,
 * whose role must be able to create databases and must not be a superuser.
 *
 * @param key names the content: a hash of the migrations. Another key, another template
 * @param migrate makes the tables; must close what it opens
 *
 * @example
 * const database = await testDatabase(migrationsKey, migrate)
 * after(() => database.drop())
 */
export async function testDatabase(key: string, migrate: (connection: Connection) => Promise<void>): Promise<TestDatabase> {
  const server = await testServer()
  try {
    const name = await withClient(server.maker, async (maker) => {
      const template = await templateOf(maker, server.user, key, migrate)
      const copy = `test_${process.pid}_${Date.now().toString(36)}_${copies++}`
      await createFrom(maker, copy, template, server.user.user)
      return copy
    })
    return {
      connection: { ...server.user, database: name },
      drop: async () => {
        await withClient(server.maker, (maker) => maker.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
        await server.release()
      },
    }
  } catch (error) {
    await server.release()
    throw error
  }
}

/** Opens the tests' server, for a whole run: then it need not start again between two test files. */
export async function testServer(): Promise<TestServer> {
  const url = process.env.TEST_DATABASE_URL
  if (url) {
    const { host, port, user = '', database = '', password } = new pg.Client({ connectionString: url })
    const given = { host, port, user, database, ...(password && { password }) }
    return { maker: given, user: given, release: async () => {} }
  }
  const folder = testFolder()
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const embedded = await openEmbedded({ folder, durability: 'tests' })
  return { maker: asSuperuser(embedded), user: embedded.connection, release: embedded.stop }
}

/** Drops what killed test processes left, and templates of an earlier day. On the embedded server only: on another the ids are not ours to judge. */
export async function dropLeftovers({ maker }: TestServer): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return
  await withClient(maker, async (client) => {
    const { rows } = await client.query<{ name: string; old: boolean }>(`
      SELECT datname AS name, (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day' AS old
      FROM pg_database WHERE datname LIKE 'test\\_%' OR datname LIKE 'template\\_%'`)
    for (const { name, old } of rows) {
      const maker = /^test_(\d+)_/.exec(name)?.[1]
      if (maker ? !isAlive(Number(maker)) : old) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    }
  })
}

/** Drops the template of a key that will not come again. */
export async function dropTemplate({ maker }: TestServer, key: string): Promise<void> {
  await withClient(maker, (client) => client.query(`DROP DATABASE IF EXISTS ${templateName(key)} WITH (FORCE)`))
}

/** One folder for each checkout and user. */
function testFolder(): string {
  const checkout = fileURLToPath(new URL('../..', import.meta.url))
  const hash = createHash('sha256').update(`${checkout}\n${userInfo().uid}`).digest('hex').slice(0, 12)
  return join(tmpdir(), `secondchair-tests-${hash}`)
}

const templateName = (key: string) => `template_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`

async function templateOf(
  maker: pg.Client,
  user: Connection,
  key: string,
  migrate: (connection: Connection) => Promise<void>,
): Promise<string> {
  const template = templateName(key)
  const lock = [templateLock, createHash('sha256').update(key).digest().readInt32BE()]
  await maker.query('SELECT pg_advisory_lock($1, $2)', lock)
  try {
    if (await exists(maker, template)) return template
    const unfinished = `${template}_new`
    await maker.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
    await createFrom(maker, unfinished, 'template1', user.user)
    await migrate({ ...user, database: unfinished })
    await maker.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`)
    return template
  } finally {
    await maker.query('SELECT pg_advisory_unlock($1, $2)', lock)
  }
}

async function exists(maker: pg.Client, database: string): Promise<boolean> {
  const { rowCount } = await maker.query('SELECT FROM pg_database WHERE datname = $1', [database])
  return rowCount === 1
}

const createFrom = (maker: pg.Client, database: string, template: string, owner: string) =>
  maker.query(`CREATE DATABASE ${database} TEMPLATE ${template} OWNER ${pg.escapeIdentifier(owner || applicationRole)}`)

async function withClient<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
