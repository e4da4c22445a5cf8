import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { asSuperuser, openEmbedded } from './embedded.ts'
import { giveToOwner } from './embedded-cluster.ts'
import { makePrivate, placeOf, unfinished } from './embedded-place.ts'

/** What a backup holds: every file with its size and SHA-256, so that a restore finds what was damaged since. */
interface Manifest {
  readonly format: 1
  readonly madeAt: string
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
}

const manifestName = 'manifest.json'

/**
 * What a base backup leaves out, since the server makes it anew (PostgreSQL manual, 25.3.4 "Backing Up the Data Directory"). The log of
 * changes (`pg_wal`) comes last, and only what the backup needs of it.
 */
const contentsLeftOut = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
])
const leftOut = (name: string) => /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|\.s\.PGSQL.*|.*\.new)$/.test(name)

/**
 * Copies the embedded server's data while it works: a whole state of it as of the copy's end. Starts the server for the copy where none runs.
 *
 * @param folder the data folder
 * @param target a folder that does not exist yet; it is there only when the backup is whole
 * @returns the files and their bytes
 */
export async function backupEmbedded(folder: string, target: string): Promise<{ files: number; bytes: number }> {
  if (existsSync(target)) throw new Error(`${target} exists already. Name a new folder for the backup.`)
  const embedded = await openEmbedded({ folder })
  const { cluster } = await placeOf(folder)
  const fresh = unfinished(target)
  const client = new pg.Client(asSuperuser(embedded))
  try {
    await client.connect()
    await mkdir(join(fresh, 'pg'), { recursive: true, mode: 0o700 })
    const files = await copyConsistently(client, cluster, join(fresh, 'pg'))
    const manifest: Manifest = { format: 1, madeAt: new Date().toISOString(), files }
    await writeDurably(join(fresh, manifestName), `${JSON.stringify(manifest, null, 1)}\n`)
    await rename(fresh, target)
    const sizes = Object.values(files)
    return { files: sizes.length, bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0) }
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await client.end().catch(() => {})
    await embedded.stop()
  }
}

/**
 * Puts a backup into a data folder that has no database. The next start brings it to the state of the backup's end.
 *
 * @throws Error naming the file that is missing or damaged, or the folder that is taken
 */
export async function restoreEmbedded(source: string, folder: string): Promise<void> {
  const manifest = await readManifest(source)
  const place = await placeOf(folder)
  if (existsSync(place.cluster)) throw new Error(`${place.cluster} holds a database already. Move it away, or restore into another folder.`)
  const fresh = { ...place, cluster: unfinished(place.cluster) }
  try {
    await makePrivate(fresh.cluster, place.owner)
    for (const name of contentsLeftOut) await mkdir(join(fresh.cluster, name), { mode: 0o700 })
    for (const name of emptyFolders) await mkdir(join(fresh.cluster, name), { recursive: true, mode: 0o700 })
    for (const [name, { bytes, sha256 }] of Object.entries(manifest.files)) {
      const copied = await copyFile(join(source, 'pg', name), join(fresh.cluster, name))
      if (copied?.sha256 !== sha256)
        throw new Error(`${join(source, 'pg', name)} is ${copied ? 'damaged' : 'missing'} (${bytes} bytes expected). Use another backup.`)
    }
    await giveToOwner(fresh)
    await rename(fresh.cluster, place.cluster)
  } finally {
    await rm(fresh.cluster, { recursive: true, force: true })
  }
}

/** Folders that may hold no file and yet must be there. */
const emptyFolders = [
  'pg_commit_ts',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_stat',
  'pg_tblspc',
  'pg_twophase',
  'pg_wal/archive_status',
]

async function copyConsistently(client: pg.Client, cluster: string, target: string): Promise<Manifest['files']> {
  // Holds back the removal of the log that the copy needs, for as long as this session lives.
  await client.query("SELECT pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)")
  const { rows: started } = await client.query<{ segment: string }>(
    "SELECT pg_walfile_name(pg_backup_start('secondchair', true)) AS segment",
  )
  const files = await copyTree(cluster, target, '')
  const { rows: stopped } = await client.query<{ segment: string; label: string }>(
    'SELECT pg_walfile_name(lsn) AS segment, labelfile AS label FROM pg_backup_stop(false)',
  )
  const first = started[0]?.segment ?? ''
  const { segment: last = '', label = '' } = stopped[0] ?? {}

  await mkdir(join(target, 'pg_wal'), { mode: 0o700 })
  for (const name of await readdir(join(cluster, 'pg_wal'))) {
    // Names are 24 hexadecimal digits that sort as the log runs.
    if (!/^[0-9A-F]{24}$/.test(name) || name < first || name > last) continue
    const copied = await copyFile(join(cluster, 'pg_wal', name), join(target, 'pg_wal', name))
    if (copied) files[`pg_wal/${name}`] = copied
  }
  await writeDurably(join(target, 'backup_label'), label)
  files.backup_label = { bytes: Buffer.byteLength(label), sha256: createHash('sha256').update(label).digest('hex') }
  return files
}

type Copied = Record<string, { bytes: number; sha256: string }>

async function copyTree(from: string, to: string, folder: string): Promise<Copied> {
  const files: Copied = {}
  for (const entry of await readdir(join(from, folder), { withFileTypes: true })) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (leftOut(entry.name) || contentsLeftOut.has(name)) continue
    if (entry.isDirectory()) {
      await mkdir(join(to, name), { mode: 0o700 })
      Object.assign(files, await copyTree(from, to, name))
    } else if (entry.isFile()) {
      const copied = await copyFile(join(from, name), join(to, name))
      if (copied) files[name] = copied
    }
  }
  return files
}

/** Copies one file down to the disk. @returns undefined where it is gone: a table dropped meanwhile, which the log tells of */
async function copyFile(from: string, to: string): Promise<{ bytes: number; sha256: string } | undefined> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await pipeline(createReadStream(from), measure, createWriteStream(to, { mode: 0o600, flush: true }))
    return { bytes, sha256: hash.digest('hex') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !existsSync(from)) return undefined
    throw error
  }
}

const writeDurably = (path: string, text: string) => writeFile(path, text, { mode: 0o600, flush: true })

async function readManifest(source: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(source, manifestName), 'utf8')) as Manifest
  } catch {
    throw new Error(`${source} is no backup: its ${manifestName} cannot be read.`)
  }
}
