import { z } from '@hono/zod-openapi'
import type { Blobs } from '../../platform/blobs/store.ts'
import { recordBlob } from '../../platform/blobs/tables.ts'
import { NotVisible } from '../../platform/database/scope.ts'
import { attachment } from '../../platform/http/download.ts'
import { cutPage, pageOf, pageQuery, route, streamRoute } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/ledger/command.ts'
import { replay } from '../../platform/ledger/projection.ts'
import { Refused, refuse, refuseNow } from '../../platform/ledger/refusal.ts'
import { entriesOf } from '../../platform/ledger/store.ts'
import { markedDefects, markedDefectView, strangeDefect, withIds } from '../defects.ts'
import { type Lines, serviceLineIds } from '../line.ts'
import { fileRef, orderPath } from '../orders/api.ts'
import { can } from '../policy.ts'
import { change } from './change.ts'
import { copiesOf } from './copies.ts'
import type { ReadInspection } from './inspection.ts'
import { canBeMarked, markText } from './marking.ts'
import { barredDownload, filesOf, noteLengthMax } from './model.ts'
import { deliverables } from './projection.ts'
import { readRelease, writeRelease } from './release.ts'
import { type DeliverableRow, deliverableById, findDeliverables } from './store.ts'
import { zipBytesMax, zipped } from './zip.ts'

const id = z.uuid()
const deliverablePath = orderPath.extend({ deliverableId: id })

const deliverableView = z.object({
  id,
  matterId: id,
  orderId: id,
  clientId: id,
  number: z.number(),
  orderNumber: z.string(),
  orderTitle: z.string(),
  line: z.enum(serviceLineIds),
  reference: z.string(),
  matterName: z.string(),
  files: z.array(fileRef),
  extras: z.array(fileRef),
  certificate: fileRef,
  manifest: fileRef,
  productHash: z.string(),
  signOffId: id,
  security: z.object({ download: z.boolean(), print: z.boolean(), watermark: z.boolean() }),
  releasedAt: z.string(),
  releasedBy: id,
  acceptBy: z.string(),
  acceptedAt: z.string().nullable(),
  acceptedBy: id.nullable(),
  acceptedHow: z.enum(['accepted', 'deemed']).nullable(),
  returnedAt: z.string().nullable(),
  returnedBy: id.nullable(),
  returnNote: z.string().nullable(),
  returnDefects: z.array(markedDefectView).nullable(),
  downloads: z.number(),
})

const deliverableDetail = deliverableView.extend({
  /** Why the reader may take nothing away, where that is so. */
  barred: z.string().nullable(),
  /** Names of files whose copies carry the receiver's name; the others go out as they are. */
  marked: z.array(z.string()),
  opportunities: z.array(z.object({ ctq: z.string(), title: z.string(), severity: z.enum(['critical', 'major', 'minor']) })),
})

const appended = z.object({ id, seq: z.number() })

interface Services {
  readonly lines: Lines
  readonly blobs: Blobs
  readonly inspection: ReadInspection
}

