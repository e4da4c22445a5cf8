import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawSample, inspectionSize } from './draw.ts'
import { findPlan, sampleSizeForMargin, zeroAcceptancePlan } from './plan-search.ts'
import { acceptanceProbability, lotPlan } from './sampling-plan.ts'
import {
  aqls,
  codeLetter,
  followArrows,
  type InspectionState,
  type Level,
  letters,
  levels,
  sampleSizeOf,
  states,
} from './sampling-tables.ts'
import { near } from './testing.ts'

const plan = (lot: number, aql: number, state: InspectionState = 'normal', level: Level = 'II') => {
  const { letter, usedLetter, sampleSize, accept, reject } = lotPlan({ lot, aql, level, state })
  return `${letter}${usedLetter === letter ? '' : `>${usedLetter}`} ${sampleSize} ${accept}/${reject}`
}

test('the plans that the standards and their users publish', () => {
  assert.equal(plan(1000, 1), 'J 80 2/3')
  assert.equal(plan(3000, 1), 'K 125 3/4')
  assert.equal(plan(100, 1), 'F>E 13 0/1')
  assert.equal(plan(200, 1), 'G>H 50 1/2')
  assert.equal(plan(5000, 0.65), 'L 200 3/4')
  assert.equal(plan(1000, 1, 'tightened'), 'J 80 1/2')
  assert.equal(plan(1000, 1, 'reduced'), 'J 32 1/2')
})

test('table I at both edges of every row', () => {
  const edges = [
    2, 8, 9, 15, 16, 25, 26, 50, 51, 90, 91, 150, 151, 280, 281, 500, 501, 1200, 1201, 3200, 3201, 10_000, 10_001, 35_000, 35_001, 150_000,
    150_001, 500_000, 500_001,
  ]
  const printed: Record<Level, string> = {
    I: 'AABCCDEFGHJKLMN',
    II: 'ABCDEFGHJKLMNPQ',
    III: 'BCDEFGHJKLMNPQR',
    'S-1': 'AAAABBBBCCCCDDD',
    'S-2': 'AAABBBCCCDDDEEE',
    'S-3': 'AABBCCDDEEFFGGH',
    'S-4': 'AABCCDEEFGGHJJK',
  }
  for (const level of levels)
    assert.equal(
      edges.map((lot) => codeLetter(lot, level)).join(''),
      [...printed[level]].map((letter, at) => (at === 14 ? letter : letter + letter)).join(''),
    )
})

/** A column of a printed table, letters A to R: the plan that each leads to. */
const column = (aql: number, state: InspectionState) =>
  letters
    .slice(0, 16)
    .map((letter) => {
      const { letter: used, accept } = followArrows(letter, aql, state)
      return used === letter ? String(accept) : `>${used}`
    })
    .join(' ')

// The columns of tables II-A and II-B of MIL-STD-105E; a letter after > is where the printed arrow leads. An independently typed copy of both tables was compared
// cell by cell when this was written: 832 of 832 agree.
test('columns of the normal table', () => {
  assert.equal(column(0.01, 'normal'), '>Q >Q >Q >Q >Q >Q >Q >Q >Q >Q >Q >Q >Q >Q 0 >Q')
  assert.equal(column(0.015, 'normal'), '>P >P >P >P >P >P >P >P >P >P >P >P >P 0 >P >P')
  assert.equal(column(0.025, 'normal'), '>N >N >N >N >N >N >N >N >N >N >N >N 0 >N >R 1')
  assert.equal(column(1, 'normal'), '>E >E >E >E 0 >E >H 1 2 3 5 7 10 14 21 >Q')
  assert.equal(column(6.5, 'normal'), '0 >A >D 1 2 3 5 7 10 14 21 >L >L >L >L >L')
  assert.equal(column(10, 'normal'), '>C >C 1 2 3 5 7 10 14 21 >K >K >K >K >K >K')
  assert.equal(column(150, 'normal'), '7 10 14 21 30 >E >E >E >E >E >E >E >E >E >E >E')
  assert.equal(column(250, 'normal'), '10 14 21 30 44 >E >E >E >E >E >E >E >E >E >E >E')
  assert.equal(column(1000, 'normal'), '30 44 >B >B >B >B >B >B >B >B >B >B >B >B >B >B')
})

