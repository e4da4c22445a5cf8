import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, open, rename, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './connection.ts'
import {
  applicationDatabase,
  applicationRole,
  type Durability,
  logEnd,
  makeCluster,
  prepareCluster,
  superuser,
} from './embedded-cluster.ts'
import { type Place, placeOf, socketPort } from './embedded-place.ts'
import { clearRemains, endProcess, serverProcess } from './embedded-processes.ts'

/** A server that runs for this data folder. */
export interface Embedded {
  /** As the application's role, never as a superuser. */
  readonly connection: Connection
  /** Ends this process's use. The last to leave stops the server. Close your own pools first. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** The data folder; made where it does not exist. The database stands in its `pg/`. */
  readonly folder: string
  readonly durability?: Durability
}

/**
 * Everyone who uses a server holds this advisory lock, shared, in a session of their own. Who can have it alone is the last, and stops the
 * server. The session ends with its process, so one that is killed is not waited for.
 */
const presenceLock = 7_210_335

/** Longest wait for a server that does not come up, and for one that is still recovering from a crash. */
const startSecondsMax = 60
const recoverySecondsMax = 600
const stopSecondsMax = 60
const startsMax = 3
const pauseMs = 20
const logBytesMax = 10_000_000

/**
 * Opens the PostgreSQL that comes with Secondchair on a data folder: makes its cluster on first use, starts it or finds it running, and
 * starts it again should it die. Several processes may open the same folder; the server outlives any of them that is killed.
 *
 * @throws Error where no server fits this platform (the message says to set DATABASE_URL), or with the end of its log where it does not start
 *
 * @example
 * const store = await openEmbedded({ folder: 'data' })
 * const pool = new pg.Pool(store.connection)
 * …
 * await pool.end()
 * await store.stop()
 */
export async function openEmbedded({ folder, durability = 'full' }: EmbeddedOptions): Promise<Embedded> {
  const place = await placeOf(folder)
  await makeCluster(place, durability)

  let presence = await enter(place, durability)
  let stopping = false
  const watch = () =>
    presence.once('end', async () => {
      while (!stopping) {
        try {
          presence = await enter(place, durability)
          if (stopping) await leave(place, presence)
          else watch()
          return
        } catch (error) {
          process.stderr.write(`The database stopped and does not start again: ${(error as Error).message}\n`)
          await sleep(5_000, undefined, { ref: false })
        }
      }
    })
  watch()

  return {
    connection: { host: place.socketFolder, port: socketPort, user: applicationRole, database: applicationDatabase },
    stop: async () => {
      if (stopping) return
      stopping = true
      await leave(place, presence)
    },
  }
}

/** As the superuser, for what only one may do (copies of databases, backups): stays inside this folder. */
export const asSuperuser = ({ connection }: Embedded, database = superuser): Connection => ({ ...connection, user: superuser, database })

/** `pg` has these two, its types do not: whether the session keeps the process alive. */
type Session = pg.Client & { ref(): void; unref(): void }

/** Finds the server or starts it, and stays in it with one session. */
async function enter(place: Place, durability: Durability): Promise<Session> {
  let starts = 0
  let child: ChildProcess | undefined
  const began = performance.now()
  for (;;) {
    const answer = await tryEntering(place)
    if (typeof answer !== 'string') return answer

    const seconds = (performance.now() - began) / 1000
    const running = serverProcess(place) !== undefined
    if (seconds > (answer === 'busy' && running ? recoverySecondsMax : startSecondsMax)) throw await notStarting(place)
    if (answer === 'absent' && !running && !isRunning(child)) {
      if (starts === startsMax) throw await notStarting(place)
      starts += 1
      await clearRemains(place)
      child = await start(place, durability)
    }
    await sleep(pauseMs)
  }
}

const isRunning = (child: ChildProcess | undefined) => child !== undefined && child.exitCode === null && child.signalCode === null

const notStarting = async (place: Place) =>
  new Error(`The database in ${place.cluster} does not start. The end of ${place.log}:\n${await logEnd(place)}`)

/** @returns a session that holds the presence lock; or `busy` where the server starts, recovers or stops; or `absent` */
async function tryEntering(place: Place): Promise<Session | 'busy' | 'absent'> {
  const client = new pg.Client({
    host: place.socketFolder,
    port: socketPort,
    user: superuser,
    database: superuser,
    application_name: 'presence',
  }) as Session
  // An error after the session stands is followed by `end`, which the watcher hears.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ present: boolean }>('SELECT pg_try_advisory_lock_shared($1) AS present', [presenceLock])
    if (rows[0]?.present) {
      client.unref()
      return client
    }
    await client.end()
    return 'busy'
  } catch (error) {
    await client.end().catch(() => {})
    return whyNot(error as NodeJS.ErrnoException)
  }
}

const absentCodes = new Set(['ENOENT', 'ECONNREFUSED'])
/** Starting up or recovering; shutting down; crashed; too many connections. And a session that broke off. */
const busyCodes = new Set(['57P03', '57P01', '57P02', '53300', 'ECONNRESET', 'EPIPE', 'EAGAIN'])

function whyNot(error: NodeJS.ErrnoException): 'busy' | 'absent' {
  const code = error.code ?? ''
  if (absentCodes.has(code)) return 'absent'
  if (busyCodes.has(code) || error.message.startsWith('Connection terminated')) return 'busy'
  throw error
}

/** Starts the server in a session of its own: it outlives us however we end. */
async function start(place: Place, durability: Durability): Promise<ChildProcess> {
  const postgres = await prepareCluster(place, durability)
  const log = await openLog(place)
  const child = spawn(postgres, ['-D', place.cluster], {
    ...place.owner,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.on('error', () => {})
  child.unref()
  await log.close()
  return child
}

async function openLog({ log, owner }: Place) {
  const { size } = await stat(log).catch(() => ({ size: 0 }))
  if (size > logBytesMax) await rename(log, `${log}.1`)
  const file = await open(log, 'a', 0o600)
  await chmod(log, 0o600)
  if (owner) await chown(log, owner.uid, owner.gid)
  return file
}

async function leave(place: Place, presence: Session): Promise<void> {
  const last = await isLast(presence)
  const server = last ? serverProcess(place) : undefined
  if (server === undefined) return presence.end().catch(() => {})
  // SIGINT: ends sessions, writes a checkpoint, exits. What is committed is kept either way; this makes the next start quick.
  endProcess(server, 'SIGINT')
  await goneWithin(place, server, stopSecondsMax)
  await presence.end().catch(() => {})
}

async function isLast(presence: Session): Promise<boolean> {
  presence.ref()
  try {
    await presence.query('SELECT pg_advisory_unlock_shared($1)', [presenceLock])
    const { rows } = await presence.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [presenceLock])
    return rows[0]?.alone === true
  } catch {
    return false
  }
}

async function goneWithin(place: Place, server: number, seconds: number): Promise<void> {
  const began = performance.now()
  while (serverProcess(place) === server) {
    if (performance.now() - began > seconds * 1000)
      throw new Error(`The database in ${place.cluster} did not stop within ${seconds} seconds (process ${server}).`)
    await sleep(pauseMs)
  }
}
