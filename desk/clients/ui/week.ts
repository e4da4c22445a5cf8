/** The days as calendars name them, in the order of a working week. */
export const days = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
] as const

export type Day = (typeof days)[number][0]

/**
 * A time of day from what people type; undefined where it is none. The end of a day is `24:00`.
 *
 * @example
 * timeFrom('9') // '09:00'
 * timeFrom('1730') // '17:30'
 */
export function timeFrom(typed: string): string | undefined {
  const found = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*$/.exec(typed)
  if (!found) return undefined
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? '0')]
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Minutes since midnight. */
export function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
