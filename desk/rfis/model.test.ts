import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { genesis } from '../../platform/ledger/entry.ts'
import { isRefusal, refuse, refuseNow } from '../../platform/ledger/refusal.ts'
import { apply, decide, questionLengthMax, type RfiBody, type RfiCommand, type Rfis } from './model.ts'

const actor = '01a00000-0000-7000-8000-000000000003'
const now = '2026-03-02T09:00:00.000Z'
const context = { actor, now }
const order = { status: 'in-work', heldFrom: null } as const
const id = 'q1'
const ask: RfiCommand = { kind: 'ask', id, question: 'Which law governs?', dueAt: '2026-03-03T09:00:00.000Z' }

const after = (rfis: Rfis, body: RfiBody): Rfis =>
  apply(rfis, { stream: 'm', seq: 1, at: now, actor, subject: { kind: 'order', id: 'o' }, body, previous: genesis, hash: genesis })

const given = (rfis: Rfis, command: RfiCommand): Rfis => {
  const body = decide({ order, rfis }, command, context)
  assert.ok(!isRefusal(body), JSON.stringify(body))
  return after(rfis, body)
}

test('asking pauses the clock, and is the first response', () => {
  assert.deepEqual(decide({ order, rfis: {} }, ask, context), {
    ...ask,
    kind: 'rfi.asked',
    order: {
      clock: [
        { kind: 'pause', reason: 'client-question' },
        { kind: 'stop', clock: 'first-response' },
      ],
    },
  })
})

test('the clock goes on only with the answer to the last open question', () => {
  const both = given(given({}, ask), { ...ask, id: 'q2' })
  const first = decide({ order, rfis: both }, { kind: 'answer', id, text: 'Delaware' }, context)
  assert.deepEqual((first as { order: unknown }).order, {})
  const last = decide({ order, rfis: after(both, first as RfiBody) }, { kind: 'withdraw', id: 'q2', reason: 'Found in the file.' }, context)
  assert.deepEqual((last as { order: unknown }).order, { clock: [{ kind: 'resume', reason: 'client-question' }] })
})

test('a closed question takes no second answer', () => {
  const answered = given(given({}, ask), { kind: 'answer', id, text: 'Delaware' })
  assert.deepEqual(
    decide({ order, rfis: answered }, { kind: 'answer', id, text: 'New York' }, context),
    refuseNow('id', `This question was answered on ${now}.`),
  )
})

test('what cannot be asked is refused with the remedy', () => {
  const asking = (change: object) => decide({ order, rfis: {} }, { ...ask, ...change } as RfiCommand, context)
  assert.deepEqual(asking({ question: ' ' }), refuse('question', 'Write the question.'))
  assert.deepEqual(asking({ question: 'x'.repeat(questionLengthMax + 1) }), refuse('question', 'Shorten it to 4000 characters.'))
  assert.deepEqual(asking({ dueAt: now }), refuse('dueAt', 'Choose a time that is still to come.'))
  assert.ok(isRefusal(decide({ order: { status: 'accepted', heldFrom: null }, rfis: {} }, ask, context)))
})

test('a client is reminded of a question once', () => {
  const reminded = given(given({}, ask), { kind: 'remind', id })
  assert.deepEqual(
    decide({ order, rfis: reminded }, { kind: 'remind', id }, context),
    refuseNow('id', `The client was reminded on ${now}.`),
  )
})

test('whatever is decided can be applied, and the same entries give the same questions', () => {
  const one = fc.constantFrom('q1', 'q2', 'q3')
  const commands = fc.oneof(
    one.map((which): RfiCommand => ({ ...ask, id: which }) as RfiCommand),
    one.map((which): RfiCommand => ({ kind: 'answer', id: which, text: 'a' })),
    one.map((which): RfiCommand => ({ kind: 'withdraw', id: which, reason: 'r' })),
    one.map((which): RfiCommand => ({ kind: 'remind', id: which })),
  )
  fc.assert(
    fc.property(fc.array(commands), (list) => {
      const bodies: RfiBody[] = []
      let rfis: Rfis = {}
      for (const command of list) {
        const body = decide({ order, rfis }, command, context)
        if (isRefusal(body)) continue
        bodies.push(body)
        rfis = after(rfis, body)
      }
      assert.deepEqual(bodies.reduce(after, {}), rfis)
      // The clock stands exactly while a question is open.
      const marks = bodies.flatMap((body) => ('order' in body ? (body.order.clock ?? []) : [])).filter(({ clock }) => clock === undefined)
      const stands = marks.at(-1)?.kind === 'pause'
      assert.equal(
        stands,
        Object.values(rfis).some(({ closed }) => !closed),
      )
    }),
  )
})
