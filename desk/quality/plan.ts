import type { InspectionState } from '../../kits/quality/index.ts'
import { aqls, inspectionSize, lotPlan } from '../../kits/quality/index.ts'
import type { SamplingPolicy } from '../clients/terms.ts'
import type { Unit } from '../line.ts'
import type { Work } from '../work/task.ts'
import type { InspectionPlan, Lot } from './inspection.ts'

/** Units that stand within files and are counted by whoever submits; of the others each file of the product is one. */
const countedUnits: readonly Unit[] = ['record', 'page']

/**
 * The lot that an order's work makes: its files, or as many numbered units as the last steps of the plan say they did. Steps that others come after hand their
 * units on, so theirs are not counted twice.
 */
export function lotOf({ tasks, product }: Pick<Work, 'tasks' | 'product'>, unit: Unit): Lot {
  const last = tasks.filter(({ key }) => !tasks.some(({ after }) => after.includes(key)))
  const counted = Math.round(last.reduce((sum, { unitsDone }) => sum + unitsDone, 0))
  if (countedUnits.includes(unit) && counted > 0) return { unit, size: counted, files: null }
  const files = product.map(({ name }) => name)
  return { unit: 'document', size: files.length, files }
}

/** The ids of a lot's units: the names of files, or numbers from 1. */
export const unitIds = ({ size, files }: Lot): readonly string[] => files ?? Array.from({ length: size }, (_, at) => String(at + 1))

export const isUnitOf = ({ size, files }: Lot, id: string): boolean =>
  files ? files.includes(id) : /^[1-9]\d{0,8}$/.test(id) && Number(id) <= size

/**
 * How many units of a lot are inspected, and on how many nonconforming ones it is refused.
 *
 * Under a percentage or full inspection a lot is accepted on none. Under ISO 2859-1 by the table of the state (9.3); where the sample would be the whole lot, its
 * quality is known and not estimated: it is accepted with as many nonconforming units as the AQL allows of that lot, and never more than the plan's number, so
 * that one bad document out of one is refused at any AQL.
 *
 * @param lot number of units, 1 or more
 *
 * @example
 * planFor({ kind: 'iso-2859-1', level: 'II', aql: 1 }, 1000, 'normal') // letter J, 80 units, accept 2, reject 3
 */
export function planFor(policy: SamplingPolicy, lot: number, state: InspectionState): InspectionPlan {
  if (policy.kind === 'all') return accepting(0, lot, ['The terms ask for inspection of every unit.'])
  if (policy.kind === 'percent') {
    const size = inspectionSize({ kind: 'percentage', percent: policy.percent, sizeMin: 1 }, lot)
    return accepting(0, size, [`The terms ask for ${policy.percent} % of the units, and for one at least: ${size} of ${lot}.`])
  }
  const { aql, level } = policy
  const { letter, usedLetter, sampleSize, accept, inspectAll } = lotPlan({ lot, aql, level, state })
  const because = [`ISO 2859-1, level ${level}, AQL ${aql}, ${state} inspection: a lot of ${lot} has code letter ${letter}.`]
  if (usedLetter !== letter)
    because.push(`The table's arrow at ${letter} leads to the plan of letter ${usedLetter}, sample and numbers alike.`)
  if (!inspectAll) return { ...accepting(accept, sampleSize, because), letter, usedLetter }
  because.push('The sample would be as large as the lot: every unit is inspected.')
  return { ...accepting(Math.min(accept, Math.floor((lot * aql) / 100)), lot, because), letter, usedLetter }
}

const accepting = (accept: number, sampleSize: number, because: readonly string[]): InspectionPlan => ({
  letter: null,
  usedLetter: null,
  sampleSize,
  accept,
  reject: accept + 1,
  because,
})

/**
 * Whether so many nonconforming units would have been accepted at the next lower AQL too, as the switching score asks (ISO 2859-1, 9.3.3.2); null where the
 * acceptance number is 0 or 1, or there is no lower AQL.
 */
export function acceptedOneStepTighter(
  policy: SamplingPolicy,
  lot: number,
  { accept }: InspectionPlan,
  defectives: number,
): boolean | null {
  if (policy.kind !== 'iso-2859-1' || accept < 2) return null
  const tighter = aqls[(aqls as readonly number[]).indexOf(policy.aql) - 1]
  if (tighter === undefined) return null
  return defectives <= lotPlan({ lot, aql: tighter, level: policy.level, state: 'normal' }).accept
}
