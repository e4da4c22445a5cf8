import type { InspectionState } from './sampling-tables.ts'

/** What came of one lot, in the order of production. */
export interface LotOutcome {
  readonly accepted: boolean
  /** Given where the acceptance number is 2 or more: whether the lot would also have been accepted at the next lower AQL. */
  readonly acceptedOneStepTighter?: boolean
  /** A lot that was refused before and comes again counts for nothing. */
  readonly resubmitted?: boolean
  /** Production was irregular or delayed, or there is another reason to distrust: reduced inspection ends with this lot. */
  readonly irregular?: boolean
  /** After a discontinuation: the cause was removed and sampling is taken up again, tightened, with this lot. */
  readonly resumed?: boolean
}

export type SwitchingState = InspectionState | 'discontinued'

export interface Switching {
  /** The state that each lot was inspected under; `discontinued` for lots that came after sampling was stopped. */
  readonly states: readonly SwitchingState[]
  /** The state of the next lot. */
  readonly next: SwitchingState
  readonly discontinued: boolean
  /** The switching score (ISO 2859-1, 9.3.3.2) of the running stretch of normal inspection; 0 in other states. */
  readonly score: number
}

export interface SwitchingRequest {
  readonly lots: readonly LotOutcome[]
  readonly start?: InspectionState
  /** Production is steady and the responsible authority wants reduced inspection (9.3.3.1 b and c). True where left out. */
  readonly reducedAllowed?: boolean
}

const rejectedForTightened = 2
const normalWindowLots = 5
const acceptedForNormal = 5
const rejectedForDiscontinuation = 5
const scoreForReduced = 30

/** The running stretch of one state: what its rule counts. Begun anew with every switch. */
interface Stretch {
  readonly state: SwitchingState
  /** Normal: the last lots, at most five, true where accepted. */
  readonly window: readonly boolean[]
  readonly score: number
  /** Tightened: lots accepted in a row, and lots refused in all. */
  readonly acceptedInARow: number
  readonly rejected: number
}

const begin = (state: SwitchingState): Stretch => ({ state, window: [], score: 0, acceptedInARow: 0, rejected: 0 })

/**
 * The switching rules of ISO 2859-1:1999, 9.3 and 9.4.
 * Normal to tightened: 2 of 5 or fewer consecutive lots refused. Tightened to normal: 5 consecutive accepted. Normal to reduced: switching score 30.
 * Reduced to normal: a lot refused, or irregular production. Discontinued: 5 lots in all refused in one stretch of tightened inspection.
 *
 * @example
 * switchStates({ lots: [{ accepted: false }, { accepted: true }, { accepted: false }] })
 * // { states: ['normal', 'normal', 'normal'], next: 'tightened', discontinued: false, score: 0 }
 */
export function switchStates({ lots, start = 'normal', reducedAllowed = true }: SwitchingRequest): Switching {
  const states: SwitchingState[] = []
  let stretch = begin(start)
  for (const lot of lots) {
    if (stretch.state === 'discontinued' && lot.resumed) stretch = begin('tightened')
    states.push(stretch.state)
    if (!lot.resubmitted) stretch = after(stretch, lot, reducedAllowed)
  }
  return { states, next: stretch.state, discontinued: stretch.state === 'discontinued', score: stretch.score }
}

function after(stretch: Stretch, lot: LotOutcome, reducedAllowed: boolean): Stretch {
  switch (stretch.state) {
    case 'normal':
      return afterNormal(stretch, lot, reducedAllowed)
    case 'tightened':
      return afterTightened(stretch, lot)
    case 'reduced':
      return lot.accepted && !lot.irregular ? stretch : begin('normal')
    case 'discontinued':
      return stretch
  }
}

function afterNormal(stretch: Stretch, lot: LotOutcome, reducedAllowed: boolean): Stretch {
  const window = [...stretch.window, lot.accepted].slice(-normalWindowLots)
  if (window.filter((accepted) => !accepted).length >= rejectedForTightened) return begin('tightened')
  const score = scoreAfter(stretch.score, lot)
  return score >= scoreForReduced && reducedAllowed && !lot.irregular ? begin('reduced') : { ...stretch, window, score }
}

/** 9.3.3.2: with Ac 2 or more, 3 for a lot that a tighter AQL would have accepted too; with Ac 0 or 1, 2 for an accepted lot; else back to 0. */
function scoreAfter(score: number, { accepted, acceptedOneStepTighter }: LotOutcome): number {
  if (!accepted || acceptedOneStepTighter === false) return 0
  return score + (acceptedOneStepTighter === undefined ? 2 : 3)
}

function afterTightened(stretch: Stretch, { accepted }: LotOutcome): Stretch {
  const acceptedInARow = accepted ? stretch.acceptedInARow + 1 : 0
  const rejected = stretch.rejected + (accepted ? 0 : 1)
  if (rejected >= rejectedForDiscontinuation) return begin('discontinued')
  return acceptedInARow >= acceptedForNormal ? begin('normal') : { ...stretch, acceptedInARow, rejected }
}
