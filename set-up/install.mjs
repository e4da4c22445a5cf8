import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, say } from './house.mjs'

/** Holds the hash of the lock file that the installed packages came from. `bin/secondchair` looks at its age. */
const stamp = join(root, 'node_modules', '.secondchair-installed')
const progressSeconds = 10

/** Installs the packages of this lock file, unless they stand there already. @throws Error where npm fails; it has printed why */
export async function ensureInstalled() {
  const wanted = hashOf('package-lock.json')
  if (read(stamp) === wanted) return
  if (sameAsLocked()) return writeFileSync(stamp, wanted)
  await alone(async () => {
    // Whoever we waited for may have done it.
    if (read(stamp) === wanted) return
    await npmInstall()
    writeFileSync(stamp, wanted)
  })
}

/** Marks the packages as looked at now, so that a lock file that was only touched is not compared again. */
export function touchStamp() {
  writeFileSync(stamp, hashOf('package-lock.json'))
}

async function npmInstall() {
  const count = Object.keys(JSON.parse(read(join(root, 'package-lock.json'))).packages).length - 1
  say(`Installing ${count} packages into node_modules.`)
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const progress = setInterval(() => say(`Still installing, ${seconds()} s.`), progressSeconds * 1000)
  try {
    const [command, first] = npm()
    // Not `npm ci`: it refuses a lock file that lacks other platforms' binaries, which some registries do not serve. What is locked is
    // installed as locked either way. Under NODE_ENV=production npm would leave out what tests need.
    const args = [...first, 'install', '--no-save', '--include=dev', '--include=optional', '--loglevel=error']
    // npm's words go to standard error: a command's standard output is its answer.
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && first.length === 0 })
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
    if (code !== 0) throw new Error(`npm install failed with code ${code}; its reason stands above.`)
  } catch (error) {
    throw error.code === 'ENOENT' ? new Error('npm is not installed. Install Node.js with npm (nodejs.org), and run this again.') : error
  } finally {
    clearInterval(progress)
  }
  say(`Installed in ${seconds()} s.`)
}

/** The npm that started us, else the one on the path. */
const npm = () => (process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []])

/** Whether npm's own record of what it installed names every package of the lock file, at its version: true after an `npm install`. */
function sameAsLocked() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const { packages: locked } = JSON.parse(read(join(root, 'package-lock.json')))
  const { packages: present } = JSON.parse(read(installed))
  return Object.entries(locked).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true
    return present[path] ? present[path].version === version && existsSync(join(root, path)) : optional || devOptional
  })
}

/** Runs `work` while no other process installs into this checkout. */
async function alone(work) {
  const lock = join(tmpdir(), `secondchair-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  for (let told = false; !take(lock); told = true) {
    if (!told) say('Waiting for another installation of this checkout to end.')
    await sleep(500)
  }
  try {
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function take(lock) {
  try {
    mkdirSync(lock)
    writeFileSync(join(lock, 'pid'), String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const holder = Number(read(join(lock, 'pid')))
    if (holder && !isAlive(holder)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const hashOf = (name) =>
  createHash('sha256')
    .update(readFileSync(join(root, name)))
    .digest('hex')

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
