import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawSample } from '../../kits/quality/index.ts'
import type { SamplingPolicy } from '../clients/terms.ts'
import { productHash } from '../work/product.ts'
import { planFor, unitIds } from './plan.ts'
import { qualities } from './projection.ts'
import { stateAfter } from './switching.ts'
import { drafter, file, inspector, opportunities, Story, second, submittedBody } from './testing.ts'

const iso: SamplingPolicy = { kind: 'iso-2859-1', level: 'II', aql: 1 }
const all: SamplingPolicy = { kind: 'all' }
const records = (count: number, policy: SamplingPolicy = iso): Story => new Story(policy, [file('rows.csv')], count)

test('a lot of 1000 records at AQL 1.0, level II: letter J, 80 of them, 2 nonconforming accept, 3 refuse and send the whole lot back', () => {
  for (const [defects, verdict] of [
    [2, 'accepted'],
    [3, 'rejected'],
  ] as const) {
    const story = records(1000)
    story.open()
    const { plan, sample, lot, seed } = story.inspection
    assert.deepEqual([plan.letter, plan.sampleSize, plan.accept, plan.reject], ['J', 80, 2, 3])
    assert.deepEqual(sample, drawSample({ lotIds: unitIds(lot), size: 80, seed }), 'whoever has the seed draws the same units')
    for (const unit of sample.slice(0, defects)) assert.equal(story.find(`d${unit}`, unit), undefined)
    assert.equal(story.close(), undefined)
    const { outcome } = story.inspection
    assert.equal(outcome?.verdict, verdict)
    assert.deepEqual([outcome?.units, outcome?.defectives, outcome?.acceptedOneStepTighter], [80, defects, defects <= 1])
    assert.equal(story.order.status, verdict === 'accepted' ? 'awaiting-signoff' : 'rework')
    if (verdict === 'rejected')
      assert.deepEqual(
        story.state.work.tasks.map(({ status, rounds }) => [status, rounds]),
        [['assigned', 1]],
      )
  }
})

test('a lot of 100 follows the arrow of the table to another sample; tightened and reduced have plans of their own', () => {
  const plan = planFor(iso, 100, 'normal')
  assert.deepEqual([plan.letter, plan.usedLetter, plan.sampleSize, plan.accept], ['F', 'E', 13, 0])
  assert.match(plan.because.join(' '), /arrow at F leads to the plan of letter E/)
  assert.deepEqual([planFor(iso, 1000, 'tightened').sampleSize, planFor(iso, 1000, 'tightened').accept], [80, 1])
  assert.deepEqual([planFor(iso, 1000, 'reduced').sampleSize, planFor(iso, 1000, 'reduced').accept], [32, 1])
})

test('small lots are inspected whole, and one bad document of one is refused at any AQL', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0.01, 0.4, 1, 2.5, 6.5, 10),
      fc.constantFrom('I', 'II', 'III', 'S-1'),
      fc.integer({ min: 1, max: 5_000 }),
      (aql, level, lot) => {
        const policy = { kind: 'iso-2859-1', level, aql } as SamplingPolicy
        const { sampleSize, accept, reject } = planFor(policy, lot, 'normal')
        assert.ok(sampleSize >= 1 && sampleSize <= lot)
        assert.ok(accept < sampleSize && reject === accept + 1)
        if (sampleSize === lot) assert.ok(accept <= (lot * aql) / 100)
      },
    ),
  )
  const one = planFor({ kind: 'iso-2859-1', level: 'II', aql: 10 }, 1, 'normal')
  assert.deepEqual([one.sampleSize, one.accept, one.reject], [1, 0, 1])
})

test('a percentage is rounded up and never nothing; everything is everything', () => {
  assert.equal(planFor({ kind: 'percent', percent: 5 }, 10, 'normal').sampleSize, 1)
  assert.equal(planFor({ kind: 'percent', percent: 7 }, 100, 'normal').sampleSize, 7)
  assert.equal(planFor(all, 12, 'normal').sampleSize, 12)
})

test('files are units where the line does not count records or pages, or nobody counted them', () => {
  const story = new Story(all, [file('a.docx'), file('b.docx', 'b')])
  story.open('i', 'normal', 'document')
  assert.deepEqual(story.inspection.sample, ['a.docx', 'b.docx'])
  assert.equal(story.inspection.productHash, productHash([file('b.docx', 'b'), file('a.docx')]))
  const uncounted = records(0)
  uncounted.open()
  assert.deepEqual(uncounted.inspection.lot, { unit: 'document', size: 1, files: ['rows.csv'] })
  const empty = new Story(all, [], 0)
  assert.match(
    empty.give(inspector, { kind: 'open', id: 'i', seed: 's', unit: 'document', opportunities, state: 'normal' })?.message ?? '',
    /Nothing was submitted/,
  )
})

