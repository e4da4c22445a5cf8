import { binomialDensity } from './binomial.ts'
import { share } from './unusable.ts'

/** Terms of the continued fraction: it needs about the square root of a + b, so this serves 10^8 trials. */
const termsMax = 100_000
/** Halvings that take an interval of 1 to the smallest double, and then its digits. */
const stepsMax = 1_200

/** x^a (1-x)^b / B(a, b), by the binomial density that has the same factors. */
const powers = (x: number, a: number, b: number) => ((a * b) / (a + b)) * binomialDensity(a, a + b, x, 1 - x)

/**
 * The regularised incomplete beta function I_x(a, b): the share of a beta distribution below x.
 * Continued fraction DLMF 8.17.22, by Lentz's method, on the side where it converges.
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - lowerPart(1 - x, b, a)
  return lowerPart(x, a, b)
}

function lowerPart(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let fraction = d
  for (let m = 1; m < termsMax; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    const before = fraction
    for (const step of [even, odd]) {
      d = 1 + step * d
      c = 1 + step / c
      d = 1 / (Math.abs(d) < tiny ? tiny : d)
      if (Math.abs(c) < tiny) c = tiny
      fraction *= c * d
    }
    if (Math.abs(fraction - before) <= 1e-16 * Math.abs(fraction)) break
  }
  return (powers(x, a, b) * fraction) / a
}

/** The point below which the share p of a beta distribution lies: Newton's steps, kept between bounds that close in. */
export function betaQuantile(p: number, a: number, b: number): number {
  share('p', p)
  if (p === 0) return 0
  if (p === 1) return 1
  let low = 0
  let high = 1
  let x = a / (a + b)
  for (let step = 0; step < stepsMax; step++) {
    const error = betaCdf(x, a, b) - p
    if (error === 0) return x
    if (error < 0) low = x
    else high = x
    const density = powers(x, a, b) / (x * (1 - x))
    const newton = x - error / density
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (next === x || high - low <= 1e-16 * x || Math.abs(next - x) <= 1e-16 * x) return next
    x = next
  }
  return x
}
