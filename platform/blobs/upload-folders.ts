import { opendir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isMissing } from './durable.ts'
import { BlobError } from './problem.ts'

const matterForm = /^[0-9a-z][0-9a-z-]{0,63}$/
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Begins the names of folders that are being made or removed. */
const hidden = '.'

/** The folders of unfinished uploads: `matter/upload`. */
export function uploadFolders(root: string) {
  return {
    /** @throws BlobError `not-found` for what no upload could be named, so that no path leads elsewhere */
    pathOf: (matterId: string, id?: string): string => {
      if (!matterForm.test(matterId) || (id !== undefined && !idForm.test(id))) throw noUpload()
      return id === undefined ? join(root, matterId) : join(root, matterId, id)
    },

    /** When anything was last added: making and renaming segments touches their folder. */
    touchedAt: async (path: string): Promise<Date> => {
      try {
        return (await stat(path)).mtime
      } catch (error) {
        throw isMissing(error) ? noUpload() : error
      }
    },

    /** Renamed first, so that no half-removed upload ever shows. */
    remove: async (path: string): Promise<void> => {
      const doomed = join(dirname(path), `${hidden}${basename(path).replace(hidden, '')}`)
      try {
        await rename(path, doomed)
      } catch (error) {
        if (isMissing(error)) return
        throw error
      }
      await rm(doomed, { recursive: true, force: true })
    },

    /** All uploads, and what killed processes left of making or removing some. */
    list: async function* (): AsyncGenerator<{ path: string; id: string }> {
      for await (const matter of entries(root)) {
        for await (const id of entries(join(root, matter))) yield { path: join(root, matter, id), id }
      }
    },
  }
}

export const noUpload = () =>
  new BlobError('not-found', 'There is no such upload: it was finished, given up or has expired. Begin it again.')

async function* entries(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) yield entry.name
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}
