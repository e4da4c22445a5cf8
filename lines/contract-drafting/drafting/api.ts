import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { dayIn } from '../../../desk/clients/day.ts'
import { clientById } from '../../../desk/clients/store.ts'
import { matterById, partiesOf } from '../../../desk/matters/store.ts'
import { fileRef, orderPath } from '../../../desk/orders/api.ts'
import { orders } from '../../../desk/orders/projection.ts'
import { type OrderRow, orderById } from '../../../desk/orders/store.ts'
import { can } from '../../../desk/policy.ts'
import { works } from '../../../desk/work/projection.ts'
import { tasksOfOrder } from '../../../desk/work/store.ts'
import type { Blobs } from '../../../platform/blobs/store.ts'
import { recordBlob } from '../../../platform/blobs/tables.ts'
import { NotVisible } from '../../../platform/database/scope.ts'
import { pageRowsMax, route } from '../../../platform/http/route.ts'
import { canonical } from '../../../platform/ledger/canonical.ts'
import { command, type Work } from '../../../platform/ledger/command.ts'
import { together } from '../../../platform/ledger/projection.ts'
import { Refused, refuse, refuseNow, refusePerson } from '../../../platform/ledger/refusal.ts'
import { type Answers, answered, answersProblem } from '../answers.ts'
import type { Filled } from '../assembly.ts'
import { streamOf } from '../bytes.ts'
import { docxType } from '../checks.ts'
import type { Intake } from '../intake.ts'
import { questionView, templateView, versionBytes } from '../templates/api.ts'
import { findTemplates, type TemplateRow, templateById, versionOf } from '../templates/store.ts'
import type { Workshop } from '../workers.ts'
import { type Drafting, type DraftingCommand, decide, drafts } from './model.ts'
import { type KnownFacts, prefill } from './prefill.ts'
import { draftingOf, draftings } from './store.ts'

const id = z.uuid()
const at = '/api/matters/{matterId}/orders/{orderId}/contract-drafting'
const answers = z
  .record(z.string().max(200), z.unknown())
  .superRefine((given, context) => {
    const problem = answersProblem(given)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })
  .openapi({ description: 'Answers by name; an object for what stands inside another, a list of objects for what repeats.' })
const version = z.int32().min(1)
const chosen = z.object({ templateId: id, version })
const missing = z.array(z.object({ field: z.string(), question: z.string(), at: z.string().optional() }))

const assembledView = z.object({
  templateId: id,
  version: z.number(),
  answersDigest: z.string(),
  file: fileRef,
  missing: missing.readonly(),
  at: z.string(),
  by: id,
  /** Whether it was made of the answers and the template as they stand now. */
  current: z.boolean(),
})

const workbench = z.object({
  /** Whether the actor has an open task of the order: only then the answers can be changed. */
  mayDraft: z.boolean(),
  /** The templates that can be chosen. */
  templates: z.array(templateView),
  template: templateView.nullable(),
  version: z.number().nullable(),
  questions: z.array(questionView).readonly(),
  answers: z.record(z.string(), z.unknown()),
  /** What was filled in from the matter and not saved yet. */
  prefilled: z.array(z.object({ name: z.string(), because: z.string() })).readonly(),
  revision: z.number(),
  savedAt: z.string().nullable(),
  savedBy: id.nullable(),
  assembled: assembledView.nullable(),
})

const preview = z.object({
  missing,
  warnings: z.array(z.string()).readonly(),
  paragraphs: z
    .array(z.object({ part: z.enum(['body', 'header', 'footer', 'footnote', 'endnote', 'comment']), text: z.string() }))
    .readonly(),
})

interface Services {
  readonly blobs: Blobs
  readonly workshop: Workshop
}

