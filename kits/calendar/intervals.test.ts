import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { difference, type Interval, intersection, union } from './intervals.ts'

const size = 40
const interval = fc.tuple(fc.nat(size), fc.nat(size)).map(([a, b]): Interval => ({ from: Math.min(a, b), to: Math.max(a, b) }))
const some = fc.array(interval, { maxLength: 8 })
const covers = (intervals: readonly Interval[], point: number) => intervals.some(({ from, to }) => from <= point && point < to)
const points = Array.from({ length: size + 1 }, (_, point) => point)

test('a union covers what any part covers, sorted, disjoint and not touching', () => {
  fc.assert(
    fc.property(some, (parts) => {
      const whole = union(parts)
      for (const point of points) assert.equal(covers(whole, point), covers(parts, point))
      whole.forEach(({ from, to }, index) => {
        assert.ok(from < to)
        assert.ok(index === 0 || (whole[index - 1] as Interval).to < from)
      })
    }),
  )
})

test('intersection is and, difference is and not, at every point', () => {
  fc.assert(
    fc.property(some, some, (left, right) => {
      const [a, b] = [union(left), union(right)]
      for (const point of points) {
        assert.equal(covers(intersection(a, b), point), covers(a, point) && covers(b, point))
        assert.equal(covers(difference(a, b), point), covers(a, point) && !covers(b, point))
      }
    }),
  )
})

test('intervals are half-open: two that touch share nothing and make one', () => {
  const [a, b] = [
    { from: 1, to: 3 },
    { from: 3, to: 4 },
  ]
  assert.deepEqual(intersection([a], [b]), [])
  assert.deepEqual(union([b, a]), [{ from: 1, to: 4 }])
})
