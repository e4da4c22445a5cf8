import { type RuleSet, type RunRule, rulesOf, signalsOf } from './run-rules.ts'
import { Unusable } from './unusable.ts'

export const chartTypes = ['p', 'np', 'u', 'c', 'xmr', 'p-laney', 'u-laney'] as const
export type ChartType = (typeof chartTypes)[number]

/** A subgroup: `count` of `size` (p, np: defectives of units; u: defects of units; c: defects, no size), or one measured `value` (xmr). */
export interface ChartPointInput {
  readonly label: string | number
  readonly count?: number
  readonly size?: number
  readonly value?: number
  /** Charted and judged, but left out of the centre and the limits: its cause was found and removed. */
  readonly excluded?: boolean
}

export interface ChartInput {
  readonly type: ChartType
  readonly points: readonly ChartPointInput[]
  /** A set of run rules or a list of them; Western Electric's where left out. */
  readonly rules?: RuleSet | readonly RunRule[]
}

export interface ChartPoint {
  readonly label: string | number
  readonly value: number
  /** Only in an np chart whose sizes vary: there each point has a centre of its own. */
  readonly centre?: number
  readonly lower: number
  readonly upper: number
  readonly signals: readonly RunRule[]
}

export interface Chart {
  readonly centre: number
  /** Laney's charts: how much more the points vary than their size explains. Null where the rates cannot vary (all 0, or all 1). */
  readonly sigmaZ?: number | null
  readonly points: readonly ChartPoint[]
  /** XmR: the chart of the moving ranges, each between a point and the one before it. */
  readonly movingRange?: {
    readonly centre: number
    readonly upper: number
    readonly values: readonly (number | null)[]
    readonly beyond: readonly (string | number)[]
  }
}

/** d2 and D4 for ranges of two, as the tables print them (Montgomery, appendix VI): published charts are made with them. */
const d2 = 1.128
const D4 = 3.267
const limitSigmas = 3
const pointsMax = 100_000

/** One point before judgement: what is charted, the centre and one sigma at its size. */
interface Plotted {
  readonly input: ChartPointInput
  readonly value: number
  readonly centre: number
  readonly sigma: number
  /** The largest value that there can be. */
  readonly ceiling: number
}

/**
 * A control chart: centre, limits of three sigmas and signals at each point. Limits of counts and shares stop at 0, those of p at 1.
 * Sources: Montgomery, Introduction to Statistical Quality Control, ch. 6 and 7; Laney, Quality Engineering 14(4) 2002 (p', u').
 *
 * @throws Unusable naming the point that cannot be charted
 *
 * @example
 * controlChart({ type: 'c', points: [{ label: 'Mon', count: 4 }, { label: 'Tue', count: 6 }] }).centre // 5
 */
export function controlChart({ type, points, rules }: ChartInput): Chart {
  if (points.length === 0) throw new Unusable('points is empty. Give at least one point.')
  if (points.length > pointsMax) throw new Unusable(`points holds ${points.length} points; a chart takes at most ${pointsMax}.`)
  for (const [at, point] of points.entries()) checkPoint(type, point, `points[${at}]`)
  if (points.every(({ excluded }) => excluded)) throw new Unusable('points are all excluded. Keep at least one.')
  const chosen = rulesOf(rules)
  if (type === 'xmr') return individuals(points, chosen)
  const plotted = rated(type, points)
  const laney = type === 'p-laney' || type === 'u-laney'
  const sigmaZ = laney ? sigmaOfZ(plotted) : undefined
  const judged = judge(plotted, sigmaZ ?? 1, chosen, true)
  const varying = type === 'np' && new Set(points.map(({ size }) => size)).size > 1
  return {
    centre: meanOf(plotted.filter(({ input }) => !input.excluded).map(({ centre }) => centre)),
    ...(sigmaZ === undefined ? {} : { sigmaZ }),
    points: varying ? judged.map((point, at) => ({ ...point, centre: (plotted[at] as Plotted).centre })) : judged,
  }
}

function rated(type: Exclude<ChartType, 'xmr'>, points: readonly ChartPointInput[]): Plotted[] {
  const kept = points.filter(({ excluded }) => !excluded)
  const counts = sum(kept.map(({ count }) => count as number))
  if (type === 'c') {
    const centre = counts / kept.length
    return points.map((input) => ({
      input,
      value: input.count as number,
      centre,
      sigma: Math.sqrt(centre),
      ceiling: Number.POSITIVE_INFINITY,
    }))
  }
  const rate = counts / sum(kept.map(({ size }) => size as number))
  return points.map((input) => {
    const count = input.count as number
    const size = input.size as number
    if (type === 'np') return { input, value: count, centre: size * rate, sigma: Math.sqrt(size * rate * (1 - rate)), ceiling: size }
    if (type === 'u' || type === 'u-laney')
      return { input, value: count / size, centre: rate, sigma: Math.sqrt(rate / size), ceiling: Number.POSITIVE_INFINITY }
    return { input, value: count / size, centre: rate, sigma: Math.sqrt((rate * (1 - rate)) / size), ceiling: 1 }
  })
}

