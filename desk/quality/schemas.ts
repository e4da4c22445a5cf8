import { z } from '@hono/zod-openapi'
import { orderStatusIds } from '../orders/lifecycle.ts'
import { causeIds } from './inspection.ts'

const id = z.uuid()
export const severity = z.enum(['critical', 'major', 'minor'])
const opportunity = z.object({ ctq: z.string(), title: z.string(), severity })
export const cause = z.enum(causeIds)

const policy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), percent: z.number() }),
  z.object({ kind: z.literal('iso-2859-1'), level: z.string(), aql: z.number() }),
  z.object({ kind: z.literal('all') }),
])

const plan = z.object({
  letter: z.string().nullable(),
  usedLetter: z.string().nullable(),
  sampleSize: z.number(),
  accept: z.number(),
  reject: z.number(),
  because: z.array(z.string()).readonly(),
})

const outcome = z.object({
  verdict: z.enum(['accepted', 'rejected']),
  because: z.array(z.string()).readonly(),
  units: z.number(),
  opportunities: z.number(),
  defects: z.number(),
  failed: z.number(),
  defectives: z.number(),
})

const finding = z.object({
  id,
  check: z.string(),
  ctq: z.string(),
  message: z.string(),
  place: z.string(),
  defectId: id.nullable(),
  dismissedWhy: z.string().nullable(),
})

const inspectionView = z.object({
  id,
  round: z.number(),
  lot: z.object({ unit: z.string(), size: z.number(), files: z.array(z.string()).readonly().nullable() }),
  productHash: z.string().nullable(),
  policy,
  state: z.enum(['normal', 'tightened', 'reduced']),
  resumed: z.boolean(),
  plan,
  seed: z.string(),
  sample: z.array(z.string()).readonly(),
  opportunities: z.array(opportunity).readonly(),
  inspectorId: id,
  openedAt: z.string(),
  checks: z.array(z.object({ name: z.string(), problem: z.string().nullable() })).readonly(),
  findings: z.array(finding).readonly(),
  inspected: z.array(z.string()).readonly(),
  closedAt: z.string().nullable(),
  /** What it came to; while it is open, what it would come to now. */
  outcome,
  /** What is left to do before it can be closed. */
  undone: z.array(z.string()).readonly(),
})

export const defectView = z.object({
  id,
  matterId: id,
  orderId: id,
  inspectionId: id.nullable(),
  round: z.number(),
  unit: z.string().nullable(),
  inSample: z.boolean(),
  ctq: z.string(),
  severity,
  description: z.string(),
  place: z.string(),
  foundAt: z.enum(['inspection', 'signoff', 'client']),
  /** Null for the client's people: who of ours found it is ours to know. */
  foundBy: id.nullable(),
  at: z.string(),
  cause: cause.nullable(),
  correctiveAction: z.string().nullable(),
  status: z.enum(['open', 'corrected', 'withdrawn']),
  correctedAt: z.string().nullable(),
  note: z.string().nullable(),
})

export const qualityView = z.object({
  orderStatus: z.enum(orderStatusIds),
  /** Why the reader may not inspect this order; null where nothing stands against it. */
  barred: z.string().nullable(),
  opportunities: z.array(opportunity).readonly(),
  checkNames: z.array(z.string()),
  /** Newest first. */
  inspections: z.array(inspectionView),
  defects: z.array(defectView),
  opinions: z.array(z.object({ id, inspectionId: id, inspectorId: id, at: z.string(), rated: z.number() })),
  /** Names of the people that stand here by their ids. */
  names: z.record(z.string(), z.string()),
  /** Set while sampling is discontinued for the engagement and line, and not taken up again with this order. */
  discontinued: z.boolean(),
})
