import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openStore, type Store } from '../open.ts'
import { verifyBlobs } from '../platform/blobs/verify.ts'
import { house } from '../platform/ids.ts'
import type { Projection } from '../platform/ledger/projection.ts'
import { verifyLedgers } from '../platform/ledger/verify.ts'
import { secondchair } from './command-line.ts'
import { type House, houseOn, openHouse } from './house.ts'
import { setScene } from './scene.ts'
import { seeded } from './seeded.ts'

/** Another seed, other rows and bytes: `PROOF_SEED=7 node --test proof/tamper.test.ts`. */
const seed = Number(process.env.PROOF_SEED ?? 20_261_124)
const rowsTried = 5
const blobsTried = 4

let home: House
const draw = seeded(seed)

before(async () => {
  home = await openHouse()
  await setScene(home)
  // Whoever owns the tables can take the walls down; what is proved here is that the ledger shows it.
  for (const name of ['ledger_entry', ...tablesOf(home.store).map(({ name }) => name)])
    await home.store.database.pool.query(`alter table ${name} no force row level security`)
})
after(() => home?.close())

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const tablesOf = ({ projections }: Store) =>
  (projections as readonly Projection<unknown>[]).flatMap(({ tables }) => tables.map((table) => ({ ...table, name: snake(table.name) })))

interface Column {
  readonly name: string
  readonly type: string
}

async function columnsOf(table: string): Promise<readonly Column[]> {
  const { rows } = await home.store.database.pool.query<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  )
  return rows
}

/** SQL for another value of a column, as near to the one that is there as its type allows. */
function altered({ name, type }: Column, unit = 'millisecond'): string {
  const value = `"${name}"`
  switch (type) {
    case 'text':
      return `coalesce(overlay(${value} placing chr(ascii(substr(${value}, 1 + length(${value}) / 2, 1)) # 1) from 1 + length(${value}) / 2 for 1), 'x')`
    case 'uuid':
      return `coalesce(overlay(${value}::text placing translate(right(${value}::text, 1), '0123456789abcdef', '1032547698badcfe') from 36)::uuid, gen_random_uuid())`
    case 'timestamp with time zone':
      return `coalesce(${value} + interval '1 ${unit}', now())`
    case 'date':
      return `coalesce(${value} + 1, current_date)`
    case 'boolean':
      return `not coalesce(${value}, false)`
    case 'jsonb':
      return `case when ${value} is null then '1'::jsonb else jsonb_build_array(${value}) end`
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'double precision':
      return `coalesce(${value}, 0) + 1`
    default:
      throw new Error(`Say in proof/tamper.test.ts how a ${type} is altered.`)
  }
}

/** Changes one row behind the ledger's back, looks, and puts it back as it was. */
async function whileTampered(table: string, ctid: string, set: string, look: () => Promise<void>): Promise<void> {
  const { pool } = home.store.database
  const { rows: before } = await pool.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t where ctid = $1`, [ctid])
  const { rows: now } = await pool.query<{ ctid: string }>(`update ${table} set ${set} where ctid = $1 returning ctid::text`, [ctid])
  try {
    await look()
  } finally {
    const at = now[0]?.ctid
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(`delete from ${table} where ctid = $1`, [at])
      await client.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [before[0]?.row])
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}

/** What a verification finds: of all, or of one stream, which takes less time. */
const problems = async (stream?: string) => (await verifyLedgers(home.store.database, home.store.projections, stream)).problems

interface Chosen {
  readonly ctid: string
  readonly stream: string
  readonly length: number
}

async function someEntry(): Promise<Chosen> {
  const { rows } = await home.store.database.pool.query<Chosen>(
    'select ctid::text, stream_id as stream, length(body) from ledger_entry order by stream_id, seq',
  )
  return rows[draw(rows.length)] ?? assert.fail('no entries')
}

/** Some row of a table, with the stream that speaks of it. */
async function someRow({ name, stream }: { readonly name: string; readonly stream?: string }): Promise<Chosen | undefined> {
  const of = stream === undefined ? `'${house}'` : `"${snake(stream)}"`
  const { rows } = await home.store.database.pool.query<Chosen>(
    `select ctid::text, ${of} as stream, 0 as length from ${name} t order by t::text`,
  )
  return rows[draw(Math.max(1, rows.length))]
}

test('before anything is changed, all agrees', async () => {
  const found = await verifyLedgers(home.store.database, home.store.projections)
  assert.deepEqual(found.problems, [])
  assert.ok(found.entries > 100 && found.rows > 100)
  const blobs = await verifyBlobs(home.store.database, home.store.blobs)
  assert.deepEqual(blobs.problems, [])
  assert.ok(blobs.blobs > 5)
})

test(`a change in any column of any entry is found (seed ${seed})`, async () => {
  for (let n = 0; n < rowsTried; n++)
    for (const column of await columnsOf('ledger_entry')) {
      const { ctid, stream } = await someEntry()
      // The next number is taken by the next entry.
      const set = column.name === 'seq' ? 'seq = seq + 1000000' : `"${column.name}" = ${altered(column, 'microsecond')}`
      await whileTampered('ledger_entry', ctid, set, async () => assert.ok((await problems(stream)).length > 0, column.name))
    }
  assert.deepEqual(await problems(), [])
})

test('one flipped byte anywhere in the text of an entry is found', async () => {
  for (let n = 0; n < 8 * rowsTried; n++) {
    const { ctid, stream, length } = await someEntry()
    const at = 1 + draw(length)
    const set = `body = overlay(body placing chr(ascii(substr(body, ${at}, 1)) # 1) from ${at} for 1)`
    await whileTampered('ledger_entry', ctid, set, async () => assert.ok((await problems(stream)).length > 0, `byte ${at}`))
  }
  assert.deepEqual(await problems(), [])
})

