import { z } from '@hono/zod-openapi'
import type { Blobs } from '../../platform/blobs/store.ts'
import { NotVisible } from '../../platform/database/scope.ts'
import { route, streamRoute } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work as Given } from '../../platform/ledger/command.ts'
import { replay, together } from '../../platform/ledger/projection.ts'
import { entriesOf } from '../../platform/ledger/store.ts'
import type { Lines, ServiceLine } from '../line.ts'
import { orderPath } from '../orders/api.ts'
import type { Order } from '../orders/model.ts'
import { orders } from '../orders/projection.ts'
import { can, canAny } from '../policy.ts'
import { works } from '../work/projection.ts'
import { doersOf } from '../work/task.ts'
import { checkReader, runChecks } from './checks.ts'
import type { Inspection } from './inspection.ts'
import { decide, type QualityCommand, type State, sampleUnitsMax, textLengthMax } from './model.ts'
import { qualities } from './projection.ts'
import { cause, qualityView, severity } from './schemas.ts'
import { inspectionsToDo, namesOf, pastLots } from './store.ts'
import { stateAfter } from './switching.ts'
import { outcomeOf, undone } from './verdict.ts'

const id = z.uuid()
const inspectionPath = orderPath.extend({ inspectionId: id })
const defectPath = orderPath.extend({ defectId: id })
const text = z.string().trim().max(textLengthMax)
const unitId = z.string().min(1).max(255)
const appended = z.object({ id, seq: z.number() })
/** A body that names every unit of the largest sample. */
const unitsBodyBytesMax = 8 * 1024 ** 2

