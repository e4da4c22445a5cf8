import { afterHolds, type Clock, readClock } from './clock.ts'
import { printInstant, type ReplayInput } from './input.ts'

/** When to warn: at a share of the target used (50, 75, 90; above 100 for reminders after the breach), or so many working minutes before due. */
export type WarningStep = { readonly percentUsed: number } | { readonly minutesBeforeDue: number }

export interface Warning {
  readonly step: WarningStep
  /**
   * UTC; with the pauses known now, and while paused as if resumed now. Null where it never comes: the clock has not started, ended before
   * it, or the target is shorter than the minutes before due.
   */
  readonly at: string | null
  /** Whether it has come by now. */
  readonly passed: boolean
}

const minuteMs = 60_000

/**
 * The instants at which a ladder of warnings fires, in the order of the steps. Minutes before due are counted in working time (plain time
 * for `calendarMinutes`): an hour before Tuesday 11:00 is 10:00, two hours before Tuesday 09:00 is Monday afternoon.
 *
 * @throws InvalidInput as `replay` does; RangeError for a step that is no positive number
 *
 * @example
 * warnings(input, [{ percentUsed: 75 }, { minutesBeforeDue: 60 }])
 */
export function warnings(input: ReplayInput, steps: readonly WarningStep[]): Warning[] {
  const clock = readClock(input)
  return steps.map((step) => {
    const at = warnAt(clock, step)
    const passed = at !== undefined && at <= clock.end
    return { step, at: at === undefined || (clock.ended && !passed) ? null : printInstant(at), passed }
  })
}

function warnAt({ started, time, holds }: Clock, step: WarningStep): number | undefined {
  const amount = 'percentUsed' in step ? step.percentUsed : step.minutesBeforeDue
  if (!(amount > 0 && Number.isFinite(amount))) throw new RangeError(`A warning takes a positive number, not ${amount}.`)
  if (!started) return undefined
  const { at, target, dueUnheld } = started
  if ('percentUsed' in step && amount >= 100)
    return afterHolds(time, time.add(dueUnheld, Math.round((target * (amount - 100)) / 100)), holds)
  const used = 'percentUsed' in step ? Math.round((target * amount) / 100) : target - Math.round(amount * minuteMs)
  return used < 0 || ('minutesBeforeDue' in step && used === 0) ? undefined : afterHolds(time, time.add(at, used), holds)
}
