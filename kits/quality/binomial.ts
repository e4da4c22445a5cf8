import { share, whole } from './unusable.ts'

/*
 * Loader's saddle point form of the binomial and Poisson probabilities ("Fast and Accurate Computation of Binomial Probabilities", 2000): no factorials, so
 * that no digits are lost where n is large.
 */

/** ln Γ(n+1) less Stirling's formula for it. Small n are led up to 16, where five terms of the series are exact to a double. */
function stirlingError(n: number): number {
  let error = 0
  let x = n
  for (; x < 16; x++) error += (x + 0.5) * Math.log1p(1 / x) - 1
  const square = x * x
  return error + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / x
}

/** x ln(x/mean) + mean - x, without cancellation where the two are close. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x
  const ratio = (x - mean) / (x + mean)
  let sum = (x - mean) * ratio
  let term = 2 * x * ratio
  for (let odd = 3; odd < 1000; odd += 2) {
    term *= ratio * ratio
    const next = sum + term / odd
    if (next === sum) break
    sum = next
  }
  return sum
}

/** Binomial probability for real x and n, with q = 1 - p given apart, so that a p near 1 keeps its digits. */
export function binomialDensity(x: number, n: number, p: number, q: number): number {
  if (x < 0 || x > n) return 0
  if (p === 0) return x === 0 ? 1 : 0
  if (q === 0) return x === n ? 1 : 0
  if (x === 0) return Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q))
  if (x === n) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p))
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)))
}

function poissonDensity(x: number, mean: number): number {
  if (x === 0) return Math.exp(-mean)
  return Math.exp(-stirlingError(x) - deviance(x, mean)) / Math.sqrt(2 * Math.PI * x)
}

function hypergeometricDensity(x: number, sample: number, defectives: number, lot: number): number {
  if (sample === lot) return x === defectives ? 1 : 0
  const p = sample / lot
  const q = (lot - sample) / lot
  const joint = binomialDensity(x, defectives, p, q) * binomialDensity(sample - x, lot - defectives, p, q)
  return joint / binomialDensity(sample, lot, p, q)
}

/**
 * P(X <= k) from the densities alone: summed on the side of k where there is less, beginning at k, until what comes adds nothing.
 * @param ratioUp density(j+1) / density(j)
 */
function tailSum(
  k: number,
  least: number,
  most: number,
  mean: number,
  density: (x: number) => number,
  ratioUp: (j: number) => number,
): number {
  if (k < least) return 0
  if (k >= most) return 1
  if (k < mean) {
    let term = density(k)
    let sum = term
    for (let j = k - 1; j >= least; j--) {
      term /= ratioUp(j)
      if (sum + term === sum) break
      sum += term
    }
    return Math.min(1, sum)
  }
  let term = density(k + 1)
  let sum = term
  for (let j = k + 1; j < most; j++) {
    term *= ratioUp(j)
    if (sum + term === sum) break
    sum += term
  }
  return Math.max(0, 1 - sum)
}

/** P(at most k of n fail), each with probability p, independently. */
export function binomialCdf(k: number, n: number, p: number): number {
  whole('n', n, 0)
  share('p', p)
  if (p === 0) return k >= 0 ? 1 : 0
  if (p === 1) return k >= n ? 1 : 0
  const odds = p / (1 - p)
  return tailSum(
    Math.floor(k),
    0,
    n,
    n * p,
    (x) => binomialDensity(x, n, p, 1 - p),
    (j) => ((n - j) / (j + 1)) * odds,
  )
}

/** P(at most k events) where `mean` are expected. */
export function poissonCdf(k: number, mean: number): number {
  if (mean === 0) return k >= 0 ? 1 : 0
  return tailSum(
    Math.floor(k),
    0,
    Number.POSITIVE_INFINITY,
    mean,
    (x) => poissonDensity(x, mean),
    (j) => mean / (j + 1),
  )
}

/** P(at most k defectives in a sample drawn without putting back) from a lot that holds `defectives` of them. */
export function hypergeometricCdf(k: number, sample: number, defectives: number, lot: number): number {
  whole('lot', lot, 1)
  whole('sample', sample, 0)
  whole('defectives', defectives, 0)
  const least = Math.max(0, sample + defectives - lot)
  const most = Math.min(sample, defectives)
  const ratioUp = (j: number) => ((defectives - j) * (sample - j)) / ((j + 1) * (lot - defectives - sample + j + 1))
  return tailSum(Math.floor(k), least, most, (sample * defectives) / lot, (x) => hypergeometricDensity(x, sample, defectives, lot), ratioUp)
}