test('columns of the tightened table: both arrows between 0 and 1 point down, and S stands at .025', () => {
  assert.equal(column(0.025, 'tightened'), '>P >P >P >P >P >P >P >P >P >P >P >P >P 0 >S >S')
  assert.equal(column(1, 'tightened'), '>F >F >F >F >F 0 >J >J 1 2 3 5 8 12 18 >Q')
  assert.equal(column(10, 'tightened'), '>D >D >D 1 2 3 5 8 12 18 >K >K >K >K >K >K')
  assert.equal(column(250, 'tightened'), '8 12 18 27 41 >E >E >E >E >E >E >E >E >E >E >E')
  assert.equal(sampleSizeOf('S', 'tightened'), 3150)
})

test('columns of the reduced table as ISO 2859-1:1999 has it', () => {
  assert.equal(column(1, 'reduced'), '>E >E >E >E 0 >E >J >J 1 2 3 5 6 8 10 >Q')
  assert.equal(column(4, 'reduced'), '>B 0 >B >F >F 1 2 3 5 6 8 10 >M >M >M >M')
  assert.equal(column(10, 'reduced'), '>D >D >D 1 2 3 5 6 8 10 >K >K >K >K >K >K')
  assert.equal(column(250, 'reduced'), '10 10 10 14 21 >E >E >E >E >E >E >E >E >E >E >E')
})

test('a lot no larger than its sample is inspected whole', () => {
  assert.deepEqual(lotPlan({ lot: 10, aql: 0.65, level: 'II', state: 'normal' }), {
    letter: 'B',
    usedLetter: 'F',
    sampleSize: 10,
    accept: 0,
    reject: 1,
    inspectAll: true,
  })
  assert.equal(lotPlan({ lot: 20, aql: 0.65, level: 'II', state: 'normal' }).inspectAll, true)
  assert.equal(lotPlan({ lot: 21, aql: 0.65, level: 'II', state: 'normal' }).inspectAll, false)
  assert.equal(lotPlan({ lot: 1, aql: 6.5, level: 'II', state: 'normal' }).sampleSize, 1)
})

test('what the tables do not have is refused', () => {
  assert.throws(() => plan(100, 0.5), /aql 0\.5 is not in the tables\. Choose one of 0\.01, 0\.015,/)
  assert.throws(() => plan(0, 1), /lot must be a whole number from 1 on/)
  assert.throws(() => plan(100, 1, 'normal', 'IV' as Level), /level IV is not known/)
})

test('operating characteristics', () => {
  for (const [sampleSize, accept, share, probability] of [
    [80, 2, 0.01, '.9534'],
    [125, 3, 0.01, '.9626'],
    [200, 5, 0.01, '.9840'],
    [80, 1, 0.01, '.8092'],
    [125, 2, 0.01, '.8693'],
    [500, 3, 0.01, '.2636'],
    [500, 3, 0.001, '.9983'],
  ] as const)
    near(acceptanceProbability({ sampleSize, accept }, { share }), probability)
  assert.equal(acceptanceProbability({ sampleSize: 80, accept: 2 }, { defectives: 2, lot: 100 }), 1)
  near(acceptanceProbability({ sampleSize: 80, accept: 2 }, { defectives: 10, lot: 1000 }), '.9607516815524')
  near(acceptanceProbability({ sampleSize: 10, accept: 44 }, { defectsPerUnit: 3 }), '.9937313853562')
})

test('in every cell: accept is less than reject, tightened is never easier to pass than normal, worse lots pass less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 1_000_000 }),
      fc.constantFrom(...aqls),
      fc.constantFrom(...levels),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lot, aql, level, p, q) => {
        for (const state of states) {
          const { accept, reject, sampleSize } = lotPlan({ lot, aql, level, state })
          assert.ok(accept < reject && sampleSize >= 1 && sampleSize <= lot)
          const [better, worse] = p < q ? [p, q] : [q, p]
          assert.ok(
            acceptanceProbability({ sampleSize, accept }, { share: worse }) <=
              acceptanceProbability({ sampleSize, accept }, { share: better }) + 1e-12,
          )
        }
      },
    ),
  )
})

