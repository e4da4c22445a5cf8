import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Calendar } from '../calendar/index.ts'
import type { SlaEvent, Target, Terms } from './input.ts'
import { replay } from './replay.ts'

function week(timeZone: string, opens: string, closes: string): Calendar {
  const day: [string, string][] = [[opens, closes]]
  return { timeZone, hours: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: [] }
}

const london = week('Europe/London', '09:00', '17:00')
const long = week('UTC', '08:00', '18:00')
const kolkata = week('Asia/Kolkata', '09:00', '17:00')

/** `start 2026-01-16T16:30:00Z`, `pause … client`. */
function events(...lines: string[]): SlaEvent[] {
  return lines.map((line) => {
    const [kind, at, reason] = line.split(' ')
    return { kind: kind as SlaEvent['kind'], at: at ?? '', ...(reason ? { reason } : {}) }
  })
}

function clock(calendar: Calendar | Calendar[], target: Target | Terms, now: string, ...lines: string[]) {
  const terms: Terms = 'target' in target ? target : { target, pausesOn: ['client'] }
  return replay({ calendar, terms, events: events(...lines), now })
}

const hours = (count: number) => ({ businessMinutes: count * 60 })

test('osTicket 2131, Chatwoot 13392: an hour from Friday 16:30 is due Monday 09:30', () => {
  assert.deepEqual(clock(london, hours(1), '2026-01-17T12:00:00Z', 'start 2026-01-16T16:30:00Z'), {
    state: 'running',
    dueAt: '2026-01-19T09:30:00Z',
    elapsedMinutes: 30,
    remainingMinutes: 30,
    breachedAt: null,
  })
  assert.equal(clock(london, hours(2), '2026-01-14T07:00:00Z', 'start 2026-01-14T07:00:00Z').dueAt, '2026-01-14T11:00:00Z')
})

test('GLPI 687: what is created outside of hours begins at the next opening, not with nothing', () => {
  const order = clock(london, hours(4), '2026-01-19T10:00:00Z', 'start 2026-01-17T22:00:00Z')
  assert.deepEqual([order.dueAt, order.elapsedMinutes], ['2026-01-19T13:00:00Z', 60])
})

test('GLPI 15605: raising the priority while paused keeps the pause', () => {
  const lines = ['start 2026-01-16T15:00:00+05:30', 'pause 2026-01-16T16:00:00+05:30 client']
  const now = '2026-01-19T11:00:00+05:30'
  assert.equal(clock(kolkata, hours(8), now, ...lines).dueAt, '2026-01-20T04:30:00Z')
  const raised = clock(kolkata, hours(4), now, ...lines)
  assert.deepEqual([raised.state, raised.dueAt, raised.remainingMinutes], ['paused', '2026-01-19T08:30:00Z', 180])
})

test('wso2 cs-tools 1666: a resumed clock has been extended by the pause and does not fire on the next tick', () => {
  const lines = ['start 2026-01-13T09:00:00Z', 'pause 2026-01-13T10:00:00Z client', 'resume 2026-01-14T10:00:00Z']
  const order = clock(london, hours(2), '2026-01-14T10:01:00Z', ...lines)
  assert.deepEqual([order.state, order.dueAt], ['running', '2026-01-14T11:00:00Z'])
})

test('Nosdesk 181, GLPI 1911: each clock starts where its terms say, so a backlog item is not late when it is picked up', () => {
  const lines = ['start 2026-01-05T09:00:00Z created', 'start 2026-01-14T09:00:00Z accepted']
  const terms = { target: hours(4), pausesOn: [] }
  const now = '2026-01-14T10:00:00Z'
  assert.equal(clock(london, { ...terms, startsOn: 'created' }, now, ...lines).breachedAt, '2026-01-05T13:00:00Z')
  assert.equal(clock(london, { ...terms, startsOn: 'accepted' }, now, ...lines).dueAt, '2026-01-14T13:00:00Z')
  assert.equal(clock(london, { ...terms, startsOn: 'accepted' }, '2026-01-10T09:00:00Z', ...lines).state, 'not-started')
  assert.equal(
    clock(london, { ...terms, startsOn: 'accepted' }, now, 'start 2026-01-14T09:00:00Z').dueAt,
    '2026-01-14T13:00:00Z',
    'a plain start counts',
  )
  assert.equal(clock(london, terms, now, ...lines).breachedAt, '2026-01-05T13:00:00Z', 'the first start where the terms do not say')
})

