import assert from 'node:assert/strict'
import { type Entry, genesis } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal } from '../../platform/ledger/refusal.ts'
import type { SamplingPolicy } from '../clients/terms.ts'
import { exampleTerms } from '../clients/testing.ts'
import type { DefectOpportunity, FileRef } from '../line.ts'
import { apply as applyOrder, type Order, type Placement } from '../orders/model.ts'
import { quote } from '../orders/quote.ts'
import { apply as applyWork } from '../work/model.ts'
import { noWork } from '../work/task.ts'
import { apply } from './apply.ts'
import { noQuality } from './inspection.ts'
import { decide, type QualityBody, type QualityCommand, type State } from './model.ts'

export const [drafter, inspector, second] = [
  '01a00000-0000-7000-8000-00000000000a',
  '01a00000-0000-7000-8000-00000000000b',
  '01a00000-0000-7000-8000-00000000000c',
] as const

export const opportunities: readonly DefectOpportunity[] = [
  { ctq: 'defined-terms', title: 'Defined terms', severity: 'major' },
  { ctq: 'cross-references', title: 'Cross-references', severity: 'minor' },
]

export const placementOfTest = (id: string, sampling: SamplingPolicy, number = 'HV-0001/1'): Placement => {
  const level = exampleTerms.serviceLevels['contract-drafting']?.standard
  const rate = exampleTerms.rateCard['contract-drafting']
  assert.ok(level && rate)
  return {
    id,
    clientId: '01a00000-0000-7000-8000-000000000004',
    number,
    line: 'contract-drafting',
    title: 'NDA with Kestrel',
    priority: 'standard',
    intake: {},
    attachments: [],
    terms: {
      engagementId: '01a00000-0000-7000-8000-000000000005',
      engagementVersion: 1,
      serviceLevel: { ...level, sampling },
      acceptanceBusinessDays: 5,
    },
    quote: quote({ ...rate, currency: 'USD' }, 1, false, null),
    requestedDueAt: null,
  }
}

/** The body of an entry of whatever room. */
interface Fact {
  readonly kind: string
  readonly [fact: string]: unknown
}

/** What brings an order into inspection, as the rooms before this one record it. */
export const workBodies = (files: readonly FileRef[], unitsDone: number, by: string, taskId = 't'): readonly Fact[] => {
  const task = { key: 'draft', title: 'Draft', skill: 's', levelMin: 0, units: 1, minutesPerUnit: 1, after: [], admitted: false }
  return [
    { kind: 'work.planned', tasks: [{ id: taskId, ...task }], order: { status: 'planned' } },
    { kind: 'task.assigned', taskId, personId: by, because: [] },
    { kind: 'task.started', taskId, order: { status: 'in-work' } },
    submittedBody(files, unitsDone, taskId),
  ]
}

export const submittedBody = (files: readonly FileRef[], unitsDone: number, taskId = 't'): Fact => ({
  kind: 'task.submitted',
  taskId,
  files,
  unitsDone,
  note: '',
  time: null,
  order: { status: 'in-inspection' },
})

export const file = (name: string, digit = 'a'): FileRef => ({ name, sha256: digit.repeat(64), bytes: 3, type: '' })

/** One order, entry by entry. */
export class Story {
  state: State = { order: null, work: noWork, quality: noQuality }
  minutes = 0

  constructor(sampling: SamplingPolicy, files: readonly FileRef[], unitsDone = 1) {
    const placed = { kind: 'order.placed', placement: placementOfTest('o', sampling), order: { status: 'promised' } }
    for (const body of [placed, ...workBodies(files, unitsDone, drafter)]) this.take(drafter, body)
  }

  get order(): Order {
    assert.ok(this.state.order)
    return this.state.order
  }

  get inspection() {
    const last = this.state.quality.inspections.at(-1)
    assert.ok(last)
    return last
  }

  take(actor: string, body: Fact | QualityBody): void {
    this.minutes += 1
    const at = new Date(Date.UTC(2026, 2, 2, 9, this.minutes)).toISOString()
    const entry: Entry = { stream: 'm', seq: 1, at, actor, subject: { kind: 'order', id: 'o' }, body, previous: genesis, hash: genesis }
    const { order, work, quality } = this.state
    this.state = { order: applyOrder(order, entry), work: applyWork(work, entry), quality: apply(quality, entry) }
  }

  /** Gives a command. @returns the refusal, if it is refused */
  give(actor: string, command: QualityCommand): Refusal | undefined {
    const body: QualityBody | Refusal = decide(this.state, command, { actor, now: '2026-03-02T10:00:00.000Z' })
    if (isRefusal(body)) return body
    this.take(actor, body)
    return undefined
  }

  must(actor: string, command: QualityCommand): void {
    assert.equal(this.give(actor, command), undefined)
  }

  open(id = 'i', state: Extract<QualityCommand, { kind: 'open' }>['state'] = 'normal', unit: 'record' | 'document' = 'record'): void {
    this.must(inspector, { kind: 'open', id, seed: `seed ${id}`, unit, opportunities, state })
  }

  find(id: string, unit: string, more: Partial<Extract<QualityCommand, { kind: 'find' }>['defect']> = {}): Refusal | undefined {
    const defect = { id, unit, ctq: 'defined-terms', severity: 'major' as const, description: 'not defined', place: 'clause 2', ...more }
    return this.give(inspector, { kind: 'find', id: this.inspection.id, defect, findingId: null })
  }

  close(): Refusal | undefined {
    const { id, sample, inspected } = this.inspection
    const units = sample.filter((unit) => !inspected.includes(unit))
    if (units.length > 0) this.must(inspector, { kind: 'look', id, units })
    return this.give(inspector, { kind: 'close', id, checkNames: [] })
  }
}
