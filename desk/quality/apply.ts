import type { Entry } from '../../platform/ledger/entry.ts'
import type { MarkedDefect } from '../defects.ts'
import type { Defect, Inspection, Quality } from './inspection.ts'
import type { QualityBody } from './model.ts'

/** What later rooms record, as far as it tells of defects. */
type Returned = {
  readonly kind: 'signoff.refused' | 'deliverable.returned'
  readonly defects?: readonly MarkedDefect[]
}

/** Applies one entry. Total: whatever was decided can be applied, in its order, for ever; an entry of another room changes nothing. */
export function apply(quality: Quality, entry: Entry): Quality {
  const body = entry.body as QualityBody | Returned
  switch (body.kind) {
    case 'inspection.opened': {
      const { kind: _, ...opened } = body
      const inspection: Inspection = { ...opened, ...fresh(entry) }
      return { ...quality, inspections: [...quality.inspections, inspection], resumption: body.resumed ? null : quality.resumption }
    }
    case 'inspection.checked':
      return inspected(quality, body.id, ({ checks, findings }) => ({
        checks: [...checks.filter(({ name }) => !body.checks.some((run) => run.name === name)), ...body.checks],
        findings: [...findings, ...body.findings.map((finding) => ({ ...finding, defectId: null, dismissedWhy: null }))],
      }))
    case 'inspection.looked':
      return inspected(quality, body.id, ({ inspected: before }) => ({ inspected: [...before, ...body.units] }))
    case 'inspection.taken-over':
      return inspected(quality, body.id, () => ({ inspectorId: entry.actor }))
    case 'finding.dismissed':
      return withFinding(quality, body.id, body.findingId, { dismissedWhy: body.reason })
    case 'defect.found': {
      const defect: Defect = { ...body.defect, inspectionId: body.inspectionId, foundAt: 'inspection', ...recorded(entry) }
      const found = { ...quality, defects: [...quality.defects, defect] }
      return body.findingId === null ? found : withFinding(found, body.inspectionId, body.findingId, { defectId: defect.id })
    }
    case 'inspection.closed':
      return inspected(quality, body.id, () => ({ closedAt: entry.at, outcome: body.outcome }))
    case 'inspection.second-opinion': {
      const opinion = { id: body.opinionId, inspectionId: body.id, inspectorId: entry.actor, at: entry.at, ratings: body.ratings }
      return { ...quality, opinions: [...quality.opinions, opinion] }
    }
    case 'defect.withdrawn':
      return withDefect(quality, body.defectId, { status: 'withdrawn', note: body.reason })
    case 'defect.analysed':
      return withDefect(quality, body.defectId, { cause: body.cause, correctiveAction: body.correctiveAction })
    case 'defect.corrected':
      return withDefect(quality, body.defectId, { status: 'corrected', correctedAt: entry.at, note: body.note })
    case 'sampling.resumed':
      return { ...quality, resumption: body.reason }
    case 'signoff.refused':
      return returned(quality, body, 'signoff', entry)
    case 'deliverable.returned':
      return returned(quality, body, 'client', entry)
    default:
      return quality
  }
}

const fresh = ({ stream, subject, actor, at }: Entry) => ({
  matterId: stream,
  orderId: subject.id,
  inspectorId: actor,
  openedAt: at,
  checks: [],
  findings: [],
  inspected: [],
  closedAt: null,
  outcome: null,
  sentBackBy: null,
})

const recorded = ({ stream, subject, actor, at }: Entry) =>
  ({
    matterId: stream,
    orderId: subject.id,
    foundBy: actor,
    at,
    cause: null,
    correctiveAction: null,
    status: 'open',
    correctedAt: null,
    note: null,
  }) as const

function returned(quality: Quality, { defects = [] }: Returned, foundAt: 'signoff' | 'client', entry: Entry): Quality {
  const round = quality.inspections.length
  const found = defects.map((defect): Defect => ({ ...defect, round, inspectionId: null, inSample: false, foundAt, ...recorded(entry) }))
  const last = quality.inspections.at(-1)?.id ?? ''
  return inspected({ ...quality, defects: [...quality.defects, ...found] }, last, () => ({ sentBackBy: foundAt }))
}

const inspected = (quality: Quality, id: string, to: (inspection: Inspection) => Partial<Inspection>): Quality => ({
  ...quality,
  inspections: quality.inspections.map((one) => (one.id === id ? { ...one, ...to(one) } : one)),
})

const withFinding = (quality: Quality, id: string, findingId: string, to: Partial<Inspection['findings'][number]>): Quality =>
  inspected(quality, id, ({ findings }) => ({ findings: findings.map((one) => (one.id === findingId ? { ...one, ...to } : one)) }))

const withDefect = (quality: Quality, id: string, to: Partial<Defect>): Quality => ({
  ...quality,
  defects: quality.defects.map((one) => (one.id === id ? { ...one, ...to } : one)),
})
