import { share } from './unusable.ts'

const sqrtTwoPi = Math.sqrt(2 * Math.PI)
/** From here on the continued fraction is used: 1/2 less the series would lose digits in the lower tail. */
const tailFrom = 1
/** The continued fraction's error falls as exp(-2x√n): at 1 this many terms leave nothing of it in a double. */
const tailTerms = 450
/** Beyond this the lower tail is smaller than the smallest double. */
const underflowFrom = 38.6
const termsMax = 500

/** Density of the standard normal distribution. */
function normalDensity(x: number): number {
  // exp(-x²/2) in two factors (Cody 1969): the first exponent is exact, so that no digits of x² are lost far out.
  const coarse = Math.trunc(x * 16) / 16
  return (Math.exp(-(coarse * coarse) / 2) * Math.exp(-((x - coarse) * (x + coarse)) / 2)) / sqrtTwoPi
}

/**
 * Φ(x): the share of a standard normal distribution below x, to full double precision in both tails.
 * Middle: Marsaglia's series (J. Stat. Software 11(4), 2004). Tail: the continued fraction of Mills' ratio (Abramowitz and Stegun 26.2.14).
 *
 * @example
 * normalCdf(1.5) // 0.9331927987311419
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x <= -underflowFrom) return 0
  if (x >= underflowFrom) return 1
  if (x <= -tailFrom) return upperTail(-x)
  if (x >= tailFrom) return 1 - upperTail(x)
  let term = x
  let sum = x
  for (let odd = 3; odd < termsMax && sum !== sum + term; odd += 2) {
    term *= (x * x) / odd
    sum += term
  }
  return 0.5 + sum * normalDensity(x)
}

/** 1 - Φ(x) for x >= 1: φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))), from the inside out. */
function upperTail(x: number): number {
  let fraction = x
  for (let k = tailTerms; k >= 1; k--) fraction = x + k / fraction
  return normalDensity(x) / fraction
}

/**
 * Φ⁻¹(p): the point below which the share p of a standard normal distribution lies; minus and plus infinity at 0 and 1.
 * A rational start (Abramowitz and Stegun 26.2.23, error under 4.5e-4), then Halley's steps, each of which triples the right digits.
 *
 * @example
 * normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  share('p', p)
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  if (p === 0.5) return 0
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let step = 0; step < 3; step++) {
    const density = normalDensity(x)
    if (density === 0) return x
    const error = (normalCdf(x) - p) / density
    x -= error / (1 + (x * error) / 2)
  }
  return x
}
