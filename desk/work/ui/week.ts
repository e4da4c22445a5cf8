/** Days as `YYYY-MM-DD`, counted where they are written: no zone moves them. */
const dayMs = 86_400_000

/** @example addDays('2026-11-30', 1) // '2026-12-01' */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The Monday of a day's week. @example mondayOf('2026-11-29') // '2026-11-23' */
export const mondayOf = (date: string): string => addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))

interface Spent {
  readonly orderId: string
  readonly date: string
  readonly minutes: number
}

export interface WeekRow<Entry> {
  readonly orderId: string
  /** One of the order's entries: it carries the order's number and title. */
  readonly of: Entry
  /** Minutes of Monday to Sunday. */
  readonly minutes: readonly number[]
  readonly total: number
}

/**
 * A week's time as a grid: a row for each order, a column for each day.
 *
 * @param monday the first day
 *
 * @example
 * weekRows(entries, '2026-11-23')[0]?.minutes[1] // Tuesday's minutes on the first order
 */
export function weekRows<Entry extends Spent>(entries: readonly Entry[], monday: string): readonly WeekRow<Entry>[] {
  const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at))
  const byOrder = Map.groupBy(
    entries.filter(({ date }) => days.includes(date)),
    ({ orderId }) => orderId,
  )
  return [...byOrder].flatMap(([orderId, own]) => {
    const [of] = own
    if (!of) return []
    const minutes = days.map((day) => sum(own.filter(({ date }) => date === day)))
    return [{ orderId, of, minutes, total: sum(own) }]
  })
}

const sum = (entries: readonly { readonly minutes: number }[]): number => entries.reduce((total, { minutes }) => total + minutes, 0)

/** `1:05` of 65 minutes; nothing of none. */
export const hoursText = (minutes: number): string =>
  minutes === 0 ? '' : `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`
