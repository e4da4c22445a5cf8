import type { Scoped } from '../../platform/database/scope.ts'
import { personById } from '../people/store.ts'
import { figuresOf } from './board.ts'
import { lastClosed } from './store.ts'

/** What a delivery's certificate says of the inspection. */
export interface InspectionFacts {
  /** How the plan came about, in words. */
  readonly plan: string
  readonly round: number
  readonly lotSize: number
  readonly sampleSize: number
  readonly acceptanceNumber: number
  readonly seed: string
  /** Defects in the sample. */
  readonly defects: number
  readonly verdict: 'accepted' | 'rejected'
  readonly inspector: { readonly id: string; readonly name: string }
  readonly at: string
  /** Null where the line names nothing that can be wrong. */
  readonly dpmo: number | null
  /** Null without a defect: no sample shows an infinite sigma, `sigmaAtLeast` says what it shows. */
  readonly sigma: number | null
  readonly sigmaAtLeast: number | null
}

/** What the last closed inspection of an order came to; null where none was closed. */
export async function inspectionFacts(db: Scoped, orderId: string): Promise<InspectionFacts | null> {
  const row = await lastClosed(db, orderId)
  if (!row?.closedAt || !row.verdict) return null
  const { plan, round, lotSize, seed, verdict, inspectorId, closedAt: at } = row
  const units = row.unitsInspected ?? 0
  const [defects, failed, defectives] = [row.defects ?? 0, row.failed ?? 0, row.defectives ?? 0]
  const opportunities = units * (row.opportunitiesEach ?? 0)
  const nothing = { lots: 1, rejected: 0, refusedAtSignoff: 0, returnedByClient: 0 }
  const { dpmo, sigma, sigmaAtLeast } = figuresOf({ ...nothing, units, opportunities, defects, failed, defectives })
  return {
    plan: plan.because.join(' '),
    round,
    lotSize,
    sampleSize: units,
    acceptanceNumber: plan.accept,
    seed,
    defects,
    verdict,
    inspector: { id: inspectorId, name: (await personById(db, inspectorId))?.name ?? '' },
    at,
    dpmo,
    sigma,
    sigmaAtLeast,
  }
}
