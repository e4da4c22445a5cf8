/**
 * The date on which an instant falls in a zone: an agreement ends at the end of a day where the client is.
 *
 * @example
 * dayIn('2026-03-02T02:00:00.000Z', 'America/New_York') // '2026-03-01'
 */
export const dayIn = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
