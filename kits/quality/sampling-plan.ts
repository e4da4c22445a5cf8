import { binomialCdf, hypergeometricCdf, poissonCdf } from './binomial.ts'
import {
  aqls,
  codeLetter,
  followArrows,
  type InspectionState,
  type Letter,
  type Level,
  levels,
  sampleSizeOf,
  states,
} from './sampling-tables.ts'
import { share, Unusable, whole } from './unusable.ts'

/** Inspect so many; accept the lot with at most `accept` defectives in them, refuse it from `reject` on. */
export interface SamplingPlan {
  readonly sampleSize: number
  readonly accept: number
  readonly reject: number
}

export interface LotPlan extends SamplingPlan {
  /** The lot's code letter. */
  readonly letter: Letter
  /** The letter whose plan is used: where an arrow leads, the sample is that letter's too. */
  readonly usedLetter: Letter
  /** The sample would be as large as the lot or larger: every unit is inspected, and `sampleSize` is the lot. */
  readonly inspectAll: boolean
}

export interface LotPlanRequest {
  readonly lot: number
  /** Percent, one of the 26 of the tables: .010 to 1000. */
  readonly aql: number
  readonly level: Level
  readonly state: InspectionState
}

/**
 * The single sampling plan of a lot after MIL-STD-105E / ISO 2859-1 (reduced as in ISO: no gap between accept and reject).
 *
 * @throws Unusable naming the value that the tables do not have
 *
 * @example
 * lotPlan({ lot: 100, aql: 1, level: 'II', state: 'normal' })
 * // { letter: 'F', usedLetter: 'E', sampleSize: 13, accept: 0, reject: 1, inspectAll: false }
 */
export function lotPlan({ lot, aql, level, state }: LotPlanRequest): LotPlan {
  whole('lot', lot, 1)
  if (!(aqls as readonly number[]).includes(aql)) throw new Unusable(`aql ${aql} is not in the tables. Choose one of ${aqls.join(', ')}.`)
  if (!levels.includes(level)) throw new Unusable(`level ${level} is not known. Choose one of ${levels.join(', ')}.`)
  if (!states.includes(state)) throw new Unusable(`state ${state} is not known. Choose one of ${states.join(', ')}.`)
  const letter = codeLetter(lot, level)
  const { letter: usedLetter, accept } = followArrows(letter, aql, state)
  const sampleSize = sampleSizeOf(usedLetter, state)
  return { letter, usedLetter, sampleSize: Math.min(sampleSize, lot), accept, reject: accept + 1, inspectAll: sampleSize >= lot }
}

/** How bad the lot is: as a share of defectives from a steady process, as defects a unit, or as defectives in one lot on its own. */
export type LotQuality =
  | { readonly share: number }
  | { readonly defectsPerUnit: number }
  | { readonly defectives: number; readonly lot: number }

/**
 * The probability that a plan accepts: binomial for a share (type B, as the standards' own curves), Poisson for defects a unit, hypergeometric for
 * one isolated lot (type A).
 *
 * @example
 * acceptanceProbability({ sampleSize: 80, accept: 2 }, { share: 0.01 }) // 0.9534…
 */
export function acceptanceProbability({ sampleSize, accept }: Pick<SamplingPlan, 'sampleSize' | 'accept'>, quality: LotQuality): number {
  if ('share' in quality) return binomialCdf(accept, sampleSize, share('probability', quality.share))
  if ('defectsPerUnit' in quality) return poissonCdf(accept, sampleSize * quality.defectsPerUnit)
  if (quality.defectives > quality.lot) throw new Unusable(`defectives (${quality.defectives}) are more than the lot (${quality.lot}).`)
  return hypergeometricCdf(accept, Math.min(sampleSize, quality.lot), quality.defectives, quality.lot)
}
