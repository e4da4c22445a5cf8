import { binomialCdf } from './binomial.ts'
import { confidenceUsual } from './intervals.ts'
import { normalQuantile } from './normal.ts'
import type { SamplingPlan } from './sampling-plan.ts'
import { between, Unusable, whole } from './unusable.ts'

/** A point of the operating characteristic: a lot with this share of defectives is accepted with this probability. */
export interface RiskPoint {
  readonly share: number
  readonly probability: number
}

/** A plan with a larger sample than this is no sampling. */
const sampleSizeMax = 1_000_000

/**
 * The smallest single sampling plan (binomial) that accepts good lots at least, and bad lots at most, with the probabilities asked for.
 *
 * @throws Unusable where the two points contradict each other or ask for too large a sample
 *
 * @example
 * findPlan({ producer: { share: 0.05, probability: 0.95 }, consumer: { share: 0.15, probability: 0.075 } }) // { sampleSize: 80, accept: 7, reject: 8 }
 */
export function findPlan({ producer, consumer }: { readonly producer: RiskPoint; readonly consumer: RiskPoint }): SamplingPlan {
  for (const [name, point] of Object.entries({ producer, consumer })) {
    between(`${name}.share`, point.share, 0, 1)
    between(`${name}.probability`, point.probability, 0, 1)
  }
  if (producer.share >= consumer.share || producer.probability <= consumer.probability)
    throw new Unusable("the producer's point must be a better lot, accepted more often, than the consumer's.")
  let accept = 0
  let sampleSize = 1
  while (sampleSize <= sampleSizeMax) {
    if (binomialCdf(accept, sampleSize, consumer.share) > consumer.probability) sampleSize++
    else if (binomialCdf(accept, sampleSize, producer.share) < producer.probability) accept++
    else return { sampleSize, accept, reject: accept + 1 }
  }
  throw new Unusable(`no plan with up to ${sampleSizeMax} units tells the two apart. Move the points further from each other.`)
}

/**
 * The smallest sample that, when it holds no defective, shows with this confidence that fewer than `share` are defective: ⌈ln(1-C)/ln(1-p)⌉.
 *
 * @example
 * zeroAcceptancePlan({ confidence: 0.95, share: 0.05 }) // { sampleSize: 59, accept: 0, reject: 1 }
 */
export function zeroAcceptancePlan({ confidence, share }: { readonly confidence: number; readonly share: number }): SamplingPlan {
  between('confidence', confidence, 0, 1)
  between('share', share, 0, 1)
  return { sampleSize: ceil(Math.log1p(-confidence) / Math.log1p(-share)), accept: 0, reject: 1 }
}

/**
 * How many to look at so that a share is known to ± `margin`, in a population of any size or of a given one (finite population correction).
 * `expected` is the share looked for; 0.5, the worst, where nothing is known.
 *
 * @example
 * sampleSizeForMargin({ margin: 0.05 }) // 385
 * sampleSizeForMargin({ margin: 0.05, population: 1000 }) // 278
 */
export function sampleSizeForMargin(given: {
  readonly margin: number
  readonly confidence?: number
  readonly expected?: number
  readonly population?: number
}): number {
  const { margin, confidence = confidenceUsual, expected = 0.5, population } = given
  between('margin', margin, 0, 1)
  between('confidence', confidence, 0, 1)
  between('expected', expected, 0, 1)
  const z = normalQuantile((1 - confidence) / 2)
  const endless = (z * z * expected * (1 - expected)) / (margin * margin)
  if (population === undefined) return ceil(endless)
  whole('population', population, 1)
  return Math.min(population, ceil(endless / (1 + (endless - 1) / population)))
}

// A whole number that arithmetic left a hair above itself is still that number.
const ceil = (value: number) => Math.ceil(value * (1 - 1e-12))
