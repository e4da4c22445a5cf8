import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { type ByteSource, cut } from './bytes.ts'
import { BlobError } from './problem.ts'

/**
 * The format of a sealed file: pure, random bytes are passed in.
 *
 *     header   magic 7 · format 1 · key version 4 · salt 16 · nonce prefix 8          (36 bytes, big endian)
 *     frame    up to 64 KiB of plaintext under AES-256-GCM, then its tag of 16 bytes  (at least one frame, also for an empty file)
 *
 * Each file has a key of its own, HKDF-SHA256 (RFC 5869) of the data key and the file's salt, so that random nonces cannot meet however many files a
 * matter has (the reasoning of Tink's AES-GCM-HKDF streaming AEAD; a bare 8-byte prefix would be too short beyond some 2^16 files, NIST SP 800-38D 8.3).
 * A frame's nonce is the prefix and its index. Its associated data are the index, whether it is the last, the header and the context (the matter's
 * id). So a changed byte, a frame left out, repeated or moved, a cut end, and a file of another matter are all found.
 */
export const frameBytes = 64 * 1024
export const headerBytes = 36
const tagBytes = 16
export const sealedFrameBytes = frameBytes + tagBytes
/** What `newHeader` needs of randomness. */
export const randomBytesOfHeader = 24
export const keyBytes = 32

const magic = Buffer.from('2CHSEAL', 'latin1')
const format = 1
const infoOfFileKey = 'secondchair sealed file 1'
/** The index has four bytes in the nonce. 256 TiB. */
const framesMax = 2 ** 32

export interface Header {
  /** Of the data key that the file was sealed with. */
  readonly keyVersion: number
  readonly bytes: Uint8Array
}

/** @param random 24 bytes, fresh for each file. */
export function newHeader(keyVersion: number, random: Uint8Array): Header {
  if (random.length !== randomBytesOfHeader) throw new RangeError(`a header needs ${randomBytesOfHeader} random bytes`)
  const bytes = Buffer.alloc(headerBytes)
  magic.copy(bytes)
  bytes.writeUInt8(format, 7)
  bytes.writeUInt32BE(keyVersion, 8)
  bytes.set(random, 12)
  return { keyVersion, bytes }
}

/** @throws BlobError `damaged` where the bytes do not begin a sealed file. */
export function parseHeader(bytes: Uint8Array): Header {
  const header = Buffer.from(bytes.subarray(0, headerBytes))
  if (header.length < headerBytes) throw new BlobError('damaged', `The file is cut off inside its header, at byte ${header.length}.`)
  if (!header.subarray(0, magic.length).equals(magic)) throw new BlobError('damaged', 'The file does not begin as a sealed file does.')
  if (header.readUInt8(7) !== format)
    throw new BlobError('damaged', `The sealed file has format ${header.readUInt8(7)}, known is ${format}.`)
  return { keyVersion: header.readUInt32BE(8), bytes: header }
}

/** Seals and opens the frames of one file. */
export interface Frames {
  seal(index: number, plain: Uint8Array, last: boolean): Uint8Array
  /** @throws BlobError `damaged`, which names the frame and its bytes */
  open(index: number, sealed: Uint8Array, last: boolean): Uint8Array
}

/**
 * @param key the data key, 32 bytes
 * @param context what the file belongs to, such as a matter's id: it opens in no other
 */
