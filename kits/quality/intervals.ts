import { betaQuantile } from './beta.ts'
import { normalQuantile } from './normal.ts'
import { between, Unusable, whole } from './unusable.ts'

export interface Interval {
  /** Successes by trials. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

export interface Proportion {
  readonly successes: number
  readonly trials: number
  /** Two-sided; 0.95 where it is left out. */
  readonly confidence?: number
}

/** The confidence of every interval where none is asked for. */
export const confidenceUsual = 0.95

/**
 * The exact interval of a proportion (Clopper and Pearson 1934): holds at least the confidence asked for, whatever the true share.
 *
 * @throws Unusable where the figures make no proportion
 *
 * @example
 * clopperPearson({ successes: 3, trials: 100 }) // { estimate: 0.03, lower: 0.00623…, upper: 0.08517… }
 */
export function clopperPearson(given: Proportion): Interval {
  const { successes, trials, confidence } = checked(given)
  const tail = (1 - confidence) / 2
  // At the edges the beta quantile has a closed form.
  const lower =
    successes === 0 ? 0 : successes === trials ? Math.exp(Math.log(tail) / trials) : betaQuantile(tail, successes, trials - successes + 1)
  const upper =
    successes === trials
      ? 1
      : successes === 0
        ? -Math.expm1(Math.log(tail) / trials)
        : betaQuantile(1 - tail, successes + 1, trials - successes)
  return { estimate: successes / trials, lower, upper }
}

/** The score interval of a proportion (Wilson 1927): narrower, right on average, not at worst. */
export function wilson(given: Proportion): Interval {
  const { successes, trials, confidence } = checked(given)
  const z = -normalQuantile((1 - confidence) / 2)
  const estimate = successes / trials
  const middle = (estimate + (z * z) / (2 * trials)) / (1 + (z * z) / trials)
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((estimate * (1 - estimate)) / trials + (z * z) / (4 * trials * trials))
  return { estimate, lower: successes === 0 ? 0 : Math.max(0, middle - half), upper: successes === trials ? 1 : Math.min(1, middle + half) }
}

/**
 * The most that a share can be, with one-sided confidence, after `successes` in `trials` (Clopper-Pearson). After none in 59 it is 0.0495: the rule of three.
 * `trials` need not be whole: opportunities may be counted as an average.
 */
export function upperBound({ successes, trials, confidence = confidenceUsual }: Proportion): number {
  if (successes === 0) return -Math.expm1(Math.log(1 - confidence) / trials)
  return successes >= trials ? 1 : betaQuantile(confidence, successes + 1, trials - successes)
}

function checked({ successes, trials, confidence = confidenceUsual }: Proportion): Required<Proportion> {
  whole('trials', trials, 1)
  whole('successes', successes, 0)
  if (successes > trials) throw new Unusable(`successes (${successes}) are more than trials (${trials}).`)
  between('confidence', confidence, 0, 1)
  return { successes, trials, confidence }
}
