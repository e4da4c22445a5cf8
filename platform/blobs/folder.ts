import { randomUUID } from 'node:crypto'
import { open, opendir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMissing, makeFolder, readSpan, syncFolder, writeAll } from './durable.ts'
import { type BlobPlace, notFound, parseName } from './place.ts'
import { BlobError } from './problem.ts'

/** Where files stand until they are whole: in the same file system, so that the rename is atomic. No matter is named so. */
const unfinished = '.unfinished'

/**
 * Blobs in a folder: `matter/aa/bb/aabb…`, so that no folder grows beyond what people's tools list. A file is written under another name, synced,
 * renamed, and its folder synced: a kill or a power cut leaves the whole file or none.
 */
export function folderPlace(root: string): BlobPlace {
  const pathOf = (name: string): string => {
    const parts = parseName(name)
    if (!parts) throw new BlobError('bad-request', `“${name}” is not the name of a blob.`)
    const { matterId, sha256 } = parts
    return join(root, matterId, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }

  return {
    put: async (nameOf, source) => {
      const temporary = join(root, unfinished, randomUUID())
      await makeFolder(dirname(temporary))
      try {
        const file = await open(temporary, 'wx', 0o600)
        try {
          for await (const bytes of source) await writeAll(file, bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        const path = pathOf(nameOf())
        await makeFolder(dirname(path))
        await rename(temporary, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await unlink(temporary).catch(() => undefined)
        throw error
      }
    },

    get: async function* (name, range) {
      const file = await open(pathOf(name), 'r').catch((error) => {
        throw isMissing(error) ? notFound(name) : error
      })
      try {
        yield* readSpan(file, range?.start ?? 0, range?.end)
      } finally {
        await file.close()
      }
    },

    stat: async (name) => {
      const found = await statOf(pathOf(name))
      return found && { bytes: found.size, modifiedAt: found.mtime }
    },

    list: async function* () {
      for await (const matterId of entries(root)) {
        if (matterId === unfinished) continue
        for await (const first of entries(join(root, matterId))) {
          for await (const second of entries(join(root, matterId, first))) {
            for await (const sha256 of entries(join(root, matterId, first, second))) {
              const found = await statOf(join(root, matterId, first, second, sha256))
              if (found) yield { name: `${matterId}/${sha256}`, bytes: found.size, modifiedAt: found.mtime }
            }
          }
        }
      }
    },

    delete: async (name) => {
      const path = pathOf(name)
      await unlink(path).catch((error) => {
        if (!isMissing(error)) throw error
      })
    },

    tidy: async (before) => {
      for await (const name of entries(join(root, unfinished))) {
        const path = join(root, unfinished, name)
        const found = await statOf(path)
        if (found && found.mtime < before) await unlink(path).catch(() => undefined)
      }
    },
  }
}

const statOf = (path: string) =>
  stat(path).catch((error) => {
    if (isMissing(error)) return undefined
    throw error
  })

/** The names in a folder; none where it is not there or is a file. */
async function* entries(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name
  } catch (error) {
    if (!isMissing(error) && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error
  }
}
