import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { openEmbedded } from './embedded.ts'

const module = new URL('./embedded.ts', import.meta.url).href

/** A process of its own that opens the folder, says so, and then waits to be told to stop (a line on its input) or to be killed. */
async function opener(folder: string): Promise<ChildProcess> {
  const code = `
    const { openEmbedded } = await import('${module}')
    const store = await openEmbedded({ folder: ${JSON.stringify(folder)} })
    console.log('open')
    process.stdin.once('data', async () => { await store.stop(); process.exit() })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => assert.fail('the opener ended before it was open'))])
  return child
}

async function end(child: ChildProcess, how: 'stop' | 'kill'): Promise<void> {
  const exit = once(child, 'exit')
  if (how === 'kill') child.kill('SIGKILL')
  else child.stdin?.write('stop\n')
  await exit
}

async function ask<T extends pg.QueryResultRow>(connection: Connection, sql: string): Promise<T[]> {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Asks until the server answers: what a pool's next query does after a restart. */
async function askPatiently<T extends pg.QueryResultRow>(connection: Connection, sql: string): Promise<T[]> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask<T>(connection, sql)
    } catch (error) {
      if (tries === 300) throw error
      await sleep(50)
    }
  }
}

/** A copy without the socket, which a killed server leaves behind and Node cannot copy. */
const copyOf = (from: string, to: string) => cp(from, to, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') })

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')
const serverOf = (folder: string) => Number(readFileSync(pidFile(join(folder, 'pg')), 'utf8').split('\n')[0])
const words = 'SELECT word FROM words ORDER BY word'

describe('the embedded server', () => {
  let base: string
  let folder: string
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'secondchair-embedded-'))
    // Open to the user that the server runs as where we are root.
    await chmod(base, 0o755)
    folder = join(base, 'data')
  })
  after(() => rm(base, { recursive: true, force: true }))

  test('hands out a role that row-level security holds for, on a socket only, with checksums', async () => {
    const store = await openEmbedded({ folder })
    const [row] = await ask<Record<string, unknown>>(
      store.connection,
      `SELECT rolsuper, rolbypassrls, pg_has_role('secondchair_app', 'member') AS scoped, current_setting('listen_addresses') AS addresses,
        current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding FROM pg_roles WHERE rolname = current_user`,
    )
    await ask(store.connection, "CREATE TABLE words (word text); INSERT INTO words VALUES ('kept')")
    await store.stop()

    assert.deepEqual(row, { rolsuper: false, rolbypassrls: false, scoped: true, addresses: '', checksums: 'on', encoding: 'UTF8' })
    assert.equal(existsSync(pidFile(join(folder, 'pg'))), false, 'stopped')
    assert.equal((await stat(join(folder, 'pg'))).mode & 0o077, 0, 'closed to other users')
  })

  test('two that open at once share one server, and the last to leave stops it', async () => {
    const both = await Promise.all([opener(folder), opener(folder)])
    const server = serverOf(folder)
    await end(both[0], 'stop')
    assert.equal(serverOf(folder), server, 'the other still uses it')
    await end(both[1], 'stop')
    assert.equal(existsSync(pidFile(join(folder, 'pg'))), false)
  })

  test('two that make the cluster at once make one', async () => {
    const fresh = join(base, 'fresh')
    const both = await Promise.all([opener(fresh), opener(fresh)])
    await Promise.all(both.map((child) => end(child, 'stop')))
    assert.equal(existsSync(pidFile(join(fresh, 'pg'))), false)
    const store = await openEmbedded({ folder: fresh })
    assert.deepEqual(await ask(store.connection, 'SELECT current_user AS me'), [{ me: 'secondchair' }])
    await store.stop()
  })

  test('outlives a starter that is killed; the next finds it, uses it and stops it', async () => {
    const starter = await opener(folder)
    const server = serverOf(folder)
    await end(starter, 'kill')
    const store = await openEmbedded({ folder })
    assert.equal(serverOf(folder), server)
    assert.deepEqual(await ask(store.connection, words), [{ word: 'kept' }])
    await store.stop()
    assert.equal(existsSync(pidFile(join(folder, 'pg'))), false)
  })

  test('recovers by itself when the server is killed under it, with all that was committed', async () => {
    const store = await openEmbedded({ folder })
    await ask(store.connection, "INSERT INTO words VALUES ('committed')")
    const killed = serverOf(folder)
    process.kill(killed, 'SIGKILL')
    assert.deepEqual(await askPatiently(store.connection, words), [{ word: 'committed' }, { word: 'kept' }])
    assert.notEqual(serverOf(folder), killed)
    await store.stop()
  })

  test('recovers after starter and server were both killed, even while a helper of the dead server still computes', async () => {
    const starter = await opener(folder)
    const connection = await openEmbedded({ folder }).then(async (store) => {
      await store.stop()
      return store.connection
    })
    const longQuery = ask(connection, 'SELECT count(*) FROM generate_series(1, 100000000000)').catch((error: Error) => error)
    await sleep(200)
    const server = serverOf(folder)
    await end(starter, 'kill')
    process.kill(server, 'SIGKILL')

    const store = await openEmbedded({ folder })
    assert.deepEqual(await ask(store.connection, words), [{ word: 'committed' }, { word: 'kept' }])
    await store.stop()
    assert.ok((await longQuery) instanceof Error)
  })

  test('a pid file whose number is another process by now does not keep it from starting', async () => {
    await copyOf(folder, join(base, 'stale'))
    const pid = pidFile(join(base, 'stale', 'pg'))
    await writeFile(pid, `${process.pid}\n${join(base, 'stale', 'pg')}\n1\n5432\n\n\n  1   1\nready   \n`)
    const store = await openEmbedded({ folder: join(base, 'stale') })
    assert.equal((await ask(store.connection, words)).length, 2)
    await store.stop()
  })

  test('a folder with a path too long for a socket, and one that was moved, open', async () => {
    const deep = join(base, 'd'.repeat(60), 'e'.repeat(60))
    await copyOf(folder, deep)
    const store = await openEmbedded({ folder: deep })
    assert.ok(store.connection.host.startsWith('/tmp/secondchair-'))
    assert.equal((await ask(store.connection, words)).length, 2)
    await store.stop()
    await rm(store.connection.host, { recursive: true })

    await rename(folder, join(base, 'moved'))
    const moved = await openEmbedded({ folder: join(base, 'moved') })
    assert.equal((await ask(moved.connection, words)).length, 2)
    await moved.stop()
  })

  test('says how the server failed where it cannot start', async () => {
    await writeFile(join(base, 'moved', 'pg', 'postgresql.auto.conf'), "shared_buffers = 'much'\n")
    await assert.rejects(openEmbedded({ folder: join(base, 'moved') }), /does not start[\s\S]*shared_buffers/)
  })
})

const root = process.getuid?.() === 0

test('root opens a folder that is closed to the user the server runs as', { skip: root ? false : 'not root' }, async () => {
  const closed = await mkdtemp(join(tmpdir(), 'secondchair-closed-'))
  const folder = join(closed, 'data')
  const store = await openEmbedded({ folder })
  assert.ok(store.connection.host.startsWith('/var/lib/secondchair/'))
  await ask(store.connection, "CREATE TABLE words (word text); INSERT INTO words VALUES ('apart')")
  await store.stop()

  const again = await openEmbedded({ folder })
  assert.deepEqual(await ask(again.connection, words), [{ word: 'apart' }])
  await again.stop()
  await rm(join(again.connection.host, '..'), { recursive: true })
  await rm(closed, { recursive: true })
})