test('dbt_zendesk 116, Zammad 188: a reopened order goes on with the same clock, without the time it was closed', () => {
  const lines = ['start 2026-01-13T09:00:00Z', 'stop 2026-01-13T11:00:00Z', 'reopen 2026-01-14T10:00:00Z']
  const order = clock(london, hours(4), '2026-01-14T11:00:00Z', ...lines)
  assert.deepEqual(order, { state: 'running', dueAt: '2026-01-14T12:00:00Z', elapsedMinutes: 180, remainingMinutes: 60, breachedAt: null })
  assert.equal(clock(london, hours(4), '2026-01-15T11:00:00Z', ...lines, 'stop 2026-01-14T12:00:00Z').state, 'met')
  assert.equal(clock(london, hours(4), '2026-01-15T11:00:00Z', ...lines, 'stop 2026-01-14T12:00:01Z').breachedAt, '2026-01-14T12:00:00Z')
  assert.equal(
    clock(london, hours(4), '2026-01-14T11:00:00Z', ...lines, 'start 2026-01-14T10:30:00Z').elapsedMinutes,
    180,
    'a second start changes nothing',
  )
})

test('GLPI 14937, 10594, 6902: days with a pause over the weekend are extended by working time alone', () => {
  const lines = ['start 2026-01-15T10:00:00Z', 'pause 2026-01-16T16:00:00Z client', 'resume 2026-01-19T10:00:00Z']
  assert.equal(clock(london, { businessDays: 3 }, '2026-01-19T10:00:00Z', ...lines).dueAt, '2026-01-20T12:00:00Z')
})

test('GLPI 1912, 23359: neither the time in pause nor the time in which it was solved counts as used, and neither is taken for the other', () => {
  const lines = [
    'start 2026-01-13T09:00:00Z',
    'pause 2026-01-13T10:00:00Z client',
    'stop 2026-01-13T11:00:00Z',
    'reopen 2026-01-13T14:00:00Z',
    'pause 2026-01-13T15:00:00Z client',
    'resume 2026-01-13T16:00:00Z client',
  ]
  const order = clock(london, hours(4), '2026-01-13T17:00:00Z', ...lines, 'stop 2026-01-13T16:30:00Z')
  assert.deepEqual([order.state, order.elapsedMinutes, order.remainingMinutes], ['met', 90, 150])
})

test('IFS: on resuming, due moves by the working time between the pause and the resume, not by the hours of the wall', () => {
  const lines = ['start 2026-01-16T09:00:00Z', 'pause 2026-01-16T16:00:00Z client', 'resume 2026-01-19T11:00:00Z']
  assert.equal(clock(london, hours(8), '2026-01-19T11:00:00Z', ...lines).dueAt, '2026-01-19T12:00:00Z')
})

test('ServiceNow: a pause in the same instant as the start pauses and can be resumed; it neither cancels nor holds for ever', () => {
  const at = '2026-01-13T09:00:00Z'
  for (const lines of [
    [`start ${at}`, `pause ${at} client`],
    [`pause ${at} client`, `start ${at}`],
  ]) {
    assert.equal(clock(london, hours(2), '2026-01-13T10:00:00Z', ...lines).state, 'paused')
    const resumed = clock(london, hours(2), '2026-01-13T12:00:00Z', ...lines, 'resume 2026-01-13T11:00:00Z')
    assert.deepEqual([resumed.state, resumed.dueAt, resumed.elapsedMinutes], ['running', '2026-01-13T13:00:00Z', 60])
  }
})

