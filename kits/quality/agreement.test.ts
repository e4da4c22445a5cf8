import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agreementOf } from './agreement.ts'
import { readRatings } from './read-ratings.ts'
import { near } from './testing.ts'

/** Two raters' ratings from a table of counts. */
const pairsOf = (table: number[][]) =>
  table.flatMap((row, i) => row.flatMap((count, j) => Array.from({ length: count }, () => [String(i), String(j)])))

/** Fleiss 1971: psychiatric diagnoses of 10 subjects by 14 raters. */
const fleiss1971 = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
].map((row) => row.flatMap((count, category) => Array.from({ length: count }, () => `d${category}`)))

test("Cohen's kappa, with the interval of Fleiss, Cohen and Everitt", () => {
  const found = agreementOf({
    raters: 2,
    ratings: pairsOf([
      [20, 5],
      [10, 15],
    ]),
  })
  assert.deepEqual([found.method, found.raters, found.units], ['cohen', 2, 50])
  near(found.agreement, '.70')
  near(found.kappa, '.40000000000')
  // By the unweighted form of their equation, worked out apart.
  near(found.lower, '.151092290477')
  near(found.upper, '.648907709523')
})

test('the kappa paradox: 94 % agreement, kappa under 0; prevalence and PABAK tell why', () => {
  const found = agreementOf({
    raters: 2,
    ratings: pairsOf([
      [118, 5],
      [2, 0],
    ]),
  })
  near(found.agreement, '.944')
  near(found.kappa, '-.0234')
  near(found.pabak, '.888')
  near(found.lower, '-.0474734134')
  near(found.upper, '.0006897877')
  assert.equal(found.prevalence[0]?.share, 243 / 250)
})

test("Fleiss' kappa, with an interval as wide as leaving one subject out at a time gives", () => {
  const found = agreementOf({ raters: 14, ratings: fleiss1971 })
  assert.deepEqual([found.method, found.raters, found.units], ['fleiss', 14, 10])
  near(found.agreement, '.378022')
  near(found.kappa, '.209931')
  const without = fleiss1971.map((_, at) => agreementOf({ raters: 14, ratings: fleiss1971.filter((_row, i) => i !== at) }).kappa as number)
  const mean = without.reduce((sum, kappa) => sum + kappa, 0) / 10
  const jackknife = Math.sqrt((9 / 10) * without.reduce((sum, kappa) => sum + (kappa - mean) ** 2, 0))
  const error = ((found.upper as number) - (found.lower as number)) / 2 / 1.959963984540054
  assert.ok(Math.abs(error / jackknife - 1) < 0.15, `${error} beside ${jackknife}`)
})

test('weights: for two categories they change nothing; quadratic forgives a near miss more than linear, linear more than none', () => {
  const two = pairsOf([
    [20, 5],
    [10, 15],
  ])
  near(agreementOf({ raters: 2, ratings: two, weights: 'linear' }).kappa, '.40000000000')
  // Worked by hand: po (8 + 4·½)/12 and (8 + 4·¾)/12, pe 80/144 and 96/144 from the margins 5 4 3 and 4 4 4.
  const table = pairsOf([
    [4, 1, 0],
    [0, 2, 2],
    [0, 1, 2],
  ])
  const linear = agreementOf({ raters: 2, ratings: table, weights: 'linear' })
  near(linear.weightedAgreement, '.8333333333')
  near(linear.kappa, '.6250000000')
  near(agreementOf({ raters: 2, ratings: table, weights: 'quadratic' }).kappa, '.7500000000')
})

