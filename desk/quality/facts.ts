import type { Scoped } from '../../platform/database/scope.ts'
import { personById } from '../people/store.ts'
import { figuresOf } from './board.ts'
import { type InspectionRow, lastClosed } from './store.ts'

/** What a delivery's certificate says of the inspection. */
export interface InspectionFacts {
  /** `ISO 2859-1, level II, AQL 1, normal inspection: 13 of 100 units, accept 0, reject 1; drawn by the seed …` */
  readonly plan: string
  readonly lotSize: number
  readonly sampleSize: number
  /** Defects in the sample. */
  readonly defects: number
  readonly verdict: 'accepted' | 'rejected'
  readonly inspector: { readonly id: string; readonly name: string }
  readonly at: string
  /** Null where the line names nothing that can be wrong. */
  readonly dpmo: number | null
  /** Null without a defect too: no sample shows an infinite sigma. */
  readonly sigma: number | null
}

/** What the last closed inspection of an order came to; null where none was closed. */
export async function inspectionFacts(db: Scoped, orderId: string): Promise<InspectionFacts | null> {
  const row = await lastClosed(db, orderId)
  if (!row?.closedAt || !row.verdict) return null
  const units = row.unitsInspected ?? 0
  const [defects, failed, defectives] = [row.defects ?? 0, row.failed ?? 0, row.defectives ?? 0]
  const opportunities = units * (row.opportunitiesEach ?? 0)
  const passing = { lots: 1, rejected: 0, refusedAtSignoff: 0, returnedByClient: 0 }
  const { dpmo, sigma } = figuresOf({ ...passing, units, opportunities, defects, failed, defectives })
  return {
    plan: planText(row),
    lotSize: row.lotSize,
    sampleSize: units,
    defects,
    verdict: row.verdict,
    inspector: { id: row.inspectorId, name: (await personById(db, row.inspectorId))?.name ?? '' },
    at: row.closedAt,
    dpmo,
    sigma,
  }
}

function planText({ policy, state, plan, lotSize, unit, seed }: InspectionRow): string {
  const numbers = `${plan.sampleSize} of ${lotSize} units (${unit}), accept ${plan.accept}, reject ${plan.reject}`
  const drawn = plan.sampleSize === lotSize ? '' : `; drawn by the seed ${seed}`
  if (policy.kind === 'all') return `Every unit: ${numbers}`
  if (policy.kind === 'percent') return `${policy.percent} % of the units: ${numbers}${drawn}`
  return `ISO 2859-1, level ${policy.level}, AQL ${policy.aql}, ${state} inspection: ${numbers}${drawn}`
}
