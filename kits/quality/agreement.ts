import { confidenceUsual } from './intervals.ts'
import { normalQuantile } from './normal.ts'
import { between, Unusable } from './unusable.ts'

export type KappaWeights = 'linear' | 'quadratic'

export interface Ratings {
  /** A row a unit, a column a rater; null where the rater did not rate the unit. */
  readonly ratings: readonly (readonly (string | null)[])[]
  readonly raters: number
  /** Partial credit for near misses; without it only equal ratings agree. */
  readonly weights?: KappaWeights
  /** The categories from low to high, which `weights` need. Where left out: by number if all are numbers, else by code units. */
  readonly order?: readonly string[]
  readonly confidence?: number
}

export interface Agreement {
  readonly method: 'cohen' | 'fleiss'
  readonly raters: number
  /** Units that at least two raters rated: the others say nothing about agreement. */
  readonly units: number
  /** Share of pairs of ratings of one unit that are equal. */
  readonly agreement: number
  /** With weights: the same with partial credit. */
  readonly weightedAgreement?: number
  /** Null where every rating is the same category: chance alone explains that, and kappa is 0/0. */
  readonly kappa: number | null
  /** Bounds of the interval; null where kappa is, or where one unit alone gives no spread. */
  readonly lower: number | null
  readonly upper: number | null
  /** Prevalence-adjusted bias-adjusted kappa, (kA - 1)/(k - 1) for k categories (Byrt 1993): what kappa were if all categories were as common. */
  readonly pabak: number | null
  /** Share of all ratings by category. Where one is rare, kappa is low however well the raters agree. */
  readonly prevalence: readonly { readonly category: string; readonly share: number }[]
}

/** Categories beyond this are free text, no categories. */
const categoriesMax = 1_000

/**
 * Agreement between raters beyond chance: Cohen's kappa for two, Fleiss' for more.
 *
 * Cohen 1960 and 1968 (weighted), interval by the large-sample variance of Fleiss, Cohen and Everitt 1969 (equation 13).
 * Fleiss 1971, for unequal numbers of ratings: the units' agreements averaged, chance agreement from all ratings together; interval by the linearised
 * (delta method) variance over units, with n - 1, which for equal numbers is Gwet's (Handbook of Inter-Rater Reliability, 4th ed., section 5.3).
 * Both intervals are cut at -1 and 1.
 *
 * @throws Unusable where no unit was rated twice, or a rating is not in `order`
 *
 * @example
 * agreementOf({ raters: 2, ratings: [['hot', 'hot'], ['not', 'hot'], ['not', 'not']] }).kappa // 0.4
 */
export function agreementOf({ ratings, raters, weights, order, confidence = confidenceUsual }: Ratings): Agreement {
  between('confidence', confidence, 0, 1)
  if (raters < 2) throw new Unusable('agreement needs at least two raters.')
  const units = ratings.map((row) => row.filter((rating) => rating !== null)).filter((row) => row.length > 1)
  if (units.length === 0) throw new Unusable('no unit was rated by two raters, so there is no agreement to measure.')
  const categories = categoriesOf(units, order)
  const place = new Map(categories.map((category, at) => [category, at]))
  const coded = units.map((row) => row.map((rating) => place.get(rating) as number))
  const credit = creditOf(categories.length, weights)
  const { observed, chance, variance } = raters === 2 ? cohen(coded, credit) : fleiss(coded, credit)
  const equal = raters === 2 ? share(coded) : fleiss(coded, creditOf(categories.length, undefined)).observed
  const all = coded.flat()
  const kappa = chance === 1 ? null : (observed - chance) / (1 - chance)
  const half = kappa === null || units.length < 2 ? null : -normalQuantile((1 - confidence) / 2) * Math.sqrt(Math.max(0, variance))
  return {
    method: raters === 2 ? 'cohen' : 'fleiss',
    raters,
    units: units.length,
    agreement: equal,
    ...(weights === undefined ? {} : { weightedAgreement: observed }),
    kappa,
    lower: kappa === null || half === null ? null : Math.max(-1, kappa - half),
    upper: kappa === null || half === null ? null : Math.min(1, kappa + half),
    pabak: categories.length < 2 ? null : (categories.length * equal - 1) / (categories.length - 1),
    prevalence: categories.map((category, at) => ({ category, share: all.filter((rating) => rating === at).length / all.length })),
  }
}

const share = (pairs: readonly (readonly number[])[]) => pairs.filter(([a, b]) => a === b).length / pairs.length