test('the order of the categories is by number, or as given', () => {
  const ratings = [
    ['9', '10'],
    ['9', '9'],
    ['10', '11'],
    ['11', '11'],
  ]
  assert.deepEqual(
    agreementOf({ raters: 2, ratings, weights: 'linear' }).prevalence.map(({ category }) => category),
    ['9', '10', '11'],
  )
  const words = [
    ['low', 'mid'],
    ['mid', 'high'],
    ['high', 'high'],
    ['low', 'low'],
  ]
  const ordered = agreementOf({ raters: 2, ratings: words, weights: 'linear', order: ['low', 'mid', 'high'] })
  near(ordered.weightedAgreement, '.75')
  assert.throws(
    () => agreementOf({ raters: 2, ratings: words, order: ['low', 'high'] }),
    /the rating "mid" is not in the order given \(low, high\)\./,
  )
})

test('units that fewer than two raters rated are left out', () => {
  const { raters, ratings } = readRatings('\uFEFFAna,"Ben, J.",Cy\r\n hot ,"hot",\r\nnot,,\r\n"not, hot",hot,hot\r\n,,\r\n')
  assert.deepEqual(raters, ['Ana', 'Ben, J.', 'Cy'])
  assert.deepEqual(ratings, [
    ['hot', 'hot', null],
    ['not', null, null],
    ['not, hot', 'hot', 'hot'],
    [null, null, null],
  ])
  const found = agreementOf({ raters: 3, ratings })
  assert.equal(found.units, 2)
  near(found.agreement, '.6666666667')
})

test('numbers are read as numbers, ragged rows and lone raters are named', () => {
  assert.deepEqual(readRatings('a,b\n1,1.0\n').ratings, [['1', '1']])
  assert.throws(() => readRatings('a,b\n1,1\n1,2,3\n'), /row 3 must have 2 cells, one a rater .*; it has 3\./)
  assert.throws(() => readRatings('a\n1\n'), /row 1 names too few raters \(1\)/)
  assert.throws(() => readRatings(''), /the file is empty/)
  assert.throws(() => agreementOf({ raters: 2, ratings: [['a', null]] }), /no unit was rated by two raters/)
})

test('one category alone: agreement is whole, kappa is nothing', () => {
  const { agreement, kappa, lower, upper, pabak } = agreementOf({
    raters: 2,
    ratings: [
      ['x', 'x'],
      ['x', 'x'],
      ['x', 'x'],
    ],
  })
  assert.deepEqual({ agreement, kappa, lower, upper, pabak }, { agreement: 1, kappa: null, lower: null, upper: null, pabak: null })
})

test('raters who always agree have a kappa of 1, whatever the weights', () => {
  const units = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 40 }).filter((list) => new Set(list).size > 1)
  fc.assert(
    fc.property(
      units,
      fc.integer({ min: 2, max: 5 }),
      fc.constantFrom(undefined, 'linear' as const, 'quadratic' as const),
      (list, raters, weights) => {
        const found = agreementOf({
          raters,
          ratings: list.map((rating) => Array<string>(raters).fill(rating)),
          ...(weights ? { weights } : {}),
        })
        assert.equal(found.agreement, 1)
        near(found.kappa, '1.0000000000')
        near(found.lower, '1.000000')
      },
    ),
  )
})

test('kappa keeps to -1 and 1, inside its interval, and does not depend on the order of units or on the names', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }).chain((raters) =>
        fc.array(fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: raters, maxLength: raters }), {
          minLength: 3,
          maxLength: 30,
        }),
      ),
      (ratings) => {
        fc.pre(ratings.some((row) => row.filter((rating) => rating !== null).length > 1))
        const raters = ratings[0]?.length ?? 2
        const found = agreementOf({ raters, ratings })
        const turned = agreementOf({
          raters,
          ratings: ratings.toReversed().map((row) => row.map((rating) => rating && `z${'cba'['abc'.indexOf(rating)]}`)),
        })
        if (found.kappa === null) return assert.equal(turned.kappa, null)
        assert.ok(Math.abs((turned.kappa as number) - found.kappa) < 1e-12)
        assert.ok(found.kappa >= -1.0000001 && found.kappa <= 1.0000001)
        if (found.lower !== null && found.upper !== null)
          assert.ok(found.lower <= found.kappa + 1e-12 && found.kappa <= found.upper + 1e-12)
      },
    ),
  )
})
