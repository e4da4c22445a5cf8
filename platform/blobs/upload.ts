import { randomUUID } from 'node:crypto'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteSource } from './bytes.ts'
import { makeFolder, syncFolder } from './durable.ts'
import type { MatterKeys } from './keys.ts'
import { BlobError } from './problem.ts'
import type { Blob, Blobs } from './store.ts'
import { type Description, readDescription, writeDescription } from './upload-description.ts'
import { uploadFolders } from './upload-folders.ts'
import { appendSegment, readSegments, repairSegments, segmentsOf } from './upload-segments.ts'

/** Largest upload: 10 GB. What is larger comes on a disk, or split. */
export const uploadBytesMax = 10 * 1024 ** 3
/** An upload that nothing was added to for so long is removed. A weekend's pause fits in. */
export const uploadIdleMsMax = 3 * 24 * 60 * 60 * 1000

export interface Upload extends Description {
  readonly id: string
  readonly matterId: string
  /** How many bytes are durably here: the next append begins there. */
  readonly offset: number
  readonly expiresAt: Date
}

/**
 * Uploads that survive a broken line, a closed laptop and a killed server: the semantics of tus 1.0 (https://tus.io/protocols/resumable-upload), without HTTP.
 * What a route answers: `not-found` 404 (410 once expired), `wrong-offset` 409, `busy` 423, `too-large` 413, `bad-request` 400, `incomplete` 409.
 */
export interface Uploads {
  /** @throws BlobError `too-large`, `bad-request`, `key-destroyed` */
  create(matterId: string, description: Description): Promise<Upload>
  /** What is really on the disk, also after a kill. @throws BlobError `not-found` */
  status(matterId: string, id: string): Promise<Upload>
  /**
   * Adds bytes at the offset. Where the source fails half-way, what came is kept, and the failure is thrown on.
   *
   * @throws BlobError `wrong-offset` (ask for the status), `busy` (another append of this upload is running), `too-large` (more than declared)
   */
  append(matterId: string, id: string, offset: number, source: ByteSource): Promise<Upload>
  /**
   * Moves a complete upload into the store. `record` writes the rows that make it known; only then are the upload's own files removed. Killed in between,
   * `finish` can be called again and calls `record` again: let it do nothing for an upload it has recorded. Killed after that, the upload is `not-found`:
   * let the rows keep its id, so that a client which asks again gets the answer it missed.
   *
   * @throws BlobError `incomplete`, `busy`, `damaged`
   */
  finish<T>(matterId: string, id: string, record: (blob: Blob, upload: Upload) => Promise<T>): Promise<T>
  /** No error where it is not there. @throws BlobError `busy` */
  abort(matterId: string, id: string): Promise<void>
  /** Removes what has expired. @returns how many uploads */
  expire(): Promise<number>
}

/**
 * @param folder on a local disk; what stands in it is sealed, names included
 * @param now a clock
 *
 * @example
 * const upload = await uploads.create(matterId, { bytes: 5, name: 'a.txt', type: 'text/plain' })
 * await uploads.append(matterId, upload.id, 0, request.body)
 * await uploads.finish(matterId, upload.id, (blob) => recordDocument(blob))
 */
export function createUploads(options: { folder: string; blobs: Blobs; keys: MatterKeys; now: () => Date }): Uploads {
  const { folder, blobs, keys, now } = options
  const folders = uploadFolders(folder)
  const running = new Set<string>()

  /** One append or finish at a time for each upload. */
  const alone = async <T>(id: string, act: () => Promise<T>): Promise<T> => {
    if (running.has(id))
      throw new BlobError(
        'busy',
        'This upload is being written to. Wait until that has ended, or until the connection that does so is closed.',
      )
    running.add(id)
    try {
      return await act()
    } finally {
      running.delete(id)
    }
  }

  const status = async (matterId: string, id: string): Promise<Upload> => {
    const path = folders.pathOf(matterId, id)
    const description = await readDescription(path, matterId, id, keys)
    const touchedAt = await folders.touchedAt(path)
    const expiresAt = new Date(touchedAt.getTime() + uploadIdleMsMax)
    if (expiresAt <= now()) throw new BlobError('not-found', 'This upload has expired. Begin it again.')
    const { end } = await segmentsOf({ path, matterId, id, keys })
    return { id, matterId, ...description, offset: end, expiresAt }
  }

  return {
    create: async (matterId, description) => {
      checkDescription(description)
      const id = randomUUID()
      const path = folders.pathOf(matterId, id)
      const parent = folders.pathOf(matterId)
      await makeFolder(parent)
      // Filled under another name, then renamed: an upload without its description never shows.
      const temporary = join(parent, `.${id}`)
      await mkdir(temporary, { mode: 0o700 })
      await writeDescription(temporary, matterId, id, keys, description)
      await rename(temporary, path)
      await syncFolder(parent)
      return status(matterId, id)
    },

    status,

    append: (matterId, id, offset, source) =>
      alone(id, async () => {
        const place = { path: folders.pathOf(matterId, id), matterId, id, keys }
        await repairSegments(place)
        const upload = await status(matterId, id)
        if (upload.offset !== offset)
          throw new BlobError('wrong-offset', `The upload stands at byte ${upload.offset}, not ${offset}. Go on from there.`)
        await appendSegment(place, offset, upload.bytes, source)
        return status(matterId, id)
      }),

    finish: (matterId, id, record) =>
      alone(id, async () => {
        const upload = await status(matterId, id)
        if (upload.offset !== upload.bytes) {
          throw new BlobError('incomplete', `${upload.offset} of ${upload.bytes} bytes are here. Send the rest first.`)
        }
        const path = folders.pathOf(matterId, id)
        const blob = await blobs.write(matterId, readSegments({ path, matterId, id, keys }))
        if (blob.bytes !== upload.bytes)
          throw new BlobError('damaged', `Of ${upload.bytes} bytes ${blob.bytes} could be read. Upload the file again.`)
        const recorded = await record(blob, upload)
        await folders.remove(path)
        return recorded
      }),

    abort: (matterId, id) => alone(id, () => folders.remove(folders.pathOf(matterId, id))),

    expire: async () => {
      let expired = 0
      for await (const { path, id } of folders.list()) {
        const touchedAt = await folders.touchedAt(path).catch(() => now())
        if (running.has(id) || touchedAt.getTime() + uploadIdleMsMax > now().getTime()) continue
        await folders.remove(path)
        expired++
      }
      return expired
    },
  }
}

function checkDescription({ bytes, name, type }: Description): void {
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new BlobError('bad-request', 'Declare the length of the file in bytes.')
  if (bytes > uploadBytesMax)
    throw new BlobError('too-large', `A file may have ${uploadBytesMax} bytes (10 GB); this one has ${bytes}. Split it.`)
  if (name.length === 0 || name.length > nameLengthMax)
    throw new BlobError('bad-request', `Name the file, in at most ${nameLengthMax} characters.`)
  if (type.length > typeLengthMax) throw new BlobError('bad-request', `Shorten the media type to ${typeLengthMax} characters.`)
}

/** A path as long as file systems take. */
const nameLengthMax = 4_096
/** RFC 6838 section 4.2: 127 on either side of the slash. */
const typeLengthMax = 255
