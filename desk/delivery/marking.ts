import { openPool, type Pool, PoolError } from '../../platform/jobs/pool.ts'
import type { FileRef } from '../line.ts'
import type { Marked } from './marking.thread.ts'

/** Largest PDF that is marked, in bytes: it is held in memory, several times over. */
const markedBytesMax = 100 * 1024 * 1024
/** Of one marking. */
const secondsMax = 60
/** Two at once: more would take the machine from everybody else. */
const threadsMax = 2

let pool: Pool | undefined

/** Whether copies of a file can carry a mark. DOCX and others cannot: they go out as they are, and the log says so. */
export const canBeMarked = ({ type, name, bytes }: FileRef): boolean =>
  (type === 'application/pdf' || name.toLowerCase().endsWith('.pdf')) && bytes <= markedBytesMax

/** Writes across every page of a PDF who received the copy, and when. Threads that have nothing to do end by themselves. */
export async function markCopy(bytes: Uint8Array, text: string): Promise<Marked> {
  pool ??= openPool({ module: new URL('./marking.thread.ts', import.meta.url), secondsMax, threadsMax })
  try {
    return await pool.run<Marked>('mark', { bytes, text })
  } catch (error) {
    if (error instanceof PoolError) return { unusable: error.message }
    throw error
  }
}

/** What stands on a copy. Names longer than this are cut: the time behind them must be read. */
const receiverLengthMax = 80

/** @example markText('Eleanor Whitcombe', '2026-03-02T09:00:00.000Z') // 'Eleanor Whitcombe 2026-03-02 09:00 UTC' */
export const markText = (receiver: string, at: string): string =>
  `${receiver.slice(0, receiverLengthMax)} ${at.slice(0, 16).replace('T', ' ')} UTC`
