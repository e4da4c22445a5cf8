import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { open, readdir, readFile, rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { folderPlace } from './folder.ts'
import { matterKeys } from './keys.ts'
import { openMasterKeys } from './masters.ts'
import type { BlobError } from './problem.ts'
import { frameBytes, headerBytes, sealedFrameBytes } from './sealed.ts'
import { createBlobs } from './store.ts'
import { gathered, inPieces, keyTableInMemory, temporaryFolder } from './testing.ts'
import { type ChildTask, patternSha256 } from './upload.testing.ts'
import { createUploads, type Uploads, uploadBytesMax, uploadIdleMsMax } from './upload.ts'

const matterId = 'a'
const mebibyte = 1024 ** 2

async function started(t: TestContext) {
  const folder = await temporaryFolder(t)
  const table = keyTableInMemory()
  const keys = matterKeys({ table, masters: await openMasterKeys({ folder, environment: {} }) })
  const blobs = createBlobs({ place: folderPlace(join(folder, 'blobs')), keys })
  const clock = { now: new Date() }
  const open = () => createUploads({ folder: join(folder, 'uploads'), blobs, keys, now: () => clock.now })
  return { folder, table, keys, blobs, clock, uploads: open(), restarted: open }
}

const described = (bytes: number) => ({ bytes, name: 'Project Falcon ₹.pdf', type: 'application/pdf' })
const asIs = async <T>(blob: T) => blob

async function* failingAfter(bytes: Uint8Array) {
  yield bytes
  throw new Error('line broke')
}

/** The one segment of an upload that has one. */
async function segmentOf(folder: string, id: string): Promise<string> {
  const names = (await readdir(join(folder, 'uploads', matterId, id))).filter((name) => name !== 'description')
  assert.equal(names.length, 1)
  return join(folder, 'uploads', matterId, id, names[0] ?? '')
}

test('an upload in pieces, with broken lines and restarts between, gives the file', async (t) => {
  const { restarted, uploads, blobs } = await started(t)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 3 * frameBytes }),
      fc.array(fc.record({ bytes: fc.integer({ min: 0, max: frameBytes * 2 }), breaks: fc.boolean() }), { maxLength: 6 }),
      async (size, pieces) => {
        const plain = randomBytes(size)
        const { id } = await uploads.create(matterId, described(size))
        let at = 0
        for (const { bytes, breaks } of [...pieces, { bytes: size, breaks: false }]) {
          const piece = plain.subarray(at, at + bytes)
          const appended = restarted().append(matterId, id, at, breaks ? failingAfter(piece) : inPieces(piece))
          if (breaks) await assert.rejects(appended, /line broke/)
          else await appended
          at += piece.length
          assert.equal((await restarted().status(matterId, id)).offset, at)
        }
        const blob = await restarted().finish(matterId, id, asIs)
        assert.deepEqual(blob, { sha256: createHash('sha256').update(plain).digest('hex'), bytes: size })
        assert.ok((await gathered(blobs.read(matterId, blob.sha256))).equals(plain))
      },
    ),
    { numRuns: 25 },
  )
})

test('what was said of the file comes back with its offset; neither its name nor its content stands on the disk in the clear', async (t) => {
  const { uploads, folder } = await started(t)
  const created = await uploads.create(matterId, described(100))
  const { id } = created
  await uploads.append(matterId, id, 0, inPieces(Buffer.from('privileged and confidential')))

  const { expiresAt, ...upload } = await uploads.status(matterId, id)

  assert.deepEqual(upload, { id, matterId, ...described(100), offset: 27 })
  assert.ok(expiresAt > new Date())
  const path = join(folder, 'uploads', matterId, id)
  for (const name of await readdir(path)) {
    const bytes = await readFile(join(path, name))
    assert.equal(bytes.includes('privileged') || bytes.includes('Falcon'), false, name)
  }
})

test('a wrong offset, too many bytes, too few bytes and a file that is too large are refused and change nothing', async (t) => {
  const { uploads } = await started(t)
  const { id } = await uploads.create(matterId, described(10))
  await uploads.append(matterId, id, 0, inPieces(Buffer.from('12345')))

  await assert.rejects(uploads.append(matterId, id, 4, inPieces(Buffer.from('5'))), { problem: 'wrong-offset', message: /byte 5, not 4/ })
  await assert.rejects(uploads.append(matterId, id, 6, inPieces(Buffer.from('5'))), { problem: 'wrong-offset' })
  await assert.rejects(uploads.append(matterId, id, 5, inPieces(Buffer.from('678901'))), { problem: 'too-large' })
  await assert.rejects(uploads.finish(matterId, id, asIs), { problem: 'incomplete', message: /5 of 10/ })
  assert.equal((await uploads.status(matterId, id)).offset, 5)
  await assert.rejects(uploads.create(matterId, described(uploadBytesMax + 1)), { problem: 'too-large' })
  for (const bytes of [-1, 1.5, Number.NaN]) await assert.rejects(uploads.create(matterId, described(bytes)), { problem: 'bad-request' })
  await assert.rejects(uploads.create(matterId, { ...described(1), name: '' }), { problem: 'bad-request' })
})

