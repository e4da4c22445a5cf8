import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  add,
  compare,
  formatDecimal,
  formatMoney,
  multiply,
  parseDecimal,
  parseMoney,
  price,
  round,
  saving,
  subtract,
  sumMoney,
  toMoney,
} from './index.ts'

const decimal = (text: string | number) => parseDecimal(text) ?? assert.fail(`${text} is no decimal`)

test('a half goes away from zero, exactly where binary floating point errs', () => {
  const cases = [
    ['1.005', '1.01'],
    ['2.675', '2.68'],
    ['-2.675', '-2.68'],
    ['0.0049999', '0.00'],
    ['0.125', '0.13'],
    ['1e-7', '0.00'],
    ['12e2', '1200.00'],
  ]
  for (const [given = '', expected] of cases) assert.equal(formatDecimal(round(decimal(given), 2), 2), expected, given)
  assert.equal(formatDecimal(round(multiply(decimal(0.1), decimal(350.25)), 2), 2), '35.03')
})

test('a JSON number is read without the noise of binary arithmetic', () => {
  assert.deepEqual(
    [0.1 + 0.2, 3 * 0.1, 1.1 + 2.2, Number.MAX_SAFE_INTEGER].map((value) => formatDecimal(decimal(value))),
    ['0.3', '0.3', '3.3', '9007199254740991'],
  )
})

test('what is no number is not read', () => {
  for (const text of ['', '.', '1,5', '0x10', '1e999', 'NaN', `1.${'0'.repeat(30)}`, '--1'])
    assert.equal(parseDecimal(text), undefined, text)
})

test('currencies keep their own number of places', () => {
  assert.deepEqual(toMoney(decimal('10.5'), 'JPY'), { minor: 11, currency: 'JPY' })
  assert.deepEqual(toMoney(decimal('10.5'), 'KWD'), { minor: 10500, currency: 'KWD' })
  assert.equal(formatMoney({ minor: -123456789, currency: 'USD' }), '-1,234,567.89 USD')
  assert.equal(formatMoney({ minor: 1234, currency: 'JPY' }), '1,234 JPY')
  assert.equal(formatMoney({ minor: 5, currency: 'KWD' }), '0.005 KWD')
  assert.equal(parseMoney('1.005', 'USD'), undefined)
  assert.equal(parseMoney('12,34', 'USD'), undefined)
  assert.equal(parseMoney('5 EUR', 'USD'), undefined)
  assert.throws(() => sumMoney([{ minor: 1, currency: 'EUR' }], 'USD'), /convert it first/)
  assert.throws(() => toMoney(decimal('99999999999999999'), 'USD'), /too large/)
})

test('bands are graduated: only what lies above an edge costs the next rate', () => {
  const line = {
    kind: 'page',
    currency: 'USD',
    rate: [{ upTo: 100, rate: '1.00' }, { upTo: 500, rate: '0.80' }, { rate: '0.605' }],
  } as const
  const minor = (quantity: number) => price({ line, quantity, rush: false }).amount.minor
  assert.deepEqual([0, 1, 100, 101, 500, 501].map(minor), [0, 100, 10000, 10080, 42000, 42061])
  assert.deepEqual(price({ line, quantity: 501, rush: false }).steps, [
    { because: '100 pages at 1.00', amount: '100.00' },
    { because: '400 pages at 0.80', amount: '320.00' },
    { because: '1 page at 0.605', amount: '0.605' },
    { because: 'rounded half up', amount: '0.005' },
  ])
})

test('the minimum comes before the rush surcharge', () => {
  const line = { kind: 'document', currency: 'USD', rate: '2', minimum: '50', rushPercent: '25' } as const
  assert.equal(price({ line, quantity: 3, rush: false }).amount.minor, 5000)
  assert.equal(price({ line, quantity: 3, rush: true }).amount.minor, 6250)
  assert.equal(price({ line, quantity: 100, rush: true }).amount.minor, 25000)
  assert.equal(price({ line: { kind: 'fixed', currency: 'JPY', rate: '12000.5' }, quantity: 7, rush: true }).amount.minor, 12001)
})

test('a rate line that makes no sense is refused with its remedy', () => {
  const bad = (rate: readonly { upTo?: number; rate: string }[]) => () =>
    price({ line: { kind: 'page', currency: 'USD', rate }, quantity: 1, rush: false })
  assert.throws(bad([]), /last band/)
  assert.throws(bad([{ upTo: 10, rate: '1' }]), /last band/)
  assert.throws(bad([{ rate: '1' }, { rate: '1' }]), /Band 1 needs/)
  assert.throws(bad([{ upTo: 10, rate: '1' }, { upTo: 5, rate: '1' }, { rate: '1' }]), /rising order/)
  assert.throws(() => price({ line: { kind: 'hour', currency: 'USD', rate: '100' }, quantity: -1, rush: false }), /quantity/)
})

test('saving is what the own rate would have cost, less the charge', () => {
  const { own, saved, percent } = saving({ charged: { minor: 30000, currency: 'USD' }, ownRate: '250', ownUnits: '4' })
  assert.deepEqual([own.minor, saved.minor, percent], [100000, 70000, 70])
  assert.equal(saving({ charged: { minor: 1, currency: 'USD' }, ownRate: '0', ownUnits: 1 }).percent, undefined)
})

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, places]) => ({ digits, places }))

test('formatting and reading give the same number; sums and differences undo each other', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      assert.equal(compare(decimal(formatDecimal(a)), a), 0)
      assert.equal(compare(subtract(add(a, b), b), a), 0)
      const error = subtract(round(a, 2), a)
      assert.ok(compare(error, decimal('0.005')) <= 0 && compare(error, decimal('-0.005')) >= 0)
    }),
  )
})

test('money is read as it was written, in every kind of currency', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('USD', 'JPY', 'KWD', 'INR'), (minor, currency) => {
      assert.deepEqual(parseMoney(formatMoney({ minor, currency }), currency), { minor, currency })
    }),
  )
})

test('the steps add up to the price, and more units never cost less', () => {
  const rates = fc.integer({ min: 0, max: 100_000 }).map((n) => String(n / 1000))
  fc.assert(
    fc.property(
      fc.array(rates, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 5000 }),
      fc.boolean(),
      (list, quantity, rush) => {
        const bands = list.map((rate, at) => (at === list.length - 1 ? { rate } : { upTo: (at + 1) * 700, rate }))
        const line = { kind: 'record', currency: 'USD', rate: bands, minimum: '10', rushPercent: '12.5' } as const
        const { amount, steps } = price({ line, quantity, rush })
        const sum = steps.map((step) => decimal(step.amount)).reduce(add)
        assert.deepEqual(toMoney(sum, 'USD'), amount)
        assert.equal(round(sum, 2).digits, BigInt(amount.minor))
        assert.ok(price({ line, quantity: quantity + 1, rush }).amount.minor >= amount.minor)
      },
    ),
  )
})
