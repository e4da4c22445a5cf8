import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Place, socketPort } from './embedded-place.ts'

const linux = process.platform === 'linux'

/** The process id of the server that runs on this cluster, if one does. */
export function serverProcess({ cluster }: Place): number | undefined {
  const id = idInPidFile(cluster)
  return id !== undefined && isServer(id, cluster) ? id : undefined
}

/**
 * Clears away what a killed server left: helpers that did not notice and go on with a long query, and the pid file where its number now
 * belongs to some other process (PostgreSQL itself clears one whose number is free). Does nothing while a server runs.
 */
export async function clearRemains(place: Place): Promise<void> {
  const { cluster, socketFolder } = place
  const id = idInPidFile(cluster)
  if (id === undefined || !linux || serverProcess(place)) return
  for (const helper of processesIn(cluster)) if (isOrphan(helper, cluster)) endProcess(helper, 'SIGQUIT')
  if (!exists(id) || processesIn(cluster).length > 0 || idInPidFile(cluster) !== id) return
  await rm(join(cluster, 'postmaster.pid'), { force: true })
  await rm(join(socketFolder, `.s.PGSQL.${socketPort}.lock`), { force: true })
}

/** Sends a signal; a process that is gone already is no error. */
export function endProcess(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function idInPidFile(cluster: string): number | undefined {
  try {
    return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}

/** On Linux a process is the cluster's when that is its working folder (a zombie has none); elsewhere when it exists. */
const isServer = (id: number, cluster: string) => (linux ? workingFolder(id) === cluster : exists(id))

function exists(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function processesIn(cluster: string): number[] {
  const ids = readdirSync('/proc').map(Number).filter(Boolean)
  return ids.filter((id) => workingFolder(id) === cluster)
}

/** A server's helpers call themselves `postgres: …`; the server itself is named by its command. */
function isOrphan(id: number, cluster: string): boolean {
  const command = readProc(id, 'cmdline')
  const parent = Number(/^PPid:\s+(\d+)/m.exec(readProc(id, 'status'))?.[1])
  return command.startsWith('postgres: ') && workingFolder(parent) !== cluster
}

function workingFolder(id: number): string | undefined {
  try {
    return readlinkSync(`/proc/${id}/cwd`)
  } catch {
    return undefined
  }
}

function readProc(id: number, name: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