/** What was made goes out, is accepted, or comes back. */
export const deliveryRoutes = ({ lines, blobs, inspection }: Services) => ({
  list: route({
    method: 'get',
    path: '/api/deliverables',
    summary: 'Deliverables, newest first',
    may: can('see-deliverables'),
    query: pageQuery.extend({ clientId: id.optional(), orderId: id.optional(), open: z.stringbool().optional() }),
    answer: pageOf(deliverableView),
    run: async ({ work, actor, query: { cursor, limit, ...filter } }) => {
      const mine = actor.clientId === undefined ? filter : { ...filter, clientId: actor.clientId }
      const page = cutPage(await findDeliverables(work.db, mine, limit, cursorFrom(cursor)), limit, cursorText)
      return { ...page, items: page.items.map(plain) }
    },
  }),

  detail: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}',
    summary: 'One deliverable, and what the reader may do with it',
    may: can('see-deliverables'),
    params: deliverablePath,
    answer: deliverableDetail,
    run: async ({ work, actor, params }) => {
      const row = await rowOf(work, params)
      const ofClient = actor.clientId !== undefined
      return {
        ...plain(row),
        barred: barredDownload(row, ofClient)?.message ?? null,
        marked:
          ofClient && row.security.watermark
            ? filesOf(row)
                .filter(canBeMarked)
                .map(({ name }) => name)
            : [],
        opportunities: (lines.get(row.line)?.opportunities ?? []).map(({ ctq, title, severity }) => ({ ctq, title, severity })),
      }
    },
  }),

  downloads: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}/downloads',
    summary: 'Who took what of a deliverable away, from the ledger',
    may: can('release-deliverable'),
    params: deliverablePath,
    answer: z.array(z.object({ at: z.string(), by: id, names: z.array(z.string()), watermarked: z.array(z.string()) })),
    run: async ({ work, params: { matterId, orderId, deliverableId } }) => {
      const all = replay(deliverables, await entriesOf(work.db, matterId, { kind: 'order', id: orderId }))
      const found = all.find((deliverable) => deliverable.id === deliverableId)
      if (!found) throw new NotVisible()
      return found.downloads.map(({ names, watermarked, ...download }) => ({
        ...download,
        names: [...names],
        watermarked: [...watermarked],
      }))
    },
  }),

  release: streamRoute({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables',
    summary: 'Put the signed product, its manifest and its certificate together, and release them to the client',
    may: can('release-deliverable'),
    params: orderPath,
    status: 201,
    stream: async ({ params, actor, inWork, once }) => {
      const deliverableId = newId()
      const read = await inWork((work) => readRelease(work, params, deliverableId, inspection))
      const { released, written } = await writeRelease(read, lines, blobs)
      return once(async (work) => {
        for (const blob of written) await recordBlob(work.db, params.matterId, blob, work.now, actor.id)
        return appended.parse(await change(work, params, { kind: 'release', id: deliverableId, package: released }))
      })
    },
  }),

  download: streamRoute({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}/files',
    summary: 'Take one file of a deliverable away, by its name; it is logged',
    may: can('see-deliverables'),
    params: deliverablePath,
    query: z.object({ name: z.string().min(1).max(255) }),
    stream: async ({ params, query: { name }, actor, inWork }) => {
      const { row, now } = await inWork((work) => rowNow(work, params))
      const file = filesOf(row).find((one) => one.name === name)
      if (!file) throw new Refused(refuse('name', `"${name}" is not in this deliverable. Its manifest lists what is.`))
      const ofClient = actor.clientId !== undefined
      const [copy] = await copies(blobs, row, [file], ofClient, actor.name, now)
      if (!copy) throw new NotVisible()
      await inWork((work) =>
        change(work, params, { kind: 'download', id: row.id, names: [name], watermarked: copy.watermarked ? [name] : [], ofClient }),
      )
      return attachment(copy)
    },
  }),

  downloadAll: streamRoute({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}/zip',
    summary: 'Take the whole package away as a ZIP; it is logged',
    may: can('see-deliverables'),
    params: deliverablePath,
    stream: async ({ params, actor, inWork }) => {
      const { row, now } = await inWork((work) => rowNow(work, params))
      const files = filesOf(row)
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
      if (bytes > zipBytesMax) throw new Refused(refuseNow('files', 'The package is too large for one ZIP. Download its files one by one.'))
      const ofClient = actor.clientId !== undefined
      const all = await copies(blobs, row, files, ofClient, actor.name, now)
      const watermarked = all.filter((copy) => copy.watermarked).map(({ name }) => name)
      await inWork((work) =>
        change(work, params, { kind: 'download', id: row.id, names: all.map(({ name }) => name), watermarked, ofClient }),
      )
      const response = attachment({
        name: `${row.orderNumber.replaceAll('/', '-')}-${row.number}.zip`,
        bytes,
        source: zipped(all, row.releasedAt),
      })
      // An archive made on the way has no known length, and no ranges.
      response.headers.delete('content-length')
      response.headers.delete('accept-ranges')
      return response
    },
  }),

  accept: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}/accept',
    summary: 'Accept a deliverable',
    may: can('accept-deliverable'),
    params: deliverablePath,
    answer: appended,
    run: ({ work, params }) => change(work, params, { kind: 'accept', id: params.deliverableId }),
  }),

  giveBack: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}/return',
    summary: 'Return a deliverable for rework, with its defects',
    may: can('accept-deliverable'),
    params: deliverablePath,
    body: z.object({ note: z.string().trim().max(noteLengthMax).default(''), defects: markedDefects }),
    answer: appended,
    run: async ({ work, params, body }) => {
      const { line } = await rowOf(work, params)
      const defects = withIds(body.defects)
      const strange = strangeDefect(defects, lines.get(line)?.opportunities ?? [])
      if (strange) throw new Refused(strange)
      return change(work, params, { kind: 'return', id: params.deliverableId, note: body.note, defects })
    },
  }),
})

interface DeliverablePath {
  readonly matterId: string
  readonly orderId: string
  readonly deliverableId: string
}

async function rowOf({ db }: Work, { matterId, orderId, deliverableId }: DeliverablePath) {
  const row = await deliverableById(db, deliverableId)
  if (row?.matterId !== matterId || row.orderId !== orderId) throw new NotVisible()
  return row
}

const rowNow = async (work: Work, path: DeliverablePath) => ({ row: await rowOf(work, path), now: work.now })

/** Copies for a reader: refused first where the terms let nothing out, marked for a client's people where the terms say so. */
function copies(
  blobs: Blobs,
  row: DeliverableRow,
  files: Parameters<typeof copiesOf>[2],
  ofClient: boolean,
  receiver: string,
  at: string,
): ReturnType<typeof copiesOf> {
  const barred = barredDownload(row, ofClient)
  if (barred) throw new Refused(barred)
  return copiesOf(blobs, row.matterId, files, ofClient && row.security.watermark ? markText(receiver, at) : null)
}

type FoundRow = Awaited<ReturnType<typeof findDeliverables>>[number]

/** Lists of a row are read only; an answer's are not. */
const plain = ({ files, extras, returnDefects, ...row }: FoundRow) => ({
  ...row,
  files: [...files],
  extras: [...extras],
  returnDefects: returnDefects && [...returnDefects],
})

const cursorText = ({ releasedAt, id: last }: FoundRow): string => `${releasedAt}_${last}`

function cursorFrom(text: string | undefined): { at: string; id: string } | undefined {
  if (text === undefined) return undefined
  const parsed = z.tuple([z.iso.datetime(), z.uuid()]).safeParse(text.split('_'))
  if (!parsed.success) throw new Refused(refuse('cursor', 'This cursor is none of ours. Begin at the first page.'))
  return { at: parsed.data[0], id: parsed.data[1] }
}
