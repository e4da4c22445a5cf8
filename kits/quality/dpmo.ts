import { confidenceUsual, upperBound } from './intervals.ts'
import { normalQuantile } from './normal.ts'
import { Unusable, whole } from './unusable.ts'

/** What the Six Sigma tables add for drift over the long term (Harry 1988): 3.4 DPMO is called six sigma. */
const shiftSigma = 1.5

export interface DefectCount {
  readonly units: number
  /** What can be wrong with one unit. */
  readonly opportunities: number
  readonly defects: number
}

export interface DefectRate {
  /** Defects a unit. */
  readonly dpu: number
  /** Defects an opportunity. */
  readonly dpo: number
  /** Defects per million opportunities. */
  readonly dpmo: number
  /** The share of opportunities without a defect. */
  readonly yield: number
  /** Short-term sigma, with the shift of 1.5. Null where no opportunity, or every one, was a defect: no sample shows an infinite sigma. */
  readonly sigma: number | null
  /** Only where there is no defect: the sigma at the 95 % one-sided upper bound of DPO, `1 - 0.05^(1/opportunities)`. */
  readonly sigmaAtLeast?: number
  /** Only where every opportunity is a defect: the sigma at the 95 % one-sided lower bound of DPO. */
  readonly sigmaAtMost?: number
}

/**
 * Defects by units and by opportunities.
 *
 * @throws Unusable naming the figure that cannot be
 *
 * @example
 * defectRate({ units: 100, opportunities: 5, defects: 7 })
 * // { dpu: 0.07, dpo: 0.014, dpmo: 14000, yield: 0.986, sigma: 3.697… }
 */
export function defectRate({ units, opportunities, defects }: DefectCount): DefectRate {
  whole('units', units, 1)
  whole('defects', defects, 0)
  if (!(opportunities > 0 && Number.isFinite(opportunities)))
    throw new Unusable(`opportunities must be more than 0 a unit; they are ${opportunities}.`)
  const chances = units * opportunities
  if (defects > chances) throw new Unusable(`defects (${defects}) are more than units times opportunities (${chances}).`)
  const dpo = defects / chances
  const rate = { dpu: defects / units, dpo, dpmo: (1e6 * defects) / chances, yield: (chances - defects) / chances }
  const bound = upperBound({ successes: 0, trials: chances, confidence: confidenceUsual })
  if (defects === 0) return { ...rate, sigma: null, sigmaAtLeast: sigmaOf(bound) }
  if (defects === chances) return { ...rate, sigma: null, sigmaAtMost: normalQuantile(bound) + shiftSigma }
  return { ...rate, sigma: sigmaOf(dpo) }
}

// The lower tail's quantile, turned: 1 - dpo would lose the digits of a small dpo.
const sigmaOf = (dpo: number) => -normalQuantile(dpo) + shiftSigma