test('ServiceNow: what is stopped in the same instant as it starts was met, and is not forgotten', () => {
  const at = '2026-01-13T09:00:00Z'
  const order = clock(london, hours(2), '2026-01-14T09:00:00Z', `start ${at}`, `stop ${at}`)
  assert.deepEqual([order.state, order.dueAt, order.elapsedMinutes], ['met', '2026-01-13T11:00:00Z', 0])
})

test('ServiceNow: one business day is not 24 hours of working time', () => {
  const start = 'start 2026-01-16T16:00:00Z'
  assert.equal(clock(london, { businessDays: 1 }, '2026-01-16T16:00:00Z', start).dueAt, '2026-01-19T16:00:00Z')
  assert.equal(clock(london, hours(24), '2026-01-16T16:00:00Z', start).dueAt, '2026-01-21T16:00:00Z')
})

test('Zammad 390: only the holidays that the calendar lists are closed', () => {
  const day: [string, string][] = [['09:00', '21:00']]
  const daily = { timeZone: 'UTC', hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, holidays: [] }
  const due = (holidays: string[]) => clock({ ...daily, holidays }, hours(48), '2026-11-09T23:00:00Z', 'start 2026-11-09T23:00:00Z').dueAt
  assert.equal(due([]), '2026-11-13T21:00:00Z')
  assert.equal(due(['2026-11-10', '2026-11-11']), '2026-11-15T21:00:00Z')
})

test('Zammad: published figures of first response, update and solution', () => {
  const at = (time: string) => `2013-03-21T${time}:00Z`
  const stopped = (minutes: number, time: string) => {
    const { elapsedMinutes, remainingMinutes, state } = clock(
      long,
      { businessMinutes: minutes },
      at('17:00'),
      `start ${at('09:30')}`,
      `stop ${at(time)}`,
    )
    return [elapsedMinutes, remainingMinutes, state]
  }
  for (const [minutes, due] of [
    [60, '10:30'],
    [120, '11:30'],
    [180, '12:30'],
  ] as const) {
    assert.equal(clock(long, { businessMinutes: minutes }, at('09:30'), `start ${at('09:30')}`).dueAt, at(due))
  }
  assert.deepEqual(stopped(60, '14:00'), [270, -210, 'breached'])
  assert.deepEqual(stopped(120, '11:00'), [90, 30, 'met'])
  assert.deepEqual(stopped(120, '12:00'), [150, -30, 'breached'])
  assert.deepEqual(stopped(180, '11:30'), [120, 60, 'met'])
  assert.deepEqual(stopped(180, '13:00'), [210, -30, 'breached'])
  assert.equal(
    clock(long, { businessMinutes: 120 }, at('12:05'), `start ${at('12:05')}`).dueAt,
    at('14:05'),
    'a reply of the customer starts the next clock',
  )
})

test('night shift over a clock change: (a) the 25-hour day, (b) the 23-hour day', () => {
  const evening: [string, string] = ['22:00', '24:00']
  const morning: [string, string] = ['00:00', '06:00']
  const night = {
    timeZone: 'America/New_York',
    hours: { sat: [evening], sun: [morning, evening], mon: [morning] },
    holidays: [],
  } satisfies Calendar
  assert.equal(clock(night, hours(8), '2026-11-01T03:00:00Z', 'start 2026-10-31T22:00:00-04:00').dueAt, '2026-11-01T10:00:00Z')
  assert.equal(clock(night, hours(8), '2026-03-08T03:30:00Z', 'start 2026-03-07T22:00:00-05:00').dueAt, '2026-03-09T03:00:00Z')
})

test('(c) Kolkata, 8 hours from Friday 15:00, the client paused it from Friday 16:00 to Monday 11:00: due Tuesday 10:00', () => {
  const lines = ['start 2026-01-16T15:00:00+05:30', 'pause 2026-01-16T16:00:00+05:30 client', 'resume 2026-01-19T11:00:00+05:30']
  assert.equal(clock(kolkata, hours(8), '2026-01-19T12:00:00+05:30', ...lines).dueAt, '2026-01-20T04:30:00Z')
})

