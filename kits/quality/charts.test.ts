import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Chart, type ChartType, controlChart } from './charts.ts'
import { type RunRule, rulesOf, signalsOf } from './run-rules.ts'
import { near } from './testing.ts'

// Data and limits: Montgomery, Introduction to Statistical Quality Control, chapters 6 and 7; NIST/SEMATECH e-Handbook 6.3.2.2 and 6.3.3.

const orangeJuice = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6, 9, 6, 12, 5, 6, 4, 6, 3, 7, 6,
  2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5,
]
const juice = orangeJuice.map((count, at) => ({ label: at + 1, count, size: 50 }))
const circuit = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15].map(
  (count, at) => ({ label: at + 1, count }),
)
const flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1].map((value, at) => ({ label: at + 1, value }))

const beyond = ({ points }: Chart) => points.filter(({ signals }) => signals.includes('beyond-limits')).map(({ label }) => label)
const limits = ({ points }: Chart) => [points[0]?.lower, points[0]?.upper] as [number, number]

test('p: the orange juice cans, and again without the two whose cause was found', () => {
  const chart = controlChart({ type: 'p', points: juice.slice(0, 30) })
  near(chart.centre, '.2313333')
  near(limits(chart)[0], '.0524275')
  near(limits(chart)[1], '.4102391')
  assert.deepEqual(beyond(chart), [15, 23])
  const revised = controlChart({
    type: 'p',
    points: juice.slice(0, 30).map((point) => ({ ...point, excluded: point.label === 15 || point.label === 23 })),
  })
  near(revised.centre, '.215')
  near(limits(revised)[0], '.0407028')
  near(limits(revised)[1], '.3892972')
  assert.deepEqual(beyond(revised), [15, 21, 23])
})

test('np says the same as p in counts; with varying sizes each point has its own centre', () => {
  const p = controlChart({ type: 'p', points: juice.slice(0, 30) })
  const np = controlChart({ type: 'np', points: juice.slice(0, 30) })
  near(np.centre / 50 - p.centre, '.000000000000')
  near(limits(np)[1] / 50, '.4102391')
  assert.deepEqual(
    np.points.map(({ signals }) => signals),
    p.points.map(({ signals }) => signals),
  )
  assert.equal(np.points[0]?.centre, undefined)
  const varying = controlChart({
    type: 'np',
    points: [
      { label: 'a', count: 1, size: 10 },
      { label: 'b', count: 5, size: 50 },
    ],
  })
  assert.deepEqual(
    varying.points.map(({ centre }) => centre),
    [1, 5],
  )
})

test('c: the circuit boards, and again without the two', () => {
  const chart = controlChart({ type: 'c', points: circuit })
  near(chart.centre, '19.846154')
  near(limits(chart)[0], '6.481447')
  near(limits(chart)[1], '33.210861')
  assert.deepEqual(beyond(chart), [6, 20])
  const revised = controlChart({ type: 'c', points: circuit.filter(({ label }) => label !== 6 && label !== 20) })
  near(revised.centre, '19.666667')
  near(limits(revised)[0], '6.362532')
  near(limits(revised)[1], '32.970801')
})

test('u: personal computers, and dyed cloth with its varying sizes', () => {
  const computers = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5].map((count, at) => ({
    label: at,
    count,
    size: 5,
  }))
  const chart = controlChart({ type: 'u', points: computers })
  near(chart.centre, '1.93')
  near(limits(chart)[0], '.066133')
  near(limits(chart)[1], '3.793867')
  const sizes = [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5]
  const cloth = controlChart({
    type: 'u',
    points: [14, 12, 20, 11, 7, 10, 21, 16, 19, 23].map((count, at) => ({ label: at, count, size: sizes[at] as number })),
  })
  near(cloth.centre, '1.423256')
  for (const [at, lower, upper] of [
    [0, '.2915', '2.5550'],
    [1, '.1579', '2.6886'],
    [2, '.4306', '2.4159'],
    [4, '.2621', '2.5844'],
  ] as const) {
    near(cloth.points[at]?.lower, lower)
    near(cloth.points[at]?.upper, upper)
  }
})

test("Laney's p' widens the limits by what the sizes do not explain; the lower one stops at 0", () => {
  const chart = controlChart({ type: 'p-laney', points: juice.slice(0, 30) })
  near(chart.sigmaZ, '1.660867')
  assert.equal(limits(chart)[0], 0)
  near(limits(chart)[1], '.5284720')
  assert.deepEqual(beyond(chart), [])
  const all = controlChart({ type: 'p-laney', points: juice })
  near(all.centre, '.1777778')
  near(all.sigmaZ, '1.3797536')
  near(limits(all)[1], '.4015835')
})

test('XmR: the flow rates, with the moving range', () => {
  const chart = controlChart({ type: 'xmr', points: flow })
  near(chart.centre, '50.81')
  near(limits(chart)[0], '45.81591')
  near(limits(chart)[1], '55.8041')
  near(chart.movingRange?.centre, '1.877778')
  near(chart.movingRange?.upper, '6.1347')
  assert.equal(chart.movingRange?.values[0], null)
  assert.deepEqual(chart.movingRange?.beyond, [])
})