/** The drafter's workbench: the questionnaire of an order's template, its answers, the document. */
export const draftingRoutes = ({ blobs, workshop }: Services) => ({
  workbench: route({
    method: 'get',
    path: at,
    summary: 'The questionnaire of an order, with its answers, filled in as far as the matter knows',
    may: can('see-work'),
    params: orderPath,
    query: z.object({ templateId: id.optional(), version: z.coerce.number().pipe(version).optional() }),
    answer: workbench,
    run: async ({ work, actor, params, query }) => {
      const order = await draftedOrder(work, params)
      const saved = await draftingOf(work.db, params.orderId)
      const offered = await findTemplates(work.db, { status: 'active' }, pageRowsMax)
      const template = await chosenTemplate(work, order, saved, offered, query.templateId)
      const same = saved !== undefined && saved.templateId === template?.id
      const number = query.version ?? (same ? saved.version : template?.newestVersion)
      const version = template && number !== undefined ? await versionOf(work.db, template.id, number) : undefined
      const questions = version?.questions ?? []
      const begun = same ? { answers: saved.answers, filled: [] } : prefill(questions, saved?.answers ?? {}, await factsOf(work, order))
      return {
        mayDraft: drafts({ tasks: await tasksOfOrder(work.db, params.orderId) }, actor.id),
        templates: offered,
        template: template ?? null,
        version: version?.number ?? null,
        questions,
        answers: { ...begun.answers },
        prefilled: begun.filled,
        revision: saved?.revision ?? 0,
        savedAt: saved?.savedAt ?? null,
        savedBy: saved?.savedBy ?? null,
        assembled: saved?.assembled ? shownAssembly(saved, saved.assembled) : null,
      }
    },
  }),

  save: route({
    method: 'put',
    path: `${at}/answers`,
    summary: 'Keep the answers. The same answers again append nothing',
    may: can('do-work'),
    params: orderPath,
    body: chosen.extend({ answers, revision: z.number().int().min(0) }),
    answer: z.object({ revision: z.number() }),
    run: async ({ work, params, body }) => {
      await draftedOrder(work, params)
      const saved = await draftingOf(work.db, params.orderId)
      if (saved && sameAs(saved, body)) return { revision: saved.revision }
      const template = await templateById(work.db, body.templateId)
      const version = template && (await versionOf(work.db, body.templateId, body.version))
      if (!version) throw new Refused(refuse('templateId', 'There is no such version of a template. Choose one from the list.'))
      await change(work, params, { kind: 'save', ...body, retired: template.status === 'retired' })
      return { revision: body.revision + 1 }
    },
  }),

  preview: route({
    method: 'post',
    path: `${at}/preview`,
    summary: 'The document as these answers make it, as text, and what is missing. Nothing is kept',
    may: can('do-work'),
    params: orderPath,
    body: chosen.extend({ answers }),
    answer: preview,
    run: async ({ work, actor, params, body }) => {
      await draftedOrder(work, params)
      if (!drafts({ tasks: await tasksOfOrder(work.db, params.orderId) }, actor.id))
        throw new Refused(refusePerson('task', 'No open task of this order is assigned to you. Ask the team lead for it.'))
      const { missing, warnings, paragraphs } = await filled(work, { blobs, workshop }, params.matterId, body)
      return { missing: [...missing], warnings, paragraphs }
    },
  }),

  assemble: route({
    method: 'post',
    path: `${at}/assemble`,
    summary: 'Make the document of the saved answers: a file of the matter, to be edited in Word or submitted',
    may: can('do-work'),
    params: orderPath,
    body: z.object({ revision: z.number().int().min(1), name: z.string().trim().min(1).max(200).optional() }),
    answer: assembledView.extend({ warnings: z.array(z.string()).readonly() }),
    status: 201,
    run: async ({ work, params, body }) => {
      const order = await draftedOrder(work, params)
      const saved = await draftingOf(work.db, params.orderId)
      if (!saved) throw new Refused(refuseNow('answers', 'Answer the questions first.'))
      const template = await templateById(work.db, saved.templateId)
      const { docx, missing, warnings } = await filled(work, { blobs, workshop }, params.matterId, saved)
      const blob = await blobs.write(params.matterId, streamOf(docx))
      await recordBlob(work.db, params.matterId, blob, work.now, work.actor)
      const file = { name: fileName(body.name ?? `${template?.name ?? 'Document'} ${order.number}`), ...blob, type: docxType }
      await change(work, params, { kind: 'assemble', revision: body.revision, answersDigest: digestOf(saved.answers), file, missing })
      const made = await draftingOf(work.db, params.orderId)
      if (!made?.assembled) throw new NotVisible()
      return { ...shownAssembly(made, made.assembled), warnings }
    },
  }),
})

