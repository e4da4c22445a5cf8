import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Entry } from '../../platform/ledger/entry.ts'
import { genesis } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal } from '../../platform/ledger/refusal.ts'
import { exampleTerms } from '../clients/testing.ts'
import { dueNow, nextStepAt, readClock } from './clock.ts'
import { orderStatusIds } from './lifecycle.ts'
import { apply, decide, type Order, type OrderBody, type OrderCommand, type Placement } from './model.ts'
import { quote } from './quote.ts'

const matterId = '01a00000-0000-7000-8000-000000000001'
const orderId = '01a00000-0000-7000-8000-000000000002'
const actor = '01a00000-0000-7000-8000-000000000003'

const levels = exampleTerms.serviceLevels['contract-drafting']
const rate = exampleTerms.rateCard['contract-drafting']
assert.ok(levels?.rush && rate)

const placement: Placement = {
  id: orderId,
  clientId: '01a00000-0000-7000-8000-000000000004',
  number: 'HV-0001/1',
  line: 'contract-drafting',
  title: 'NDA with Kestrel',
  priority: 'standard',
  intake: {},
  attachments: [],
  terms: {
    engagementId: '01a00000-0000-7000-8000-000000000005',
    engagementVersion: 1,
    serviceLevel: levels.standard,
    acceptanceBusinessDays: 5,
  },
  quote: quote({ ...rate, currency: 'USD' }, 1, false, null),
  requestedDueAt: null,
}
const place: OrderCommand = { kind: 'place', placement, matter: { status: 'open', conflictCleared: true } }

/** Monday, 9 March 2026, 10:00 in New York. */
const monday = '2026-03-09T14:00:00.000Z'
const later = (minutes: number, from = monday): string => new Date(Date.parse(from) + minutes * 60_000).toISOString()

class Story {
  order: Order | null = null
  seq = 0
  give(command: OrderCommand, at: string): OrderBody | Refusal {
    const body = decide(this.order, command, { actor, now: at })
    if (!isRefusal(body)) this.take(body, at)
    return body
  }
  take(body: { kind: string }, at: string): void {
    this.seq += 1
    const entry: Entry = {
      stream: matterId,
      seq: this.seq,
      at,
      actor,
      subject: { kind: 'order', id: orderId },
      body,
      previous: genesis,
      hash: genesis,
    }
    this.order = apply(this.order, entry)
  }
}

const refusal = (body: OrderBody | Refusal): Refusal => {
  assert.ok(isRefusal(body), JSON.stringify(body))
  return body
}

const upTo = (commands: readonly [OrderCommand, number][]): Story => {
  const story = new Story()
  for (const [command, minutes] of commands) assert.ok(!isRefusal(story.give(command, later(minutes))), command.kind)
  return story
}

test('an order on a cleared matter is cleared as it is placed; on another it waits', () => {
  assert.equal(upTo([[place, 0]]).order?.status, 'cleared')
  assert.equal(upTo([[{ ...place, matter: { status: 'open', conflictCleared: false } }, 0]]).order?.status, 'placed')
})

test('what is missing by the ethics rules is listed, and nothing is promised', () => {
  const story = upTo([[place, 0]])
  const missing = [{ what: 'No signed confidentiality agreement', remedy: 'Record it.' }]
  const { status, missing: told } = refusal(story.give({ kind: 'promise', dueAt: later(600), missing }, later(1)))
  assert.equal(status, 409)
  assert.deepEqual(told, missing)
})

test('steps cannot be skipped, and the refusal says which may come', () => {
  const story = upTo([[{ ...place, matter: { status: 'open', conflictCleared: false } }, 0]])
  assert.match(
    refusal(story.give({ kind: 'promise', dueAt: later(600), missing: [] }, later(1))).message,
    /is placed.*Next may come: conflict cleared/,
  )
})

test('a declined or closed matter takes no order; a second placing is refused', () => {
  assert.match(
    refusal(decide(null, { ...place, matter: { status: 'closed', conflictCleared: true } }, { actor, now: monday })).message,
    /closed/,
  )
  assert.equal(refusal(upTo([[place, 0]]).give(place, later(1))).field, 'id')
})

test('on hold the clock stands, and work goes on where it was', () => {
  const story = upTo([
    [place, 0],
    [{ kind: 'promise', dueAt: later(5_000), missing: [] }, 30],
    [{ kind: 'hold', reason: 'The client reorganises.' }, 60],
  ])
  assert.equal(story.order?.status, 'on-hold')
  assert.equal(readClock(story.order as Order, 'turnaround', later(90)).state, 'paused')
  assert.equal(refusal(story.give({ kind: 'hold', reason: 'again' }, later(90))).message, 'The order is on hold already.')
  story.give({ kind: 'release' }, later(120))
  assert.equal(story.order?.status, 'promised')
  assert.equal(readClock(story.order as Order, 'turnaround', later(130)).state, 'running')
})

