import { z } from '@hono/zod-openapi'
import { fileRef } from '../../../desk/orders/api.ts'
import { can, canAny } from '../../../desk/policy.ts'
import type { TemplateProblem } from '../../../kits/contracts/index.ts'
import type { Blobs } from '../../../platform/blobs/store.ts'
import { recordBlob } from '../../../platform/blobs/tables.ts'
import { NotVisible } from '../../../platform/database/scope.ts'
import { attachment } from '../../../platform/http/download.ts'
import { problem, problemResponse } from '../../../platform/http/problem.ts'
import { cutPage, pageOf, pageQuery, route, type StreamCall, streamRoute } from '../../../platform/http/route.ts'
import { house, newId } from '../../../platform/ids.ts'
import { command, type Work } from '../../../platform/ledger/command.ts'
import { gathered, streamOf } from '../bytes.ts'
import { docxType } from '../checks.ts'
import { documentKindIds } from '../kinds.ts'
import { documentBytesMax, type Workshop } from '../workers.ts'
import { type CheckedFile, decide, nameLengthMax, noteLengthMax, type TemplateCommand } from './model.ts'
import { findTemplates, nameIsTaken, type TemplateVersionRow, templateById, templates, versionOf, versionsOf } from './store.ts'

const id = z.uuid()
const templatePath = z.object({ templateId: id })
const name = z.string().trim().min(1).max(nameLengthMax)
const kind = z.enum(documentKindIds)
const fileName = z.string().trim().min(1).max(255).default('template.docx')
const note = z.string().trim().max(noteLengthMax).default('')

export const questionView = z.object({
  name: z.string(),
  type: z.enum(['text', 'number', 'date', 'boolean', 'choice', 'list']),
  label: z.string(),
  required: z.boolean(),
  repeats: z.boolean(),
  options: z.array(z.string()).readonly().optional(),
})

export const templateView = z.object({
  id,
  name: z.string(),
  kind,
  status: z.enum(['active', 'retired']),
  newestVersion: z.number(),
  addedAt: z.string(),
  retiredAt: z.string().nullable(),
  retiredBecause: z.string().nullable(),
})

const versionView = z.object({
  number: z.number(),
  file: fileRef,
  questions: z.array(questionView).readonly(),
  warnings: z.array(z.string()).readonly(),
  note: z.string(),
  uploadedAt: z.string(),
  uploadedBy: id,
})

const uploaded = z.object({ id, version: z.number() })
const appended = z.object({ seq: z.number() })

/** The house's templates: upload, version, retire. Clients do not see them. */
export const templateRoutes = ({ blobs, workshop }: { readonly blobs: Blobs; readonly workshop: Workshop }) => ({
  listTemplates: route({
    method: 'get',
    path: '/api/templates',
    summary: 'Templates, newest first',
    may: canAny('manage-templates', 'see-work'),
    query: pageQuery.extend({ status: z.enum(['active', 'retired']).optional(), kind: kind.optional(), q: z.string().max(200).optional() }),
    answer: pageOf(templateView),
    run: async ({ work, query: { cursor, limit, ...filter } }) =>
      cutPage(await findTemplates(work.db, filter, limit, cursorId(cursor)), limit, (row) => row.id),
  }),

  addTemplate: streamRoute({
    method: 'post',
    path: '/api/templates',
    summary: 'Upload a template: the body is the DOCX. One that does not compile is refused, with every problem by its place',
    may: can('manage-templates'),
    within: 'house',
    query: z.object({ name, kind, fileName, note }),
    status: 201,
    stream: (call) =>
      uploadedBy(call, blobs, workshop, async (work, file) => {
        const templateId = newId()
        const nameTaken = await nameIsTaken(work.db, call.query.name, templateId)
        await change(work, templateId, { kind: 'add', name: call.query.name, documentKind: call.query.kind, nameTaken, file })
        return templateId
      }),
  }),

  templateDetail: route({
    method: 'get',
    path: '/api/templates/{templateId}',
    summary: 'One template, with its versions and what each asks',
    may: canAny('manage-templates', 'see-work'),
    params: templatePath,
    answer: templateView.extend({ versions: z.array(versionView) }),
    run: async ({ work, params: { templateId } }) => {
      const template = await templateById(work.db, templateId)
      if (!template) throw new NotVisible()
      return { ...template, versions: await versionsOf(work.db, templateId) }
    },
  }),

  addTemplateVersion: streamRoute({
    method: 'post',
    path: '/api/templates/{templateId}/versions',
    summary: 'Upload the next version of a template: the body is the DOCX',
    may: can('manage-templates'),
    within: 'house',
    params: templatePath,
    query: z.object({ fileName, note }),
    status: 201,
    stream: (call) =>
      uploadedBy(call, blobs, workshop, async (work, file) => {
        await change(work, call.params.templateId, { kind: 'add-version', file })
        return call.params.templateId
      }),
  }),

  templateFile: route({
    method: 'get',
    path: '/api/templates/{templateId}/versions/{number}/file',
    summary: 'The file of one version',
    may: canAny('manage-templates', 'see-work'),
    params: templatePath.extend({ number: z.coerce.number().pipe(z.int32().min(1)) }),
    run: async ({ work, params: { templateId, number } }) => {
      const version = await versionOf(work.db, templateId, number)
      if (!version) throw new NotVisible()
      const { file } = version
      return attachment({ name: file.name, bytes: file.bytes, source: blobs.read(house, file.sha256) })
    },
  }),

  renameTemplate: route({
    method: 'post',
    path: '/api/templates/{templateId}/rename',
    summary: 'Give a template another name or kind',
    may: can('manage-templates'),
    within: 'house',
    params: templatePath,
    body: z.object({ name, kind }),
    answer: appended,
    run: async ({ work, params: { templateId }, body }) => {
      const nameTaken = await nameIsTaken(work.db, body.name, templateId)
      return change(work, templateId, { kind: 'rename', name: body.name, documentKind: body.kind, nameTaken })
    },
  }),

  retireTemplate: route({
    method: 'post',
    path: '/api/templates/{templateId}/retire',
    summary: 'Retire a template: work under way goes on with it, nobody begins with it',
    may: can('manage-templates'),
    within: 'house',
    params: templatePath,
    body: z.object({ reason: z.string().trim().min(1, 'Say why.').max(noteLengthMax) }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params.templateId, { kind: 'retire', reason: body.reason }),
  }),

  restoreTemplate: route({
    method: 'post',
    path: '/api/templates/{templateId}/restore',
    summary: 'Take a retired template into use again',
    may: can('manage-templates'),
    within: 'house',
    params: templatePath,
    answer: appended,
    run: ({ work, params }) => change(work, params.templateId, { kind: 'restore' }),
  }),
})