test('the same JSON written in another way is found too', async () => {
  const { ctid, stream } = await someEntry()
  await whileTampered('ledger_entry', ctid, "body = body || ' '", async () => assert.ok((await problems(stream)).length > 0))
})

test('an entry taken out, the last one too, and a head that was set back are found', async () => {
  const { kysely } = home.store.database
  for (const which of ['max(seq)', '1', 'max(seq) / 2']) {
    const taken = await kysely.transaction().execute(async (db) => {
      const { rows } = await sql<Record<string, unknown>>`
          delete from ledger_entry e using (select stream_id, ${sql.raw(which)} as seq from ledger_entry group by stream_id order by count(*) desc limit 1) x
          where e.stream_id = x.stream_id and e.seq = x.seq returning to_jsonb(e) as row`.execute(db)
      return rows
    })
    try {
      assert.ok((await problems()).length > 0, which)
    } finally {
      for (const { row } of taken)
        await sql`insert into ledger_entry select * from jsonb_populate_record(null::ledger_entry, ${JSON.stringify(row)}::jsonb)`.execute(
          kysely,
        )
    }
  }
  for (const column of await columnsOf('ledger_head')) {
    if (column.name === 'stream_id') continue
    const { rows } = await home.store.database.pool.query<{ ctid: string }>('select ctid::text from ledger_head order by stream_id')
    const chosen = rows[draw(rows.length)]?.ctid ?? ''
    // When the head was written is a convenience for the next entry; what the chain vouches for is its length and hash.
    if (column.name !== 'at')
      await whileTampered('ledger_head', chosen, `"${column.name}" = ${altered(column)}`, async () =>
        assert.ok((await problems()).length > 0, column.name),
      )
  }
  assert.deepEqual(await problems(), [])
})

test('a change in any column of any table that a ledger speaks of is found, and so is a row too few or too many', async (t) => {
  const { pool } = home.store.database
  let tried = 0
  for (const table of tablesOf(home.store)) {
    const { name } = table
    const found = await someRow(table)
    if (!found) t.diagnostic(`${name} has no rows in this world`)
    for (const column of found ? await columnsOf(name) : []) {
      const { ctid, stream } = (await someRow(table)) ?? found ?? assert.fail()
      const set = `"${column.name}" = ${altered(column)}`
      await whileTampered(name, ctid, set, async () => assert.ok((await problems(stream)).length > 0, `${name}.${column.name}`))
      tried += 1
    }
    const last = await someRow(table)
    if (!last) continue
    const { rows } = await pool.query<{ row: unknown }>(`delete from ${name} t where ctid = $1 returning to_jsonb(t) as row`, [last.ctid])
    assert.ok((await problems(last.stream)).length > 0, `a row of ${name} is gone`)
    await pool.query(`insert into ${name} select * from jsonb_populate_record(null::${name}, $1)`, [rows[0]?.row])
  }
  assert.ok(tried > 100)
  assert.deepEqual(await problems(), [])
})

test(`a flipped byte, a cut and a swap of stored files are found (seed ${seed})`, async () => {
  const { store } = home
  const files = await filesUnder(join(store.folder, 'blobs'))
  const found = async () => (await verifyBlobs(store.database, store.blobs)).problems.length
  for (let n = 0; n < blobsTried; n++) {
    const path = files[draw(files.length)] ?? assert.fail('no blobs')
    const whole = await readFile(path)
    const spoilt = Buffer.from(whole)
    const at = draw(spoilt.length)
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << draw(8))
    await writeFile(path, spoilt)
    assert.equal(await found(), 1, `byte ${at} of ${whole.length}`)
    await writeFile(path, whole)
    await truncate(path, draw(whole.length))
    assert.equal(await found(), 1, 'cut')
    await rename(path, `${path}.away`)
    assert.equal(await found(), 1, 'gone')
    await rename(`${path}.away`, path)
    await writeFile(path, whole)
  }
  const [one = '', two = ''] = files
  const contents = await Promise.all([readFile(one), readFile(two)])
  await writeFile(one, contents[1])
  await writeFile(two, contents[0])
  assert.ok((await found()) >= 1, 'swapped')
  await writeFile(one, contents[0])
  await writeFile(two, contents[1])
  assert.equal(await found(), 0)
})

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

test('backup, destroy, restore: verify passes; a damaged backup is refused', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-restore-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const [data, kept, damaged] = ['data', 'backup', 'damaged'].map((name) => join(folder, name)) as [string, string, string]
  const filled = await houseOn(await openStore({ folder: data }))
  await setScene(filled)
  await filled.close()
  const verify = ['ledger', 'verify', '--blobs', '--json']
  const earlier = JSON.parse((await secondchair(data, verify)).stdout)
  assert.ok(earlier.entries > 100 && earlier.blobs > 0)
  assert.equal((await secondchair(data, ['backup', kept])).code, 0)

  await rm(data, { recursive: true })
  assert.equal((await secondchair(data, ['restore', kept])).code, 0)
  const later = await secondchair(data, verify)
  assert.equal(later.code, 0, later.stdout + later.stderr)
  assert.deepEqual(JSON.parse(later.stdout), earlier)
  assert.equal((await secondchair(data, ['restore', kept])).code, 2, 'not over what is there')

  const files = (await filesUnder(join(kept, 'database', 'pg', 'base'))).filter((path) => !path.endsWith('PG_VERSION'))
  const path = files[draw(files.length)] ?? assert.fail('no files')
  await writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')]))
  const refused = await secondchair(damaged, ['restore', kept])
  assert.equal(refused.code, 2)
  assert.match(refused.stderr, /damaged/)
})
