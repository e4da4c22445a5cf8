import { Unusable } from './unusable.ts'

export interface Capability {
  readonly mean: number
  /** Sample standard deviation, n - 1. */
  readonly deviation: number
  /** (upper - lower) / 6s: what the spread allows. Null where only one limit is given or nothing spreads. */
  readonly cp: number | null
  /** The nearer limit's distance from the mean / 3s: what the process does. */
  readonly cpk: number | null
}

/** How well measured values keep within limits, of which at least one is given. @throws Unusable naming what is missing */
export function capability(values: readonly number[], limits: { readonly lower?: number; readonly upper?: number }): Capability {
  const { lower, upper } = limits
  if (values.length < 2) throw new Unusable('capability needs at least two values.')
  if (lower === undefined && upper === undefined) throw new Unusable('capability needs a lower or an upper limit.')
  if (lower !== undefined && upper !== undefined && lower >= upper)
    throw new Unusable(`the lower limit (${lower}) must be below the upper one (${upper}).`)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
  if (deviation === 0) return { mean, deviation, cp: null, cpk: null }
  const sides = [lower === undefined ? [] : [mean - lower], upper === undefined ? [] : [upper - mean]].flat()
  const cp = lower === undefined || upper === undefined ? null : (upper - lower) / (6 * deviation)
  return { mean, deviation, cp, cpk: Math.min(...sides) / (3 * deviation) }
}
