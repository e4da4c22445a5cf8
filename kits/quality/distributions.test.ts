import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { betaCdf, betaQuantile } from './beta.ts'
import { binomialCdf, hypergeometricCdf, poissonCdf } from './binomial.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { close } from './testing.ts'

// Expected values: mpmath at 40 digits, and scipy 1.17 where 1e-12 is asked for.

test('the normal distribution keeps its digits in both tails', () => {
  const known: [number, number][] = [
    [-37, 5.725571222524577e-300],
    [-8.3, 5.205569744890254e-17],
    [-2.5, 0.006209665325776135],
    [-2.4, 0.008197535924596131],
    [-1, 0.15865525393145705],
    [1.23, 0.890651447574308],
    [2.6, 0.9953388119762813],
  ]
  for (const [x, p] of known) close(normalCdf(x), p, 1e-14)
  assert.deepEqual([normalCdf(0), normalCdf(-40), normalCdf(40)], [0.5, 0, 1])
  assert.ok(Number.isNaN(normalCdf(Number.NaN)))
})

test('the normal quantile', () => {
  close(normalQuantile(1e-300), -37.0470962993612, 1e-15)
  close(normalQuantile(1e-9), -5.9978070150076865, 1e-15)
  close(normalQuantile(0.3), -0.5244005127080408, 1e-15)
  close(normalQuantile(0.975), 1.959963984540054, 1e-15)
  assert.deepEqual([normalQuantile(0.5), normalQuantile(0), normalQuantile(1)], [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  assert.throws(() => normalQuantile(1.5), /p must be a share from 0 to 1; it is 1\.5\./)
})

test('the normal quantile undoes the distribution, and the other way round', () => {
  fc.assert(
    fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (x) => {
      // Above the middle 1 - Φ is lost to rounding: one unit in the last place of Φ moves x by 1e-16/φ(x).
      const slack = 1e-13 * Math.max(1, Math.abs(x)) + (3e-16 / Math.max(1e-300, Math.exp((-x * x) / 2) / 2.5)) * (x > 0 ? 1 : 0)
      assert.ok(Math.abs(normalQuantile(normalCdf(x)) - x) <= slack)
    }),
  )
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1 - 1e-12, noNaN: true }), (p) => {
      close(normalCdf(normalQuantile(p)), p, 2e-13)
    }),
  )
})

test('the beta distribution', () => {
  close(betaCdf(0.2, 3, 7), 0.261802496, 1e-14)
  close(betaCdf(0.001, 1, 5000), 0.9932788880401344, 1e-14)
  close(betaCdf(0.5, 500, 500), 0.5, 1e-13)
  close(betaCdf(0.03, 7, 98), 0.037461711752179466, 1e-13)
  close(betaCdf(1e-7, 2, 1e6), 0.004678845137050588, 1e-12)
  close(betaQuantile(0.025, 480, 1e6), 0.0004378134576343036, 1e-12)
  close(betaQuantile(0.975, 12, 3), 0.9534207121101327, 1e-12)
  close(betaQuantile(0.025, 1, 99_999), 2.531805795988069e-7, 1e-12)
})

test('the beta quantile undoes the distribution', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 5000 }),
      (p, a, b) => {
        close(betaCdf(betaQuantile(p, a, b), a, b), p, 1e-9)
      },
    ),
  )
})

test('binomial, Poisson and hypergeometric', () => {
  close(binomialCdf(2, 80, 0.01), 0.9534468142640684, 1e-13)
  close(binomialCdf(480, 1_000_000, 0.0005), 0.19200087496863164, 1e-10)
  close(poissonCdf(44, 30), 0.9937313853561641, 1e-13)
  close(poissonCdf(1000, 1100), 0.001175230568136558, 1e-12)
  close(hypergeometricCdf(2, 80, 10, 1000), 0.9607516815523858, 1e-12)
  close(hypergeometricCdf(30, 150, 100, 500), 0.5523377198452035, 1e-12)
  assert.deepEqual([binomialCdf(0, 5, 0), binomialCdf(4, 5, 1), binomialCdf(5, 5, 1), binomialCdf(-1, 5, 0.5)], [1, 0, 1, 0])
  assert.equal(hypergeometricCdf(0, 5, 3, 5), 0)
})

test('the binomial is one minus the beta: I_p(k+1, n-k)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, p, at) => {
        const k = Math.min(n - 1, Math.floor(at * n))
        assert.ok(Math.abs(binomialCdf(k, n, p) - (1 - betaCdf(p, k + 1, n - k))) < 1e-12)
      },
    ),
  )
})
