import { type LotOutcome, type SwitchingState, switchStates } from '../../kits/quality/index.ts'

/** A closed inspection under ISO 2859-1, as the switching rules look at it. */
export interface PastLot {
  readonly round: number
  readonly verdict: 'accepted' | 'rejected'
  readonly acceptedOneStepTighter: boolean | null
  readonly resumed: boolean
}

/**
 * The state under which the next lot of an engagement and line is inspected, from all before it in their order. A lot that comes again after rework counts for nothing.
 *
 * @example
 * stateAfter([]) // 'normal'
 */
export const stateAfter = (lots: readonly PastLot[]): SwitchingState => switchStates({ lots: lots.map(outcomeOf) }).next

const outcomeOf = ({ round, verdict, acceptedOneStepTighter, resumed }: PastLot): LotOutcome => ({
  accepted: verdict === 'accepted',
  resubmitted: round > 1,
  resumed,
  ...(acceptedOneStepTighter === null ? {} : { acceptedOneStepTighter }),
})
