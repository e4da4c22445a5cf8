import { z } from 'zod'
import { InvalidInput, workingTime } from '../../kits/calendar/index.ts'
import { price, type RateLine } from '../../kits/money/index.ts'
import { type ServiceLineId, serviceLineIds } from '../line.ts'

/** A calendar date, `YYYY-MM-DD`, that exists. */
export const dateText = z.iso.date()

const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write a time from 00:00 to 24:00.')
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** More spans in a day than this are a mistake. */
const spansPerDayMax = 24
/** Ten years of public holidays. */
const holidaysMax = 400
/** Sites that hand work on to each other. */
const sitesMax = 10

/** Spans of local time by day of the week: `{ mon: [['09:00', '13:00'], ['14:00', '18:00']] }`. */
export const weekHours = z
  .partialRecord(z.enum(weekdays), z.array(z.tuple([timeText, timeText])).max(spansPerDayMax))
  .meta({ title: 'Hours', description: 'Spans of local time by day of the week; a day that is left out is closed.' })

/** The name of a time zone, as IANA writes it. */
export const timeZoneName = z
  .string()
  .max(60)
  .refine(isTimeZone, 'Give the name of a time zone such as America/New_York.')
  .meta({ title: 'Time zone' })

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

const calendar = z.object({ timeZone: timeZoneName, hours: weekHours, holidays: z.array(dateText).max(holidaysMax) })
const calendars = z
  .union([calendar, z.array(calendar).min(1).max(sitesMax)])
  .meta({ title: 'Calendar', description: 'When we work for this client: one calendar, or those of several sites whose hours add up.' })
  .superRefine((value, context) => {
    try {
      workingTime(value, 'calendar')
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })

/** Ten years, in minutes and in days: longer than any order. */
const targetMinutesMax = 5_256_000
const targetDaysMax = 3_660

const target = z
  .union([
    z.strictObject({ businessMinutes: z.number().positive().max(targetMinutesMax) }),
    z.strictObject({ businessDays: z.number().int().positive().max(targetDaysMax) }),
    z.strictObject({ calendarMinutes: z.number().positive().max(targetMinutesMax) }),
  ])
  .meta({ title: 'Target', description: 'A business day is not 24 hours of working time: it is its own kind.' })

/** A rate of zero to this, in percent: rush surcharges of several hundred are agreed, more is a mistake. */
const percentMax = 1_000
const amountText = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'Write an amount in the main unit of the currency, such as 85 or 0.085.')
const percentText = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,4})?$/, 'Write a percentage such as 25.')
  .refine((text) => Number(text) <= percentMax, `A percentage may be ${percentMax}.`)
const bandsMax = 20

/** A line of the rate card, as `kits/money` prices it; the currency is the engagement's. */
const rate = z.object({
  kind: z.enum(['hour', 'page', 'document', 'record', 'fixed']),
  rate: z.union([
    amountText,
    z
      .array(z.object({ upTo: z.number().positive().optional(), rate: amountText }))
      .min(1)
      .max(bandsMax),
  ]),
  rushPercent: percentText.optional(),
  minimum: amountText.optional(),
})

/** Inspection levels of ISO 2859-1, table 1. */
const inspectionLevels = ['I', 'II', 'III', 'S-1', 'S-2', 'S-3', 'S-4'] as const
/** Preferred acceptance quality limits of ISO 2859-1, in percent nonconforming. */
const aqls = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10] as const

const sampling = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), percent: z.number().positive().max(100) }),
    z.object({ kind: z.literal('iso-2859-1'), level: z.enum(inspectionLevels), aql: z.literal(aqls) }),
    z.object({ kind: z.literal('all') }),
  ])
  .meta({ title: 'Sampling', description: 'Which units are inspected before delivery.' })

const warningsMax = 12
const ladderStepsMax = 12
const pauseReasonsMax = 20

const serviceLevel = z.object({
  calendar: calendars,
  targets: z.object({ firstResponse: target.nullable(), turnaround: target }),
  /** Reasons for which the clock stands: `client-question`, `on-hold`. What is not named here does not pause it. */
  pausesOn: z.array(z.string().min(1).max(60)).max(pauseReasonsMax),
  /** Whether the turnaround counts from placing the order, or from our accepting it. */
  startsOn: z.enum(['created', 'accepted']),
  /** Shares of the target at which somebody is told; above 100 for reminders after the breach. */
  warnAtPercent: z.array(z.number().positive().max(percentMax)).max(warningsMax),
  quality: z.object({ dpmoMax: z.number().min(0).max(1_000_000) }).nullable(),
  sampling,
  /** What a late delivery gives back: the highest step whose lateness (in percent of the target) was reached, as a percentage of the order's price. */
  creditLadder: z.array(z.object({ lateByPercent: z.number().min(0), creditPercent: z.number().min(0).max(100) })).max(ladderStepsMax),
})

