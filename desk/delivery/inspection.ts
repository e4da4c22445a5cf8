import type { Scoped } from '../../platform/database/scope.ts'

/** What a certificate says of the last inspection of an order. */
export interface InspectionFacts {
  /** The sampling plan in words: `ISO 2859-1, level II, AQL 1.0: 13 of 100, accept 0, reject 1`. */
  readonly plan: string
  readonly lotSize: number
  readonly sampleSize: number
  readonly defects: number
  readonly verdict: 'accepted' | 'rejected'
  readonly inspector: string
  readonly at: string
  /** Null where nothing was counted; sigma also where no defect was found. */
  readonly dpmo: number | null
  readonly sigma: number | null
}

/** Looks up the last closed inspection of an order; null where there was none. The quality room gives the answer. */
export type ReadInspection = (db: Scoped, orderId: string) => Promise<InspectionFacts | null>
