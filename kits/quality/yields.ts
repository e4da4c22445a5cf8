import { Unusable, whole } from './unusable.ts'

/** One step of a process: of what came in, how much was scrapped as defective, and how much was made good. */
export interface ProcessStep {
  readonly defects: number
  readonly reworked: number
}

export interface Yields {
  /** Share of the units that came out good in the end. */
  readonly final: number
  /** Share that came out good without rework. */
  readonly firstPass: number
  /** Product over the steps of 1 - (defects + reworked) / units: the chance of passing every step the first time. */
  readonly rolledThroughput: number
  readonly dpmo: number
}

/**
 * The yields of a line of steps, as the R package SixSigma counts them: each step's losses by the units that entered the line.
 *
 * @throws Unusable where a step loses more than enters it
 *
 * @example
 * processYields(1915, [{ defects: 3, reworked: 1 }, { defects: 5, reworked: 2 }, { defects: 12, reworked: 4 }]).final // 0.9895561…
 */
export function processYields(units: number, steps: readonly ProcessStep[]): Yields {
  whole('units', units, 1)
  let entering = units
  let reworkedAll = 0
  let rolledThroughput = 1
  for (const [at, { defects, reworked }] of steps.entries()) {
    whole(`steps[${at}].defects`, defects, 0)
    whole(`steps[${at}].reworked`, reworked, 0)
    if (defects + reworked > entering) throw new Unusable(`steps[${at}] loses or reworks ${defects + reworked} of ${entering} units.`)
    rolledThroughput *= 1 - (defects + reworked) / units
    reworkedAll += reworked
    entering -= defects
  }
  return {
    final: entering / units,
    firstPass: (entering - reworkedAll) / units,
    rolledThroughput,
    dpmo: (1e6 * (units - entering)) / units,
  }
}
