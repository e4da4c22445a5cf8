import { newId } from '../../platform/ids.ts'
import type { FileRef, LineOrder, ReadFile, ServiceLine } from '../line.ts'
import type { CheckRun, Finding } from './inspection.ts'

/** Largest file that a check reads, in bytes: it is held in memory whole. */
const checkedFileBytesMax = 64 * 1024 ** 2
/** The longest that one check may take, in milliseconds: heavy parsing has its own limits in the line. */
const checkMsMax = 120_000
/** Most findings that are kept of one check: a product with more needs no list, it needs rework. */
const findingsMax = 200
/** Longest text of a finding, in characters. */
const findingLengthMax = 1_000

/** What the checks of a line said. */
interface Checked {
  readonly checks: readonly CheckRun[]
  readonly findings: readonly Omit<Finding, 'defectId' | 'dismissedWhy'>[]
}

/** Reads files of a matter's blobs for checks: whole, and none that is too large. */
export const checkReader =
  (read: (sha256: string) => AsyncIterable<Uint8Array>): ReadFile =>
  async ({ name, sha256, bytes }: FileRef) => {
    const tooLarge = () => new Error(`"${name}" has more than ${checkedFileBytesMax} bytes: look through it by hand.`)
    if (bytes > checkedFileBytesMax) throw tooLarge()
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of read(sha256)) {
      length += chunk.byteLength
      if (length > checkedFileBytesMax) throw tooLarge()
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

/** Runs a line's automatic checks that are not done yet, one after the other. One that fails, or takes too long, says so: the inspector looks by hand then. */
export async function runChecks(
  line: Pick<ServiceLine<unknown>, 'checks'>,
  order: LineOrder<unknown>,
  read: ReadFile,
  done: readonly CheckRun[],
): Promise<Checked> {
  const checks: CheckRun[] = []
  const findings: Checked['findings'][number][] = []
  for (const check of line.checks) {
    if (done.some(({ name, problem }) => name === check.name && problem === null)) continue
    try {
      const found = await within(checkMsMax, check.run(order, read))
      for (const { ctq, message, place } of found.slice(0, findingsMax))
        findings.push({ id: newId(), check: check.name, ctq, message: cut(message), place: cut(place) })
      const next = found[findingsMax]
      if (next) {
        const message = `There are ${found.length} findings; the first ${findingsMax} are listed.`
        findings.push({ id: newId(), check: check.name, ctq: next.ctq, message, place: '' })
      }
      checks.push({ name: check.name, problem: null })
    } catch (error) {
      checks.push({ name: check.name, problem: cut(error instanceof Error ? error.message : String(error)) })
    }
  }
  return { checks, findings }
}

const cut = (text: string): string => (text.length > findingLengthMax ? `${text.slice(0, findingLengthMax - 1)}…` : text).toWellFormed()

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${milliseconds / 1000} seconds and was given up.`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