test('of two that append at once one goes on, the other is told to wait', async (t) => {
  const { uploads } = await started(t)
  const { id } = await uploads.create(matterId, described(10))
  const gate = Promise.withResolvers<void>()
  const slow = async function* () {
    yield Buffer.from('12345')
    await gate.promise
    yield Buffer.from('67890')
  }
  const first = uploads.append(matterId, id, 0, slow())

  await assert.rejects(uploads.append(matterId, id, 0, inPieces(Buffer.from('abcde'))), { problem: 'busy' })
  await assert.rejects(uploads.finish(matterId, id, asIs), { problem: 'busy' })
  await assert.rejects(uploads.abort(matterId, id), { problem: 'busy' })
  gate.resolve()
  assert.equal((await first).offset, 10)
})

test('two processes that write from the same offset spoil nothing: one content is kept whole', async (t) => {
  const { uploads, restarted, blobs } = await started(t)
  const [one, two] = [randomBytes(200_000), randomBytes(200_000)]
  const { id } = await uploads.create(matterId, described(200_000))
  await Promise.allSettled([uploads.append(matterId, id, 0, inPieces(one)), restarted().append(matterId, id, 0, inPieces(two))])

  const { offset } = await uploads.status(matterId, id)
  if (offset < 200_000) await uploads.append(matterId, id, offset, inPieces(one.subarray(offset)))
  const { sha256 } = await uploads.finish(matterId, id, asIs)
  const kept = await gathered(blobs.read(matterId, sha256))
  assert.ok(kept.equals(one) || kept.equals(two))
})

test('a torn last frame is cut off, and the upload goes on from the frame before', async (t) => {
  const { uploads, restarted, folder, blobs } = await started(t)
  const plain = randomBytes(4 * frameBytes)
  for (const tornBytes of [1, 15, 16, 17, 1000, sealedFrameBytes - 1]) {
    const { id } = await uploads.create(matterId, described(plain.length))
    await uploads.append(matterId, id, 0, inPieces(plain.subarray(0, 3 * frameBytes)))
    // As a kill in the middle of a write leaves it: still open, and its last frame short.
    const closed = await segmentOf(folder, id)
    const file = await open(closed, 'r+')
    await file.truncate(headerBytes + 2 * sealedFrameBytes + tornBytes)
    await file.close()
    await rename(closed, closed.replace(/\.\d+$/, '.open'))

    const { offset } = await restarted().status(matterId, id)
    assert.equal(offset, 2 * frameBytes, `${tornBytes} bytes of the torn frame`)
    await restarted().append(matterId, id, offset, inPieces(plain.subarray(offset)))
    const { sha256 } = await uploads.finish(matterId, id, asIs)
    assert.ok((await gathered(blobs.read(matterId, sha256))).equals(plain))
  }
})

test('a segment that was changed, or moved here from another upload, does not pass', async (t) => {
  const { uploads, folder } = await started(t)
  const one = await uploads.create(matterId, described(100))
  await uploads.append(matterId, one.id, 0, inPieces(randomBytes(100)))
  const two = await uploads.create(matterId, described(100))
  await uploads.append(matterId, two.id, 0, inPieces(randomBytes(100)))
  await rename(await segmentOf(folder, one.id), await segmentOf(folder, two.id))
  await assert.rejects(uploads.finish(matterId, two.id, asIs), { problem: 'damaged' })
})

test('the upload is removed only after its rows are written, so that finishing can be tried again', async (t) => {
  const { uploads, blobs } = await started(t)
  const { id } = await uploads.create(matterId, described(5))
  await uploads.append(matterId, id, 0, inPieces(Buffer.from('12345')))
  const refused = async () => {
    throw new Error('the database is away')
  }
  await assert.rejects(uploads.finish(matterId, id, refused), /away/)

  const { sha256, name } = await uploads.finish(matterId, id, async (blob, upload) => ({ ...blob, name: upload.name }))

  assert.equal(name, described(5).name)
  assert.equal((await gathered(blobs.read(matterId, sha256))).toString(), '12345')
  await assert.rejects(uploads.status(matterId, id), { problem: 'not-found' })
})

test('an upload that was given up is gone, and one is never found under another matter or a path', async (t) => {
  const { uploads, folder } = await started(t)
  const { id } = await uploads.create(matterId, described(5))
  for (const [matter, upload] of [
    ['b', id],
    ['..', id],
    [matterId, '../../keys'],
    [matterId, `.${id}`],
  ] as const) {
    await assert.rejects(uploads.status(matter, upload), { problem: 'not-found' }, `${matter} ${upload}`)
  }
  await uploads.abort(matterId, id)
  await uploads.abort(matterId, id)
  await assert.rejects(uploads.append(matterId, id, 0, inPieces(Buffer.from('x'))), { problem: 'not-found' })
  assert.deepEqual(await readdir(join(folder, 'uploads', matterId)), [])
})

