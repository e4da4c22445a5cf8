import { createHash } from 'node:crypto'

/** What the child process of the upload tests is told. */
export interface ChildTask {
  readonly folder: string
  readonly matterId: string
  readonly id: string
  /** Where to stop; the end, where it is not said. */
  readonly until?: number
  readonly key: { readonly version: number; readonly masterVersion: number; readonly wrapped: string }
}

/** Words of four bytes; a chunk of some odd size. */
const chunkBytes = 70_000

/** The same long, never repeating content from any offset, in chunks that fit no frame. */
export async function* pattern(start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    const first = at - (at % 4)
    const count = Math.min(chunkBytes, end - at)
    const words = new Uint32Array(Math.ceil((at - first + count) / 4))
    for (let index = 0; index < words.length; index++) words[index] = Math.imul(first / 4 + index, 2_654_435_761)
    yield new Uint8Array(words.buffer, at - first, count)
    at += count
    // Lets signals and timers in, as a network would.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

export async function patternSha256(bytes: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of pattern(0, bytes)) hash.update(chunk)
  return hash.digest('hex')
}