test('(d) following the sun: Kolkata and New York, 12 hours from Monday 09:00 in Kolkata', () => {
  const sites = [week('Asia/Kolkata', '09:00', '18:00'), week('America/New_York', '09:00', '18:00')]
  assert.equal(clock(sites, hours(12), '2026-01-12T04:00:00Z', 'start 2026-01-12T09:00:00+05:30').dueAt, '2026-01-12T17:00:00Z')
  assert.equal(clock(sites, hours(12), '2026-07-13T04:00:00Z', 'start 2026-07-13T09:00:00+05:30').dueAt, '2026-07-13T16:00:00Z')
})

test('dayjs-business-time: closing time is not business time, and due at closing time stays there', () => {
  const start = 'start 2026-01-16T16:00:00Z'
  assert.equal(clock(london, hours(1), '2026-01-16T17:00:00Z', start).dueAt, '2026-01-16T17:00:00Z')
  assert.equal(clock(london, hours(1), '2026-01-16T17:00:00Z', start).state, 'running')
  assert.equal(clock(london, hours(1), '2026-01-17T12:00:00Z', start).breachedAt, '2026-01-16T17:00:00Z', 'late on Saturday already')
  assert.equal(clock(london, hours(1), '2026-01-19T09:00:00Z', start, 'stop 2026-01-16T17:00:00Z').state, 'met')
  assert.equal(clock(london, hours(1), '2026-01-19T09:00:00Z', start, 'stop 2026-01-17T08:00:00Z').state, 'breached')
})

test('at the due instant nothing is breached yet, a millisecond later it is', () => {
  const start = 'start 2026-01-13T09:00:00Z'
  assert.deepEqual(
    [clock(london, hours(1), '2026-01-13T10:00:00Z', start)].map(({ state, remainingMinutes }) => [state, remainingMinutes]),
    [['running', 0]],
  )
  assert.equal(clock(london, hours(1), '2026-01-13T10:00:00.001Z', start).breachedAt, '2026-01-13T10:00:00Z')
})

test('only reasons that the terms name pause; a resume with a reason ends that pause, one without ends all', () => {
  const terms: Terms = { target: hours(4), pausesOn: ['client', 'court'] }
  const at = (minute: number) =>
    `2026-01-13T${String(9 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`
  const used = (...lines: string[]) => clock(london, terms, at(180), `start ${at(0)}`, ...lines).elapsedMinutes
  assert.equal(used(`pause ${at(60)} lunch`), 180)
  assert.equal(used(`pause ${at(60)}`), 180, 'a pause without a reason has none that counts')
  assert.equal(used(`pause ${at(60)} client`, `resume ${at(90)} client`), 150)
  assert.equal(used(`pause ${at(60)} client`, `resume ${at(90)} court`), 60)
  assert.equal(
    used(`pause ${at(60)} client`, `pause ${at(80)} court`, `resume ${at(100)} client`, `resume ${at(120)} court`),
    120,
    'overlapping pauses count once',
  )
  assert.equal(used(`pause ${at(60)} client`, `pause ${at(80)} court`, `resume ${at(100)}`), 140)
  assert.equal(
    used(`pause ${at(60)} client`, `pause ${at(80)} client`, `resume ${at(100)} client`),
    140,
    'a second pause with the same reason changes nothing',
  )
  assert.equal(used(`resume ${at(60)}`, `resume ${at(70)} client`), 180)
})

test('events of one instant are taken in the order given, others by their instants', () => {
  const pause = 'pause 2026-01-13T10:00:00Z client'
  const resume = 'resume 2026-01-13T10:00:00Z client'
  const now = '2026-01-13T11:00:00Z'
  assert.equal(clock(london, hours(4), now, pause, resume, 'start 2026-01-13T09:00:00Z').state, 'running')
  assert.equal(clock(london, hours(4), now, resume, pause, 'start 2026-01-13T09:00:00Z').state, 'paused')
})