test('whoever worked on the order may not inspect it, in any way', () => {
  const story = records(10, all)
  const open = { kind: 'open', id: 'i', seed: 's', unit: 'record', opportunities, state: 'normal' } as const
  assert.equal(story.give(drafter, open)?.status, 403)
  story.open()
  assert.equal(story.give(drafter, { kind: 'take-over', id: 'i' })?.status, 403)
  assert.equal(story.give(drafter, { kind: 'opine', id: 'i', opinionId: 'o', ratings: [{ unit: '1', nonconforming: false }] })?.status, 403)
  assert.equal(story.give(drafter, { kind: 'check', id: 'i', checks: [], findings: [] })?.status, 403)
})

test('an inspection is one person’s; another takes it over, and then it is theirs', () => {
  const story = records(10, all)
  story.open()
  assert.equal(story.give(second, { kind: 'look', id: 'i', units: ['1'] })?.status, 403)
  story.must(second, { kind: 'take-over', id: 'i' })
  story.must(second, { kind: 'look', id: 'i', units: ['1'] })
  assert.equal(story.find('d', '1')?.status, 403)
})

test('it closes only when every sampled unit was looked through, every check ran and every finding is decided', () => {
  const story = records(3, all)
  story.open()
  const close = () => story.give(inspector, { kind: 'close', id: 'i', checkNames: ['terms'] })
  assert.match(close()?.message ?? '', /run the automatic checks \(terms\); look through 3 units/)
  const finding = (id: string) => ({ id, check: 'terms', ctq: 'defined-terms', message: '"Goods" is not defined', place: 'row 2' })
  story.must(inspector, { kind: 'check', id: 'i', checks: [{ name: 'terms', problem: null }], findings: [finding('f1'), finding('f2')] })
  assert.match(
    story.give(inspector, { kind: 'check', id: 'i', checks: [{ name: 'terms', problem: null }], findings: [] })?.message ?? '',
    /ran already/,
  )
  assert.equal(story.give(inspector, { kind: 'look', id: 'i', units: ['4'] })?.field, 'units')
  story.must(inspector, { kind: 'look', id: 'i', units: ['1', '2', '3'] })
  assert.match(close()?.message ?? '', /confirm or dismiss 2 findings/)
  const defect = { id: 'd1', unit: '2', ctq: 'defined-terms', severity: 'minor', description: 'x', place: '' } as const
  story.must(inspector, { kind: 'find', id: 'i', defect, findingId: 'f1' })
  assert.match(story.give(inspector, { kind: 'dismiss', id: 'i', findingId: 'f1', reason: 'no' })?.message ?? '', /confirmed already/)
  assert.equal(story.give(inspector, { kind: 'dismiss', id: 'i', findingId: 'f2', reason: ' ' })?.field, 'reason')
  story.must(inspector, { kind: 'dismiss', id: 'i', findingId: 'f2', reason: 'Defined in the schedule' })
  assert.equal(close(), undefined)
  assert.equal(story.inspection.outcome?.verdict, 'rejected')
  assert.equal(close()?.status, 409)
})

test('a check that could not be carried out says so, holds nothing up, and may be tried again', () => {
  const story = records(1, all)
  story.open()
  story.must(inspector, { kind: 'check', id: 'i', checks: [{ name: 'terms', problem: 'The file is no DOCX.' }], findings: [] })
  story.must(inspector, { kind: 'check', id: 'i', checks: [{ name: 'terms', problem: null }], findings: [] })
  assert.deepEqual(story.inspection.checks, [{ name: 'terms', problem: null }])
})

test('one critical defect refuses the lot, also outside of the sample; another there only has to be corrected', () => {
  const outside = (story: Story) => unitIds(story.inspection.lot).find((unit) => !story.inspection.sample.includes(unit)) ?? ''
  for (const [severity, verdict] of [
    ['critical', 'rejected'],
    ['major', 'accepted'],
  ] as const) {
    const story = records(1000)
    story.open()
    assert.equal(story.find('d', outside(story), { severity }), undefined)
    assert.equal(story.close(), undefined)
    assert.deepEqual([story.inspection.outcome?.verdict, story.inspection.outcome?.defects], [verdict, 0])
  }
})

test('two places of one kind in one unit are two defects, one failed opportunity, one nonconforming unit', () => {
  const story = records(3, all)
  story.open()
  for (const id of ['a', 'b']) assert.equal(story.find(id, '1'), undefined)
  assert.equal(story.find('c', '1', { ctq: 'cross-references' }), undefined)
  assert.equal(story.close(), undefined)
  const { defects, failed, defectives } = story.inspection.outcome ?? {}
  assert.deepEqual([defects, failed, defectives], [3, 2, 1])
})

test('a defect names a unit of the lot and something that the line knows; one withdrawn counts for nothing', () => {
  const story = records(3, all)
  story.open()
  for (const unit of ['0', '4', '01', 'rows.csv', '']) assert.equal(story.find('d', unit)?.field, 'unit')
  assert.equal(story.find('d', '1', { ctq: 'spelling' })?.field, 'ctq')
  assert.equal(story.find('d', '1', { description: ' ' })?.field, 'description')
  assert.equal(story.find('d', '1'), undefined)
  story.must(inspector, { kind: 'withdraw', defectId: 'd', reason: 'It is defined after all.' })
  assert.equal(story.give(inspector, { kind: 'correct', defectId: 'd', note: 'done' })?.status, 409)
  assert.equal(story.close(), undefined)
  assert.equal(story.inspection.outcome?.verdict, 'accepted')
})