export function framesOf(key: Uint8Array, header: Header, context: string): Frames {
  if (key.length !== keyBytes) throw new RangeError(`a data key has ${keyBytes} bytes`)
  const salt = header.bytes.subarray(12, 28)
  const prefix = header.bytes.subarray(28, headerBytes)
  const fileKey = new Uint8Array(hkdfSync('sha256', key, salt, infoOfFileKey, keyBytes))
  const bound = Buffer.concat([Buffer.alloc(5), header.bytes, Buffer.from(context, 'utf8')])
  const nonce = Buffer.concat([prefix, Buffer.alloc(4)])

  const bind = (index: number, last: boolean) => {
    if (index >= framesMax) throw new BlobError('too-large', `A sealed file holds ${framesMax} frames.`)
    nonce.writeUInt32BE(index, prefix.length)
    bound.writeUInt32BE(index, 0)
    bound.writeUInt8(last ? 1 : 0, 4)
  }

  return {
    seal: (index, plain, last) => {
      bind(index, last)
      const cipher = createCipheriv('aes-256-gcm', fileKey, nonce).setAAD(bound)
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: (index, sealed, last) => {
      const end = sealed.length - tagBytes
      if (end < 0) throw damagedFrame(index)
      bind(index, last)
      const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce, { authTagLength: tagBytes })
      decipher.setAAD(bound).setAuthTag(sealed.subarray(end))
      const plain = decipher.update(sealed.subarray(0, end))
      try {
        decipher.final()
      } catch (cause) {
        throw damagedFrame(index, cause)
      }
      return plain
    },
  }
}

const damagedFrame = (index: number, cause?: unknown) =>
  new BlobError(
    'damaged',
    `Frame ${index} of the sealed file (plaintext from byte ${index * frameBytes}) was changed, moved or cut, or is of another matter.`,
    { cause },
  )

/** Seals a stream: header, then frames. The memory is that of two frames, whatever the length. */
export async function* seal(source: ByteSource, key: Uint8Array, header: Header, context: string): AsyncGenerator<Uint8Array> {
  const frames = framesOf(key, header, context)
  yield header.bytes
  for await (const { index, bytes, last } of cut(source, frameBytes)) yield frames.seal(index, bytes, last)
}

/**
 * Opens a whole sealed file. The end of the stream is taken for the end of the file; a file that was cut off is found at its last frame.
 *
 * @param framesFor finds the key for the header
 */
export async function* openSealed(sealed: ByteSource, framesFor: (header: Header) => Promise<Frames>): AsyncGenerator<Uint8Array> {
  let frames: Frames | undefined
  const body = afterHeader(sealed, async (header) => {
    frames = await framesFor(header)
  })
  for await (const { index, bytes, last } of cut(body, sealedFrameBytes)) {
    if (frames) yield frames.open(index, bytes, last)
  }
}

async function* afterHeader(sealed: ByteSource, take: (header: Header) => Promise<void>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = Buffer.alloc(0)
  for await (const chunk of sealed) {
    if (!head) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < headerBytes) continue
    await take(parseHeader(head))
    yield head.subarray(headerBytes)
    head = undefined
  }
  if (head) parseHeader(head)
}

/**
 * Opens frames that follow each other in a stream, from the middle of a file.
 *
 * @param first the index of the first frame in the stream
 * @param count of frames in the whole file
 */
export async function* openFrames(sealed: ByteSource, frames: Frames, first: number, count: number): AsyncGenerator<Uint8Array> {
  for await (const { index, bytes } of cut(sealed, sealedFrameBytes)) yield frames.open(first + index, bytes, first + index === count - 1)
}

/** The size of a sealed file from that of its plaintext, in bytes. */
export const sealedSize = (plainBytes: number): number => headerBytes + plainBytes + tagBytes * frameCount(plainBytes)

/** How many frames so much plaintext has. At least one. */
export const frameCount = (plainBytes: number): number => Math.max(1, Math.ceil(plainBytes / frameBytes))

/** The size of the plaintext from that of the sealed file. @throws BlobError `damaged` where no sealed file has that size */
export function plainSize(sealedBytes: number): number {
  const body = sealedBytes - headerBytes
  const plain = body - tagBytes * Math.max(1, Math.ceil(body / sealedFrameBytes))
  if (plain < 0 || sealedSize(plain) !== sealedBytes)
    throw new BlobError('damaged', `No sealed file is ${sealedBytes} bytes long: its end is cut off.`)
  return plain
}