test('events after now are not yet known, those at now are', () => {
  const lines = ['start 2026-01-13T09:00:00Z', 'stop 2026-01-13T10:00:00Z']
  assert.equal(clock(london, hours(4), '2026-01-13T09:59:59Z', ...lines).state, 'running')
  assert.equal(clock(london, hours(4), '2026-01-13T10:00:00Z', ...lines).state, 'met')
  assert.deepEqual(clock(london, hours(4), '2026-01-13T08:00:00Z', ...lines), {
    state: 'not-started',
    dueAt: null,
    elapsedMinutes: 0,
    remainingMinutes: 240,
    breachedAt: null,
  })
  assert.equal(clock(london, { businessDays: 2 }, '2026-01-13T08:00:00Z', ...lines).remainingMinutes, null)
})

test('while paused, due is what it would be if resumed now', () => {
  const lines = ['start 2026-01-13T09:00:00Z', 'pause 2026-01-13T10:00:00Z client']
  const due = (now: string) => clock(london, hours(2), now, ...lines).dueAt
  assert.equal(due('2026-01-13T10:00:00Z'), '2026-01-13T11:00:00Z')
  assert.equal(due('2026-01-13T12:30:00Z'), '2026-01-13T13:30:00Z')
  assert.equal(due('2026-01-13T22:00:00Z'), '2026-01-14T10:00:00Z')
  assert.equal(clock(london, hours(2), '2026-02-13T22:00:00Z', ...lines).state, 'paused')
})

test('a pause that was open before the start holds the clock from the start on', () => {
  const order = clock(
    london,
    hours(2),
    '2026-01-13T12:00:00Z',
    'pause 2026-01-13T08:00:00Z client',
    'start 2026-01-13T09:00:00Z',
    'resume 2026-01-13T11:00:00Z',
  )
  assert.deepEqual([order.elapsedMinutes, order.dueAt], [60, '2026-01-13T13:00:00Z'])
  const before = ['pause 2026-01-13T08:00:00Z client', 'resume 2026-01-13T08:30:00Z', 'start 2026-01-13T09:00:00Z']
  assert.equal(clock(london, hours(2), '2026-01-13T12:00:00Z', ...before).elapsedMinutes, 180)
})

test('a stop while paused is met, with due as of the stop; the pause ends with the stop', () => {
  const lines = [
    'start 2026-01-13T09:00:00Z',
    'pause 2026-01-13T10:00:00Z client',
    'stop 2026-01-13T12:00:00Z',
    'resume 2026-01-13T15:00:00Z',
  ]
  assert.deepEqual(clock(london, hours(2), '2026-01-20T12:00:00Z', ...lines), {
    state: 'met',
    dueAt: '2026-01-13T13:00:00Z',
    elapsedMinutes: 60,
    remainingMinutes: 60,
    breachedAt: null,
  })
})

test('a breach stays a breach; pauses after it still are no used time', () => {
  const lines = ['start 2026-01-13T09:00:00Z', 'pause 2026-01-13T12:00:00Z client', 'resume 2026-01-13T13:00:00Z']
  const late = clock(london, hours(2), '2026-01-13T14:00:00Z', ...lines)
  assert.deepEqual(late, {
    state: 'breached',
    dueAt: '2026-01-13T11:00:00Z',
    elapsedMinutes: 240,
    remainingMinutes: -120,
    breachedAt: '2026-01-13T11:00:00Z',
  })
  assert.equal(clock(london, hours(2), '2026-01-13T12:30:00Z', ...lines).state, 'breached', 'while paused after it')
  const reopened = clock(london, hours(2), '2026-01-15T14:00:00Z', ...lines, 'stop 2026-01-13T14:00:00Z', 'reopen 2026-01-14T09:00:00Z')
  assert.equal(reopened.breachedAt, '2026-01-13T11:00:00Z')
})

test('a pause at the due instant comes too late, a stop does not, and a reopening after it finds no time left', () => {
  const start = 'start 2026-01-13T09:00:00Z'
  assert.equal(
    clock(london, hours(2), '2026-01-13T12:00:00Z', start, 'pause 2026-01-13T11:00:00Z client').breachedAt,
    '2026-01-13T11:00:00Z',
  )
  const reopened = [start, 'stop 2026-01-13T11:00:00Z', 'reopen 2026-01-14T10:00:00Z']
  assert.deepEqual(
    [clock(london, hours(2), '2026-01-14T10:00:00Z', ...reopened), clock(london, hours(2), '2026-01-14T10:01:00Z', ...reopened)].map(
      ({ state, dueAt }) => [state, dueAt],
    ),
    [
      ['running', '2026-01-14T10:00:00Z'],
      ['breached', '2026-01-14T10:00:00Z'],
    ],
  )
})

