import type { Defect, Inspection, Outcome, Quality } from './inspection.ts'
import { acceptedOneStepTighter } from './plan.ts'

/** The defects that count: a withdrawn one was none. */
export const counted = (defects: readonly Defect[], inspectionId: string): readonly Defect[] =>
  defects.filter((defect) => defect.inspectionId === inspectionId && defect.status !== 'withdrawn')

/**
 * What an inspection comes to as it stands: the same before it is closed, where it is shown, and in closing.
 *
 * The acceptance number counts nonconforming units of the sample. Beyond it a lot is refused for one critical defect, wherever in the lot it was found, and for a
 * defect of an earlier round that is not corrected: a known fault is not outvoted by good units.
 */
export function outcomeOf(quality: Quality, inspection: Inspection): Outcome {
  const { plan, lot, policy, sample, opportunities } = inspection
  const found = counted(quality.defects, inspection.id)
  const sampled = found.filter(({ inSample }) => inSample)
  const defectives = new Set(sampled.map(({ unit }) => unit)).size
  const refusing = [
    ...(defectives >= plan.reject ? [`${units(defectives)} of the sample nonconforming: the lot is refused from ${plan.reject} on.`] : []),
    ...critical(found),
    ...uncorrected(quality.defects, inspection),
  ]
  return {
    verdict: refusing.length === 0 ? 'accepted' : 'rejected',
    because:
      refusing.length === 0
        ? [`${units(defectives)} of ${sample.length} nonconforming: the lot is accepted with up to ${plan.accept}.`]
        : refusing,
    units: sample.length,
    opportunities: opportunities.length,
    defects: sampled.length,
    failed: new Set(sampled.map(({ unit, ctq }) => JSON.stringify([unit, ctq]))).size,
    defectives,
    acceptedOneStepTighter: acceptedOneStepTighter(policy, lot.size, plan, defectives),
  }
}

/** What is still to be done before an inspection can be closed, in words. */
export function undone({ sample, inspected, findings, checks }: Inspection, checkNames: readonly string[]): readonly string[] {
  const looked = new Set(inspected)
  const left = sample.filter((unit) => !looked.has(unit)).length
  const open = findings.filter(({ defectId, dismissedWhy }) => defectId === null && dismissedWhy === null).length
  const unrun = checkNames.filter((name) => !checks.some((check) => check.name === name))
  return [
    ...(unrun.length > 0 ? [`run the automatic checks (${unrun.join(', ')})`] : []),
    ...(open > 0 ? [`confirm or dismiss ${open === 1 ? 'one finding' : `${open} findings`} of the automatic checks`] : []),
    ...(left > 0 ? [`look through ${units(left)} of the sample`] : []),
  ]
}

function critical(found: readonly Defect[]): readonly string[] {
  const count = found.filter(({ severity }) => severity === 'critical').length
  return count === 0
    ? []
    : [`${count === 1 ? 'A critical defect was' : `${count} critical defects were`} found: one alone refuses the lot.`]
}

function uncorrected(defects: readonly Defect[], { id }: Inspection): readonly string[] {
  const count = defects.filter(({ inspectionId, status }) => inspectionId !== id && status === 'open').length
  return count === 0 ? [] : [`${count === 1 ? 'A defect' : `${count} defects`} found earlier ${count === 1 ? 'is' : 'are'} not corrected.`]
}

const units = (count: number): string => (count === 1 ? '1 unit' : `${count} units`)
