import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { capability } from './capability.ts'
import { defectRate } from './dpmo.ts'
import { clopperPearson, upperBound, wilson } from './intervals.ts'
import { normalCdf } from './normal.ts'
import { pareto } from './pareto.ts'
import { near } from './testing.ts'
import { processYields } from './yields.ts'

test('the Six Sigma table: DPMO to sigma', () => {
  const sigmaOf = (dpmo: number) => defectRate({ units: 1e8, opportunities: 1, defects: Math.round(dpmo * 100) }).sigma
  for (const [dpmo, sigma] of [
    [691462.46, '1.0000'],
    [308537.54, '2.0000'],
    [66807.2, '3.0000'],
    [22750.13, '3.5000'],
    [6209.67, '4.0000'],
    [1349.9, '4.5000'],
    [232.63, '5.0000'],
  ] as const)
    near(sigmaOf(dpmo), sigma)
  near(sigmaOf(31.67), '5.500')
  near(sigmaOf(3.4), '5.9999')
  near(sigmaOf(200), '5.0401')
  near(sigmaOf(10_000), '3.8263')
  near(sigmaOf(20_000), '3.5537')
  near(sigmaOf(60_000), '3.0548')
})

test('defects by units and opportunities', () => {
  const { sigma, ...rest } = defectRate({ units: 100, opportunities: 5, defects: 7 })
  assert.deepEqual(rest, { dpu: 0.07, dpo: 0.014, dpmo: 14_000, yield: 0.986 })
  near(1e6 * (1 - normalCdf((sigma ?? 0) - 1.5)), '14000.000')
})

test('without a defect sigma is what was shown, not infinite; with nothing but defects likewise', () => {
  const none = defectRate({ units: 59, opportunities: 1, defects: 0 })
  assert.equal(none.sigma, null)
  // 0 in 59 shows at most .049508 with 95 %: Φ⁻¹(1 - .049508) + 1.5.
  near(1 - normalCdf((none.sigmaAtLeast ?? 0) - 1.5), '.049508')
  const all = defectRate({ units: 59, opportunities: 1, defects: 59 })
  assert.equal(all.sigma, null)
  near(normalCdf((all.sigmaAtMost ?? 0) - 1.5), '.049508')
})

test('figures that cannot be are refused by name', () => {
  assert.throws(() => defectRate({ units: 0, opportunities: 5, defects: 0 }), /units must be a whole number from 1 on; it is 0\./)
  assert.throws(() => defectRate({ units: 10, opportunities: 0, defects: 0 }), /opportunities must be more than 0/)
  assert.throws(
    () => defectRate({ units: 10, opportunities: 5, defects: 51 }),
    /defects \(51\) are more than units times opportunities \(50\)\./,
  )
  assert.throws(() => defectRate({ units: 10, opportunities: 5, defects: 1.5 }), /defects must be a whole number/)
})

test('yields of a line of steps (fixture of the R package SixSigma)', () => {
  const yields = processYields(1915, [
    { defects: 3, reworked: 1 },
    { defects: 5, reworked: 2 },
    { defects: 12, reworked: 4 },
  ])
  near(yields.final, '.9895561')
  near(yields.firstPass, '.9859008')
  near(yields.rolledThroughput, '.9859563')
  near(yields.dpmo, '10443.864')
  assert.throws(() => processYields(3, [{ defects: 2, reworked: 2 }]), /steps\[0\] loses or reworks 4 of 3 units/)
})

test('capability of the bottle volumes (fixture of the R package SixSigma)', () => {
  const volumes = [
    755.81, 750.54, 751.05, 749.52, 749.21, 748.38, 748.11, 753.07, 749.56, 750.08, 747.16, 747.53, 749.22, 746.76, 747.64, 750.46, 749.27,
    750.33, 750.26, 751.29,
  ]
  const { cp, cpk } = capability(volumes, { lower: 740, upper: 760 })
  near(cp, '1.58413633507089')
  near(cpk, '1.54651309711296')
  assert.deepEqual(capability([5, 5], { lower: 0 }), { mean: 5, deviation: 0, cp: null, cpk: null })
  assert.throws(() => capability([1, 2], {}), /a lower or an upper limit/)
})

test('intervals of a share', () => {
  const exact = clopperPearson({ successes: 3, trials: 100 })
  near(exact.lower, '.006230')
  near(exact.upper, '.085176')
  const score = wilson({ successes: 3, trials: 100 })
  near(score.lower, '.010255')
  near(score.upper, '.084519')
  near(clopperPearson({ successes: 0, trials: 59 }).upper, '.060609')
  near(upperBound({ successes: 0, trials: 59 }), '.049508')
  near(wilson({ successes: 0, trials: 385 }).upper, '.009879')
  assert.throws(() => clopperPearson({ successes: 4, trials: 3 }), /successes \(4\) are more than trials \(3\)/)
  assert.throws(() => clopperPearson({ successes: 0, trials: 0 }), /trials must be a whole number from 1 on/)
  assert.throws(() => clopperPearson({ successes: 1, trials: 3, confidence: 1 }), /confidence must lie between 0 and 1/)
})

test('an interval holds its estimate, turns over with the count, and narrows with less confidence', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, at) => {
      const successes = Math.floor(at * trials)
      for (const interval of [clopperPearson, wilson]) {
        const { estimate, lower, upper } = interval({ successes, trials })
        assert.ok(0 <= lower && lower <= estimate && estimate <= upper && upper <= 1)
        const turned = interval({ successes: trials - successes, trials })
        assert.ok(Math.abs(turned.lower - (1 - upper)) < 1e-9)
        assert.ok(interval({ successes, trials, confidence: 0.5 }).upper <= upper)
      }
    }),
  )
})

test('pareto: most first, ties by name, shares add up', () => {
  const rows = pareto([
    { category: 'b', count: 1 },
    { category: 'a', count: 1 },
    { category: 'c', count: 2 },
    { category: 'b', count: 4 },
  ])
  assert.deepEqual(rows, [
    { category: 'b', count: 5, share: 0.625, cumulative: 0.625 },
    { category: 'c', count: 2, share: 0.25, cumulative: 0.875 },
    { category: 'a', count: 1, share: 0.125, cumulative: 1 },
  ])
  assert.deepEqual(pareto([]), [])
})
