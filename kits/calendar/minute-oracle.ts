/**
 * Test support: working time minute by minute, straight from what the local clock shows, sharing no code with the kit. Slow on purpose.
 */
import type { Calendar } from './calendar.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** A stretch of days around something that clocks do, in a zone. */
export interface Scene {
  readonly timeZone: string
  /** The date in the middle, `YYYY-MM-DD`. */
  readonly date: string
}

/** Zones with and without clock changes: an hour, half an hour, at midnight (a day that begins at 01:00), a day left out. */
export const scenes: readonly Scene[] = [
  { timeZone: 'America/New_York', date: '2026-03-08' },
  { timeZone: 'America/New_York', date: '2026-11-01' },
  { timeZone: 'Europe/London', date: '2026-03-29' },
  { timeZone: 'Europe/London', date: '2026-10-25' },
  { timeZone: 'Asia/Kolkata', date: '2026-01-01' },
  { timeZone: 'Australia/Lord_Howe', date: '2026-04-05' },
  { timeZone: 'Australia/Lord_Howe', date: '2026-10-04' },
  { timeZone: 'America/Sao_Paulo', date: '2018-11-04' },
  { timeZone: 'America/Sao_Paulo', date: '2018-02-18' },
  { timeZone: 'Pacific/Apia', date: '2011-12-30' },
]

const daysAround = 5
export const sceneMinutes = 2 * daysAround * 24 * 60

/** The instant at which a scene begins, epoch milliseconds. */
export const sceneStart = ({ date }: Scene): number => Date.parse(`${date}T00:00:00Z`) - daysAround * dayMs

/** For every minute of the scene, whether the calendar is open in it. */
export function openMinutes(scene: Scene, calendar: Calendar): boolean[] {
  const local = localMinutes(scene)
  const open = local.map(() => false)
  const firstDay = Math.floor((local[0] ?? 0) / dayMs)
  for (let day = firstDay; day <= firstDay + 2 * daysAround + 2; day++) {
    const date = new Date(day * dayMs).toISOString().slice(0, 10)
    if (calendar.holidays.includes(date)) continue
    const weekday = new Date(day * dayMs).toUTCString().slice(0, 3).toLowerCase() as keyof Calendar['hours']
    for (const [opens, closes] of calendar.hours[weekday] ?? []) {
      // An edge is the first minute at which the clock shows that time or later: the end of a gap, the first pass of a fold.
      const edge = (time: string) => firstShowing(local, day * dayMs + timeMs(time))
      open.fill(true, edge(opens), Math.max(edge(opens), edge(closes)))
    }
  }
  return open
}

function firstShowing(local: readonly number[], time: number): number {
  // No clock change is longer than a day, so the minute sought is not more than that before where it would be without any.
  let minute = Math.max(0, Math.floor((time - (local[0] ?? 0) - 1.1 * dayMs) / minuteMs))
  while (minute < local.length && (local[minute] as number) < time) minute++
  return Math.min(minute, local.length)
}

const localOf = new Map<Scene, number[]>()

function localMinutes(scene: Scene): number[] {
  const made = localOf.get(scene)
  if (made) return made
  const local = Array.from({ length: sceneMinutes }, (_, minute) => {
    const shown = Temporal.Instant.fromEpochMilliseconds(sceneStart(scene) + minute * minuteMs)
      .toZonedDateTimeISO(scene.timeZone)
      .toPlainDateTime()
    return shown.toZonedDateTime('UTC').epochMilliseconds
  })
  localOf.set(scene, local)
  return local
}

function timeMs(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * minuteMs
}
