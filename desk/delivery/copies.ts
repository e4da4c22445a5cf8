import type { Blobs } from '../../platform/blobs/store.ts'
import { Refused, refuseNow } from '../../platform/ledger/refusal.ts'
import type { FileRef } from '../line.ts'
import { canBeMarked, markCopy } from './marking.ts'

/** A file on its way out: as it is, or a copy that carries its receiver. */
interface Copy {
  readonly name: string
  readonly bytes: number
  readonly source: AsyncIterable<Uint8Array>
  readonly watermarked: boolean
}

/** Largest file that is read whole into memory, in bytes. */
const wholeBytesMax = 256 * 1024 * 1024
/** Of all marked copies of one package together, in bytes: they wait in memory until they are sent. */
const markedTotalBytesMax = 200 * 1024 * 1024

/**
 * Prepares copies: PDFs carry the mark where one is given, all else goes out as it is, streamed.
 *
 * @param mark the text across the pages, or null
 * @throws Refused where a PDF cannot carry the mark: an unmarked copy of it would break the engagement
 */
export async function copiesOf(blobs: Blobs, matterId: string, files: readonly FileRef[], mark: string | null): Promise<readonly Copy[]> {
  const toMark = mark === null ? [] : files.filter(canBeMarked)
  if (toMark.reduce((sum, { bytes }) => sum + bytes, 0) > markedTotalBytesMax)
    throw new Refused(refuseNow('file', 'Too much to be marked at once. Download the files one by one.'))
  const copies: Copy[] = []
  for (const file of files) {
    const { name, bytes, sha256 } = file
    if (mark === null || !toMark.includes(file)) copies.push({ name, bytes, source: blobs.read(matterId, sha256), watermarked: false })
    else copies.push(await markedCopy(blobs, matterId, file, mark))
  }
  return copies
}

async function markedCopy(blobs: Blobs, matterId: string, file: FileRef, mark: string): Promise<Copy> {
  const { name } = file
  const marked = await markCopy(await whole(blobs, matterId, file), mark)
  if ('unusable' in marked)
    throw new Refused(
      refuseNow('file', `"${name}" cannot carry the watermark that the engagement asks for: ${marked.unusable} Ask for it as another PDF.`),
    )
  return { name, bytes: marked.bytes.byteLength, source: once(marked.bytes), watermarked: true }
}

/** Bytes that are there already, as a stream. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** All bytes of a file. @throws Refused where it is too large to be held in memory */
export async function whole(blobs: Blobs, matterId: string, { name, sha256, bytes }: FileRef): Promise<Uint8Array> {
  if (bytes > wholeBytesMax) throw new Refused(refuseNow('file', `"${name}" has ${bytes} bytes; ${wholeBytesMax} can be read at once.`))
  const parts: Uint8Array[] = []
  for await (const part of blobs.read(matterId, sha256)) parts.push(part)
  return Buffer.concat(parts)
}
