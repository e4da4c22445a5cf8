import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Entry, genesis } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal } from '../../platform/ledger/refusal.ts'
import type { OrderMark, Standing } from '../orders/lifecycle.ts'
import { type Choice, candidates, type PersonAtWork } from './candidates.ts'
import { apply, decide, type PlannedTask, type WorkCommand } from './model.ts'
import { productHash } from './product.ts'
import { doersOf, noWork, type Work } from './task.ts'

const [sana, liza] = ['01a00000-0000-7000-8000-00000000000a', '01a00000-0000-7000-8000-00000000000b']
const start = '2026-03-02T09:00:00.000Z'
const later = (minutes: number): string => new Date(Date.parse(start) + minutes * 60_000).toISOString()

const task = (id: string, after: readonly string[] = []): PlannedTask => ({
  id,
  key: id,
  title: id,
  skill: 'contract-drafting',
  levelMin: 2,
  units: 1,
  minutesPerUnit: 90,
  after,
  admitted: false,
})
const file = (name: string, digit: string) => ({ name, sha256: digit.repeat(64), bytes: 10, type: '' })

class Story {
  work: Work = noWork
  order: Standing = { status: 'promised', heldFrom: null }
  minutes = 0
  give(actor: string, command: WorkCommand): Refusal | undefined {
    this.minutes += 30
    const body = decide({ order: this.order, work: this.work }, command, { actor, now: later(this.minutes) })
    if (isRefusal(body)) return body
    this.take(actor, body)
    return undefined
  }
  take(actor: string, body: { kind: string; order?: OrderMark }): void {
    const entry: Entry = {
      stream: 'm',
      seq: 1,
      at: later(this.minutes),
      actor,
      subject: { kind: 'order', id: 'o' },
      body,
      previous: genesis,
      hash: genesis,
    }
    this.work = apply(this.work, entry)
    if (body.order?.status) this.order = { status: body.order.status, heldFrom: null }
  }
  must(actor: string, command: WorkCommand): void {
    assert.equal(this.give(actor, command), undefined)
  }
  task(id: string) {
    return this.work.tasks.find((one) => one.id === id)
  }
}

const plan: WorkCommand = { kind: 'plan', tasks: [task('draft'), task('review', ['draft'])], missing: [] }
const assign = (taskId: string, personId: string, refusals: readonly string[] = []): WorkCommand => ({
  kind: 'assign',
  taskId,
  personId,
  name: 'Somebody',
  because: ['level 3'],
  refusals,
})
const submit = (taskId: string, files = [file('nda.docx', 'a')], timeId = `time-${taskId}`): WorkCommand => ({
  kind: 'submit',
  taskId,
  files,
  unitsDone: 1,
  note: '',
  timeId,
  date: '2026-03-02',
})

const drafted = (): Story => {
  const story = new Story()
  story.must('lead', plan)
  story.must('lead', assign('draft', sana))
  story.must(sana, { kind: 'start', taskId: 'draft' })
  story.must(sana, submit('draft'))
  return story
}

test('the order follows its work: planned, in work with the first start, in inspection with the last submission', () => {
  const story = drafted()
  assert.equal(story.order.status, 'in-work')
  assert.equal(story.task('review')?.status, 'ready')
  story.must('lead', assign('review', liza))
  story.must(liza, { kind: 'start', taskId: 'review' })
  story.must(liza, submit('review', []))
  assert.equal(story.order.status, 'in-inspection')
  assert.deepEqual(doersOf(story.work), new Set([sana, liza]))
})

test('a timer measures whole minutes, and the submission stops it', () => {
  const story = drafted()
  assert.deepEqual(
    story.work.times.map(({ minutes, personId }) => ({ minutes, personId })),
    [{ minutes: 30, personId: sana }],
  )
  assert.deepEqual(story.work.timers, [])
})

test('nothing is planned while the ethics rules ask for something', () => {
  const story = new Story()
  const refusal = story.give('lead', { ...plan, missing: [{ what: 'No consent', remedy: 'Record it.' }] } as WorkCommand)
  assert.equal(refusal?.status, 409)
  assert.match(refusal?.message ?? '', /No consent/)
})

test('nobody unfit is assigned, and the refusal lists why', () => {
  const story = new Story()
  story.must('lead', plan)
  const refusal = story.give('lead', assign('draft', liza, ['is walled off: spouse works for the other side']))
  assert.equal(refusal?.status, 409)
  assert.match(refusal?.missing?.[0]?.what ?? '', /walled off/)
})

test('a task is for whoever has it', () => {
  const story = new Story()
  story.must('lead', plan)
  story.must('lead', assign('draft', sana))
  assert.equal(story.give(liza, { kind: 'start', taskId: 'draft' })?.status, 403)
  assert.match(story.give(sana, submit('draft'))?.message ?? '', /Start/)
})

test('a hand-over passes the task with its note, and the timer of the one who left stops', () => {
  const story = new Story()
  story.must('lead', plan)
  story.must('lead', assign('draft', sana))
  story.must(sana, { kind: 'start', taskId: 'draft' })
  story.must(sana, { kind: 'hand-over', id: 'h', taskId: 'draft', toId: liza, note: 'Clauses 1 to 6 done.', refusals: [] })
  assert.equal(story.give(sana, { kind: 'take-over', id: 'h' })?.status, 403)
  story.must(liza, { kind: 'take-over', id: 'h' })
  assert.equal(story.task('draft')?.assigneeId, liza)
  assert.deepEqual(story.work.timers, [])
  assert.equal(story.give(sana, submit('draft'))?.status, 403)
  assert.equal(story.give(liza, { kind: 'take-over', id: 'h' })?.status, 409)
})

