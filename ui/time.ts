/** Reading and writing instants in a zone. Instants are ISO 8601 in UTC, as the API has them. */

const minuteMs = 60_000

/** `24 Nov, 14:05` in the zone, for what is of this year; the year too for what is not. */
export function shortInstantText(at: string, timeZone: string, now: number): string {
  const text = instantText(at, timeZone)
  return text.replace(` ${new Date(now).getFullYear()},`, ',')
}

/** `24 Nov 2026, 14:05` in the zone. */
export const instantText = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))

/** `24 Nov 2026` of a date that has no zone. */
export const dateText = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** `5 min ago`, `in 3 h`, `in 2 days`. */
export function fromNow(at: string, now: number): string {
  const minutes = Math.round((Date.parse(at) - now) / minuteMs)
  const size = Math.abs(minutes)
  const words =
    size < 1 ? 'now' : size < 60 ? `${size} min` : size < 2_880 ? `${Math.round(size / 60)} h` : `${Math.round(size / 1_440)} days`
  return size < 1 ? words : minutes < 0 ? `${words} ago` : `in ${words}`
}

/** Minutes as people say them: `45 min`, `2 h 5 min`, `31 h`. */
export function minutesText(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes))
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 || hours >= 24 ? `${hours} h` : `${hours} h ${rest} min`
}

const wallFormat = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })

/** What a clock on the wall shows: `2026-11-24T14:05`, as `<input type="datetime-local">` takes it. */
export function wallTime(at: string, timeZone: string): string {
  const part = Object.fromEntries(
    wallFormat(timeZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  )
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`
}

/**
 * The instant at which a clock on the wall shows this. Where it shows it twice (autumn), the first; where it never does (spring), the instant that would
 * have been, had the clock not gone forward.
 *
 * @example
 * instantOf('2026-11-24T14:05', 'America/New_York') // '2026-11-24T19:05:00.000Z'
 */
export function instantOf(wall: string, timeZone: string): string {
  const asUtc = Date.parse(`${wall}Z`)
  const offsetAt = (ms: number) => Date.parse(`${wallTime(new Date(ms).toISOString(), timeZone)}Z`) - Math.floor(ms / minuteMs) * minuteMs
  // The offsets of the day before and the day after are the only ones that can hold.
  const offsets = [offsetAt(asUtc - 86_400_000), offsetAt(asUtc + 86_400_000)]
  const holds = offsets.map((offset) => asUtc - offset).filter((ms) => offsetAt(ms) === asUtc - ms)
  return new Date(Math.min(...(holds.length > 0 ? holds : [asUtc - (offsets[0] ?? 0)]))).toISOString()
}
