import assert from 'node:assert/strict'
import { appendFile, chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { backupEmbedded, restoreEmbedded } from './backup.ts'
import { openEmbedded } from './embedded.ts'

describe('backup of the embedded server', () => {
  let base: string
  let folder: string
  let backup: string
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'secondchair-backup-'))
    await chmod(base, 0o755)
    folder = join(base, 'data')
    backup = join(base, 'backup')
  })
  after(() => rm(base, { recursive: true, force: true }))

  async function ask(at: string, sql: string): Promise<unknown[]> {
    const store = await openEmbedded({ folder: at })
    const client = new pg.Client(store.connection)
    try {
      await client.connect()
      return (await client.query(sql)).rows
    } finally {
      await client.end()
      await store.stop()
    }
  }

  test('write, copy while others write, destroy, restore, read', async () => {
    await ask(
      folder,
      'CREATE TABLE entries AS SELECT n, repeat(md5(n::text), 20) AS text FROM generate_series(1, 20000) n; ALTER TABLE entries ADD PRIMARY KEY (n)',
    )
    const [before] = await ask(
      folder,
      "SELECT count(*)::int AS count, md5(string_agg(text, ',' ORDER BY n)) AS hash FROM entries WHERE n <= 20000",
    )

    const store = await openEmbedded({ folder })
    const client = new pg.Client(store.connection)
    await client.connect()
    let done = false
    let written = 20_000
    const writer = (async () => {
      while (!done) {
        await client.query('INSERT INTO entries SELECT n, repeat(md5(n::text), 20) FROM generate_series($1::int + 1, $1::int + 500) n', [
          written,
        ])
        await client.query('UPDATE entries SET text = text WHERE n % 97 = $1', [written % 97])
        written += 500
      }
    })()
    const writtenBefore = written
    const { bytes } = await backupEmbedded(folder, backup)
    done = true
    await writer
    await client.end()
    await store.stop()
    assert.ok(written > writtenBefore, 'the writer wrote during the backup')
    assert.ok(bytes > 10_000_000)

    await rm(folder, { recursive: true })
    await restoreEmbedded(backup, folder)
    const [restored] = await ask(
      folder,
      "SELECT count(*)::int AS count, md5(string_agg(text, ',' ORDER BY n)) AS hash FROM entries WHERE n <= 20000",
    )
    assert.deepEqual(restored, before)
    const [whole] = await ask(folder, 'SELECT count(*)::int AS count, max(n) AS last FROM entries')
    const { count, last } = whole as { count: number; last: number }
    assert.equal(count, last, 'no gap in what was written during the backup')
    assert.equal(count % 500, 0, 'no half transaction')
    assert.ok(count >= writtenBefore && count <= written)
    const [bad] = await ask(folder, 'SELECT count(*)::int AS bad FROM entries WHERE text <> repeat(md5(n::text), 20)')
    assert.deepEqual(bad, { bad: 0 })
  })

  test('refuses a folder that holds a database, a target that exists, and what is no backup', async () => {
    await assert.rejects(restoreEmbedded(backup, folder), /holds a database already/)
    await assert.rejects(backupEmbedded(folder, backup), /exists already/)
    await assert.rejects(restoreEmbedded(base, join(base, 'other')), /is no backup/)
  })

  test('a damaged or missing file is named, and nothing is left behind', async () => {
    const other = join(base, 'other')
    await appendFile(join(backup, 'pg', 'PG_VERSION'), ' ')
    await assert.rejects(restoreEmbedded(backup, other), /PG_VERSION is damaged/)
    await rm(join(backup, 'pg', 'PG_VERSION'))
    await assert.rejects(restoreEmbedded(backup, other), /PG_VERSION is missing/)
    assert.deepEqual(await readdir(other), [])
  })
})
