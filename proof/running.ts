import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { placeOf } from '../platform/database/embedded-place.ts'
import { endProcess, serverProcess } from '../platform/database/embedded-processes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** The longest that a start may take, on a machine that does other things too. */
const startSecondsMax = 120

/** The real thing: `main.ts start` with its web process, its worker and its database, in a data folder of its own. */
export interface Running {
  readonly url: string
  readonly folder: string
  /** Starts it, and waits until it answers. */
  start(): Promise<void>
  /** kill -9 to all of it; to the database too, where that is asked for. */
  kill(databaseToo: boolean): void
  /** Memory of the web process now, in MiB. */
  webMiB(): number
  /** Ends it as an operator would. */
  stop(): Promise<void>
}

export async function runningIn(folder: string, more: Readonly<Record<string, string>> = {}): Promise<Running> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const place = await placeOf(folder)
  const { DATABASE_URL: _, ...outside } = process.env
  const settings = {
    SECONDCHAIR_DATA: folder,
    PORT: String(port),
    SECONDCHAIR_WORKERS: '1',
    SECONDCHAIR_DEMO: 'off',
    SECONDCHAIR_LOG: 'error',
  }
  let running: ChildProcess | undefined
  let output = ''

  const isUp = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  return {
    url,
    folder,
    start: async () => {
      output = ''
      running = spawn(process.execPath, [join(root, 'main.ts'), 'start'], {
        cwd: root,
        env: { ...outside, ...settings, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      for (const stream of [running.stdout, running.stderr]) stream?.on('data', (data) => (output = (output + data).slice(-20_000)))
      for (let waited = 0; !(await isUp()); waited += 0.05) {
        if (running.exitCode !== null || waited > startSecondsMax) throw new Error(`The server did not start:\n${output}`)
        await sleep(50)
      }
    },
    kill: (databaseToo) => {
      const database = databaseToo ? serverProcess(place) : undefined
      const parent = running?.pid
      if (parent === undefined) return
      for (const id of [parent, ...ownChildren(parent), ...(database === undefined ? [] : [database])]) endProcess(id, 'SIGKILL')
    },
    webMiB: () => Math.max(0, ...ownChildren(running?.pid ?? 0).map(residentMiB)),
    stop: async () => {
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const ended = once(running, 'exit')
      running.kill('SIGTERM')
      await ended
    },
  }
}

/** Web and worker processes of a supervisor: the database, which may be its child too, is not among them. */
function ownChildren(parent: number): number[] {
  const ids = readFile(`/proc/${parent}/task/${parent}/children`).trim().split(' ').map(Number)
  return ids.filter((id) => id > 0 && readFile(`/proc/${id}/cmdline`).includes('main.ts'))
}

const residentMiB = (id: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(readFile(`/proc/${id}/status`))?.[1] ?? 0) / 1024

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
