import { drawSample, type InspectionState, type SwitchingState } from '../../kits/quality/index.ts'
import type { Context } from '../../platform/ledger/command.ts'
import { isRefusal, type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import type { DefectOpportunity, Unit } from '../line.ts'
import { move, type OrderMark } from '../orders/lifecycle.ts'
import type { Order } from '../orders/model.ts'
import { productHash } from '../work/product.ts'
import { doersOf, type Work } from '../work/task.ts'
import {
  type Cause,
  type CheckRun,
  type Defect,
  type Finding,
  type Inspection,
  type InspectionPlan,
  isOpen,
  type Lot,
  type Outcome,
  type Quality,
  type SecondOpinion,
} from './inspection.ts'
import { isUnitOf, lotOf, planFor, unitIds } from './plan.ts'
import { counted, outcomeOf, undone } from './verdict.ts'

type Found = Pick<Defect, 'id' | 'unit' | 'ctq' | 'severity' | 'description' | 'place'>
type Proposed = Omit<Finding, 'defectId' | 'dismissedWhy'>

export type QualityCommand =
  | {
      readonly kind: 'open'
      readonly id: string
      readonly seed: string
      readonly unit: Unit
      readonly opportunities: readonly DefectOpportunity[]
      /** What the closed inspections of this engagement and line say. */
      readonly state: SwitchingState
    }
  | { readonly kind: 'check'; readonly id: string; readonly checks: readonly CheckRun[]; readonly findings: readonly Proposed[] }
  | { readonly kind: 'look'; readonly id: string; readonly units: readonly string[] }
  | { readonly kind: 'find'; readonly id: string; readonly defect: Found; readonly findingId: string | null }
  | { readonly kind: 'dismiss'; readonly id: string; readonly findingId: string; readonly reason: string }
  | { readonly kind: 'close'; readonly id: string; readonly checkNames: readonly string[] }
  | { readonly kind: 'take-over'; readonly id: string }
  | {
      readonly kind: 'opine'
      readonly id: string
      readonly opinionId: string
      readonly ratings: SecondOpinion['ratings']
    }
  | { readonly kind: 'withdraw'; readonly defectId: string; readonly reason: string }
  | { readonly kind: 'analyse'; readonly defectId: string; readonly cause: Cause; readonly correctiveAction: string }
  | { readonly kind: 'correct'; readonly defectId: string; readonly note: string }
  | { readonly kind: 'resume'; readonly reason: string }

export type QualityBody =
  | {
      readonly kind: 'inspection.opened'
      readonly id: string
      readonly round: number
      readonly lot: Lot
      readonly productHash: string | null
      readonly opportunities: readonly DefectOpportunity[]
      readonly policy: Inspection['policy']
      readonly state: InspectionState
      readonly resumed: boolean
      readonly plan: InspectionPlan
      readonly seed: string
      readonly sample: readonly string[]
    }
  | {
      readonly kind: 'inspection.checked'
      readonly id: string
      readonly checks: readonly CheckRun[]
      readonly findings: readonly Proposed[]
    }
  | { readonly kind: 'inspection.looked'; readonly id: string; readonly units: readonly string[] }
  | { readonly kind: 'finding.dismissed'; readonly id: string; readonly findingId: string; readonly reason: string }
  | {
      readonly kind: 'defect.found'
      readonly inspectionId: string
      readonly findingId: string | null
      readonly defect: Found & { readonly inSample: boolean; readonly round: number }
    }
  | { readonly kind: 'inspection.closed'; readonly id: string; readonly outcome: Outcome; readonly order: OrderMark }
  | { readonly kind: 'inspection.taken-over'; readonly id: string }
  | {
      readonly kind: 'inspection.second-opinion'
      readonly id: string
      readonly opinionId: string
      readonly ratings: SecondOpinion['ratings']
    }
  | { readonly kind: 'defect.withdrawn'; readonly defectId: string; readonly reason: string }
  | { readonly kind: 'defect.analysed'; readonly defectId: string; readonly cause: Cause; readonly correctiveAction: string }
  | { readonly kind: 'defect.corrected'; readonly defectId: string; readonly note: string }
  | { readonly kind: 'sampling.resumed'; readonly reason: string }

/** Most units that are inspected of one lot: the sample stands in the ledger. The largest sample of ISO 2859-1 has 3,150. */
export const sampleUnitsMax = 20_000
/** Most units of a lot. */
const lotUnitsMax = 1_000_000
/** Longest description, reason or note, in characters: what a person can read on one screen. */
export const textLengthMax = 4_000
/** Most defects of one inspection: beyond it the lot needs no more to be refused. */
const defectsMax = 2_000

export interface State {
  readonly order: Order | null
  readonly work: Work
  readonly quality: Quality
}

type OfKind<Kind extends QualityCommand['kind']> = Extract<QualityCommand, { kind: Kind }>

/**
 * Decides what a command does to the quality of an order.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide(state: State, command: QualityCommand, context: Context): QualityBody | Refusal {
  const { order, quality } = state
  if (!order) return refuseNow('order', 'There is no such order.')
  switch (command.kind) {
    case 'analyse':
    case 'correct':
      return onDefect(quality, command)
    case 'resume':
      return resume(quality, command.reason)
    case 'opine':
      return independent(state.work, context) ?? opine(quality, command, context)
    default:
      return standing(order) ?? independent(state.work, context) ?? inspect(state, order, command, context)
  }
}

function inspect(
  state: State,
  order: Order,
  command: Exclude<QualityCommand, { kind: 'analyse' | 'correct' | 'resume' | 'opine' }>,
  context: Context,
): QualityBody | Refusal {
  if (command.kind === 'open') return open(state, order, command)
  const id = command.kind === 'withdraw' ? inspectionOf(state.quality, command.defectId) : command.id
  const inspection = state.quality.inspections.find((one) => one.id === id)
  if (!inspection) return refuseNow('id', 'There is no such inspection.')
  if (!isOpen(inspection)) return refuseNow('id', `The inspection was closed on ${inspection.closedAt}.`)
  switch (command.kind) {
    case 'take-over':
      return inspection.inspectorId === context.actor
        ? refuseNow('id', 'The inspection is yours already.')
        : { kind: 'inspection.taken-over', id: inspection.id }
    case 'check':
      return check(inspection, command)
    default:
      return foreign(inspection, context) ?? onInspection(state, order, inspection, command)
  }
}

function onInspection(
  { quality }: State,
  order: Order,
  inspection: Inspection,
  command: OfKind<'look' | 'find' | 'dismiss' | 'close' | 'withdraw'>,
): QualityBody | Refusal {
  switch (command.kind) {
    case 'look':
      return look(inspection, command.units)
    case 'find':
      return find(quality, inspection, command)
    case 'dismiss':
      return dismiss(inspection, command)
    case 'withdraw':
      return wordless('reason', command.reason) ?? { kind: 'defect.withdrawn', defectId: command.defectId, reason: command.reason }
    case 'close':
      return close(quality, order, inspection, command.checkNames)
  }
}

const standing = (order: Order): Refusal | undefined =>
  order.status === 'in-inspection'
    ? undefined
    : refuseNow('status', 'The order is not in inspection: it comes here when all of its work is submitted.')

/** Nobody judges their own work. */
const independent = (work: Work, { actor }: Context): Refusal | undefined =>
  doersOf(work).has(actor) ? refusePerson('inspector', 'You worked on this order: somebody who did not must inspect it.') : undefined

const foreign = ({ inspectorId }: Inspection, { actor }: Context): Refusal | undefined =>
  inspectorId === actor ? undefined : refusePerson('inspector', 'This inspection is somebody else’s. Take it over first.')

function open({ work, quality }: State, { terms }: Order, { id, seed, unit, opportunities, state }: OfKind<'open'>): QualityBody | Refusal {
  if (quality.inspections.some((one) => one.id === id || isOpen(one)))
    return refuseNow('id', 'An inspection of this order is open already.')
  const lot = lotOf(work, unit)
  if (lot.size === 0) return refuseNow('lot', 'Nothing was submitted that could be inspected.')
  if (lot.size > lotUnitsMax) return refuseNow('lot', `A lot has at most ${lotUnitsMax} units; this one has ${lot.size}. Split the order.`)
  const policy = terms.serviceLevel.sampling
  const resumed = state === 'discontinued' && policy.kind === 'iso-2859-1'
  if (resumed && quality.resumption === null)
    return refuseNow(
      'state',
      'Sampling of this engagement and line is discontinued: five lots were refused under tightened inspection (ISO 2859-1, 9.4). Remove the cause; then the delivery manager takes sampling up again.',
    )
  const inspectionState: InspectionState = policy.kind !== 'iso-2859-1' ? 'normal' : state === 'discontinued' ? 'tightened' : state
  const plan = planFor(policy, lot.size, inspectionState)
  if (plan.sampleSize > sampleUnitsMax)
    return refuseNow('lot', `A sample has at most ${sampleUnitsMax} units; the terms ask for ${plan.sampleSize}. Split the order.`)
  return {
    kind: 'inspection.opened',
    id,
    round: quality.inspections.length + 1,
    lot,
    productHash: work.product.length === 0 ? null : productHash(work.product),
    opportunities: [...opportunities],
    policy,
    state: inspectionState,
    resumed,
    plan,
    seed,
    sample: drawSample({ lotIds: unitIds(lot), size: plan.sampleSize, seed }),
  }
}

/** A check that could not be carried out may be tried again; one that ran is done. */
function check({ id, checks }: Inspection, command: OfKind<'check'>): QualityBody | Refusal {
  if (command.checks.length === 0) return refuseNow('checks', 'There is no check left to run.')
  const done = checks.find(({ name, problem }) => problem === null && command.checks.some((run) => run.name === name))
  if (done) return refuseNow('checks', `The check "${done.name}" ran already.`)
  return { kind: 'inspection.checked', id, checks: command.checks, findings: command.findings }
}

function look({ id, sample, inspected }: Inspection, units: readonly string[]): QualityBody | Refusal {
  const sampled = new Set(sample)
  const strange = units.find((unit) => !sampled.has(unit))
  if (strange !== undefined) return refuse('units', `"${strange}" is not in the sample.`)
  const before = new Set(inspected)
  const fresh = [...new Set(units)].filter((unit) => !before.has(unit))
  return fresh.length === 0
    ? refuseNow('units', 'These units were looked through already.')
    : { kind: 'inspection.looked', id, units: fresh }
}

function find(quality: Quality, inspection: Inspection, { defect, findingId }: OfKind<'find'>): QualityBody | Refusal {
  const { id, lot, sample, round, opportunities } = inspection
  if (quality.defects.some((one) => one.id === defect.id)) return refuseNow('id', 'This defect was recorded already.')
  if (counted(quality.defects, id).length >= defectsMax) return refuseNow('defects', `An inspection records at most ${defectsMax} defects.`)
  if (defect.unit === null || !isUnitOf(lot, defect.unit)) return refuse('unit', 'Say in which unit of the lot it is.')
  if (!opportunities.some(({ ctq }) => ctq === defect.ctq)) return refuse('ctq', 'Choose what is wrong from the list of this service line.')
  const missing = wordless('description', defect.description)
  if (missing) return missing
  if (findingId !== null) {
    const decided = decidedFinding(inspection, findingId)
    if (decided) return decided
  }
  return { kind: 'defect.found', inspectionId: id, findingId, defect: { ...defect, round, inSample: sample.includes(defect.unit) } }
}

const dismiss = (inspection: Inspection, { id, findingId, reason }: OfKind<'dismiss'>): QualityBody | Refusal =>
  decidedFinding(inspection, findingId) ?? wordless('reason', reason) ?? { kind: 'finding.dismissed', id, findingId, reason }

function decidedFinding({ findings }: Inspection, findingId: string): Refusal | undefined {
  const finding = findings.find((one) => one.id === findingId)
  if (!finding) return refuseNow('findingId', 'There is no such finding.')
  if (finding.defectId !== null) return refuseNow('findingId', 'This finding was confirmed already.')
  return finding.dismissedWhy === null ? undefined : refuseNow('findingId', `This finding was dismissed: ${finding.dismissedWhy}`)
}

function close(quality: Quality, order: Order, inspection: Inspection, checkNames: readonly string[]): QualityBody | Refusal {
  const left = undone(inspection, checkNames)
  if (left.length > 0) return refuseNow('inspection', `Before it is closed: ${left.join('; ')}.`)
  const outcome = outcomeOf(quality, inspection)
  const mark = move(order, outcome.verdict === 'accepted' ? 'awaiting-signoff' : 'rework')
  return isRefusal(mark) ? mark : { kind: 'inspection.closed', id: inspection.id, outcome, order: mark }
}

function opine({ inspections, opinions }: Quality, { id, opinionId, ratings }: OfKind<'opine'>, { actor }: Context): QualityBody | Refusal {
  const inspection = inspections.find((one) => one.id === id)
  if (!inspection) return refuseNow('id', 'There is no such inspection.')
  if (inspection.inspectorId === actor) return refusePerson('inspector', 'A second opinion is another inspector’s.')
  if (opinions.some((one) => one.inspectionId === id && one.inspectorId === actor)) return refuseNow('id', 'You gave your opinion already.')
  if (ratings.length === 0) return refuse('ratings', 'Rate at least one unit of the sample.')
  const sampled = new Set(inspection.sample)
  const strange = ratings.find(({ unit }) => !sampled.has(unit))
  if (strange) return refuse('ratings', `"${strange.unit}" is not in the sample.`)
  if (new Set(ratings.map(({ unit }) => unit)).size < ratings.length) return refuse('ratings', 'Rate each unit once.')
  return { kind: 'inspection.second-opinion', id, opinionId, ratings }
}

function onDefect({ defects }: Quality, command: OfKind<'analyse' | 'correct'>): QualityBody | Refusal {
  const defect = defects.find(({ id }) => id === command.defectId)
  if (!defect) return refuseNow('defectId', 'There is no such defect.')
  if (defect.status === 'withdrawn') return refuseNow('defectId', 'The defect was withdrawn: it counts for nothing.')
  const { defectId } = command
  if (command.kind === 'analyse') {
    const { cause, correctiveAction } = command
    return wordless('correctiveAction', correctiveAction) ?? { kind: 'defect.analysed', defectId, cause, correctiveAction }
  }
  if (defect.status === 'corrected') return refuseNow('defectId', `The defect was corrected on ${defect.correctedAt}.`)
  return wordless('note', command.note) ?? { kind: 'defect.corrected', defectId, note: command.note }
}

const resume = ({ resumption, inspections }: Quality, reason: string): QualityBody | Refusal => {
  if (resumption !== null) return refuseNow('reason', 'Sampling was taken up again with this order already.')
  if (inspections.some(isOpen)) return refuseNow('reason', 'An inspection of this order is open: there is nothing to take up.')
  return wordless('reason', reason) ?? { kind: 'sampling.resumed', reason }
}

const inspectionOf = ({ defects }: Quality, defectId: string): string | null =>
  defects.find(({ id, status }) => id === defectId && status === 'open')?.inspectionId ?? null

function wordless(field: string, text: string): Refusal | undefined {
  if (text.trim() === '') return refuse(field, field === 'reason' ? 'Say why.' : 'Say it in words.')
  return text.length > textLengthMax ? refuse(field, `Shorten it to ${textLengthMax} characters.`) : undefined
}
