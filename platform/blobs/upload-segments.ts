import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type ByteSource, cut } from './bytes.ts'
import { isMissing, readSpan, syncFolder, writeAll } from './durable.ts'
import type { MatterKeys } from './keys.ts'
import { BlobError } from './problem.ts'
import {
  type Frames,
  frameBytes,
  framesOf,
  headerBytes,
  newHeader,
  parseHeader,
  randomBytesOfHeader,
  sealedFrameBytes,
  sealedSize,
} from './sealed.ts'
import { noUpload } from './upload-folders.ts'

/**
 * The bytes of an upload stand in segments, one for each append, each sealed under a salt of its own: nothing sealed is ever written over, so no nonce is used
 * twice whatever is killed when. A segment's name says where it starts; while it is written it is `start-random.open`, then `start-random.end`,
 * with the end in the name. What a kill left open is cut to its whole frames at the next append. A segment's frames are not marked as last: where
 * it ends is said by its name and by where the next one starts, and the whole by the declared length.
 */
interface Place {
  readonly path: string
  readonly matterId: string
  readonly id: string
  readonly keys: MatterKeys
}

interface Segment {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** Appends that one upload may take: pieces of half a megabyte for the longest. Beyond it, folders get slow. */
const segmentsMax = 20_000
/** How long an append waits for the next bytes. A line that is dead without saying so must not hold the upload for longer. */
const silenceMsMax = 30_000

const nameForm = /^(\d{1,14})-[0-9a-f]{16}\.(open|\d{1,14})$/

/** The unbroken run of segments from the start, and where it ends. */
export async function segmentsOf(place: Place): Promise<{ segments: Segment[]; end: number }> {
  const names = await namesIn(place.path)
  const byStart = new Map<number, Segment>()
  for (const { file, start, end } of names) {
    // Two processes may have written from the same offset: the longer counts, and whoever wrote the other is told the offset.
    if (end !== undefined && end > (byStart.get(start)?.end ?? start)) byStart.set(start, { file, start, end })
  }

  const segments: Segment[] = []
  let torn: Segment | undefined
  let at = 0
  for (let next = byStart.get(at); next; next = byStart.get(at)) {
    segments.push(next)
    at = next.end
  }

  for (const { file, start, end } of names) {
    if (end !== undefined || start !== (segments.at(-1)?.end ?? 0)) continue
    const length = await wholeBytes(place, file, start)
    if (start + length <= at) continue
    at = start + length
    torn = { file, start, end: at }
  }
  if (torn) segments.push(torn)
  return { segments, end: at }
}

/** Cuts what a kill or a power cut left open to the frames that open, counted from its start, and names it by its end. */
export async function repairSegments(place: Place): Promise<void> {
  for (const { file, start, end } of await namesIn(place.path)) {
    if (end !== undefined) continue
    const path = join(place.path, file)
    const length = await soundBytes(place, file, start)
    if (length === 0) {
      await unlink(path)
      continue
    }
    const handle = await open(path, 'r+')
    try {
      await handle.truncate(sealedSize(length))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(path, join(place.path, closedName(file, start + length)))
  }
  await syncFolder(place.path)
}

/**
 * Writes what comes. What came is kept also where the source fails; only then is the failure thrown on. A source that goes on beyond the declared end is
 * not the declared file: nothing of it is kept, lest its beginning pass for a whole.
 */
export async function appendSegment(place: Place, start: number, declared: number, source: ByteSource): Promise<void> {
  if ((await namesIn(place.path)).length >= segmentsMax) {
    throw new BlobError('bad-request', `The upload came in ${segmentsMax} pieces. Begin it again, with pieces of at least 1 MB.`)
  }
  const { key, version } = await place.keys.forSealing(place.matterId)
  const header = newHeader(version, randomBytes(randomBytesOfHeader))
  const frames = framesOf(key, header, contextOf(place, start))
  const name = `${start}-${randomBytes(8).toString('hex')}.open`
  const path = join(place.path, name)

  let failure: { readonly error: unknown } | undefined
  const until = async function* () {
    try {
      yield* bounded(source, declared - start)
    } catch (error) {
      failure = { error }
    }
  }

  let length = 0
  const file = await open(path, 'wx', 0o600)
  try {
    await writeAll(file, header.bytes)
    for await (const { index, bytes } of cut(until(), frameBytes)) {
      if (bytes.length === 0) continue
      await writeAll(file, frames.seal(index, bytes, false))
      length += bytes.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  const overflowed = failure?.error instanceof BlobError && failure.error.problem === 'too-large'
  if (length === 0 || overflowed) await unlink(path)
  else await rename(path, join(place.path, closedName(name, start + length)))
  await syncFolder(place.path)
  if (failure) throw failure.error
}

/** The bytes of all segments, in order. @throws BlobError `damaged` */
export async function* readSegments(place: Place): AsyncGenerator<Uint8Array> {
  for (const { file, start, end } of (await segmentsOf(place)).segments) {
    const handle = await open(join(place.path, file), 'r')
    try {
      const frames = await framesIn(place, handle, start)
      const sealed = readSpan(handle, headerBytes, sealedSize(end - start))
      let at = start
      for await (const { index, bytes } of cut(sealed, sealedFrameBytes)) {
        const plain = frames.open(index, bytes, false)
        at += plain.length
        yield plain
      }
      if (at !== end) throw new BlobError('damaged', `Bytes ${at} to ${end} of the upload are lost. Upload the file again.`)
    } finally {
      await handle.close()
    }
  }
}

const contextOf = ({ matterId, id }: Place, start: number) => `${matterId} upload ${id} at ${start}`

const closedName = (name: string, end: number) => name.replace('.open', `.${end}`)

async function framesIn(place: Place, file: FileHandle, start: number): Promise<Frames> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
  const header = parseHeader(buffer.subarray(0, bytesRead))
  const { key } = await place.keys.forOpening(place.matterId, header.keyVersion)
  return framesOf(key, header, contextOf(place, start))
}

async function namesIn(path: string): Promise<{ file: string; start: number; end: number | undefined }[]> {
  const names = await readdir(path).catch((error) => {
    throw isMissing(error) ? noUpload() : error
  })
  return names.flatMap((file) => {
    const [, start, end] = nameForm.exec(file) ?? []
    return start === undefined ? [] : [{ file, start: Number(start), end: end === 'open' ? undefined : Number(end) }]
  })
}

/** How many bytes of plaintext an open segment holds in whole frames: from its end back to the first frame that opens. Quick, for asking. */
async function wholeBytes(place: Place, name: string, start: number): Promise<number> {
  const file = await open(join(place.path, name), 'r')
  try {
    const { size } = await file.stat()
    if (size <= headerBytes) return 0
    const frames = await framesIn(place, file, start)
    const whole = Math.ceil((size - headerBytes) / sealedFrameBytes)
    for (let index = whole - 1; index >= 0; index--) {
      const at = headerBytes + index * sealedFrameBytes
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sealedFrameBytes), 0, sealedFrameBytes, at)
      const plain = opened(frames, index, buffer.subarray(0, bytesRead))
      if (plain) return index * frameBytes + plain.length
    }
    return 0
  } finally {
    await file.close()
  }
}

/** How many bytes from its start on open, frame by frame: after a power cut any of the last frames may be missing, not only the last. */
async function soundBytes(place: Place, name: string, start: number): Promise<number> {
  const file = await open(join(place.path, name), 'r')
  try {
    if ((await file.stat()).size <= headerBytes) return 0
    const frames = await framesIn(place, file, start)
    let length = 0
    for await (const { index, bytes } of cut(readSpan(file, headerBytes), sealedFrameBytes)) {
      const plain = opened(frames, index, bytes)
      if (!plain) break
      length += plain.length
    }
    return length
  } finally {
    await file.close()
  }
}

function opened(frames: Frames, index: number, sealed: Uint8Array): Uint8Array | undefined {
  try {
    return frames.open(index, sealed, false)
  } catch (error) {
    if (error instanceof BlobError && error.problem === 'damaged') return undefined
    throw error
  }
}

/** At most so many bytes, and never a wait without end. */
async function* bounded(source: ByteSource, bytesMax: number): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  let left = bytesMax
  let silent = false
  try {
    for (;;) {
      const next = await withinSilence(chunks.next())
      if (next === 'silent') {
        silent = true
        throw new BlobError(
          'incomplete',
          `Nothing came for ${silenceMsMax / 1000} seconds. What came is kept: ask for the offset and go on.`,
        )
      }
      if (next.done) return
      if (next.value.length > left) {
        throw new BlobError('too-large', 'More bytes came than the upload declared. Begin it again with its real length.')
      }
      left -= next.value.length
      yield next.value
    }
  } finally {
    // A silent source would not answer this either.
    if (!silent) await chunks.return?.()
  }
}

async function withinSilence<T>(next: Promise<T>): Promise<T | 'silent'> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<'silent'>((resolve) => {
    timer = setTimeout(resolve, silenceMsMax, 'silent')
  })
  try {
    return await Promise.race([next, silence])
  } finally {
    clearTimeout(timer)
  }
}