/** The quality of an order: its inspections and their defects. */
export const qualityRoutes = (lines: Lines, blobs: Pick<Blobs, 'read'>) => ({
  toDo: route({
    method: 'get',
    path: '/api/inspections',
    summary: 'Orders in inspection, first due first',
    may: can('inspect'),
    answer: z.array(
      z.object({
        orderId: id,
        matterId: id,
        number: z.string(),
        title: z.string(),
        line: z.string(),
        priority: z.string(),
        dueAt: z.string().nullable(),
        inspectionId: id.nullable(),
        inspectorId: id.nullable(),
        inspector: z.string().nullable(),
        round: z.number().nullable(),
      }),
    ),
    run: async ({ work }) => {
      const rows = await inspectionsToDo(work.db)
      const names = await namesOf(
        work.db,
        rows.flatMap(({ inspectorId }) => inspectorId ?? []),
      )
      return rows.map((row) => ({ ...row, inspector: row.inspectorId && (names[row.inspectorId] ?? null) }))
    },
  }),

  ofOrder: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/quality',
    summary: 'The inspections and defects of an order',
    may: can('see-work'),
    params: orderPath,
    answer: qualityView,
    run: async ({ work, params, actor }) => {
      const state = await read(work, params)
      const line = lineOf(lines, state.order.line)
      const { inspections, defects, opinions, resumption } = state.quality
      const checkNames = line.checks.map(({ name }) => name)
      const inspectors = [...inspections, ...opinions].map(({ inspectorId }) => inspectorId)
      return {
        orderStatus: state.order.status,
        barred: doersOf(state.work).has(actor.id) ? 'You worked on this order: somebody who did not must inspect it.' : null,
        opportunities: line.opportunities,
        checkNames,
        inspections: inspections.map((inspection) => shown(state, inspection, checkNames)).reverse(),
        defects: [...defects],
        opinions: opinions.map(({ ratings, ...opinion }) => ({ ...opinion, rated: ratings.length })),
        names: await namesOf(work.db, [...inspectors, ...defects.map(({ foundBy }) => foundBy)]),
        discontinued: resumption === null && (await switchingState(work, state.order)) === 'discontinued',
      }
    },
  }),

  open: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections',
    summary: 'Open an inspection: the sample is drawn',
    may: can('inspect'),
    params: orderPath,
    answer: appended,
    status: 201,
    run: async ({ work, params }) => {
      const { order } = await read(work, params)
      const { unit, opportunities } = lineOf(lines, order.line)
      const inspectionId = newId()
      const state = await switchingState(work, order)
      const seed = `${order.number} ${newId()}`
      return change(work, params, inspectionId, { kind: 'open', id: inspectionId, seed, unit, opportunities, state })
    },
  }),

  check: streamRoute({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/checks',
    summary: 'Run the line’s automatic checks over what was submitted',
    may: can('inspect'),
    params: inspectionPath,
    // Reading and parsing files takes its time: no transaction is held meanwhile.
    stream: async ({ params, inWork, once }) => {
      const { matterId, inspectionId } = params
      const state = await inWork((work) => read(work, params))
      const inspection = state.quality.inspections.find((one) => one.id === inspectionId)
      if (!inspection) throw new NotVisible()
      const { id: orderId, intake, attachments, line } = state.order
      const content = checkReader((sha256) => blobs.read(matterId, sha256))
      const order = { id: orderId, matterId, intake, attachments, product: state.work.product }
      const checked = await runChecks(lineOf(lines, line), order, content, inspection.checks)
      return once((work) => change(work, params, inspectionId, { kind: 'check', id: inspectionId, ...checked }))
    },
  }),

  look: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/units',
    summary: 'Record units of the sample as looked through',
    may: can('inspect'),
    params: inspectionPath,
    body: z.object({ units: z.array(unitId).min(1).max(sampleUnitsMax) }),
    bodyBytesMax: unitsBodyBytesMax,
    answer: appended,
    run: ({ work, params, body }) => change(work, params, params.inspectionId, { kind: 'look', id: params.inspectionId, ...body }),
  }),

  find: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/defects',
    summary: 'Record a defect, or confirm a finding as one',
    may: can('inspect'),
    params: inspectionPath,
    body: z.object({
      unit: unitId,
      ctq: z.string().min(1).max(100),
      severity,
      description: text,
      place: text.default(''),
      findingId: id.nullable().default(null),
    }),
    answer: appended,
    status: 201,
    run: ({ work, params, body: { findingId, ...found } }) => {
      const defect = { id: newId(), ...found }
      return change(work, params, defect.id, { kind: 'find', id: params.inspectionId, defect, findingId })
    },
  }),

  dismiss: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/findings/{findingId}/dismiss',
    summary: 'Dismiss what an automatic check found, with the reason',
    may: can('inspect'),
    params: inspectionPath.extend({ findingId: id }),
    body: z.object({ reason: text }),
    answer: appended,
    run: ({ work, params, body }) =>
      change(work, params, params.findingId, { kind: 'dismiss', id: params.inspectionId, findingId: params.findingId, ...body }),
  }),

  close: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/close',
    summary: 'Close an inspection: the lot is accepted, or goes back for rework',
    may: can('inspect'),
    params: inspectionPath,
    answer: appended,
    run: async ({ work, params }) => {
      const { order } = await read(work, params)
      const checkNames = lineOf(lines, order.line).checks.map(({ name }) => name)
      return change(work, params, params.inspectionId, { kind: 'close', id: params.inspectionId, checkNames })
    },
  }),

  takeOver: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/take-over',
    summary: 'Take over an inspection that somebody else began',
    may: can('inspect'),
    params: inspectionPath,
    answer: appended,
    run: ({ work, params }) => change(work, params, params.inspectionId, { kind: 'take-over', id: params.inspectionId }),
  }),

  opine: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}/second-opinions',
    summary: 'Rate units of the sample a second time, for the agreement between inspectors',
    may: can('inspect'),
    params: inspectionPath,
    body: z.object({
      ratings: z
        .array(z.object({ unit: unitId, nonconforming: z.boolean() }))
        .min(1)
        .max(sampleUnitsMax),
    }),
    bodyBytesMax: unitsBodyBytesMax,
    answer: appended,
    status: 201,
    run: ({ work, params, body }) => {
      const opinionId = newId()
      return change(work, params, opinionId, { kind: 'opine', id: params.inspectionId, opinionId, ...body })
    },
  }),

  withdraw: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/defects/{defectId}/withdraw',
    summary: 'Withdraw a defect that was recorded by mistake, while the inspection is open',
    may: can('inspect'),
    params: defectPath,
    body: z.object({ reason: text }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, params.defectId, { kind: 'withdraw', defectId: params.defectId, ...body }),
  }),

  analyse: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/defects/{defectId}/analyse',
    summary: 'Say why a defect happened, and what keeps it from happening again',
    may: canAny('inspect', 'plan-work'),
    params: defectPath,
    body: z.object({ cause, correctiveAction: text }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, params.defectId, { kind: 'analyse', defectId: params.defectId, ...body }),
  }),

  correct: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/defects/{defectId}/correct',
    summary: 'Record that a defect is corrected',
    may: canAny('do-work', 'inspect'),
    params: defectPath,
    body: z.object({ note: text }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, params.defectId, { kind: 'correct', defectId: params.defectId, ...body }),
  }),

  resume: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/sampling/resume',
    summary: 'Take sampling up again after it was discontinued: the cause is removed',
    may: can('resume-sampling'),
    params: orderPath,
    body: z.object({ reason: text }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, params.orderId, { kind: 'resume', ...body }),
  }),
})

interface OrderPath {
  readonly matterId: string
  readonly orderId: string
}

const reading = together({ order: orders, work: works, quality: qualities })

async function change(work: Given, { matterId, orderId }: OrderPath, subjectId: string, given: QualityCommand) {
  const { seq } = await command(work, matterId, { kind: 'order', id: orderId }, reading, (state, context) => decide(state, given, context))
  return { id: subjectId, seq }
}

/** What the order's entries say. @throws NotVisible where there is no such order on this matter */
async function read({ db }: Given, { matterId, orderId }: OrderPath): Promise<State & { readonly order: Order }> {
  const { order, ...state } = replay(reading, await entriesOf(db, matterId, { kind: 'order', id: orderId }))
  if (!order) throw new NotVisible()
  return { order, ...state }
}

function lineOf(lines: Lines, id: Order['line']): ServiceLine<unknown> {
  const line = lines.get(id)
  if (!line) throw new NotVisible()
  return line
}

const switchingState = async ({ db }: Given, { terms, line }: Order) => stateAfter(await pastLots(db, terms.engagementId, line))

const shown = ({ quality }: State, inspection: Inspection, checkNames: readonly string[]) => ({
  ...inspection,
  outcome: inspection.outcome ?? outcomeOf(quality, inspection),
  undone: inspection.closedAt === null ? undone(inspection, checkNames) : [],
})
