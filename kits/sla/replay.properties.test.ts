import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arbitraryCalendar } from '../calendar/arbitrary-calendar.ts'
import { type Calendar, plainTime, workingTime } from '../calendar/index.ts'
import { openMinutes, type Scene, sceneMinutes, sceneStart, scenes } from '../calendar/minute-oracle.ts'
import { explain } from './explain.ts'
import type { ReplayInput, SlaEvent, Target } from './input.ts'
import { type Replay, replay } from './replay.ts'
import { warnings } from './warnings.ts'

const minuteMs = 60_000
const kinds = ['start', 'pause', 'pause', 'pause', 'resume', 'resume', 'stop', 'reopen', 'cancel'] as const
const reasons = ['client', 'court', 'lunch', undefined] as const
const pausesOn = ['client', 'court']

const instant = (scene: Scene, minute: number) => new Date(sceneStart(scene) + minute * minuteMs).toISOString().replace('.000Z', 'Z')

interface MinuteEvent {
  readonly minute: number
  readonly kind: SlaEvent['kind']
  readonly reason?: string
}

interface Drawn {
  readonly scene: Scene
  readonly events: readonly MinuteEvent[]
  readonly nowMinute: number
  readonly minutes: number
  readonly calendar: Calendar
  readonly input: ReplayInput
}

const targets = {
  businessMinutes: (businessMinutes: number): Target => ({ businessMinutes }),
  calendarMinutes: (calendarMinutes: number): Target => ({ calendarMinutes }),
  businessDays: (businessDays: number): Target => ({ businessDays }),
}

/** An order with anything happening to it around a clock change. Events fall on few instants, so that several often share one. */
function drawn(target: keyof typeof targets): fc.Arbitrary<Drawn> {
  const early = fc.integer({ min: 0, max: 96 }).map((hours) => hours * 60)
  const minute = fc.oneof(early, fc.nat(6 * 1440))
  const event = fc
    .record({ minute, kind: fc.constantFrom(...kinds), reason: fc.constantFrom(...reasons) })
    .map(
      ({ minute, kind, reason }): MinuteEvent => (reason === undefined || kind === 'start' ? { minute, kind } : { minute, kind, reason }),
    )
  return fc.constantFrom(...scenes).chain((scene) =>
    fc
      .record({
        calendar: arbitraryCalendar(scene.timeZone, scene.date),
        start: early,
        others: fc.array(event, { maxLength: 12 }),
        nowMinute: fc.oneof(early, fc.nat(7 * 1440)),
        amount: fc.oneof(
          fc.integer({ min: 1, max: 1500 }),
          fc.integer({ min: 1, max: 24 }).map((hours) => hours * 60),
        ),
      })
      .map(({ calendar, start, others, nowMinute, amount }) => {
        const events: MinuteEvent[] = [{ minute: start, kind: 'start' }, ...others]
        const minutes = target === 'businessDays' ? 1 + (amount % 5) : amount
        const terms = { target: targets[target](minutes), pausesOn }
        return {
          scene,
          events,
          nowMinute,
          minutes,
          calendar,
          input: {
            calendar,
            terms,
            events: events.map(({ minute, ...event }) => ({ ...event, at: instant(scene, minute) })),
            now: instant(scene, nowMinute),
          },
        }
      }),
  )
}

/** What the contract says, done minute by minute: every minute is open or not, held or not, and used or not. */
function stepThrough({ scene, events, nowMinute, minutes }: Drawn, open: readonly boolean[]): Replay | undefined {
  const paused = new Set<string>()
  let [started, active, stopped, cancelled, breached] = [false, false, false, false, false]
  let used = 0
  let due: number | undefined
  let end = nowMinute

  const happen = ({ kind, reason }: MinuteEvent, minute: number): void => {
    if (cancelled) return
    if (kind === 'start' && !started) started = active = true
    if (kind === 'pause' && reason !== undefined && pausesOn.includes(reason)) paused.add(reason)
    if (kind === 'resume') reason === undefined ? paused.clear() : paused.delete(reason)
    if (kind === 'stop' && active) {
      active = false
      stopped = true
      end = minute
    }
    if (kind === 'reopen' && stopped) {
      active = true
      stopped = false
      end = nowMinute
      if (due !== undefined && !breached) due = minute
    }
    if (kind === 'cancel') {
      if (!stopped) end = minute
      active = false
      cancelled = true
    }
  }

  for (let minute = 0; minute <= nowMinute; minute++) {
    if (active && due !== undefined && minute > due) breached = true
    for (const event of events) if (event.minute === minute) happen(event, minute)
    if (minute === nowMinute) break
    if (active && paused.size === 0 && open[minute] && ++used === minutes) due = minute + 1
  }
  const remaining = minutes - used
  if (!started)
    return { state: cancelled ? 'cancelled' : 'not-started', dueAt: null, elapsedMinutes: 0, remainingMinutes: minutes, breachedAt: null }
  for (let minute = end, left = remaining; due === undefined; minute++) {
    if (minute >= sceneMinutes) return undefined
    if (open[minute] && --left === 0) due = minute + 1
  }
  const state = cancelled ? 'cancelled' : breached ? 'breached' : stopped ? 'met' : paused.size > 0 ? 'paused' : 'running'
  const dueAt = instant(scene, due)
  return { state, dueAt, elapsedMinutes: used, remainingMinutes: remaining, breachedAt: breached ? dueAt : null }
}

