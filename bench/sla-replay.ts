/**
 * Replays 100,000 orders and, in the same run, lets two peers answer for a sample of them: one that steps through the minutes, as most
 * ticket systems' own code does, and one that walks from day to day with Temporal. Prints ours, the peers', the ratios, and how many
 * answers agree. `node bench/sla-replay.ts`
 */
import type { Calendar } from '../kits/calendar/index.ts'
import { type ReplayInput, replay, type SlaEvent } from '../kits/sla/index.ts'

const orders = 100_000
/** The peers would take minutes for all; the rate of a sample is the same. */
const sampleOfMinutes = 200
const sampleOfDays = 2_000
const warmUp = 2_000

const minuteMs = 60_000
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const sites: readonly Calendar[] = ['America/New_York', 'Europe/London', 'Asia/Kolkata'].map((timeZone) => ({
  timeZone,
  hours: Object.fromEntries(
    days.slice(0, 5).map((day) => [
      day,
      [
        ['09:00', '13:00'],
        ['14:00', '18:00'],
      ] as const,
    ]),
  ),
  holidays: ['2026-01-01', '2026-05-25', '2026-07-03', '2026-12-25'],
}))

/** The same orders in every run: a linear congruential generator (Numerical Recipes, 7.1) with a fixed seed. */
let seed = 20_260_116
function upTo(limit: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * limit)
}

function makeOrder(): ReplayInput {
  const start = Date.UTC(2026, 0, 1) + upTo(330 * 24 * 60) * minuteMs
  const events: SlaEvent[] = [{ at: new Date(start).toISOString(), kind: 'start' }]
  let at = start
  for (let pauses = upTo(4); pauses > 0; pauses--) {
    at += upTo(1_500) * minuteMs
    events.push({ at: new Date(at).toISOString(), kind: 'pause', reason: 'client' })
    at += upTo(3_000) * minuteMs
    events.push({ at: new Date(at).toISOString(), kind: 'resume', reason: 'client' })
  }
  const target = { businessMinutes: 60 * (4 + upTo(37)) }
  const now = new Date(at + upTo(5_000) * minuteMs).toISOString()
  return { calendar: sites[upTo(sites.length)] as Calendar, terms: { target, pausesOn: ['client'] }, events, now }
}

/** What an order's peers are told: pauses in order, not overlapping. */
function plainOrder({ calendar, terms, events, now }: ReplayInput) {
  const at = events.map((event) => Date.parse(event.at))
  const target = 'businessMinutes' in terms.target ? terms.target.businessMinutes : 0
  const pauses = at.slice(1).flatMap((from, index, rest) => (index % 2 === 0 ? [[from, rest[index + 1] ?? Infinity] as const] : []))
  return { calendar: calendar as Calendar, target, start: at[0] as number, pauses, now: Date.parse(now) }
}

/** Counts open, unpaused minutes one by one until the target is used. A due time that a pause moves past now is as if resumed now, so none is open. */
function dueByMinutes(order: ReplayInput): number {
  const { calendar, target, start, pauses } = plainOrder(order)
  let at = start
  for (let left = target; left > 0; at += minuteMs) {
    if (!pauses.some(([from, to]) => from <= at && at < to) && isOpen(calendar, at)) left--
  }
  return at
}

function isOpen({ timeZone, hours, holidays }: Calendar, at: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  if (holidays.includes(local.toPlainDate().toString())) return false
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return (hours[days[local.dayOfWeek - 1] ?? 'mon'] ?? []).some(([opens, closes]) => opens <= time && time < closes)
}

/** Walks from day to day; of each takes the open spans less the pauses. */
function dueByDays(order: ReplayInput): number {
  const { calendar, target, start, pauses } = plainOrder(order)
  let left = target * minuteMs
  let date = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  for (; ; date = date.add({ days: 1 })) {
    if (calendar.holidays.includes(date.toString())) continue
    for (const [opens, closes] of calendar.hours[days[date.dayOfWeek - 1] ?? 'mon'] ?? []) {
      let from = Math.max(start, instant(date, opens, calendar.timeZone))
      const to = instant(date, closes, calendar.timeZone)
      for (const [pausedFrom, pausedTo] of [...pauses, [to, to] as const]) {
        const running = Math.max(0, Math.min(pausedFrom, to) - from)
        if (running >= left) return from + left
        left -= running
        from = Math.max(from, Math.min(pausedTo, to))
      }
    }
  }
}

function instant(date: Temporal.PlainDate, time: string, timeZone: string): number {
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

function timed(count: number, run: (index: number) => void): { seconds: number; perSecond: number } {
  const begin = performance.now()
  for (let index = 0; index < count; index++) run(index)
  const seconds = (performance.now() - begin) / 1_000
  return { seconds, perSecond: count / seconds }
}

const drawn = Array.from({ length: orders }, makeOrder)
for (const order of drawn.slice(0, warmUp)) replay(order)
const answers: (string | null)[] = []
const ours = timed(orders, (index) => answers.push(replay(drawn[index] as ReplayInput).dueAt))
console.log(
  `ours: ${orders} orders in ${ours.seconds.toFixed(3)} s, ${Math.round(ours.perSecond)} orders/s (due, elapsed, state and breach, from ISO texts)`,
)

for (const [name, count, due] of [
  ['day walking with Temporal', sampleOfDays, dueByDays],
  ['minute stepping', sampleOfMinutes, dueByMinutes],
] as const) {
  let agreed = 0
  const peer = timed(count, (index) => {
    if (due(drawn[index] as ReplayInput) === Date.parse(answers[index] ?? '')) agreed++
  })
  console.log(`peer, ${name}: ${count} orders in ${peer.seconds.toFixed(3)} s, ${Math.round(peer.perSecond)} orders/s (due only)`)
  console.log(`ratio: ${(ours.perSecond / peer.perSecond).toFixed(1)} times the orders per second; ${agreed} of ${count} due times agree`)
}