const change = async (work: Work, templateId: string, given: TemplateCommand) => {
  const { seq } = await command(work, house, { kind: 'template', id: templateId }, templates, (template, context) =>
    decide(template, given, context),
  )
  return { seq }
}

/** A page's cursor is the id of its last row; what is none begins at the first page. */
const cursorId = (cursor: string | undefined): string | undefined => (z.uuid().safeParse(cursor).success ? cursor : undefined)

type UploadCall = Pick<StreamCall<unknown, { readonly fileName: string; readonly note: string }>, 'request' | 'query' | 'once'>

/** Reads the body, compiles it in a worker thread, and only then stores and records it. */
async function uploadedBy(
  { request, query, once }: UploadCall,
  blobs: Blobs,
  workshop: Workshop,
  record: (work: Work, file: CheckedFile) => Promise<string>,
): Promise<Response> {
  const bytes = await bodyOf(request)
  if (!bytes)
    return problemResponse(
      problem(413, `A template may have ${documentBytesMax / 1024 / 1024} MB. Take large pictures out.`, { field: 'file' }),
    )
  const compiled = await workshop.compile(bytes)
  if (!compiled.ok) return problemResponse(doesNotCompile(compiled.problems))
  const blob = await blobs.write(house, streamOf(bytes))
  return once(async (work) => {
    await recordBlob(work.db, house, blob, work.now, work.actor)
    const { questions, warnings } = compiled
    const file = { name: docxName(query.fileName), ...blob, type: docxType }
    const templateId = await record(work, { file, questions, warnings, note: query.note })
    const template = await templateById(work.db, templateId)
    return uploaded.parse({ id: templateId, version: template?.newestVersion })
  })
}

const docxName = (given: string): string => (/\.docx$/i.test(given) ? given : `${given.replace(/\.[^.]*$/, '')}.docx`)

/** All bytes of a body; undefined where it is larger than a document may be. */
async function bodyOf(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > documentBytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Every problem with its place, its words and its remedy, also as data for the page. */
function doesNotCompile(problems: readonly TemplateProblem[]) {
  const [first] = problems
  const detail =
    problems.length === 1 && first?.part === ''
      ? first.message
      : `The template has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. Mend ${problems.length === 1 ? 'it' : 'them'} in Word and upload it again.`
  return problem(422, detail, {
    field: 'file',
    problems: problems.map(({ part, paragraph, quote, message }) => ({
      field: part === '' ? 'file' : `${part}, paragraph ${paragraph}`,
      message,
      part,
      paragraph,
      quote,
    })),
  })
}

/** The bytes of a version. */
export const versionBytes = (blobs: Blobs, { file }: Pick<TemplateVersionRow, 'file'>): Promise<Uint8Array> =>
  gathered(blobs.read(house, file.sha256))
