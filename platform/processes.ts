import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** One process that shall run as long as we do. */
export interface Supervised {
  /** For people: `web`, `worker 1`. */
  readonly name: string
  readonly args: readonly string[]
}

export interface SupervisorOptions {
  /** The program that every child runs, with its own arguments. */
  readonly program: string
  readonly children: readonly Supervised[]
  /** Told when a child ends that should not. */
  died(name: string, how: string): void
  /** Told when the first child has said for the first time that it is ready, with what it said. */
  ready(message: unknown): void
}

/** Pauses before a child that died is started again, in milliseconds: longer each time it lived shortly. */
const restartMs = [100, 1_000, 5_000, 15_000]
/** One that lived so long had a chance meeting; the next pause is the shortest again. */
const healthyMs = 60_000
/** The longest that a child may take to stop, before it is killed: its requests and jobs have their own, shorter limits. */
const stopSecondsMax = 60

/**
 * Runs children until told to stop, and starts again any that dies. The first is waited for before the others start: it brings the database up to date.
 * Should we be killed, the children notice that nobody is there and stop by themselves.
 */
export async function supervise({ program, children, died, ready }: SupervisorOptions): Promise<void> {
  const running = new Map<string, ChildProcess>()
  const stop = new AbortController()

  const keep = async ({ name, args }: Supervised, started: (message: unknown) => void): Promise<void> => {
    let short = 0
    while (!stop.signal.aborted) {
      const began = performance.now()
      const child = fork(program, args, { stdio: 'inherit' })
      running.set(name, child)
      child.on('message', started)
      const how = await endOf(child)
      running.delete(name)
      if (stop.signal.aborted) return
      died(name, how)
      short = performance.now() - began > healthyMs ? 0 : short + 1
      await sleep(restartMs[Math.min(short, restartMs.length - 1)], undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }

  const told = toldToStop().then(() => stop.abort())
  const [first, ...others] = children
  if (!first) return
  const kept: Promise<void>[] = []
  const isReady = new Promise<void>((resolve) => {
    kept.push(
      keep(first, (message) => {
        ready(message)
        resolve()
      }),
    )
  })
  await Promise.race([isReady, told])
  for (const child of others) kept.push(keep(child, () => undefined))
  await told
  for (const child of running.values()) child.kill('SIGTERM')
  const late = setTimeout(() => {
    for (const child of running.values()) child.kill('SIGKILL')
  }, stopSecondsMax * 1000)
  await Promise.all(kept)
  clearTimeout(late)
}

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with ${code}`))
  })

/**
 * Waits until this process is told to stop: by SIGTERM, by SIGINT, or because its supervisor has gone. Told a second time, it ends at once.
 *
 * @example
 * await toldToStop()
 * await server.stop()
 */
export const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    let told = false
    const hear = () => {
      // A terminal's interrupt reaches us directly and through the supervisor: the second of a pair is no second thought.
      if (!told) setTimeout(() => process.on('SIGINT', () => process.exit(130)), 1_000).unref()
      told = true
      // Listening for the end of the channel keeps a process alive: no longer wanted.
      process.channel?.unref()
      resolve()
    }
    process.on('SIGTERM', hear)
    process.on('SIGINT', hear)
    process.once('disconnect', hear)
    // It may have gone before we listened.
    if (process.send && !process.connected) hear()
  })

/** Says to the supervisor, if there is one, that this process is ready. */
export const sayReady = (message: { readonly [key: string]: string | number }): void => {
  process.send?.(message)
}