test('after rework the lot comes again: what was found before must be corrected before it is accepted', () => {
  const story = records(1, all)
  story.open()
  assert.equal(story.find('d', '1'), undefined)
  assert.equal(story.close(), undefined)
  assert.equal(story.give(inspector, { kind: 'open', id: 'i2', seed: 's', unit: 'record', opportunities, state: 'normal' })?.status, 409)
  story.take(drafter, submittedBody([file('rows.csv', 'b')], 1))
  story.open('i2')
  assert.equal(story.inspection.round, 2)
  story.must(inspector, { kind: 'analyse', defectId: 'd', cause: 'oversight', correctiveAction: 'Run the terms check before submitting' })
  story.must(drafter, { kind: 'correct', defectId: 'd', note: 'Defined in clause 1' })
  assert.equal(story.close(), undefined)
  assert.equal(story.inspection.outcome?.verdict, 'accepted')
  const [defect] = story.state.quality.defects
  assert.deepEqual([defect?.status, defect?.cause], ['corrected', 'oversight'])
})

test('what the signing attorney and the client mark become defects, and the next inspection asks for them', () => {
  const story = records(1, all)
  story.open()
  assert.equal(story.close(), undefined)
  const marked = { id: 'd', ctq: 'defined-terms', severity: 'minor', description: 'x', place: 'p', unit: null }
  story.take(second, { kind: 'signoff.refused', defects: [marked], order: { status: 'rework' } })
  assert.equal(story.inspection.sentBackBy, 'signoff')
  story.take(drafter, submittedBody([file('rows.csv', 'c')], 1))
  story.open('i2')
  assert.equal(story.close(), undefined)
  assert.equal(story.inspection.outcome?.verdict, 'rejected')
  assert.match(story.inspection.outcome?.because.join(' ') ?? '', /A defect found earlier is not corrected/)
  story.take(second, { kind: 'deliverable.returned', defects: [{ ...marked, id: 'd2' }], order: { status: 'rework' } })
  assert.deepEqual(
    story.state.quality.defects.map(({ id, foundAt, round, inspectionId }) => [id, foundAt, round, inspectionId]),
    [
      ['d', 'signoff', 1, null],
      ['d2', 'client', 2, null],
    ],
  )
})

test('a second opinion stands beside what the first inspector found', () => {
  const story = records(3, all)
  story.open()
  assert.equal(story.find('d', '1'), undefined)
  const ratings = [
    { unit: '1', nonconforming: true },
    { unit: '2', nonconforming: true },
  ]
  const opine = { kind: 'opine', id: 'i', opinionId: 'op', ratings } as const
  assert.equal(story.give(inspector, opine)?.status, 403)
  assert.equal(story.give(second, { ...opine, ratings: [...ratings, { unit: '1', nonconforming: false }] })?.field, 'ratings')
  story.must(second, opine)
  assert.equal(story.give(second, opine)?.status, 409)
  assert.deepEqual(qualities.rows(story.state.quality).secondOpinion, [
    {
      id: 'op',
      matterId: 'm',
      orderId: 'o',
      inspectionId: 'i',
      firstId: inspector,
      inspectorId: second,
      at: '2026-03-02T09:08:00.000Z',
      ratings: [
        { unit: '1', first: true, second: true },
        { unit: '2', first: false, second: true },
      ],
    },
  ])
})

test('sampling that is discontinued is taken up again by the delivery manager’s word, tightened', () => {
  const story = records(1000)
  const open = { kind: 'open', id: 'i', seed: 's', unit: 'record', opportunities, state: 'discontinued' } as const
  assert.match(story.give(inspector, open)?.message ?? '', /delivery manager takes sampling up again/)
  story.must('manager', { kind: 'resume', reason: 'Keyers trained anew' })
  story.must(inspector, open)
  assert.deepEqual([story.inspection.state, story.inspection.resumed, story.inspection.plan.accept], ['tightened', true, 1])
  assert.equal(story.state.quality.resumption, null)
})

test('the state of an engagement and line: two of five refused tighten, five accepted relax, lots that come again do not count', () => {
  const lot = (verdict: 'accepted' | 'rejected', round = 1, resumed = false) => ({ round, verdict, acceptedOneStepTighter: null, resumed })
  const [good, bad] = [lot('accepted'), lot('rejected')]
  assert.equal(stateAfter([bad, good, bad]), 'tightened')
  assert.equal(stateAfter([bad, lot('rejected', 2), good]), 'normal')
  assert.equal(stateAfter([bad, bad, good, good, good, good, good]), 'normal')
  assert.equal(stateAfter([bad, bad, bad, bad, bad, bad, bad]), 'discontinued')
  assert.equal(stateAfter([bad, bad, bad, bad, bad, bad, bad, lot('accepted', 1, true)]), 'tightened')
  assert.equal(stateAfter(Array.from({ length: 15 }, () => good)), 'reduced')
  assert.equal(stateAfter([...Array.from({ length: 15 }, () => good), bad]), 'normal')
})
