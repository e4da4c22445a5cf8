import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { folderPlace } from './folder.ts'
import { matterKeys } from './keys.ts'
import { openMasterKeys } from './masters.ts'
import type { BlobPlace } from './place.ts'
import { s3Place } from './s3.ts'
import { frameBytes, headerBytes, sealedFrameBytes, sealedSize } from './sealed.ts'
import { createBlobs } from './store.ts'
import { gathered, inPieces, keyTableInMemory, temporaryFolder } from './testing.ts'
import { startS3 } from './testing-s3.ts'

const dayMs = 24 * 60 * 60 * 1000
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pathIn = (root: string, matterId: string, sha256: string) => join(root, matterId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

async function started(t: TestContext, placeIn: (t: TestContext, folder: string) => Promise<BlobPlace> | BlobPlace) {
  const folder = await temporaryFolder(t)
  const keys = matterKeys({ table: keyTableInMemory(), masters: await openMasterKeys({ folder: join(folder, 'keys'), environment: {} }) })
  const place = await placeIn(t, join(folder, 'blobs'))
  return { root: join(folder, 'blobs'), keys, place, blobs: createBlobs({ place, keys }) }
}

const inFolder = (t: TestContext) => started(t, (_, folder) => folderPlace(folder))
const inS3 = (t: TestContext) => started(t, async (test, folder) => s3Place(await startS3(test, folder)))

for (const [where, start] of [
  ['a folder', inFolder],
  ['S3', inS3],
] as const) {
  test(`in ${where}, what is written is read again, whole and in ranges`, async (t) => {
    const { blobs } = await start(t)
    const plain = randomBytes(5 * frameBytes + 123)
    const { sha256, bytes } = await blobs.write('a', inPieces(plain))

    assert.deepEqual({ sha256, bytes }, { sha256: sha256Of(plain), bytes: plain.length })
    assert.ok((await gathered(blobs.read('a', sha256))).equals(plain))
    assert.equal(await blobs.size('a', sha256), plain.length)
    assert.deepEqual(await blobs.verify('a', sha256), { ok: true, bytes: plain.length })

    const edges = fc.oneof(
      fc.integer({ min: 0, max: plain.length }),
      fc
        .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -2, max: 2 }))
        .map(([frame, off]) => Math.max(0, frame * frameBytes + off)),
    )
    await fc.assert(
      fc.asyncProperty(edges, edges, async (one, other) => {
        const range = { start: Math.min(one, other), end: Math.max(one, other) }
        assert.ok((await gathered(blobs.read('a', sha256, range))).equals(plain.subarray(range.start, range.end)))
      }),
      { numRuns: 40 },
    )
    for (const range of [
      { start: -1, end: 2 },
      { start: 0, end: plain.length + 1 },
      { start: 5, end: 4 },
    ]) {
      await assert.rejects(gathered(blobs.read('a', sha256, range)), { problem: 'bad-range' })
    }
  })

  test(`in ${where}, an empty file is a file, and one that is not there is said not to be`, async (t) => {
    const { blobs } = await start(t)
    const { sha256 } = await blobs.write('a', inPieces(Buffer.alloc(0)))
    const nowhere = sha256Of(Buffer.from('nowhere'))

    assert.deepEqual(await gathered(blobs.read('a', sha256)), Buffer.alloc(0))
    assert.deepEqual(await gathered(blobs.read('a', sha256, { start: 0, end: 0 })), Buffer.alloc(0))
    await assert.rejects(gathered(blobs.read('a', nowhere)), { problem: 'not-found' })
    await assert.rejects(gathered(blobs.read('b', sha256)), { problem: 'not-found' })
    await assert.rejects(gathered(blobs.read('a', nowhere, { start: 0, end: 1 })), { problem: 'not-found' })
    assert.equal(await blobs.size('a', nowhere), undefined)
    assert.equal(((await blobs.verify('a', nowhere)) as { problem: string }).problem, 'not-found')
  })

  test(`in ${where}, a file of several parts is kept whole, and the same content once`, async (t) => {
    const { blobs, place } = await start(t)
    const plain = randomBytes(17 * 1024 ** 2)
    const first = await blobs.write('a', inPieces(plain, 300_000))
    const again = await blobs.write('a', inPieces(plain, 1_000_000))

    assert.deepEqual(again, first)
    assert.deepEqual(
      (await Array.fromAsync(place.list())).map(({ name, bytes }) => ({ name, bytes })),
      [{ name: `a/${first.sha256}`, bytes: sealedSize(plain.length) }],
    )
    assert.deepEqual(await blobs.verify('a', first.sha256), { ok: true, bytes: plain.length })
    const range = { start: 9_000_000, end: 9_000_100 }
    assert.ok((await gathered(blobs.read('a', first.sha256, range))).equals(plain.subarray(range.start, range.end)))
  })

  test(`in ${where}, only files that no row knows and that are old enough are collected`, async (t) => {
    const { blobs } = await start(t)
    const known = await blobs.write('a', inPieces(Buffer.from('known')))
    const stray = await blobs.write('a', inPieces(Buffer.from('stray')))
    const isKnown = async (matterId: string, sha256: string) => matterId === 'a' && sha256 === known.sha256

    const today = await blobs.collect({ isKnown, olderThanMs: dayMs, now: new Date() })
    const tomorrow = await blobs.collect({ isKnown, olderThanMs: dayMs, now: new Date(Date.now() + dayMs + 60_000) })

    assert.deepEqual(today, { looked: 2, removed: 0, bytes: 0 })
    assert.deepEqual(tomorrow, { looked: 2, removed: 1, bytes: sealedSize(stray.bytes) })
    assert.equal(await blobs.size('a', stray.sha256), undefined)
    assert.deepEqual(await blobs.verify('a', known.sha256), { ok: true, bytes: known.bytes })
  })

  test(`in ${where}, a source that fails leaves nothing`, async (t) => {
    const { blobs, place } = await start(t)
    const failing = async function* () {
      yield randomBytes(9 * 1024 ** 2)
      throw new Error('line broke')
    }
    await assert.rejects(blobs.write('a', failing()), /line broke/)
    assert.deepEqual(await Array.fromAsync(place.list()), [])
  })
}

