import { createHash, randomBytes } from 'node:crypto'
import type { ByteSource } from './bytes.ts'
import type { MatterKeys } from './keys.ts'
import { type BlobPlace, type ByteRange, nameOf, notFound, parseName } from './place.ts'
import { BlobError } from './problem.ts'
import {
  type Frames,
  frameBytes,
  frameCount,
  framesOf,
  type Header,
  headerBytes,
  newHeader,
  openFrames,
  openSealed,
  parseHeader,
  plainSize,
  randomBytesOfHeader,
  seal,
  sealedFrameBytes,
} from './sealed.ts'

/** A blob's address and size: the SHA-256 of its plaintext, in lower-case hexadecimal. */
export interface Blob {
  readonly sha256: string
  readonly bytes: number
}

type Verdict = { readonly ok: true; readonly bytes: number } | { readonly ok: false; readonly problem: string; readonly message: string }

/** The blobs of all matters: streamed, addressed by content, sealed with their matter's key. */
export interface Blobs {
  /** Keeps a stream. The same content in the same matter is kept once. The memory is flat, whatever the length. */
  write(matterId: string, source: ByteSource): Promise<Blob>
  /**
   * The content, or a range of it; only the frames that hold the range are fetched and opened. A whole read is compared with its address at its end.
   *
   * @throws BlobError while reading: `not-found`, `damaged`, `key-destroyed`, `bad-range`
   */
  read(matterId: string, sha256: string, range?: ByteRange): ByteSource
  /** Plaintext bytes, or undefined where there is no such blob. */
  size(matterId: string, sha256: string): Promise<number | undefined>
  /** Reads it all and compares it with its address. What is wrong is named, not thrown. */
  verify(matterId: string, sha256: string): Promise<Verdict>
  /**
   * Removes files that no row knows: written, but their transaction never came. The young are left, as theirs may be on its way.
   *
   * @returns how many files and sealed bytes were removed, and how many files were looked at
   */
  collect(options: Collecting): Promise<{ looked: number; removed: number; bytes: number }>
}

interface Collecting {
  isKnown(matterId: string, sha256: string): Promise<boolean>
  /** At least an hour: a shorter age would take files away from transactions under way. */
  readonly olderThanMs: number
  readonly now: Date
}

const collectAgeMsMin = 60 * 60 * 1000
/** Largest blob: more than any mailbox that is handed over as one file. */
const blobBytesMax = 256 * 1024 ** 3

/**
 * @example
 * const blobs = createBlobs({ place: folderPlace('data/blobs'), keys })
 * const { sha256 } = await blobs.write(matterId, createReadStream('contract.docx'))
 * for await (const bytes of blobs.read(matterId, sha256, { start: 0, end: 1024 })) …
 */
export function createBlobs({ place, keys }: { place: BlobPlace; keys: MatterKeys }): Blobs {
  const framesFor = async (matterId: string, header: Header) =>
    framesOf((await keys.forOpening(matterId, header.keyVersion)).key, header, matterId)

  const readHeader = async (name: string): Promise<Header> => parseHeader(await gather(place.get(name, { start: 0, end: headerBytes })))

  async function* readWhole(matterId: string, sha256: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    const sealed = place.get(nameOf(matterId, sha256))
    for await (const plain of openSealed(sealed, (header) => framesFor(matterId, header))) {
      hash.update(plain)
      yield plain
    }
    const found = hash.digest('hex')
    if (found !== sha256)
      throw new BlobError('damaged', `The content of blob ${nameOf(matterId, sha256)} is that of ${found}: it was put in its place.`)
  }

  async function* readRange(matterId: string, sha256: string, range: ByteRange): AsyncGenerator<Uint8Array> {
    const name = nameOf(matterId, sha256)
    let header = await readHeader(name)
    let begun = false
    for (;;) {
      try {
        for await (const plain of openRange(name, range, await framesFor(matterId, header))) {
          begun = true
          yield plain
        }
        return
      } catch (error) {
        if (begun || !(error instanceof BlobError) || error.problem !== 'damaged') throw error
        // The same content may have been written anew, under another salt, between the two reads.
        const now = await readHeader(name)
        if (Buffer.from(now.bytes).equals(header.bytes)) throw error
        header = now
      }
    }
  }

  async function* openRange(name: string, { start, end }: ByteRange, frames: Frames): AsyncGenerator<Uint8Array> {
    const stored = await place.stat(name)
    if (!stored) throw notFound(name)
    const size = plainSize(stored.bytes)
    if (!(start >= 0 && start <= end && end <= size)) {
      throw new BlobError('bad-range', `Bytes ${start} to ${end} are not within the ${size} bytes of the file.`)
    }
    if (start === end) return

    const first = Math.floor(start / frameBytes)
    const after = Math.floor((end - 1) / frameBytes) + 1
    const sealed = place.get(name, {
      start: headerBytes + first * sealedFrameBytes,
      end: Math.min(headerBytes + after * sealedFrameBytes, stored.bytes),
    })
    let at = first * frameBytes
    for await (const plain of openFrames(sealed, frames, first, frameCount(size))) {
      yield plain.subarray(Math.max(0, start - at), Math.min(plain.length, end - at))
      at += plain.length
    }
    if (at < end) throw new BlobError('damaged', `Blob ${name} ends at byte ${at}, before byte ${end}.`)
  }

  return {
    write: async (matterId, source) => {
      const { key, version } = await keys.forSealing(matterId)
      const hash = createHash('sha256')
      let bytes = 0
      let sha256 = ''
      const measured = async function* () {
        for await (const chunk of source) {
          bytes += chunk.length
          if (bytes > blobBytesMax) throw new BlobError('too-large', `A file may have ${blobBytesMax} bytes. Split it.`)
          hash.update(chunk)
          yield chunk
        }
      }
      const address = () => {
        sha256 = hash.digest('hex')
        return nameOf(matterId, sha256)
      }
      await place.put(address, seal(measured(), key, newHeader(version, randomBytes(randomBytesOfHeader)), matterId))
      return { sha256, bytes }
    },

    read: (matterId, sha256, range) => (range ? readRange(matterId, sha256, range) : readWhole(matterId, sha256)),

    size: async (matterId, sha256) => {
      const stored = await place.stat(nameOf(matterId, sha256))
      return stored && plainSize(stored.bytes)
    },

    verify: async (matterId, sha256) => {
      let bytes = 0
      try {
        for await (const plain of readWhole(matterId, sha256)) bytes += plain.length
        return { ok: true, bytes }
      } catch (error) {
        if (!(error instanceof BlobError)) throw error
        return { ok: false, problem: error.problem, message: error.message }
      }
    },

    collect: async ({ isKnown, olderThanMs, now }) => {
      if (olderThanMs < collectAgeMsMin) throw new RangeError(`collect only what is older than ${collectAgeMsMin} ms`)
      const before = new Date(now.getTime() - olderThanMs)
      const done = { looked: 0, removed: 0, bytes: 0 }
      for await (const { name, modifiedAt } of place.list()) {
        done.looked++
        const parts = parseName(name)
        if (!parts || modifiedAt >= before || (await isKnown(parts.matterId, parts.sha256))) continue
        // Asked again: the same content may have been written anew while its row was looked for.
        const stored = await place.stat(name)
        if (!stored || stored.modifiedAt >= before) continue
        await place.delete(name)
        done.removed++
        done.bytes += stored.bytes
      }
      await place.tidy(before)
      return done
    },
  }
}

/** All bytes of a short source. */
async function gather(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