test('raising the priority while paused keeps the pause', () => {
  const story = upTo([
    [place, 0],
    [{ kind: 'promise', dueAt: later(5_000), missing: [] }, 0],
    [{ kind: 'hold', reason: 'Waiting.' }, 60],
    [{ kind: 'reprioritise', priority: 'rush', serviceLevel: levels.rush as never, quote: placement.quote, reason: 'Closing moved.' }, 90],
    [{ kind: 'release' }, 120],
  ])
  // Rush: 240 working minutes from the promise; the hour on hold is added.
  assert.equal(readClock(story.order as Order, 'turnaround', later(121)).dueAt, later(300).replace('.000Z', 'Z'))
})

test('warnings and the breach fall once each, also after a time when nothing ran', () => {
  const rush = { ...placement, priority: 'rush' as const, terms: { ...placement.terms, serviceLevel: levels.rush as never } }
  const story = upTo([
    [{ ...place, placement: rush }, 0],
    [{ kind: 'promise', dueAt: later(5_000), missing: [] }, 0],
  ])
  assert.equal(nextStepAt(story.order as Order, later(0)), later(120))
  assert.deepEqual(dueNow(story.order as Order, later(119)), [])
  // Nothing ran for a day: all steps are told at once.
  story.give({ kind: 'tell' }, later(600))
  assert.deepEqual(
    story.order?.told.map(({ step }) => step),
    [50, 75, 90, 120, 'breach'],
  )
  assert.equal(refusal(story.give({ kind: 'tell' }, later(601))).status, 409)
  assert.equal(nextStepAt(story.order as Order, later(601)), null)
})

test('at the due instant nothing is breached; a millisecond later it is', () => {
  const rush = {
    ...placement,
    priority: 'rush' as const,
    terms: { ...placement.terms, serviceLevel: { ...(levels.rush as object), warnAtPercent: [] } as never },
  }
  const story = upTo([
    [{ ...place, placement: rush }, 0],
    [{ kind: 'promise', dueAt: later(5_000), missing: [] }, 0],
  ])
  assert.deepEqual(dueNow(story.order as Order, later(240)), [])
  assert.deepEqual(
    dueNow(story.order as Order, new Date(Date.parse(later(240)) + 1).toISOString()).map(({ step }) => step),
    ['breach'],
  )
})

test('what was delivered keeps its priority: another would turn a breach into a promise kept', () => {
  const story = upTo([[place, 0]])
  story.take({ kind: 'deliverable.released', order: { status: 'delivered' } } as { kind: string }, later(60))
  const rush: OrderCommand = {
    kind: 'reprioritise',
    priority: 'rush',
    serviceLevel: levels.rush as never,
    quote: placement.quote,
    reason: 'r',
  }
  assert.match(refusal(story.give(rush, later(61))).message, /is delivered/)
})

test('whatever is decided can be applied, and every state is one that is known', () => {
  const commands = fc.oneof(
    fc.constant<OrderCommand>(place),
    fc.constant<OrderCommand>({ kind: 'clear', missing: [] }),
    fc.constant<OrderCommand>({ kind: 'promise', dueAt: later(100_000), missing: [] }),
    fc.string({ maxLength: 10 }).map((reason): OrderCommand => ({ kind: 'hold', reason })),
    fc.constant<OrderCommand>({ kind: 'release' }),
    fc.string({ maxLength: 10 }).map((reason): OrderCommand => ({ kind: 'cancel', reason })),
    fc.constant<OrderCommand>({ kind: 'tell' }),
    fc.constant<OrderCommand>({
      kind: 'reprioritise',
      priority: 'rush',
      serviceLevel: levels.rush as never,
      quote: placement.quote,
      reason: 'r',
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(commands, fc.integer({ min: 0, max: 3_000 })), { maxLength: 25 }), (list) => {
      const story = new Story()
      let minutes = 0
      for (const [command, step] of list) {
        minutes += step
        story.give(command, later(minutes))
        if (!story.order) continue
        assert.ok(orderStatusIds.includes(story.order.status))
        assert.equal(story.order.status === 'on-hold', story.order.heldFrom !== null)
        const steps = story.order.told.map(({ clock, step: at }) => `${clock} ${at}`)
        assert.equal(new Set(steps).size, steps.length, 'told twice')
        nextStepAt(story.order, later(minutes))
      }
    }),
    { numRuns: 300 },
  )
})