test('what never varies has no signals, though arithmetic leaves a hair', () => {
  for (const chart of [
    controlChart({ type: 'xmr', points: Array.from({ length: 20 }, (_, label) => ({ label, value: 0.1 })) }),
    controlChart({ type: 'p-laney', points: Array.from({ length: 20 }, (_, label) => ({ label, count: 0, size: 7 })) }),
    controlChart({ type: 'p', points: Array.from({ length: 20 }, (_, label) => ({ label, count: 7, size: 7 })) }),
  ])
    assert.deepEqual(
      chart.points.flatMap(({ signals }) => signals),
      [],
    )
  assert.equal(
    controlChart({
      type: 'p-laney',
      points: [
        { label: 1, count: 0, size: 7 },
        { label: 2, count: 0, size: 9 },
      ],
    }).sigmaZ,
    null,
  )
})

test('a point that cannot be charted is named', () => {
  const named = (type: ChartType, point: object, message: RegExp) =>
    assert.throws(() => controlChart({ type, points: [{ label: 'a', ...point }] }), message)
  named('p', { count: 3 }, /points\[0\]\.size must be a number above 0 .*; it is missing\./)
  named('u', { count: 3, size: 0 }, /points\[0\]\.size must be a number above 0/)
  named('np', { count: 3, size: 2 }, /points\[0\]\.count \(3\) is more than its size \(2\)\./)
  named('c', { count: -1 }, /points\[0\]\.count must be a number from 0 on; it is -1\./)
  named('xmr', { value: 3 }, /two points in a row/)
  named('c', { count: 1, excluded: true }, /all excluded/)
  assert.throws(() => controlChart({ type: 'c', points: [] }), /points is empty/)
  assert.throws(() => controlChart({ type: 'c', points: circuit, rules: ['no-rule' as RunRule] }), /rule "no-rule" is not known/)
})

/** The places, counted from 1, at which a rule signals. */
const at = (rule: RunRule, z: number[]) => signalsOf(z, [rule]).flatMap((signals, i) => (signals.length > 0 ? [i + 1] : []))

test('each run rule signals at the point that completes it', () => {
  assert.deepEqual(at('beyond-limits', [3, 3.01, -3.2]), [2, 3])
  assert.deepEqual(at('two-of-three-beyond-2-sigma', [2.1, 0, 2.1, 0, 0, -2.1, 2.1]), [3])
  assert.deepEqual(at('four-of-five-beyond-1-sigma', [1.1, 1.1, 0, 1.1, 1.1, 0.5]), [5])
  assert.deepEqual(at('eight-on-one-side', Array<number>(9).fill(0.1)), [8, 9])
  assert.deepEqual(at('nine-on-one-side', Array<number>(9).fill(-0.1)), [9])
  assert.deepEqual(at('eight-on-one-side', [0.1, 0.1, 0.1, 0.1, 0, 0.1, 0.1, 0.1, 0.1]), [])
  assert.deepEqual(at('six-rising-or-falling', [1, 2, 3, 4, 5, 6, 6]), [6])
  assert.deepEqual(at('six-rising-or-falling', [6, 5, 4, 3, 2, 1]), [6])
  assert.deepEqual(
    at(
      'fourteen-alternating',
      Array.from({ length: 14 }, (_, i) => (i % 2) - 0.5),
    ),
    [14],
  )
  assert.deepEqual(at('fifteen-within-1-sigma', Array<number>(15).fill(0.9)), [15])
  assert.deepEqual(at('eight-beyond-1-sigma-either-side', [1.1, -1.1, 1.1, -1.1, 1.1, -1.1, 1.1, -1.1]), [8])
})

test('Western Electric is the usual set, 8 on one side; Nelson has 9; whatever is chosen, the limits are judged', () => {
  const points = [1, ...Array<number>(8).fill(5), ...Array<number>(8).fill(3)].map((value, label) => ({ label, value }))
  const signals = (rules?: 'nelson' | 'limits') =>
    new Set(controlChart({ type: 'xmr', points, ...(rules ? { rules } : {}) }).points.flatMap((point) => point.signals))
  assert.ok(signals().has('eight-on-one-side'))
  assert.ok(!signals('nelson').has('nine-on-one-side'))
  assert.ok(signals('limits').size <= 1)
  assert.deepEqual(rulesOf(['nine-on-one-side']), ['beyond-limits', 'nine-on-one-side'])
})

test('limits hold the centre, stay possible, and a point is signalled exactly when it lies beyond them', () => {
  const types: ChartType[] = ['p', 'np', 'u', 'c', 'p-laney', 'u-laney']
  const subgroup = fc
    .integer({ min: 1, max: 200 })
    .chain((size) => fc.record({ label: fc.constant('x'), size: fc.constant(size), count: fc.integer({ min: 0, max: size }) }))
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.array(subgroup, { minLength: 2, maxLength: 40 }), (type, points) => {
      const chart = controlChart({ type, points, rules: 'limits' })
      for (const { value, lower, upper, centre = chart.centre, signals } of chart.points) {
        assert.ok(0 <= lower && lower <= centre + 1e-9 && centre <= upper + 1e-9)
        if (type === 'p' || type === 'p-laney') assert.ok(upper <= 1)
        const room = 1e-7 * Math.max(1, upper)
        if (value > upper + room || value < lower - room) assert.deepEqual(signals, ['beyond-limits'])
        if (value < upper - room && value > lower + room) assert.deepEqual(signals, [])
      }
    }),
  )
})