test('a cancel ends the clock without a breach, or keeps the one that was', () => {
  const start = 'start 2026-01-13T09:00:00Z'
  const now = '2026-01-20T09:00:00Z'
  const intime = clock(london, hours(2), now, start, 'cancel 2026-01-13T11:00:00Z', 'reopen 2026-01-14T09:00:00Z')
  assert.deepEqual([intime.state, intime.breachedAt, intime.elapsedMinutes], ['cancelled', null, 120])
  assert.equal(clock(london, hours(2), now, start, 'cancel 2026-01-13T11:00:01Z').breachedAt, '2026-01-13T11:00:00Z')
  assert.equal(clock(london, hours(2), now, start, 'cancel 2026-01-13T11:00:01Z').state, 'cancelled')
  const late = clock(london, hours(2), now, start, 'stop 2026-01-13T12:00:00Z', 'cancel 2026-01-14T12:00:00Z')
  assert.deepEqual([late.state, late.breachedAt, late.elapsedMinutes], ['cancelled', '2026-01-13T11:00:00Z', 180])
  assert.deepEqual(clock(london, hours(2), now, 'cancel 2026-01-13T08:00:00Z', start).state, 'cancelled')
})

test('business days: the same local time, clamped into the hours; what is left is counted in working minutes', () => {
  const order = clock(london, { businessDays: 1 }, '2026-01-13T12:00:00Z', 'start 2026-01-13T10:00:00Z')
  assert.deepEqual([order.dueAt, order.elapsedMinutes, order.remainingMinutes], ['2026-01-14T10:00:00Z', 120, 360])
  assert.equal(clock(london, { businessDays: 1 }, '2026-01-13T20:00:00Z', 'start 2026-01-13T19:00:00Z').dueAt, '2026-01-14T17:00:00Z')
  assert.equal(clock(london, { businessDays: 1 }, '2026-01-13T07:00:00Z', 'start 2026-01-13T06:00:00Z').dueAt, '2026-01-14T09:00:00Z')
  assert.equal(
    clock(london, { businessDays: 1 }, '2026-01-17T12:00:00Z', 'start 2026-01-17T12:00:00Z').dueAt,
    '2026-01-19T12:00:00Z',
    'from a Saturday',
  )
  const newYork = week('America/New_York', '09:00', '17:00')
  assert.equal(
    clock(newYork, { businessDays: 1 }, '2026-03-06T20:00:00Z', 'start 2026-03-06T15:00:00-05:00').dueAt,
    '2026-03-09T19:00:00Z',
    'over a clock change',
  )
})

test('business days due at an opening: a pause of a whole day before it does not breach, however long it lasts', () => {
  const lines = ['start 2026-01-13T06:00:00Z', 'pause 2026-01-13T20:00:00Z client']
  const order = clock(london, { businessDays: 1 }, '2026-01-14T20:00:00Z', ...lines)
  assert.deepEqual([order.state, order.dueAt], ['paused', '2026-01-14T20:00:00Z'])
  assert.equal(clock(london, { businessDays: 1 }, '2026-01-15T10:00:00Z', ...lines).state, 'paused')
})

test('calendar minutes are plain time, and so are their pauses', () => {
  const lines = ['start 2026-01-16T16:00:00Z', 'pause 2026-01-16T20:00:00Z client', 'resume 2026-01-17T20:00:00Z']
  assert.deepEqual(clock(london, { calendarMinutes: 24 * 60 }, '2026-01-17T22:00:00Z', ...lines), {
    state: 'running',
    dueAt: '2026-01-18T16:00:00Z',
    elapsedMinutes: 360,
    remainingMinutes: 1080,
    breachedAt: null,
  })
})
