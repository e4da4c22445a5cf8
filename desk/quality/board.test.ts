import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agreementBetween, agreementsByPair, chartsOf, figuresOf } from './board.ts'

const nothing = {
  lots: 0,
  units: 0,
  opportunities: 0,
  defects: 0,
  failed: 0,
  defectives: 0,
  rejected: 0,
  refusedAtSignoff: 0,
  returnedByClient: 0,
}
const close = (actual: number | null, expected: number, digits = 4) => assert.equal(actual?.toFixed(digits), expected.toFixed(digits))

test('100 fields with 5 errors: DPMO, its exact interval and sigma as worked out by hand', () => {
  const figures = figuresOf({ ...nothing, lots: 1, units: 100, opportunities: 100, defects: 5, failed: 5, defectives: 5 })
  assert.equal(figures.dpmo, 50_000)
  // Clopper-Pearson of 5 in 100, as tables and scipy give it: 0.016432, 0.112835.
  close((figures.dpmoLower ?? 0) / 1e6, 0.016432)
  close((figures.dpmoUpper ?? 0) / 1e6, 0.112835)
  close(figures.sigma, 3.1449)
  close(figures.firstPassYield, 0.95)
  assert.equal(figures.dpu, 0.05)
})

test('without a defect sigma has a lower bound and no value; without units there are no figures', () => {
  const clean = figuresOf({ ...nothing, lots: 1, units: 59, opportunities: 59 })
  assert.deepEqual([clean.dpmo, clean.sigma], [0, null])
  // The bound of 0 in 59 is 0.049508; its normal quantile is 1.6496.
  close(clean.sigmaAtLeast, 3.1496)
  const none = figuresOf(nothing)
  assert.deepEqual([none.firstPassYield, none.rolledYield, none.dpu, none.dpmo, none.sigma], [null, null, null, null, null])
})

test('rolled yield is the product of what passes inspection, sign-off and client the first time', () => {
  const figures = figuresOf({ ...nothing, lots: 20, units: 20, rejected: 4, refusedAtSignoff: 1, returnedByClient: 2 })
  close(figures.rolledYield, 0.8 * 0.95 * 0.9, 12)
})

test('the orange juice of Montgomery in a p chart: samples 15 and 23 are named', () => {
  const counts = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
  const points = counts.map((count, at) => ({
    label: String(at + 1),
    units: 50,
    opportunities: 50,
    defects: count,
    failed: count,
    defectives: count,
  }))
  const [p, u, xmr] = chartsOf(points, 'limits', false)
  close(p?.centre ?? null, 0.2313333, 7)
  assert.deepEqual(
    p?.points.filter(({ signals }) => signals.length > 0).map(({ label }) => label),
    ['15', '23'],
  )
  close(p?.sigmaZ ?? null, 1.660867, 6)
  close(p?.points[0]?.upper ?? null, 0.4102391, 7)
  assert.equal(u?.points.length, 30)
  close(xmr?.centre ?? null, 231_333.3333, 3)
  const [laney] = chartsOf(points, 'limits', true)
  close(laney?.points[0]?.upper ?? null, 0.528472, 6)
})

test('what cannot be charted says why', () => {
  assert.deepEqual(
    chartsOf([], 'nelson', false).map(({ problem }) => problem !== null),
    [true, true, true],
  )
})

test('kappa between inspectors, with agreement and prevalence beside it: the paradox of rare defects', () => {
  const pair = (first: boolean, second: boolean, count: number) =>
    Array.from({ length: count }, () => ({ firstId: 'a', secondId: 'b', first, second }))
  const rare = [...pair(false, false, 118), ...pair(false, true, 5), ...pair(true, false, 2)]
  const found = agreementBetween(rare)
  close(found?.agreement ?? null, 0.944)
  close(found?.kappa ?? null, -0.0234)
  close(found?.pabak ?? null, 0.888)
  close(found?.nonconforming ?? null, 7 / 250)
  assert.equal(agreementBetween([]), null)
  const other = [...rare, { firstId: 'b', secondId: 'a', first: true, second: true }]
  assert.deepEqual(
    agreementsByPair(other).map(({ firstId, units }) => [firstId, units]),
    [
      ['a', 125],
      ['b', 1],
    ],
  )
})

test('figures are within their bounds whatever the sums', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 4_500 }),
      (units, each, wanted) => {
        const failed = Math.min(wanted, units * each)
        const { dpmo, dpmoLower, dpmoUpper } = figuresOf({
          ...nothing,
          lots: 1,
          units,
          opportunities: units * each,
          defects: failed,
          failed,
        })
        assert.ok((dpmoLower ?? 0) <= (dpmo ?? 0) + 1e-6 && (dpmo ?? 0) <= (dpmoUpper ?? 0) + 1e-6 && (dpmoUpper ?? 0) <= 1e6)
      },
    ),
  )
})