test('an upload that nothing is added to expires', async (t) => {
  const { uploads, clock, folder } = await started(t)
  const { id } = await uploads.create(matterId, described(5))
  const young = await uploads.create(matterId, described(5))
  const old = new Date(clock.now.getTime() - uploadIdleMsMax - 1000)
  await utimes(join(folder, 'uploads', matterId, id), old, old)

  await assert.rejects(uploads.status(matterId, id), { problem: 'not-found', message: /expired/ })
  assert.equal(await uploads.expire(), 1)
  assert.deepEqual(await readdir(join(folder, 'uploads', matterId)), [young.id])
})

test('the upload of a matter whose key was destroyed cannot be read or continued', async (t) => {
  const { uploads, keys } = await started(t)
  const { id } = await uploads.create(matterId, described(5))
  await keys.destroy(matterId)
  await assert.rejects(uploads.status(matterId, id), { problem: 'key-destroyed' })
  await assert.rejects(uploads.append(matterId, id, 0, inPieces(Buffer.from('12345'))), { problem: 'key-destroyed' })
})

interface Outcome {
  readonly blob?: { readonly sha256: string; readonly bytes: number }
  readonly maxRssBytes: number
}

/** Runs the child, and kills it after so many milliseconds where it is told to. @returns nothing where it was killed */
async function runChild(task: ChildTask, killAfterMs?: number): Promise<Outcome | undefined> {
  const program = fileURLToPath(new URL('./upload-child.testing.ts', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const output = Array.fromAsync(child.stdout)
  if (killAfterMs !== undefined) void sleep(killAfterMs, undefined, { ref: false }).then(() => child.kill('SIGKILL'))
  const code = await ended
  if (code === null) return undefined
  assert.equal(code, 0)
  return JSON.parse(Buffer.concat(await output).toString()) as Outcome
}

async function childTask(parts: Awaited<ReturnType<typeof started>>, bytes: number): Promise<ChildTask> {
  const { id } = await parts.uploads.create(matterId, described(bytes))
  const row = parts.table.rows.get(matterId)
  assert.ok(row && row !== 'destroyed')
  return { folder: parts.folder, matterId, id, key: { ...row, wrapped: Buffer.from(row.wrapped).toString('base64') } }
}

test('an upload whose process is killed again and again, while it appends and while it finishes, gives the file in the end', async (t) => {
  const parts = await started(t)
  const bytes = 48 * mebibyte + 12_345
  const task = await childTask(parts, bytes)

  let [kills, progress, done] = [0, 0, false]
  for (let killAfterMs = 160; !done; killAfterMs += 20) {
    const outcome = await runChild(task, killAfterMs)
    if (!outcome) kills++
    const offset = await offsetOrGone(parts.restarted(), task.id)
    // Gone without an answer: killed after everything was done, before it could say so.
    done = outcome !== undefined || offset === 'gone'
    if (offset === 'gone') continue
    assert.ok(offset >= progress, 'nothing that was there is lost')
    progress = offset
  }

  assert.ok(kills >= 2)
  assert.deepEqual(await parts.blobs.verify(matterId, await patternSha256(bytes)), { ok: true, bytes })
  const left = await readdir(join(parts.folder, 'uploads', matterId))
  assert.ok(left.every((name) => name.startsWith('.')))
  parts.clock.now = new Date(Date.now() + 2 * uploadIdleMsMax)
  await parts.restarted().expire()
  assert.deepEqual(await readdir(join(parts.folder, 'uploads', matterId)), [])
})

async function offsetOrGone(uploads: Uploads, id: string): Promise<number | 'gone'> {
  try {
    return (await uploads.status(matterId, id)).offset
  } catch (error) {
    assert.equal((error as BlobError).problem, 'not-found')
    return 'gone'
  }
}

test('an upload of 128 MB, cut half-way and resumed, needs no more memory than one of 1 MB', async (t) => {
  const parts = await started(t)
  const small = await runChild(await childTask(parts, mebibyte))
  const bytes = 128 * mebibyte
  const task = await childTask(parts, bytes)

  const half = await runChild({ ...task, until: bytes / 2 })
  assert.equal((await parts.restarted().status(matterId, task.id)).offset, bytes / 2)
  const whole = await runChild(task)

  assert.equal(whole?.blob?.sha256, await patternSha256(bytes))
  const growth = Math.max(half?.maxRssBytes ?? 0, whole?.maxRssBytes ?? 0) - (small?.maxRssBytes ?? 0)
  t.diagnostic(`memory grew by ${(growth / mebibyte).toFixed(1)} MB`)
  assert.ok(growth < 80 * mebibyte, 'far less than the file, whatever the garbage collector leaves for later')
})