test('rework gives the tasks back to those who did them, in their order', () => {
  const story = drafted()
  story.must('lead', assign('review', liza))
  story.must(liza, { kind: 'start', taskId: 'review' })
  story.must(liza, submit('review', []))
  story.take('inspector', { kind: 'inspection.closed', order: { status: 'rework' } })
  assert.deepEqual(
    story.work.tasks.map(({ status, rounds, assigneeId }) => [status, rounds, assigneeId]),
    [
      ['assigned', 1, sana],
      ['waiting', 1, liza],
    ],
  )
  story.must(sana, { kind: 'start', taskId: 'draft' })
  story.must(sana, submit('draft', [file('nda.docx', 'b')], 'again'))
  assert.equal(story.work.product[0]?.sha256, 'b'.repeat(64))
  assert.equal(story.task('review')?.status, 'assigned')
})

test('what is signed changes with any file, and not with the order in which files came', () => {
  const [a, b] = [file('a.docx', '1'), file('b.docx', '2')]
  assert.equal(productHash([a, b]), productHash([b, a]))
  const others = [[a], [a, { ...b, name: 'c.docx' }], [a, { ...b, bytes: 11 }], [a, file('b.docx', '3')]]
  for (const other of others) assert.notEqual(productHash(other), productHash([a, b]))
})

const person = (id: string, change: Partial<PersonAtWork> = {}): PersonAtWork => ({
  id,
  name: id,
  clientId: null,
  status: 'active',
  roles: ['practitioner'],
  timeZone: 'UTC',
  site: 'Pune',
  shift: { mon: [['08:00', '16:00']] },
  skills: [{ skill: 'contract-drafting', level: 3 }],
  admissions: [],
  formerEmployers: [],
  ndaSignedOn: '2026-01-05',
  ...change,
})

const choice = (people: readonly PersonAtWork[], change: Partial<Choice['matter']> = {}, more: Partial<Choice> = {}): Choice => ({
  task: { skill: 'contract-drafting', levelMin: 2, admitted: false, units: 1, minutesPerUnit: 90 },
  matter: {
    jurisdiction: 'US-NY',
    supervisingAttorneyId: null,
    access: new Set(people.map(({ id }) => id)),
    excluded: [],
    adverse: ['Castellan Logistics GmbH'],
    ...change,
  },
  people,
  loadMinutes: new Map(),
  known: new Set(),
  now: start,
  ...more,
})

test('who cannot be given a task is told why, each reason', () => {
  const admission = {
    id: 'a',
    jurisdiction: 'US-NY',
    number: '1',
    status: 'active',
    admittedOn: '2020-01-01',
    expiresOn: '2026-03-01',
    evidence: '',
  } as const
  const cases: readonly [PersonAtWork, Partial<Choice['matter']>, Partial<Choice>, RegExp][] = [
    [person('left', { status: 'left' }), {}, {}, /left/],
    [person('novice', { skills: [] }), {}, {}, /level 0/],
    [person('walled'), { excluded: [{ personId: 'walled', reason: 'spouse' }], access: new Set() }, {}, /walled off: spouse/],
    [person('outside'), { access: new Set() }, {}, /not on the matter/],
    [person('unsigned', { ndaSignedOn: null }), {}, {}, /confidentiality/],
    [person('former', { formerEmployers: ['Castellan Logistics'] }), {}, {}, /worked for Castellan/],
    [person('expired', { admissions: [admission] }), {}, { task: { ...choice([]).task, admitted: true } }, /admission/],
  ]
  for (const [who, matter, more, reason] of cases) {
    const [found] = candidates(choice([who], matter, more))
    assert.equal(found?.fit, false, who.id)
    assert.match(found?.refusals.join() ?? '', reason)
  }
})

test('the best come first: skilled, at work, with room; and they say why', () => {
  const busy = person('busy')
  const asleep = person('asleep', { timeZone: 'America/Los_Angeles' })
  const best = person('best', { skills: [{ skill: 'contract-drafting', level: 4 }] })
  const order = candidates(choice([busy, asleep, best], {}, { loadMinutes: new Map([['busy', 900]]) })).map(({ personId }) => personId)
  assert.equal(order[0], 'best')
  assert.match(candidates(choice([best]))[0]?.reasons.join() ?? '', /at work now/)
})

test('a client’s people and those without such a role are not proposed at all', () => {
  assert.deepEqual(candidates(choice([person('client', { clientId: 'c' }), person('clerk', { roles: ['finance'] })])), [])
})

test('whatever is decided can be applied: no task is lost, a done task has no timer', () => {
  const one = fc.constantFrom('draft', 'review')
  const who = fc.constantFrom(sana, liza)
  const commands = fc.oneof(
    fc.constant(plan),
    fc.tuple(one, who).map(([id, p]) => assign(id, p)),
    one.map((taskId): WorkCommand => ({ kind: 'start', taskId })),
    fc.tuple(one, fc.uuid()).map(([id, timeId]) => submit(id, [file('x.docx', 'c')], timeId)),
    fc.tuple(one, fc.uuid()).map(([taskId, timeId]): WorkCommand => ({ kind: 'stop', taskId, timeId, date: '2026-03-02' })),
    one.map((taskId): WorkCommand => ({ kind: 'unassign', taskId, reason: 'ill' })),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(who, commands), { maxLength: 30 }), (list) => {
      const story = new Story()
      for (const [actor, command] of list) {
        story.give(actor, command)
        assert.ok([0, 2].includes(story.work.tasks.length))
        for (const { taskId } of story.work.timers) assert.equal(story.task(taskId)?.status, 'started')
        assert.equal(new Set(story.work.times.map(({ id }) => id)).size, story.work.times.length)
      }
    }),
  )
})
