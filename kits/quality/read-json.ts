import { type ChartInput, type ChartPointInput, type ChartType, chartTypes } from './charts.ts'
import { type RuleSet, type RunRule, ruleSetNames } from './run-rules.ts'
import { type InspectionState, states } from './sampling-tables.ts'
import type { LotOutcome, SwitchingRequest } from './switching.ts'
import { Unusable } from './unusable.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads a chart's JSON: `{type, points:[{label, count, size}|{label, value}], rules?}`. @throws Unusable naming the place */
export function readChart(value: unknown): ChartInput {
  const { type, points, rules } = object(value, 'the chart')
  if (!chartTypes.includes(type as ChartType)) throw new Unusable(`type must be one of ${chartTypes.join(', ')}; it is ${shown(type)}.`)
  const list = array(points, 'points').map((point, at) => readPoint(point, `points[${at}]`, at))
  return { type: type as ChartType, points: list, ...(rules === undefined || rules === null ? {} : { rules: readRules(rules) }) }
}

function readPoint(value: unknown, place: string, at: number): ChartPointInput {
  const { label = at + 1, count, size, value: measured, excluded } = object(value, place)
  if (typeof label !== 'string' && typeof label !== 'number')
    throw new Unusable(`${place}.label must be a text or a number; it is ${shown(label)}.`)
  return {
    label,
    ...number(count, 'count', place),
    ...number(size, 'size', place),
    ...number(measured, 'value', place),
    ...flag(excluded, 'excluded', place),
  }
}

/** Whether a rule is known is the chart's to say. */
function readRules(rules: unknown): RuleSet | RunRule[] {
  if (typeof rules === 'string') return rules as RuleSet
  if (Array.isArray(rules) && rules.every((rule) => typeof rule === 'string')) return rules as RunRule[]
  throw new Unusable(`rules must be one of ${ruleSetNames.join(', ')}, or a list of rules; it is ${shown(rules)}.`)
}

/** Reads the JSON of a run of lots: `{lots:[{accepted, acceptedOneStepTighter?}], start}`. @throws Unusable naming the place */
export function readSwitching(value: unknown): SwitchingRequest {
  const { lots, start = 'normal', reducedAllowed } = object(value, 'the run of lots')
  if (!states.includes(start as InspectionState)) throw new Unusable(`start must be one of ${states.join(', ')}; it is ${shown(start)}.`)
  const read = array(lots, 'lots').map((lot, at) => readLot(lot, `lots[${at}]`))
  return { lots: read, start: start as InspectionState, ...flag(reducedAllowed, 'reducedAllowed') }
}

function readLot(value: unknown, place: string): LotOutcome {
  const { accepted, acceptedOneStepTighter, resubmitted, irregular, resumed } = object(value, place)
  if (typeof accepted !== 'boolean') throw new Unusable(`${place}.accepted must be true or false; it is ${shown(accepted)}.`)
  return {
    accepted,
    ...flag(acceptedOneStepTighter, 'acceptedOneStepTighter', place),
    ...flag(resubmitted, 'resubmitted', place),
    ...flag(irregular, 'irregular', place),
    ...flag(resumed, 'resumed', place),
  }
}

function object(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unusable(`${place} must be an object; it is ${shown(value)}.`)
  return value as Fields
}

function array(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unusable(`${place} must be a list; it is ${shown(value)}.`)
  return value
}

function number<Name extends string>(value: unknown, name: Name, place: string): { [K in Name]?: number } {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'number') throw new Unusable(`${place}.${name} must be a number; it is ${shown(value)}.`)
  return { [name]: value } as { [K in Name]?: number }
}

function flag<Name extends string>(value: unknown, name: Name, place?: string): { [K in Name]?: boolean } {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'boolean') throw new Unusable(`${place ? `${place}.` : ''}${name} must be true or false; it is ${shown(value)}.`)
  return { [name]: value } as { [K in Name]?: boolean }
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