/** The categories that occur, or those of the order given. */
function categoriesOf(units: readonly (readonly string[])[], order: readonly string[] | undefined): readonly string[] {
  const found = [...new Set(units.flat())]
  const stranger = order && found.find((category) => !order.includes(category))
  if (stranger !== undefined) throw new Unusable(`the rating "${stranger}" is not in the order given (${order?.join(', ')}).`)
  if (found.length > categoriesMax)
    throw new Unusable(`there are ${found.length} different ratings; kappa takes at most ${categoriesMax} categories.`)
  if (order) return order
  const numbers = found.every((category) => category !== '' && Number.isFinite(Number(category)))
  return found.sort(numbers ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

type Credit = readonly (readonly number[])[]

/** What a pair of categories counts for: 1 where equal, less by rank the further apart (Cicchetti and Allison 1971; Fleiss and Cohen 1973). */
function creditOf(categories: number, weights: KappaWeights | undefined): Credit {
  const power = weights === 'quadratic' ? 2 : 1
  return Array.from({ length: categories }, (_, i) =>
    Array.from({ length: categories }, (_, j) => {
      if (i === j) return 1
      return weights === undefined ? 0 : 1 - (Math.abs(i - j) / (categories - 1)) ** power
    }),
  )
}

interface Measured {
  readonly observed: number
  readonly chance: number
  readonly variance: number
}

function cohen(pairs: readonly (readonly number[])[], credit: Credit): Measured {
  const size = credit.length
  const first = new Array<number>(size).fill(0)
  const second = new Array<number>(size).fill(0)
  for (const [a, b] of pairs as readonly (readonly [number, number])[]) {
    first[a] = (first[a] as number) + 1 / pairs.length
    second[b] = (second[b] as number) + 1 / pairs.length
  }
  const creditAt = (i: number, j: number) => (credit[i] as readonly number[])[j] as number
  const rows = first.map((_, i) => dot(second, (j) => creditAt(i, j)))
  const columns = second.map((_, j) => dot(first, (i) => creditAt(i, j)))
  const observed = mean(pairs.map(([a, b]) => creditAt(a as number, b as number)))
  // Counted and not summed from shares, so that raters who know one category alone have a chance agreement of exactly 1.
  const chance = new Set(pairs.flat()).size === 1 ? 1 : dot(first, (i) => rows[i] as number)
  const pulls = (pairs as readonly (readonly [number, number])[]).map(
    ([a, b]) => creditAt(a, b) * (1 - chance) - ((rows[a] as number) + (columns[b] as number)) * (1 - observed),
  )
  // Their equation subtracts the square of the mean pull, observed·chance - 2·chance + observed; taken from each pull it costs no digits.
  const centre = mean(pulls)
  const variance = mean(pulls.map((pull) => (pull - centre) ** 2)) / (pairs.length * (1 - chance) ** 4)
  return { observed, chance, variance }
}

function fleiss(units: readonly (readonly number[])[], credit: Credit): Measured {
  const counts = units.map((row) => countsOf(row, credit.length))
  const total = units.reduce((sum, row) => sum + row.length, 0)
  const shares = credit.map((_, k) => counts.reduce((sum, row) => sum + (row[k] as number), 0) / total)
  /** What a rating of a category counts for beside one drawn from all ratings. */
  const common = credit.map((row) => dot(shares, (k) => row[k] as number))
  const agreements = units.map((row, i) => pairAgreement(counts[i] as number[], row.length, credit))
  const observed = mean(agreements)
  const chance = new Set(units.flat()).size === 1 ? 1 : dot(shares, (k) => common[k] as number)
  const kappa = (observed - chance) / (1 - chance)
  const ratingsMean = total / units.length
  const pulls = units.map((row, i) => {
    const toChance =
      (2 * (dot(counts[i] as number[], (k) => common[k] as number) - row.length * dot(shares, (k) => common[k] as number))) / ratingsMean
    return ((agreements[i] as number) - observed - (1 - kappa) * toChance) / (1 - chance)
  })
  const variance = pulls.reduce((sum, pull) => sum + pull * pull, 0) / (units.length * (units.length - 1))
  return { observed, chance, variance }
}

/** Credit of the average pair of ratings of one unit. */
function pairAgreement(counts: readonly number[], ratings: number, credit: Credit): number {
  const pairs = dot(counts, (k) => dot(counts, (l) => (credit[k] as readonly number[])[l] as number) - 1)
  return pairs / (ratings * (ratings - 1))
}

function countsOf(row: readonly number[], categories: number): number[] {
  const counts = new Array<number>(categories).fill(0)
  for (const rating of row) counts[rating] = (counts[rating] as number) + 1
  return counts
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const dot = (values: readonly number[], by: (at: number) => number) => values.reduce((sum, value, at) => sum + value * by(at), 0)
