import { type ServiceLineId, serviceLineIds } from '../../../line.ts'
import type { EngagementTerms } from '../../terms.ts'

/** A value that is still being typed: a number may be missing. */
type Typed<T> = T extends number
  ? T | null
  : T extends readonly [infer A, infer B]
    ? [A, B]
    : T extends readonly (infer Item)[]
      ? Typed<Item>[]
      : T extends object
        ? { [Key in keyof T]: Typed<T[Key]> }
        : T

/** Terms while somebody fills them in: of the shape that the server takes, with gaps. */
export type TermsDraft = Typed<EngagementTerms>
export type LevelDraft = NonNullable<TermsDraft['serviceLevels'][ServiceLineId]>['standard']
export type RateDraft = NonNullable<TermsDraft['rateCard'][ServiceLineId]>
export type ClientRateDraft = NonNullable<TermsDraft['clientRates'][ServiceLineId]>
export type CalendarDraft = Exclude<LevelDraft['calendar'], readonly unknown[]>
export type HoursDraft = CalendarDraft['hours']
export type TargetDraft = LevelDraft['targets']['turnaround']

/** What each line is mostly priced by. */
const usualRates: Readonly<Record<ServiceLineId, RateDraft['kind']>> = {
  'contract-drafting': 'document',
  'document-review': 'document',
  'legal-research': 'hour',
  'legal-writing': 'page',
  'paralegal-support': 'hour',
  'litigation-support': 'hour',
  'data-entry': 'record',
  'case-management': 'hour',
}

const officeDay = (): [string, string][] => [['09:00', '18:00']]

/** Monday to Friday, nine to six. */
export const officeWeek = (): HoursDraft => ({ mon: officeDay(), tue: officeDay(), wed: officeDay(), thu: officeDay(), fri: officeDay() })

/** Never closed. */
export const wholeWeek = (): HoursDraft =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])) as HoursDraft

/** A first offer for a line: three working days at the client's place, questions and holds pause. */
const firstLevel = (timeZone: string): LevelDraft => ({
  calendar: { timeZone, hours: officeWeek(), holidays: [] },
  targets: { firstResponse: { businessMinutes: 120 }, turnaround: { businessDays: 3 } },
  pausesOn: ['client-question', 'on-hold'],
  startsOn: 'created',
  warnAtPercent: [50, 75, 90],
  quality: { dpmoMax: 10_000 },
  sampling: { kind: 'iso-2859-1', level: 'II', aql: 1 },
  creditLadder: [
    { lateByPercent: 0, creditPercent: 5 },
    { lateByPercent: 50, creditPercent: 10 },
  ],
})

/** Rush: within eight working hours, whatever else the standard says. */
export const rushOf = (standard: LevelDraft): LevelDraft => ({
  ...structuredClone(standard),
  targets: { firstResponse: { businessMinutes: 30 }, turnaround: { businessMinutes: 480 } },
})

/** The terms that a first engagement with a client may begin with. */
export const firstTerms = (client: { readonly timeZone: string }, currency: string, today: string): TermsDraft =>
  withLine(
    {
      currency,
      startsOn: today,
      endsOn: null,
      statementOfWork: null,
      lines: [],
      rateCard: {},
      clientRates: {},
      serviceLevels: {},
      security: { secondFactor: true, download: true, print: true, watermark: true, retentionDays: 2_555 },
      acceptanceBusinessDays: 5,
    },
    'contract-drafting',
    client.timeZone,
  )

/** The terms with one more line; its service level is that of the line before it, so that most engagements are agreed once. */
export function withLine(terms: TermsDraft, line: ServiceLineId, timeZone: string): TermsDraft {
  const pattern = terms.lines.map((other) => terms.serviceLevels[other]).find((levels) => levels !== undefined)
  return {
    ...terms,
    lines: serviceLineIds.filter((id) => id === line || terms.lines.includes(id)),
    rateCard: { ...terms.rateCard, [line]: terms.rateCard[line] ?? { kind: usualRates[line], rate: '', rushPercent: '25' } },
    serviceLevels: {
      ...terms.serviceLevels,
      [line]: terms.serviceLevels[line] ?? (pattern ? structuredClone(pattern) : { standard: firstLevel(timeZone), rush: null }),
    },
  }
}

/** The terms without a line, its rates and service levels. */
export const withoutLine = (terms: TermsDraft, line: ServiceLineId): TermsDraft => ({
  ...terms,
  lines: terms.lines.filter((id) => id !== line),
  rateCard: without(terms.rateCard, line),
  clientRates: without(terms.clientRates, line),
  serviceLevels: without(terms.serviceLevels, line),
})

export function without<Held extends object>(held: Held, key: keyof Held): Held {
  const { [key]: _, ...rest } = held
  return rest as Held
}

/** Terms with every gap filled, as far as {@link gapsOf} can tell: the server checks them. */
export const asTerms = (draft: TermsDraft): EngagementTerms => draft as EngagementTerms