test('more objects than one page of S3 holds are all listed', async (t) => {
  const { blobs, place } = await inS3(t)
  const count = 1_010
  for (let at = 0; at < count; at += 101) {
    await Promise.all(Array.from({ length: 101 }, (_, index) => blobs.write('a', inPieces(Buffer.from(`${at + index}`)))))
  }
  assert.equal(new Set((await Array.fromAsync(place.list())).map(({ name }) => name)).size, count)
})

test('a wrong S3 key and an S3 that is not there are said, with the remedy', async (t) => {
  const folder = await temporaryFolder(t)
  const options = await startS3(t, folder)
  const wrong = s3Place({ ...options, accessKeyId: 'WRONG' })
  await assert.rejects(gathered(wrong.get(`a/${'0'.repeat(64)}`)), { problem: 'store', message: /Check its keys/ })
  const elsewhere = s3Place({ ...options, bucket: 'elsewhere' })
  await assert.rejects(gathered(elsewhere.get(`a/${'0'.repeat(64)}`)), { problem: 'store', message: /bucket/ })
  const away = s3Place({ ...options, endpoint: 'http://127.0.0.1:9' })
  await assert.rejects(away.stat(`a/${'0'.repeat(64)}`), { problem: 'store', message: /cannot be reached/ })
})

test('a changed byte on the disk is found and its frame named, and reads elsewhere in the file still work', async (t) => {
  const { blobs, root } = await inFolder(t)
  const plain = randomBytes(3 * frameBytes)
  const { sha256 } = await blobs.write('a', inPieces(plain))
  const file = await open(pathIn(root, 'a', sha256), 'r+')
  const at = headerBytes + sealedFrameBytes + 1000
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([buffer.readUInt8(0) ^ 1]), 0, 1, at)
  await file.close()

  const verdict = await blobs.verify('a', sha256)

  assert.equal(verdict.ok, false)
  assert.match((verdict as { message: string }).message, /^Frame 1 .* byte 65536/)
  await assert.rejects(gathered(blobs.read('a', sha256, { start: frameBytes - 1, end: frameBytes + 1 })), { problem: 'damaged' })
  assert.ok((await gathered(blobs.read('a', sha256, { start: 0, end: frameBytes }))).equals(plain.subarray(0, frameBytes)))
})

test('a file that was put in the place of another is found: of the same matter by its address, of another by its key', async (t) => {
  const { blobs, root } = await inFolder(t)
  const one = await blobs.write('a', inPieces(Buffer.from('one')))
  const two = await blobs.write('a', inPieces(Buffer.from('two')))
  await rename(pathIn(root, 'a', two.sha256), pathIn(root, 'a', one.sha256))
  await assert.rejects(gathered(blobs.read('a', one.sha256)), { problem: 'damaged', message: new RegExp(two.sha256) })

  await blobs.write('b', inPieces(Buffer.from('three')))
  await mkdir(dirname(pathIn(root, 'b', two.sha256)), { recursive: true })
  await rename(pathIn(root, 'a', one.sha256), pathIn(root, 'b', two.sha256))
  await assert.rejects(gathered(blobs.read('b', two.sha256)), { problem: 'damaged' })
})

test('a matter whose key is destroyed cannot be read, nor from a copy of its files made before; others can', async (t) => {
  const { blobs, keys, root } = await inFolder(t)
  const { sha256 } = await blobs.write('a', inPieces(Buffer.from('privileged')))
  const other = await blobs.write('b', inPieces(Buffer.from('privileged')))
  const copy = await readFile(pathIn(root, 'a', sha256))

  await keys.destroy('a')
  await writeFile(pathIn(root, 'a', sha256), copy)

  await assert.rejects(gathered(blobs.read('a', sha256)), { problem: 'key-destroyed' })
  await assert.rejects(gathered(blobs.read('a', sha256, { start: 0, end: 1 })), { problem: 'key-destroyed' })
  await assert.rejects(blobs.write('a', inPieces(Buffer.from('more'))), { problem: 'key-destroyed' })
  assert.equal((await gathered(blobs.read('b', other.sha256))).toString(), 'privileged')
})

test('what a killed process left half written is no blob, and is tidied away once old', async (t) => {
  const { blobs, root, place } = await inFolder(t)
  await blobs.write('a', inPieces(Buffer.from('x')))
  const left = join(root, '.unfinished', 'left')
  await writeFile(left, 'half')
  await utimes(left, new Date(0), new Date(0))

  assert.equal((await Array.fromAsync(place.list())).length, 1)
  await blobs.collect({ isKnown: async () => true, olderThanMs: dayMs, now: new Date() })
  assert.deepEqual(await readdir(join(root, '.unfinished')), [])
})

test('no name leads out of the place', async (t) => {
  const { blobs, place } = await inFolder(t)
  const sha256 = '0'.repeat(64)
  for (const matterId of ['..', '.', 'a/b', '', 'A', '../a']) {
    await assert.rejects(gathered(blobs.read(matterId, sha256)), { problem: 'bad-request' }, matterId)
  }
  for (const name of [`../${sha256}`, 'a/../../etc/passwd', 'a']) {
    await assert.rejects(gathered(place.get(name)), { problem: 'bad-request' }, name)
  }
})
