import type { Projection } from '../../platform/ledger/projection.ts'
import { apply } from './apply.ts'
import { type Inspection, noQuality, type Quality } from './inspection.ts'
import type { InspectionRow, OpinionRow } from './store.ts'
import { counted } from './verdict.ts'

export const qualities: Projection<Quality> = {
  subject: 'order',
  initial: noQuality,
  apply,
  tables: [
    { name: 'inspection', key: ['id'], stream: 'matterId' },
    { name: 'defect', key: ['id'], stream: 'matterId' },
    { name: 'secondOpinion', key: ['id'], stream: 'matterId' },
  ],
  rows: (quality) => ({
    inspection: quality.inspections.map(inspectionRow),
    defect: quality.defects,
    secondOpinion: opinionRows(quality),
  }),
}

const inspectionRow = ({ lot, outcome, ...inspection }: Inspection): InspectionRow => ({
  ...inspection,
  unit: lot.unit,
  lotSize: lot.size,
  lotFiles: lot.files,
  verdict: outcome?.verdict ?? null,
  verdictBecause: outcome?.because ?? null,
  unitsInspected: outcome?.units ?? null,
  opportunitiesEach: outcome?.opportunities ?? null,
  defects: outcome?.defects ?? null,
  failed: outcome?.failed ?? null,
  defectives: outcome?.defectives ?? null,
  acceptedOneStepTighter: outcome?.acceptedOneStepTighter ?? null,
})

/** Each opinion beside what the first inspector found in the same units. */
function opinionRows({ inspections, defects, opinions }: Quality): readonly OpinionRow[] {
  return opinions.flatMap((opinion) => {
    const inspection = inspections.find(({ id }) => id === opinion.inspectionId)
    if (!inspection) return []
    const nonconforming = new Set(counted(defects, inspection.id).map(({ unit }) => unit))
    const ratings = opinion.ratings.map(({ unit, nonconforming: second }) => ({ unit, first: nonconforming.has(unit), second }))
    const { matterId, orderId, inspectorId: firstId } = inspection
    return [{ ...opinion, ratings, matterId, orderId, firstId }]
  })
}
