import {
  type Agreement,
  acceptanceProbability,
  agreementOf,
  type Chart,
  clopperPearson,
  controlChart,
  defectRate,
  type InspectionState,
  type KappaWeights,
  type Level,
  levels,
  lotPlan,
  type RuleSet,
  readChart,
  readRatings,
  readSwitching,
  switchStates,
  Unusable,
} from '../kits/quality/index.ts'
import { CsvError } from '../kits/text/csv.ts'
import { type ExitCode, type Given, numberFlag, printJson, readInput, readJson, UsedWrongly, type Verbs } from './verb.ts'

export const verbs: Verbs = {
  dpmo: {
    usage: '--units N --opportunities N --defects N [--json]',
    about: 'defects by units and by opportunities (per unit), with sigma shifted by 1.5; without a defect, the sigma that is shown at 95 %',
    flags: {
      units: { kind: 'text', about: 'units inspected' },
      opportunities: { kind: 'text', about: 'what can be wrong with one unit' },
      defects: { kind: 'text', about: 'defects found' },
    },
    run: (given) =>
      answer(given, 'quality dpmo', () =>
        defectRate({
          units: numberFlag(given, 'units'),
          opportunities: numberFlag(given, 'opportunities'),
          defects: numberFlag(given, 'defects'),
        }),
      ),
  },
  chart: {
    usage: 'FILE.json [--rules western-electric|nelson|limits] [--json]',
    operands: 1,
    about:
      'a control chart with its signals: {type: p|np|u|c|xmr|p-laney|u-laney, points: [{label, count, size} | {label, value}], rules?}',
    flags: {
      rules: {
        kind: 'text',
        about: 'run rules, instead of those of the file (default western-electric); limits: only points beyond the limits',
      },
    },
    run: chart,
  },
  plan: {
    usage: '--lot N --aql A [--level II] [--state normal] [--probability P] [--json]',
    about: 'the single sampling plan of MIL-STD-105E / ISO 2859-1; a lot no larger than the sample is inspected whole',
    flags: {
      lot: { kind: 'text', about: 'units in the lot' },
      aql: { kind: 'text', about: 'acceptable quality level in percent, .010 to 1000' },
      level: { kind: 'text', about: `inspection level: ${levels.join(', ')} (default II)` },
      state: { kind: 'text', about: 'normal, tightened or reduced (default normal)' },
      probability: { kind: 'text', about: 'also the probability that a lot with this share of defectives is accepted' },
    },
    run: plan,
  },
  switch: {
    usage: 'FILE.json [--json]',
    operands: 1,
    about: 'the inspection state of each lot of a run, and of the next: {lots: [{accepted, acceptedOneStepTighter?}], start}',
    async run(given) {
      const [file] = given.operands
      const input = await readJson(file, 'FILE.json')
      return answer(given, file ?? '-', () => switchStates(readSwitching(input)))
    },
  },
  kappa: {
    usage: 'FILE.csv [--weights linear|quadratic] [--order low,…,high] [--confidence 0.95] [--json]',
    operands: 1,
    about: 'agreement between raters: a header row with the raters, then a row a unit; empty = not rated',
    flags: {
      weights: { kind: 'text', about: 'partial credit for near misses: linear or quadratic' },
      order: { kind: 'text', about: 'the categories from low to high, for --weights' },
      confidence: { kind: 'text', about: 'of the interval (default 0.95)' },
    },
    run: kappa,
  },
  interval: {
    usage: '--successes K --trials N [--confidence 0.95] [--json]',
    about: 'the exact (Clopper-Pearson) interval of a share',
    flags: {
      successes: { kind: 'text', about: 'how often it happened' },
      trials: { kind: 'text', about: 'how often it could have' },
      confidence: { kind: 'text', about: 'two-sided (default 0.95)' },
    },
    run: (given) =>
      answer(given, 'quality interval', () =>
        clopperPearson({ successes: numberFlag(given, 'successes'), trials: numberFlag(given, 'trials'), ...confidenceFlag(given) }),
      ),
  },
}

async function chart(given: Given): Promise<ExitCode> {
  const [file] = given.operands
  const input = await readJson(file, 'FILE.json')
  const rules = given.text('rules')
  return answer(
    given,
    file ?? '-',
    () => controlChart({ ...readChart(input), ...(rules === undefined ? {} : { rules: rules as RuleSet }) }),
    chartLines,
  )
}

async function plan(given: Given): Promise<ExitCode> {
  return answer(given, 'quality plan', () => {
    const level = levelOf(given.text('level') ?? 'II')
    const state = (given.text('state') ?? 'normal').toLowerCase() as InspectionState
    const { inspectAll, ...found } = lotPlan({ lot: numberFlag(given, 'lot'), aql: numberFlag(given, 'aql'), level, state })
    const all = inspectAll ? { inspectAll } : {}
    if (given.text('probability') === undefined) return { ...found, ...all }
    return { ...found, ...all, acceptanceProbability: acceptanceProbability(found, { share: numberFlag(given, 'probability') }) }
  })
}

/** `s2` and `S-2` are the same level. */
const levelOf = (text: string) => text.toUpperCase().replace(/^S-?(?=\d$)/, 'S-') as Level

async function kappa(given: Given): Promise<ExitCode> {
  const [file] = given.operands
  const weights = given.text('weights')
  if (weights !== undefined && weights !== 'linear' && weights !== 'quadratic')
    throw new UsedWrongly(`--weights takes linear or quadratic; it was ${weights}.`)
  const text = new TextDecoder().decode(await readInput(file, 'FILE.csv'))
  return answer(given, file ?? '-', () => ratingsAgreement(given, text, weights))
}

function ratingsAgreement(given: Given, text: string, weights: KappaWeights | undefined): Agreement {
  const { raters, ratings } = readRatings(text)
  const order = given
    .text('order')
    ?.split(',')
    .map((category) => category.trim())
  const agreement = agreementOf({
    ratings,
    raters: raters.length,
    ...(weights === undefined ? {} : { weights }),
    ...(order === undefined ? {} : { order }),
    ...confidenceFlag(given),
  })
  const categories = agreement.prevalence.map(({ category }) => category)
  if (weights !== undefined && order === undefined && categories.some((category) => !Number.isFinite(Number(category))))
    process.stderr.write(`The categories were ranked ${categories.join(' < ')}. If that is not their order, give it: --order low,…,high.\n`)
  return agreement
}

const confidenceFlag = (given: Given) => (given.text('confidence') === undefined ? {} : { confidence: numberFlag(given, 'confidence') })

/** Prints what `make` makes; what it cannot make is told with where it comes from. */
function answer<T extends object>(given: Given, where: string, make: () => T, readable: (made: T) => string[] = pairs): Promise<ExitCode> {
  try {
    const made = make()
    if (given.on('json')) printJson(made)
    else process.stdout.write(`${readable(made).join('\n')}\n`)
    return Promise.resolve(0)
  } catch (error) {
    if (error instanceof Unusable || error instanceof CsvError) throw new UsedWrongly(`${where}: ${error.message}`)
    throw error
  }
}

const pairs = (made: object): string[] =>
  Object.entries(made).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)

function chartLines({ centre, sigmaZ, points }: Chart): string[] {
  const head = `centre ${centre}${sigmaZ === undefined ? '' : `, sigma z ${sigmaZ}`}`
  return [
    head,
    ...points.map(({ label, value, lower, upper, signals }) => `${label}: ${value} (${lower} to ${upper}) ${signals.join(', ')}`.trimEnd()),
  ]
}
