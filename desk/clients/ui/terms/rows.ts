import { serviceLines } from '../../../line.ts'
import type { EngagementTerms, ServiceLevel } from '../../terms.ts'

/** One thing that terms say, in words. Two versions are compared by `section` and `what`. */
export interface TermRow {
  readonly section: string
  readonly what: string
  readonly text: string
}

export const rateKinds = {
  hour: 'by the hour',
  page: 'by the page',
  document: 'by the document',
  record: 'by the record',
  fixed: 'fixed price',
} as const

export const pauseReasons: Readonly<Record<string, string>> = {
  'client-question': 'A question to the client is open',
  'on-hold': 'The order is on hold',
}

/**
 * Everything that terms say, in words, in the order in which people read an agreement.
 *
 * @example
 * termRows(terms)[0] // { section: 'General', what: 'Currency', text: 'USD' }
 */
export function termRows(terms: EngagementTerms): readonly TermRow[] {
  const general = section('General', [
    ['Currency', terms.currency],
    ['First day', terms.startsOn],
    ['Last day', terms.endsOn ?? 'No end agreed'],
    ['Statement of work', terms.statementOfWork ?? 'None yet'],
    ['Accepted by silence', `after ${terms.acceptanceBusinessDays} working days`],
  ])
  const { security } = terms
  const safe = section('Security', [
    ['Second factor', security.secondFactor ? "needed by the client's people" : 'not needed'],
    ['Download', allowed(security.download)],
    ['Print', allowed(security.print)],
    ['Watermark', security.watermark ? 'on every copy' : 'none'],
    ['Retention', `${security.retentionDays} days after a matter is closed`],
  ])
  return [...general, ...terms.lines.flatMap((line) => lineRows(terms, line)), ...safe]
}

const allowed = (yes: boolean): string => (yes ? 'allowed' : 'not allowed')

const section = (name: string, rows: readonly (readonly [string, string])[]): TermRow[] =>
  rows.map(([what, text]) => ({ section: name, what, text }))

function lineRows(terms: EngagementTerms, line: EngagementTerms['lines'][number]): TermRow[] {
  const title = serviceLines[line]
  const rate = terms.rateCard[line]
  const client = terms.clientRates[line]
  const levels = terms.serviceLevels[line]
  const money = (amount: string) => `${amount} ${terms.currency}`
  return [
    ...section(title, [
      ['Price', rate ? priceText(rate, money) : 'None'],
      ['Rush surcharge', rate?.rushPercent === undefined ? 'none' : `${rate.rushPercent} %`],
      ['Least amount of an order', rate?.minimum === undefined ? 'none' : money(rate.minimum)],
      [
        'What it costs the client itself',
        client ? `${money(client.rate)}, ${client.unitsPerUnit} of them for one unit of ours` : 'not given',
      ],
    ]),
    ...(levels ? section(`${title}, standard`, levelRows(levels.standard)) : []),
    ...(levels?.rush ? section(`${title}, rush`, levelRows(levels.rush)) : []),
  ]
}

function priceText(
  { kind, rate }: NonNullable<EngagementTerms['rateCard'][EngagementTerms['lines'][number]]>,
  money: (amount: string) => string,
) {
  if (typeof rate === 'string') return `${money(rate)} ${rateKinds[kind]}`
  return `${rateKinds[kind]}: ${rate.map((band) => `${band.upTo === undefined ? 'beyond' : `up to ${band.upTo}`} ${money(band.rate)}`).join(', ')}`
}

const levelRows = (level: ServiceLevel): readonly (readonly [string, string])[] => [
  ['First response', level.targets.firstResponse ? targetText(level.targets.firstResponse) : 'not agreed'],
  ['Turnaround', targetText(level.targets.turnaround)],
  ['The clock starts', level.startsOn === 'created' ? 'when the order is placed' : 'when we accept the order'],
  ['The clock pauses', level.pausesOn.map((reason) => pauseReasons[reason] ?? reason).join('; ') || 'never'],
  ['Warnings at', level.warnAtPercent.map((share) => `${share} %`).join(', ') || 'none'],
  ...sitesOf(level).flatMap(({ timeZone, hours, holidays }, at, all): (readonly [string, string])[] => {
    const of = all.length > 1 ? `, site ${at + 1}` : ''
    return [
      [`Hours${of}`, `${hoursText(hours)} (${timeZone})`],
      [`Holidays${of}`, holidays.length === 0 ? 'none' : holidays.toSorted().join(', ')],
    ]
  }),
  ['Quality target', level.quality ? `at most ${level.quality.dpmoMax.toLocaleString('en')} DPMO` : 'not agreed'],
  ['Inspected', samplingText(level.sampling)],
  [
    'Credit for lateness',
    level.creditLadder.map((step) => `from ${step.lateByPercent} % late: ${step.creditPercent} %`).join(', ') || 'none',
  ],
]

const sitesOf = ({ calendar }: ServiceLevel) => (Array.isArray(calendar) ? calendar : [calendar])

type Target = ServiceLevel['targets']['turnaround']

function targetText(target: Target): string {
  if ('businessDays' in target) return `${target.businessDays} working ${target.businessDays === 1 ? 'day' : 'days'}`
  if ('businessMinutes' in target) return `${target.businessMinutes} working minutes`
  return `${target.calendarMinutes} minutes around the clock`
}

const dayNames = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const

/** `Mon to Fri 09:00–18:00, Sat 10:00–12:00`: days that are alike stand together. */
export function hoursText(hours: Readonly<Partial<Record<string, readonly (readonly [string, string])[]>>>): string {
  const days = Object.entries(dayNames).map(([day, name]) => ({
    name,
    text: (hours[day] ?? []).map(([from, to]) => `${from}–${to}`).join(' and '),
  }))
  const runs: { first: string; last: string; text: string }[] = []
  for (const { name, text } of days) {
    const run = runs.at(-1)
    if (run?.text === text) run.last = name
    else runs.push({ first: name, last: name, text })
  }
  const open = runs.filter(({ text }) => text !== '')
  return open.map(({ first, last, text }) => `${first === last ? first : `${first} to ${last}`} ${text}`).join(', ') || 'closed'
}

function samplingText(sampling: ServiceLevel['sampling']): string {
  if (sampling.kind === 'all') return 'every unit'
  return sampling.kind === 'percent'
    ? `${sampling.percent} % of the units`
    : `by ISO 2859-1, level ${sampling.level}, AQL ${sampling.aql} %`
}

/** One line of a comparison: null where a version does not say it. */
export interface ComparedRow {
  readonly section: string
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * Two versions side by side, in the order of the later one; what only the earlier one says comes at the end of its section.
 *
 * @example
 * compareTerms(first, second).filter(({ before, after }) => before !== after) // what changed
 */
export function compareTerms(before: EngagementTerms, after: EngagementTerms): readonly ComparedRow[] {
  const [old, next] = [termRows(before), termRows(after)]
  const sections = [...new Set([...next, ...old].map(({ section }) => section))]
  return sections.flatMap((section) => {
    const within = (rows: readonly TermRow[]) => rows.filter((row) => row.section === section)
    const whats = [...new Set([...within(next), ...within(old)].map(({ what }) => what))]
    const textOf = (rows: readonly TermRow[], what: string) => within(rows).find((row) => row.what === what)?.text ?? null
    return whats.map((what) => ({ section, what, before: textOf(old, what), after: textOf(next, what) }))
  })
}