/** Laney's σz: the mean moving range of the z values by 1.128. */
function sigmaOfZ(plotted: readonly Plotted[]): number | null {
  if (plotted.some(({ sigma }) => sigma === 0)) return null
  const ranges = movingRanges(plotted.map(({ input, ...point }) => ({ value: zOf(point), excluded: input.excluded === true })))
  const counted = ranges.kept
  if (counted.length === 0) throw new Unusable('a Laney chart needs two points in a row that are not excluded, to see how much they vary.')
  return meanOf(counted) / d2
}

function individuals(inputs: readonly ChartPointInput[], rules: readonly RunRule[]): Chart {
  const values = inputs.map(({ value, excluded }) => ({ value: value as number, excluded: excluded === true }))
  const { all, kept } = movingRanges(values)
  if (kept.length === 0)
    throw new Unusable('an XmR chart needs two points in a row that are not excluded: its limits come from their moving range.')
  const centre = meanOf(values.filter(({ excluded }) => !excluded).map(({ value }) => value))
  const range = meanOf(kept)
  const plotted = inputs.map((input, at) => ({
    input,
    value: values[at]?.value as number,
    centre,
    sigma: range / d2,
    ceiling: Number.POSITIVE_INFINITY,
  }))
  const upper = D4 * range
  const beyond = inputs.filter((_, at) => (all[at] ?? 0) > upper * (1 + hair)).map(({ label }) => label)
  return { centre, points: judge(plotted, 1, rules, false), movingRange: { centre: range, upper, values: all, beyond } }
}

/** Distances of each value from the one before it; `kept` without those that an excluded point has part in. */
function movingRanges(values: readonly { readonly value: number; readonly excluded: boolean }[]): {
  all: (number | null)[]
  kept: number[]
} {
  const kept: number[] = []
  const all = values.map(({ value, excluded }, at) => {
    const before = values[at - 1]
    if (before === undefined) return null
    const range = Math.abs(value - before.value)
    if (!excluded && !before.excluded) kept.push(range)
    return range
  })
  return { all, kept }
}

function judge(plotted: readonly Plotted[], widening: number, rules: readonly RunRule[], fromZero: boolean): ChartPoint[] {
  const z = plotted.map((point) => zOf({ ...point, sigma: point.sigma * widening }))
  const signals = signalsOf(z, rules)
  return plotted.map(({ input, value, centre, sigma, ceiling }, at) => {
    const half = limitSigmas * sigma * widening
    const lower = fromZero ? Math.max(0, centre - half) : centre - half
    return { label: input.label, value, lower, upper: Math.min(ceiling, centre + half), signals: signals[at] ?? [] }
  })
}

/** Relative difference that rounding alone can make. */
const hair = 1e-12

/** Sigmas from the centre. Where nothing varies, a point on the centre is at 0 and any other infinitely far out. */
function zOf({ value, centre, sigma }: Pick<Plotted, 'value' | 'centre' | 'sigma'>): number {
  const distance = value - centre
  if (Math.abs(distance) <= hair * Math.max(Math.abs(value), Math.abs(centre))) return 0
  return sigma === 0 ? Math.sign(distance) * Number.POSITIVE_INFINITY : distance / sigma
}

function checkPoint(type: ChartType, { count, size, value }: ChartPointInput, place: string): void {
  if (type === 'xmr') {
    need(`${place}.value`, value, 'a number', Number.isFinite(value))
    return
  }
  need(`${place}.count`, count, 'a number from 0 on', count !== undefined && Number.isFinite(count) && count >= 0)
  if (type === 'c') return
  need(`${place}.size`, size, 'a number above 0 (leave a point without units out)', size !== undefined && Number.isFinite(size) && size > 0)
  const shares = type === 'p' || type === 'np' || type === 'p-laney'
  if (shares && (count as number) > (size as number)) throw new Unusable(`${place}.count (${count}) is more than its size (${size}).`)
}

function need(place: string, value: unknown, what: string, holds: boolean): void {
  if (!holds) throw new Unusable(`${place} must be ${what}; it is ${value === undefined ? 'missing' : JSON.stringify(value)}.`)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const meanOf = (values: readonly number[]) => sum(values) / values.length
