/** A stretch of time in which a zone keeps one offset from UTC. The first of a list begins at -Infinity. */
export interface Stretch {
  readonly from: number
  readonly offsetMs: number
}

/** The offsets of a zone from `from` to `to` (epoch milliseconds), in order. Asked of Temporal once, so that the rest is arithmetic on numbers. */
export function offsetStretches(timeZone: string, from: number, to: number): Stretch[] {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  const stretches: Stretch[] = [{ from: -Infinity, offsetMs: at.offsetNanoseconds / 1e6 }]
  for (at = at.getTimeZoneTransition('next'); at && at.epochMilliseconds <= to; at = at.getTimeZoneTransition('next')) {
    stretches.push({ from: at.epochMilliseconds, offsetMs: at.offsetNanoseconds / 1e6 })
  }
  return stretches
}

/**
 * The first instant at which the local clock shows `local` or later.
 *
 * One rule for both oddities: a time in a gap of the clock becomes the next instant that exists, one in a fold the first of the two.
 *
 * @param local the local date and time, read as if it were UTC, in epoch milliseconds
 */
export function firstInstant(stretches: readonly Stretch[], local: number): number {
  for (const [index, { from, offsetMs }] of stretches.entries()) {
    const at = Math.max(from, local - offsetMs)
    if (at < (stretches[index + 1]?.from ?? Infinity)) return at
  }
  throw new RangeError('A zone has an offset at every instant.')
}

/** What the local clock shows at an instant, as if it were UTC, in epoch milliseconds. */
export function localTime(stretches: readonly Stretch[], at: number): number {
  return at + (stretches.findLast(({ from }) => from <= at)?.offsetMs ?? 0)
}