test('plans by two risk points', () => {
  const found = (producer: [number, number], consumer: [number, number]) =>
    findPlan({ producer: { share: producer[0], probability: producer[1] }, consumer: { share: consumer[0], probability: consumer[1] } })
  assert.deepEqual(found([0.05, 0.95], [0.15, 0.075]), { sampleSize: 80, accept: 7, reject: 8 })
  assert.deepEqual(found([0.01, 0.95], [0.05, 0.1]), { sampleSize: 132, accept: 3, reject: 4 })
  assert.deepEqual(found([0.02, 0.95], [0.08, 0.1]), { sampleSize: 98, accept: 4, reject: 5 })
  assert.throws(() => found([0.1, 0.95], [0.05, 0.1]), /must be a better lot/)
})

test('zero acceptance and sizes for a margin', () => {
  for (const [confidence, share, size] of [
    [0.95, 0.05, 59],
    [0.95, 0.02, 149],
    [0.95, 0.01, 299],
    [0.99, 0.01, 459],
    [0.95, 0.005, 598],
    [0.9, 0.05, 45],
    [0.75, 0.5, 2],
  ] as const)
    assert.equal(zeroAcceptancePlan({ confidence, share }).sampleSize, size)
  for (const [margin, size] of [
    [0.05, 385],
    [0.03, 1068],
    [0.025, 1537],
    [0.02, 2401],
    [0.01, 9604],
  ] as const)
    assert.equal(sampleSizeForMargin({ margin }), size)
  assert.equal(sampleSizeForMargin({ margin: 0.05, population: 10_000 }), 370)
  assert.equal(sampleSizeForMargin({ margin: 0.05, population: 1000 }), 278)
})

const lotOf = (size: number) => Array.from({ length: size }, (_, at) => `unit-${at}`)

test('a draw is reproducible on any machine: fixed by these units', () => {
  assert.deepEqual(drawSample({ lotIds: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'], size: 4, seed: 'order 17, lot 3' }), [
    'a',
    'f',
    'h',
    'i',
  ])
})

test('a draw has no repetition, keeps to the lot, and depends on its set and its seed alone', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 200 }), fc.nat({ max: 220 }), fc.string(), (lotIds, size, seed) => {
      const sample = drawSample({ lotIds, size, seed })
      assert.equal(sample.length, Math.min(size, lotIds.length))
      assert.equal(new Set(sample).size, sample.length)
      assert.ok(sample.every((id) => lotIds.includes(id)))
      assert.deepEqual(drawSample({ lotIds, size, seed }), sample)
      assert.deepEqual(new Set(drawSample({ lotIds: lotIds.toReversed(), size, seed })), new Set(sample))
    }),
  )
  assert.throws(() => drawSample({ lotIds: ['a', 'b', 'a'], size: 1, seed: '' }), /a stands twice/)
})

test('every unit is drawn about as often as any other', () => {
  const drawn = new Map<string, number>()
  for (let seed = 0; seed < 4000; seed++)
    for (const id of drawSample({ lotIds: lotOf(20), size: 5, seed: String(seed) })) drawn.set(id, (drawn.get(id) ?? 0) + 1)
  // 1000 each are expected; the variance of one count is 4000 · ¼ · ¾ = 750. Chi-square with 19 degrees: 43.8 is passed once in a thousand, and seeds are fixed.
  const chiSquare = lotOf(20).reduce((sum, id) => sum + ((drawn.get(id) ?? 0) - 1000) ** 2 / 750, 0) * (19 / 20)
  assert.ok(chiSquare < 43.8, `chi-square ${chiSquare}`)
})

test('how much is inspected', () => {
  assert.equal(inspectionSize({ kind: 'all' }, 12), 12)
  assert.equal(inspectionSize({ kind: 'size', size: 13 }, 12), 12)
  assert.equal(inspectionSize({ kind: 'percentage', percent: 7 }, 100), 7)
  assert.equal(inspectionSize({ kind: 'percentage', percent: 10 }, 11), 2)
  assert.equal(inspectionSize({ kind: 'percentage', percent: 0 }, 11), 1)
  assert.equal(inspectionSize({ kind: 'percentage', percent: 10, sizeMin: 5 }, 3), 3)
  assert.throws(() => inspectionSize({ kind: 'percentage', percent: 101 }, 3), /percent must lie from 0 to 100/)
})