test('a replay is what stepping through the minutes finds, whatever happens, over every clock change', () => {
  let compared = 0
  fc.assert(
    fc.property(drawn('businessMinutes'), (order) => {
      const expected = stepThrough(order, openMinutes(order.scene, order.calendar))
      if (!expected) return
      compared++
      assert.deepEqual(replay(order.input), expected)
    }),
    { numRuns: 1000 },
  )
  assert.ok(compared > 300, `only ${compared} orders came due within their scene`)
})

test('so is one in plain time, where every minute is open', () => {
  fc.assert(
    fc.property(drawn('calendarMinutes'), (order) => {
      const expected = stepThrough(order, Array<boolean>(sceneMinutes).fill(true))
      if (expected) assert.deepEqual(replay(order.input), expected)
    }),
    { numRuns: 300 },
  )
})

const anyOrder = fc.constantFrom('businessMinutes' as const, 'calendarMinutes' as const, 'businessDays' as const).chain(drawn)

test('splitting a pause in two changes nothing', () => {
  fc.assert(
    fc.property(anyOrder, fc.nat(20), fc.integer({ min: 1, max: 600 }), ({ input, scene, events }, pick, later) => {
      const pauses = events.filter(({ kind, reason }) => kind === 'pause' && reason === 'client')
      const pause = pauses[pick % Math.max(1, pauses.length)]
      fc.pre(pause !== undefined)
      const minute = (pause as MinuteEvent).minute + later
      // The pause must still be open where it is split.
      fc.pre(!events.some((event) => event.kind === 'resume' && event.minute >= (pause as MinuteEvent).minute && event.minute <= minute))
      const at = instant(scene, minute)
      const split: SlaEvent[] = [...input.events, { at, kind: 'resume', reason: 'client' }, { at, kind: 'pause', reason: 'client' }]
      assert.deepEqual(replay({ ...input, events: split }), replay(input))
    }),
    { numRuns: 300 },
  )
})

test('a breach stays: later, the same order is breached at the same instant, or cancelled with it', () => {
  fc.assert(
    fc.property(anyOrder, fc.nat(3000), (order, later) => {
      const now = replay(order.input)
      const then = replay({ ...order.input, now: instant(order.scene, order.nowMinute + later) })
      if (now.breachedAt === null) return
      assert.equal(then.breachedAt, now.breachedAt)
      assert.ok(then.state === 'breached' || then.state === 'cancelled')
    }),
    { numRuns: 300 },
  )
})

test('what is used and what is left are the target, and what is left is the working time until due', () => {
  fc.assert(
    fc.property(anyOrder, ({ input, minutes }) => {
      const { state, elapsedMinutes, remainingMinutes, dueAt } = replay(input)
      fc.pre(state === 'running' || state === 'paused')
      if (!('businessDays' in input.terms.target)) assert.equal(elapsedMinutes + (remainingMinutes ?? Number.NaN), minutes)
      const { between } = 'calendarMinutes' in input.terms.target ? plainTime : workingTime(input.calendar)
      assert.equal(between(Date.parse(input.now), Date.parse(dueAt ?? '')) / minuteMs, remainingMinutes)
    }),
    { numRuns: 300 },
  )
})

test('the explanation adds up: its steps have no gaps, and what they count is what was used', () => {
  fc.assert(
    fc.property(anyOrder, ({ input }) => {
      const { steps, pauses, summary, ...result } = explain(input)
      assert.deepEqual(result, replay(input))
      for (const [index, step] of steps.entries()) if (index > 0) assert.equal(step.from, steps[index - 1]?.to)
      const sum = (what: string) => steps.filter((step) => step.what === what).reduce((total, { minutes }) => total + minutes, 0)
      assert.equal(sum('counted'), result.elapsedMinutes)
      assert.equal(
        sum('paused'),
        pauses.reduce((total, { workingMinutes }) => total + workingMinutes, 0),
      )
      assert.ok(summary.length > 0)
    }),
    { numRuns: 200 },
  )
})

test('warnings come in the order of their shares, the one at 100 % when due', () => {
  fc.assert(
    fc.property(anyOrder, ({ input }) => {
      const clock = replay(input)
      fc.pre(clock.state === 'running' || clock.state === 'paused' || clock.state === 'breached')
      const ladder = warnings(
        input,
        [50, 75, 90, 100, 120].map((percentUsed) => ({ percentUsed })),
      )
      const known = ladder.flatMap(({ at }) => (at === null ? [] : [Date.parse(at)]))
      assert.deepEqual(
        known,
        known.toSorted((a, b) => a - b),
      )
      if (ladder[3]?.at != null) assert.equal(ladder[3].at, clock.dueAt)
    }),
    { numRuns: 200 },
  )
})
