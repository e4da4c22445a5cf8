import { z } from '@hono/zod-openapi'
import { NotVisible } from '../database/scope.ts'
import { attachment, contentRange } from '../http/download.ts'
import { type Rule, route, streamRoute } from '../http/route.ts'
import { type Refusal, Refused } from '../ledger/refusal.ts'
import { BlobError } from './problem.ts'
import type { Blobs } from './store.ts'
import { knownBlobs, recordBlob } from './tables.ts'
import { type Upload, type Uploads, uploadBytesMax } from './upload.ts'

const matterPath = z.object({ matterId: z.uuid() })
const uploadPath = matterPath.extend({ uploadId: z.uuid() })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const uploadView = z.object({ id: z.string(), name: z.string(), bytes: z.number(), offset: z.number(), expiresAt: z.string() })
const fileView = z.object({ name: z.string(), sha256, bytes: z.number(), type: z.string() })

/** Longest name of a file, in characters: what file systems take. */
const nameLengthMax = 255

/**
 * Resumable uploads into a matter, with the semantics of tus 1.0 (core): create with the length, append at an offset, ask for the offset, finish.
 *
 * @param may who may upload, and who may read a file of the matter by its hash
 */
export const fileRoutes = ({ blobs, uploads, may }: { blobs: Blobs; uploads: Uploads; may: { upload: Rule; read: Rule } }) => ({
  create: route({
    method: 'post',
    path: '/api/matters/{matterId}/uploads',
    summary: 'Begin an upload',
    may: may.upload,
    params: matterPath,
    body: z.object({
      name: z.string().min(1).max(nameLengthMax),
      bytes: z.number().int().min(0).max(uploadBytesMax),
      type: z.string().max(200).default(''),
    }),
    answer: uploadView,
    status: 201,
    run: async ({ params, body }) => shown(await refusing(() => uploads.create(params.matterId, body))),
  }),

  status: route({
    method: 'get',
    path: '/api/matters/{matterId}/uploads/{uploadId}',
    summary: 'How far an upload has come',
    may: may.upload,
    params: uploadPath,
    answer: uploadView,
    run: async ({ params }) => shown(await refusing(() => uploads.status(params.matterId, params.uploadId))),
  }),

  append: streamRoute({
    method: 'patch',
    path: '/api/matters/{matterId}/uploads/{uploadId}',
    summary: 'Add bytes at the offset that the header upload-offset names; the body is the bytes',
    may: may.upload,
    params: uploadPath,
    stream: async ({ params, request }) => {
      const offset = Number(request.headers.get('upload-offset') ?? Number.NaN)
      const source = request.body ?? new Blob([]).stream()
      const { offset: reached } = await refusing(() => uploads.append(params.matterId, params.uploadId, offset, source))
      return new Response(null, { status: 204, headers: { 'upload-offset': String(reached), 'cache-control': 'no-store' } })
    },
  }),

  finish: streamRoute({
    method: 'post',
    path: '/api/matters/{matterId}/uploads/{uploadId}/finish',
    summary: 'Move a complete upload into the matter: the answer is the file, as other commands take it',
    may: may.upload,
    params: uploadPath,
    stream: ({ params: { matterId, uploadId }, actor, once }) =>
      refusing(() =>
        uploads.finish(matterId, uploadId, (blob, { name, type }) =>
          once(async ({ db, now }) => {
            await recordBlob(db, matterId, blob, now, actor.id)
            return fileView.parse({ name, type, ...blob })
          }),
        ),
      ),
  }),

  abort: route({
    method: 'delete',
    path: '/api/matters/{matterId}/uploads/{uploadId}',
    summary: 'Give an upload up',
    may: may.upload,
    params: uploadPath,
    run: async ({ params }) => {
      await refusing(() => uploads.abort(params.matterId, params.uploadId))
      return undefined
    },
  }),

  read: route({
    method: 'get',
    path: '/api/matters/{matterId}/files/{sha256}',
    summary: 'The content of a file of the matter',
    may: may.read,
    params: matterPath.extend({ sha256 }),
    query: z.object({ name: z.string().max(nameLengthMax).default('file') }),
    run: async ({ work, params: { matterId, sha256: hash }, query, request }) => {
      const bytes = (await knownBlobs(work.db, matterId, [hash])).get(hash)
      if (bytes === undefined) throw new NotVisible()
      const range = contentRange(request.headers.get('range'), bytes)
      return attachment({ name: query.name, bytes, source: blobs.read(matterId, hash, range), ...(range ? { range } : {}) })
    },
  }),
})

const shown = ({ id, name, bytes, offset, expiresAt }: Upload) => ({ id, name, bytes, offset, expiresAt: expiresAt.toISOString() })

const statuses: Readonly<Record<string, Refusal['status']>> = { 'not-found': 404, 'bad-request': 422, 'too-large': 422 }

/** What the store refuses is said to the person, with its own words. */
async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof BlobError)) throw error
    throw new Refused({ refused: true, field: 'upload', message: error.message, status: statuses[error.problem] ?? 409 })
  }
}
