import {
  agreementOf,
  type ChartInput,
  type ChartPointInput,
  clopperPearson,
  controlChart,
  defectRate,
  processYields,
  type RuleSet,
  type RunRule,
  Unusable,
} from '../../kits/quality/index.ts'

/** What first inspections add up to. */
export interface Sums {
  readonly lots: number
  /** Units that were inspected. */
  readonly units: number
  /** Units times what could be wrong with each. */
  readonly opportunities: number
  readonly defects: number
  /** Opportunities that failed: two places of one kind in one unit are one. */
  readonly failed: number
  /** Units with a defect. */
  readonly defectives: number
  readonly rejected: number
  /** Orders that the signing attorney, and the client, sent back afterwards. */
  readonly refusedAtSignoff: number
  readonly returnedByClient: number
}

/** The figures of a board. Null where there is nothing to divide by. */
export interface Figures extends Sums {
  /** Share of inspected units without a defect at their first inspection. */
  readonly firstPassYield: number | null
  /** The chance of an order to pass inspection, sign-off and client the first time: the product over the three of 1 - returned / orders. */
  readonly rolledYield: number | null
  readonly dpu: number | null
  readonly dpmo: number | null
  /** Exact 95 % interval of DPMO (Clopper-Pearson). */
  readonly dpmoLower: number | null
  readonly dpmoUpper: number | null
  /** With the shift of 1.5; null without a defect, where `sigmaAtLeast` says what the sample shows. */
  readonly sigma: number | null
  readonly sigmaAtLeast: number | null
}

/**
 * Works the figures out of the sums.
 *
 * @example
 * figuresOf({ lots: 1, units: 100, opportunities: 100, defects: 5, failed: 5, defectives: 5, … }).dpmo // 50000
 */
export function figuresOf(sums: Sums): Figures {
  const { lots, units, opportunities, defects, failed, defectives } = sums
  const rate = units > 0 && opportunities > 0 ? defectRate({ units, opportunities: opportunities / units, defects: failed }) : null
  const bounds = rate && clopperPearson({ successes: failed, trials: opportunities })
  const steps = [sums.rejected, sums.refusedAtSignoff, sums.returnedByClient]
  return {
    ...sums,
    firstPassYield: units > 0 ? (units - defectives) / units : null,
    rolledYield:
      lots > 0
        ? processYields(
            lots,
            steps.map((reworked) => ({ defects: 0, reworked })),
          ).rolledThroughput
        : null,
    dpu: units > 0 ? defects / units : null,
    dpmo: rate?.dpmo ?? null,
    dpmoLower: bounds && bounds.lower * 1e6,
    dpmoUpper: bounds && bounds.upper * 1e6,
    sigma: rate?.sigma ?? null,
    sigmaAtLeast: rate?.sigmaAtLeast ?? null,
  }
}

/** The sums of one lot, or of the lots of one period. */
export interface PointSums extends Pick<Sums, 'units' | 'opportunities' | 'defects' | 'failed' | 'defectives'> {
  readonly label: string
}

export interface BoardChart {
  readonly kind: 'p' | 'u' | 'xmr'
  /** Why there is none; null where there is one. */
  readonly problem: string | null
  readonly centre: number | null
  /** How much more the points vary than their sizes explain (Laney 2002); null where it cannot be said. */
  readonly sigmaZ: number | null
  readonly points: readonly BoardPoint[]
}

interface BoardPoint {
  readonly label: string
  readonly value: number
  readonly lower: number
  readonly upper: number
  readonly signals: readonly RunRule[]
}

/**
 * The charts of a board: p of nonconforming units, u of defects a unit, XmR of DPMO.
 *
 * @param laney whether limits are widened by how much the points vary beyond their size, for lots so large that plain limits signal everything
 */
export function chartsOf(points: readonly PointSums[], rules: RuleSet, laney: boolean): readonly BoardChart[] {
  const counting = (kind: 'p' | 'u', count: (point: PointSums) => number): BoardChart => {
    const inputs = points.filter(({ units }) => units > 0).map((point) => ({ label: point.label, count: count(point), size: point.units }))
    const widened = charted(kind, { type: `${kind}-laney`, points: inputs, rules })
    return laney ? widened : { ...charted(kind, { type: kind, points: inputs, rules }), sigmaZ: widened.sigmaZ }
  }
  const rated: readonly ChartPointInput[] = points
    .filter(({ opportunities }) => opportunities > 0)
    .map(({ label, failed, opportunities }) => ({ label, value: (failed / opportunities) * 1e6 }))
  return [
    counting('p', ({ defectives }) => defectives),
    counting('u', ({ defects }) => defects),
    charted('xmr', { type: 'xmr', points: rated, rules }),
  ]
}

function charted(kind: BoardChart['kind'], input: ChartInput): BoardChart {
  try {
    const { centre, points, sigmaZ = null } = controlChart(input)
    return {
      kind,
      problem: null,
      centre,
      sigmaZ,
      points: points.map(({ label, value, lower, upper, signals }) => ({ label: String(label), value, lower, upper, signals })),
    }
  } catch (error) {
    if (error instanceof Unusable) return { kind, problem: error.message, centre: null, sigmaZ: null, points: [] }
    throw error
  }
}

/** What two inspectors found in the same units. */
export interface Rated {
  readonly firstId: string
  readonly secondId: string
  readonly first: boolean
  readonly second: boolean
}

export interface BoardAgreement {
  readonly units: number
  /** Share of units that both judged alike. */
  readonly agreement: number
  readonly kappa: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** Kappa if both judgements were as common: beside it, because kappa is low where defects are rare however well the inspectors agree. */
  readonly pabak: number | null
  /** Share of all judgements that were `nonconforming`. */
  readonly nonconforming: number
}

/** Cohen's kappa over units that two inspectors judged; null where there are none. */
export function agreementBetween(rated: readonly Rated[]): BoardAgreement | null {
  if (rated.length === 0) return null
  const word = (nonconforming: boolean) => (nonconforming ? 'nonconforming' : 'conforming')
  const { units, agreement, kappa, lower, upper, pabak, prevalence } = agreementOf({
    raters: 2,
    ratings: rated.map(({ first, second }) => [word(first), word(second)]),
  })
  const nonconforming = prevalence.find(({ category }) => category === 'nonconforming')?.share ?? 0
  return { units, agreement, kappa, lower, upper, pabak, nonconforming }
}

/** The same for each pair of a first and a second inspector, those with most units first. */
export function agreementsByPair(
  rated: readonly Rated[],
): readonly (BoardAgreement & { readonly firstId: string; readonly secondId: string })[] {
  const pairs = Map.groupBy(rated, ({ firstId, secondId }) => `${firstId} ${secondId}`)
  return [...pairs.values()]
    .flatMap((of) => {
      const [one] = of
      const found = agreementBetween(of)
      return one && found ? [{ firstId: one.firstId, secondId: one.secondId, ...found }] : []
    })
    .sort((a, b) => b.units - a.units)
}
