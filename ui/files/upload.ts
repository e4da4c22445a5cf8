import type { fileRoutes } from '../../platform/blobs/api.ts'
import { addressOf, ProblemError, problemFrom, reach, request } from '../api/request.ts'
import type { AnswerOf } from '../api/types.ts'

/** A file of the matter, as commands take it. */
export interface FileRef {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  readonly type: string
}

type Routes = ReturnType<typeof fileRoutes>
type UploadState = AnswerOf<Routes['create']>

const uploadsPath = '/api/matters/{matterId}/uploads'
const uploadPath = `${uploadsPath}/{uploadId}`

/** One request carries so many bytes: what a slow line (5 Mbit/s) sends in some seconds, so that little is sent twice. */
const chunkBytesMax = 4 * 1024 * 1024

/** Finds the upload that was begun for the same file: name, size and time of change together hardly meet twice. */
const memoryKey = (matterId: string, file: File) => `upload:${matterId}:${file.name}:${file.size}:${file.lastModified}`

interface UploadOptions {
  readonly matterId: string
  readonly file: File
  readonly signal: AbortSignal
  /** Told how many bytes are durably there. */
  onProgress(bytes: number): void
}

/**
 * Sends a file into a matter; one that was broken off, also before a reload, goes on where the server says it stands.
 *
 * @throws ProblemError; DOMException `AbortError` where the signal stopped it: what was sent stays for the next try
 */
export async function uploadFile({ matterId, file, signal, onProgress }: UploadOptions): Promise<FileRef> {
  const key = memoryKey(matterId, file)
  const upload = (await begun(matterId, key)) ?? (await begin(matterId, file, key))
  const params = { matterId, uploadId: upload.id }
  let offset = upload.offset
  onProgress(offset)
  while (offset < file.size) {
    offset = await append(params, offset, file.slice(offset, offset + chunkBytesMax), signal)
    onProgress(offset)
  }
  const finished = (await request('post', `${uploadPath}/finish`, { params })) as FileRef
  localStorage.removeItem(key)
  return finished
}

async function begin(matterId: string, file: File, key: string): Promise<UploadState> {
  const body = { name: file.name, bytes: file.size, type: file.type }
  const upload = (await request('post', uploadsPath, { params: { matterId }, body })) as UploadState
  localStorage.setItem(key, upload.id)
  return upload
}

/** What the server has of it; undefined where it has nothing, or no longer. */
async function begun(matterId: string, key: string): Promise<UploadState | undefined> {
  const uploadId = localStorage.getItem(key)
  if (uploadId === null) return undefined
  try {
    return (await request('get', uploadPath, { params: { matterId, uploadId } })) as UploadState
  } catch (error) {
    if (!(error instanceof ProblemError) || ![404, 410].includes(error.problem.status)) throw error
    localStorage.removeItem(key)
    return undefined
  }
}

async function append(params: { matterId: string; uploadId: string }, offset: number, chunk: Blob, signal: AbortSignal): Promise<number> {
  const answer = await reach(addressOf(uploadPath, params), {
    method: 'PATCH',
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    body: chunk,
    signal,
  })
  if (!answer.ok) throw new ProblemError(problemFrom(answer.status, await answer.json().catch(() => undefined)))
  return Number(answer.headers.get('upload-offset') ?? offset + chunk.size)
}

/** Where a file of the matter is downloaded from. */
export const fileAddress = (matterId: string, { sha256, name }: FileRef): string =>
  addressOf('/api/matters/{matterId}/files/{sha256}', { matterId, sha256 }, { name })

/** `1.4 MB` */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