interface OrderPath {
  readonly matterId: string
  readonly orderId: string
}

const reading = together({ order: orders, work: works, drafting: draftings })

const change = (work: Work, { matterId, orderId }: OrderPath, given: DraftingCommand) =>
  command(work, matterId, { kind: 'order', id: orderId }, reading, (state, context) => decide(state, given, context))

/** The order's row. @throws NotVisible where it is not on this matter, or is another line's */
async function draftedOrder({ db }: Work, { matterId, orderId }: OrderPath): Promise<OrderRow> {
  const order = await orderById(db, orderId)
  if (order?.matterId !== matterId || order.line !== 'contract-drafting') throw new NotVisible()
  return order
}

const intakeOf = (order: OrderRow): Intake => order.intake as unknown as Intake

/** The template that was asked for, else the one in use, else the client's choice, else the newest one of the kind. */
async function chosenTemplate(
  { db }: Work,
  order: OrderRow,
  saved: Drafting | undefined,
  offered: readonly TemplateRow[],
  asked: string | undefined,
): Promise<TemplateRow | undefined> {
  const { templateId, kind } = intakeOf(order)
  const wanted = asked ?? saved?.templateId ?? templateId
  return wanted === null ? offered.find((template) => template.kind === kind) : templateById(db, wanted)
}

async function factsOf({ db }: Work, order: OrderRow): Promise<KnownFacts> {
  const { side, counterparty, governingLaw } = intakeOf(order)
  const parties = await partiesOf(db, order.matterId)
  const client = await clientById(db, order.clientId)
  const first = (wanted: string) => parties.find((party) => party.side === wanted)?.name
  return {
    ours: first('ours') ?? client?.name ?? '',
    theirs: counterparty === '' ? (first('adverse') ?? first('other') ?? '') : counterparty,
    side,
    governingLaw,
    reference: order.number,
  }
}

interface Choice {
  readonly templateId: string
  readonly version: number
  readonly answers: Answers
}

/** Fills a version of a template in a worker thread. @throws Refused where it cannot be filled */
async function filled(
  { db, now }: Work,
  { blobs, workshop }: Services,
  matterId: string,
  { templateId, version, answers: given }: Choice,
): Promise<Extract<Filled, { ok: true }>> {
  const found = await versionOf(db, templateId, version)
  if (!found) throw new Refused(refuse('templateId', 'There is no such version of a template. Choose one from the list.'))
  const bytes = await versionBytes(blobs, found)
  const result = await workshop.fill({ bytes, answers: answered(given), today: await todayOf(db, matterId, now) })
  if (!result.ok) throw new Refused(refuse('answers', result.message))
  return result
}

/** The day where the client is: what a contract that says "today" means. */
async function todayOf(db: Work['db'], matterId: string, now: string): Promise<string> {
  const matter = await matterById(db, matterId)
  const client = matter && (await clientById(db, matter.clientId))
  return dayIn(now, client?.timeZone ?? 'UTC')
}

const digestOf = (given: Answers): string => createHash('sha256').update(canonical(given)).digest('hex')

const sameAs = (saved: Drafting, { templateId, version, answers: given }: Choice): boolean =>
  saved.templateId === templateId && saved.version === version && canonical(saved.answers) === canonical(given)

const shownAssembly = (drafting: Drafting, { revision, missing, ...assembled }: NonNullable<Drafting['assembled']>) => ({
  ...assembled,
  missing: [...missing],
  current: revision === drafting.revision,
})

/** A name that every file system takes. */
const fileName = (given: string): string => `${given.replace(/\.docx$/i, '').replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, '-')}.docx`
