import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  frameBytes,
  frameCount,
  framesOf,
  headerBytes,
  newHeader,
  openSealed,
  parseHeader,
  plainSize,
  seal,
  sealedFrameBytes,
  sealedSize,
} from './sealed.ts'
import { gathered, inPieces } from './testing.ts'

const key = randomBytes(32)
const context = 'matter-a'

const sealed = (plain: Uint8Array, pieceBytes?: number, header = newHeader(1, randomBytes(24))) =>
  gathered(seal(inPieces(plain, pieceBytes), key, header, context))

const opened = (file: Uint8Array, pieceBytes?: number, openKey: Uint8Array = key, openContext = context) =>
  gathered(openSealed(inPieces(file, pieceBytes), async (header) => framesOf(openKey, header, openContext)))

const damaged = { problem: 'damaged' }

/** Sizes at, just before and just after the edges of frames. */
const sizes = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -20, max: 20 }))
  .map(([frames, off]) => Math.max(0, frames * frameBytes + off))

test('what is sealed opens again, whatever its size and however it comes in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 500, max: 200_000 }), fc.integer({ min: 500, max: 200_000 }), async (size, written, read) => {
      const plain = randomBytes(size)

      const file = await sealed(plain, written)

      assert.equal(file.length, sealedSize(size))
      assert.equal(plainSize(file.length), size)
      assert.ok((await opened(file, read)).equals(plain))
    }),
    { numRuns: 60 },
  )
})

test('a changed bit, anywhere, is found', async () => {
  const size = 2 * frameBytes + 100
  const file = await sealed(randomBytes(size))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: file.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const changed = Buffer.from(file)
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at)
      await assert.rejects(opened(changed), damaged)
    }),
    { numRuns: 100 },
  )
})

test('every byte of a short file and of the header counts', async () => {
  const file = await sealed(Buffer.from('privileged'))
  for (let at = 0; at < file.length; at++) {
    const changed = Buffer.from(file)
    changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at)
    await assert.rejects(opened(changed), damaged, `byte ${at}`)
  }
})

test('a file that was cut off is found, wherever', async () => {
  const file = await sealed(randomBytes(3 * frameBytes))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: file.length - 1 }), async (length) => {
      await assert.rejects(opened(file.subarray(0, length)), damaged)
    }),
    { numRuns: 60 },
  )
  for (const frames of [0, 1, 2]) await assert.rejects(opened(file.subarray(0, headerBytes + frames * sealedFrameBytes)), damaged)
})

test('frames that were added, swapped, repeated or taken from another file are found', async () => {
  const plain = randomBytes(3 * frameBytes)
  const file = await sealed(plain)
  const other = await sealed(plain)
  const frame = (of: Buffer, index: number) =>
    of.subarray(headerBytes + index * sealedFrameBytes, headerBytes + (index + 1) * sealedFrameBytes)
  const header = file.subarray(0, headerBytes)
  const join = (...frames: Buffer[]) => opened(Buffer.concat([header, ...frames]))

  assert.ok((await join(frame(file, 0), frame(file, 1), frame(file, 2))).equals(plain))
  await assert.rejects(join(frame(file, 1), frame(file, 0), frame(file, 2)), damaged)
  await assert.rejects(join(frame(file, 0), frame(file, 2)), damaged)
  await assert.rejects(join(frame(file, 0), frame(file, 0), frame(file, 1), frame(file, 2)), damaged)
  await assert.rejects(join(frame(file, 0), frame(other, 1), frame(file, 2)), damaged)
  await assert.rejects(join(frame(file, 0), frame(file, 1), frame(file, 2), frame(file, 2)), damaged)
})

test('a file opens only for its matter and with its key', async () => {
  const file = await sealed(Buffer.from('privileged'))
  await assert.rejects(opened(file, undefined, key, 'matter-b'), damaged)
  await assert.rejects(opened(file, undefined, randomBytes(32)), damaged)
  assert.equal((await opened(file)).toString(), 'privileged')
})

test('nothing of the plaintext stands in the sealed file, and two files of the same content differ', async () => {
  const plain = Buffer.alloc(frameBytes, 'secret ')
  const [one, two] = [await sealed(plain), await sealed(plain)]
  assert.equal(one.includes('secret'), false)
  assert.notDeepEqual(one.subarray(headerBytes), two.subarray(headerBytes))
})

test('the header says which version of the key is needed', async () => {
  const file = await sealed(Buffer.from('x'), undefined, newHeader(7, randomBytes(24)))
  assert.equal(parseHeader(file).keyVersion, 7)
})

test('sizes that no sealed file has are refused', () => {
  for (const bytes of [0, headerBytes, headerBytes + 15, headerBytes + sealedFrameBytes + 1, headerBytes + sealedFrameBytes + 16]) {
    assert.throws(() => plainSize(bytes), damaged, `${bytes} bytes`)
  }
  assert.equal(plainSize(headerBytes + 16), 0)
  assert.deepEqual([0, 1, frameBytes, frameBytes + 1].map(frameCount), [1, 1, 1, 2])
})