const security = z.object({
  /** The client's people need a second factor to come in. */
  secondFactor: z.boolean(),
  download: z.boolean(),
  print: z.boolean(),
  watermark: z.boolean(),
  /** Days after a matter is closed at which its data key is destroyed. */
  retentionDays: z.number().int().positive().max(36_525),
})

const clientRate = z.object({
  /** What the client would pay for the work itself, in the main unit of the currency. */
  rate: amountText,
  /** How many units of that rate one unit of ours takes: a contract that we price by document takes the client 4 hours. */
  unitsPerUnit: amountText,
})

const lineId = z.enum(serviceLineIds)
const priorityLevels = z.object({ standard: serviceLevel, rush: serviceLevel.nullable() })

/** What a client and the provider agreed. One version of an engagement; a change is a new version. */
export const engagementTerms = z
  .object({
    currency: z.string().regex(/^[A-Z]{3}$/, 'Give the three letters of ISO 4217, such as USD.'),
    startsOn: dateText,
    endsOn: dateText.nullable(),
    /** Where the statement of work is and what it covers, in words; none yet where null. */
    statementOfWork: z.string().trim().min(1).max(2_000).nullable(),
    lines: z.array(lineId).min(1),
    rateCard: z.partialRecord(lineId, rate),
    clientRates: z.partialRecord(lineId, clientRate),
    serviceLevels: z.partialRecord(lineId, priorityLevels),
    security,
    /** Working days of silence after which a deliverable counts as accepted. */
    acceptanceBusinessDays: z.number().int().positive().max(365),
  })
  .superRefine((terms, context) => {
    for (const { path, message } of contradictions(terms)) context.addIssue({ code: 'custom', path: [...path], message })
  })
  .meta({ title: 'Terms' })

export type EngagementTerms = z.output<typeof engagementTerms>
export type ServiceLevel = z.output<typeof serviceLevel>
export type SamplingPolicy = z.output<typeof sampling>
export type Priority = keyof z.output<typeof priorityLevels>

interface Contradiction {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What the fields say one by one may be in order and yet not fit together. */
function contradictions(terms: z.output<z.ZodObject<typeof engagementTerms.shape>>): Contradiction[] {
  const found: Contradiction[] = []
  const say = (path: Contradiction['path'], message: string) => found.push({ path, message })
  if (terms.endsOn !== null && terms.endsOn < terms.startsOn) say(['endsOn'], 'The last day comes before the first.')
  for (const line of terms.lines) {
    const card = rateLine(terms, line)
    if (!card) say(['rateCard', line], 'The line is covered but has no rate. Give it one, or take the line out.')
    else for (const message of unpriceable(card)) say(['rateCard', line], message)
    const levels = terms.serviceLevels[line]
    if (!levels) say(['serviceLevels', line], 'The line is covered but has no service level. Give it one, or take the line out.')
    for (const priority of ['standard', 'rush'] as const)
      if (!rises(levels?.[priority]?.creditLadder ?? []))
        say(['serviceLevels', line, priority, 'creditLadder'], 'Put the steps in rising order: later is worth more.')
  }
  return found
}

/** The money kit knows what it cannot price (bands out of order, a fixed price in bands): it is asked now, so that no order meets it. */
function unpriceable(line: RateLine): string[] {
  try {
    price({ line, quantity: 1, rush: true })
    return []
  } catch (error) {
    if (error instanceof RangeError) return [error.message]
    throw error
  }
}

const rises = (ladder: ServiceLevel['creditLadder']): boolean =>
  ladder.every((step, at) => {
    const before = ladder[at - 1]
    return !before || (step.lateByPercent > before.lateByPercent && step.creditPercent >= before.creditPercent)
  })

/** A line of the rate card, ready to be priced by `kits/money`; undefined where the terms do not cover it. */
export function rateLine(terms: Pick<EngagementTerms, 'currency' | 'rateCard'>, line: ServiceLineId): RateLine | undefined {
  const card = terms.rateCard[line]
  return card && { ...card, currency: terms.currency }
}

/** The service level of a line at a priority; undefined where the terms do not offer it. */
export const serviceLevelOf = (
  terms: Pick<EngagementTerms, 'serviceLevels'>,
  line: ServiceLineId,
  priority: Priority,
): ServiceLevel | undefined => terms.serviceLevels[line]?.[priority] ?? undefined
