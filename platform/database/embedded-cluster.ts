import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { makePrivate, type Place, programsFor, socketPort, unfinished } from './embedded-place.ts'

/** Who the application is in the database: owns it, and row-level security holds for it (DESIGN: neither superuser nor BYPASSRLS). */
export const applicationRole = 'secondchair'
/** Who a person's work runs as, by SET LOCAL ROLE. */
const scopedRole = 'secondchair_app'
export const superuser = 'postgres'
export const applicationDatabase = 'secondchair'

/** How sure the server makes that what is committed outlives a power cut: `tests` trade that for speed. */
export type Durability = 'full' | 'tests'

/**
 * Made anew at each start, so that a new version's settings hold for old data folders too; an operator's own stand in
 * `postgresql.auto.conf` (ALTER SYSTEM) and win. For two cores, and small enough for a laptop.
 */
const settings = (place: Place, durability: Durability): Record<string, string> => ({
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_directories: place.socketFolder,
  unix_socket_permissions: '0700',
  max_connections: '120',
  shared_buffers: '256MB',
  effective_cache_size: '2GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  // The embedded build carries no LLVM.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %u@%d ',
  ...(durability === 'full'
    ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
})

/** One statement a line: the single-user server ends a statement at the line's end. */
const bootstrap = [
  `CREATE ROLE ${applicationRole} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`,
  `CREATE ROLE ${scopedRole} NOLOGIN NOSUPERUSER NOBYPASSRLS`,
  `GRANT ${scopedRole} TO ${applicationRole}`,
  `CREATE DATABASE ${applicationDatabase} OWNER ${applicationRole}`,
  `REVOKE ALL ON DATABASE ${applicationDatabase} FROM PUBLIC`,
]

/**
 * Makes the cluster with its roles and its database where there is none. It is made whole beside its place and then renamed into it,
 * so that a process that is killed halfway, or two at once, leave nothing half made.
 */
export async function makeCluster(place: Place, durability: Durability): Promise<void> {
  if (existsSync(place.cluster)) return
  const { initdb, postgres } = await programsFor(place)
  const fresh = { ...place, cluster: unfinished(place.cluster) }
  await makePrivate(fresh.cluster, place.owner)
  try {
    // The built-in locale sorts by code point on every machine alike: an upgrade of the system's libraries cannot spoil an index.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const careful = durability === 'full' ? [] : ['--no-sync']
    await run(initdb, ['-D', fresh.cluster, '-U', superuser, '-A', 'peer', '--data-checksums', ...locale, ...careful], place)
    await writeSettings(fresh, durability)
    await run(postgres, ['--single', '-j', '-D', fresh.cluster, superuser], place, `${bootstrap.join(';\n\n')};\n\n`)
    await moveIntoPlace(fresh.cluster, place.cluster)
  } finally {
    await rm(fresh.cluster, { recursive: true, force: true })
  }
}

/** Writes the settings and who may come in. @throws Error where the cluster was made by another major version */
export async function prepareCluster(place: Place, durability: Durability): Promise<string> {
  const { postgres } = await programsFor(place)
  await refuseOtherVersion(place, postgres)
  await giveToOwner(place)
  await writeSettings(place, durability)
  return postgres
}

/** The end of the server's log, to show in an error. */
export async function logEnd(place: Place): Promise<string> {
  const linesShown = 8
  const text = await readFile(place.log, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-linesShown).join('\n')
}

async function writeSettings(place: Place, durability: Durability): Promise<void> {
  const lines = Object.entries(settings(place, durability)).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  await writeOwned(place, 'postgresql.conf', ['# Made anew at each start. Your own settings: ALTER SYSTEM.', ...lines])
  // The socket's folder is closed to other users; and even one who reaches it must be the system user that we are (peer).
  await writeOwned(place, 'pg_hba.conf', [`local all ${superuser},${applicationRole} peer map=house`])
  const me = `"${userInfo().username.replaceAll('"', '""')}"`
  await writeOwned(place, 'pg_ident.conf', [`house ${me} ${superuser}`, `house ${me} ${applicationRole}`])
}

async function writeOwned({ cluster, owner }: Place, name: string, lines: readonly string[]): Promise<void> {
  const path = join(cluster, name)
  const fresh = unfinished(path)
  await writeFile(fresh, `${lines.join('\n')}\n`, { mode: 0o600 })
  if (owner) await chown(fresh, owner.uid, owner.gid)
  await rename(fresh, path)
}

/** Renames unless something stands there: then whoever was first wins. */
async function moveIntoPlace(fresh: string, path: string): Promise<void> {
  await rename(fresh, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

/** A cluster that root copied here belongs to root: the server's user must own it. */
export async function giveToOwner({ cluster, owner }: Place): Promise<void> {
  if (!owner) return
  const entries = await readdir(cluster, { recursive: true, withFileTypes: true })
  await chown(cluster, owner.uid, owner.gid)
  for (const entry of entries) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), owner.uid, owner.gid).catch(ignoreGone)
  }
}

const ignoreGone = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
}

async function refuseOtherVersion(place: Place, postgres: string): Promise<void> {
  const made = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8')).trim()
  const brought = /\b(\d+)\./.exec(await run(postgres, ['--version'], place))?.[1]
  if (brought && made !== brought) {
    throw new Error(
      `The data in ${place.cluster} was made by PostgreSQL ${made}; this Secondchair brings ${brought}. Use the version that made it, or restore a dump.`,
    )
  }
}

/** Runs one of the server's programs to its end. @returns what it printed. @throws Error with what it said */
async function run(program: string, args: readonly string[], { owner }: Place, input = ''): Promise<string> {
  const child = spawn(program, args, { ...owner, cwd: '/', env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0 || /^.*(ERROR|FATAL):/m.test(output)) throw new Error(`${program} failed:\n${output.trim()}`)
  return output
}
