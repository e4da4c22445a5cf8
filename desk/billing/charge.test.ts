import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkLedes } from '../../kits/loadfiles/index.ts'
import { add, multiply, price, type RateLine, toMoney, zero } from '../../kits/money/index.ts'
import { exampleTerms } from '../clients/testing.ts'
import { type Charge, type ChargedItem, type ChargedLine, charge, hoursOf, percentOf } from './charge.ts'
import { timekeeperOf } from './codes.ts'
import { decimalOf, exact } from './invoice-line.ts'
import { writeInvoiceLedes } from './ledes.ts'
import { serviceCredit } from './service-credit.ts'
import type { InvoiceDocument } from './store.ts'

const timekeeper = { id: '0123456789ab', name: 'Rao, Asha', class: 'LA' }
const item = (units: string): ChargedItem => ({
  date: '2026-03-02',
  description: 'drafting',
  units,
  counted: 'counted',
  timekeeper,
  taskCode: 'L190',
  activityCode: 'A103',
})
const given = (rateLine: RateLine, units: readonly string[], rush = false): Charge => ({
  orderId: '01a00000-0000-7000-8000-000000000002',
  number: 'HV-0001/1',
  title: 'Supply agreement',
  rateLine,
  engagementVersion: 1,
  rush,
  date: '2026-03-02',
  items: units.map(item),
  clientRate: null,
})

/** Whether a line's own figures, and its steps, each give its amount. */
function derivable({ units, rate, adjustmentMinor, amountMinor, because }: ChargedLine, currency: string): void {
  const product = units === null || rate === null ? zero : multiply(exact(units), exact(rate))
  assert.equal(toMoney(product, currency).minor + adjustmentMinor, amountMinor)
  const steps = because.map(({ amount }) => (amount === null ? zero : exact(amount))).reduce(add, zero)
  assert.equal(toMoney(steps, currency).minor, amountMinor)
}

const documentOf = (lines: readonly ChargedLine[]): InvoiceDocument => ({
  id: 'i',
  matterId: 'm',
  clientId: 'c',
  engagementId: 'e',
  status: 'issued',
  number: 'HV-2026-0001',
  creditOf: null,
  currency: 'USD',
  billTo: {
    clientName: 'Harcourt & Vale LLP',
    clientCode: 'HV',
    clientAddress: '',
    matterReference: 'HV-0001',
    matterName: 'Kestrel | [] “supply”',
    clientReference: 'HV-24-1187',
  },
  seller: { name: 'Meridian', address: '', ledesId: 'MERIDIAN' },
  savings: [],
  reason: null,
  periodStart: '2026-03-02',
  periodEnd: '2026-03-02',
  totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  creditedMinor: 0,
  issuedOn: '2026-04-01',
  draftedAt: '',
  draftedBy: '',
  madeBy: [],
  approvedAt: null,
  approvedBy: null,
  issuedAt: null,
  issuedBy: null,
  lines: lines.map((line, position) => ({
    ...line,
    id: String(position),
    matterId: 'm',
    invoiceId: 'i',
    currency: 'USD',
    position,
    counts: true,
  })),
})

test('bands, minimum and rush stand as lines of their own, each with its arithmetic', () => {
  const rateLine: RateLine = { kind: 'document', currency: 'USD', rate: [{ upTo: 2, rate: '180' }, { rate: '150.50' }], rushPercent: '25' }
  const { lines, amount } = charge(given(rateLine, ['3'], true))
  assert.deepEqual(
    lines.map(({ kind, units, rate, amountMinor }) => [kind, units, rate, amountMinor]),
    [
      ['fee', '2', '180', 36000],
      ['fee', '1', '150.50', 15050],
      ['fee-adjustment', null, null, 12763],
    ],
  )
  assert.equal(amount.minor, 63813)
  const small = charge(given({ kind: 'document', currency: 'USD', rate: '20', minimum: '100', rushPercent: '10' }, ['1'], true))
  assert.deepEqual(
    small.lines.map(({ description, amountMinor }) => [description, amountMinor]),
    [
      ['HV-0001/1 Supply agreement: drafting', 2000],
      ['HV-0001/1: up to the minimum charge', 8000],
      ['HV-0001/1: rush surcharge of 10 %', 1000],
    ],
  )
})

test('time entries are lines of their own; a fixed price is one', () => {
  assert.deepEqual([50, 6, 1, 90, 20].map(hoursOf), ['0.83', '0.1', '0.02', '1.5', '0.33'])
  const hourly = charge(given({ kind: 'hour', currency: 'USD', rate: '85' }, ['0.83', '1.5']))
  assert.deepEqual(
    hourly.lines.map(({ units, amountMinor }) => [units, amountMinor]),
    [
      ['0.83', 7055],
      ['1.5', 12750],
    ],
  )
  const fixed = charge(given({ kind: 'fixed', currency: 'USD', rate: '1200' }, ['7']))
  assert.deepEqual(
    fixed.lines.map(({ units, rate, amountMinor }) => [units, rate, amountMinor]),
    [['1', '1200', 120000]],
  )
})

const rates = fc.integer({ min: 1, max: 5_000_000 }).map((n) => String(n / 10_000))
const rateLines: fc.Arbitrary<RateLine> = fc
  .record({
    kind: fc.constantFrom('hour', 'page', 'record' as const),
    list: fc.array(rates, { minLength: 1, maxLength: 4 }),
    rushPercent: fc.constantFrom(undefined, '12.5', '33.3333'),
    minimum: fc.constantFrom(undefined, '250', '0.005'),
  })
  .map(({ list, ...more }) => ({
    ...more,
    currency: 'USD',
    rate:
      list.length === 1 ? (list[0] ?? '1') : list.map((rate, at) => (at === list.length - 1 ? { rate } : { upTo: (at + 1) * 10, rate })),
  }))
const unitLists = fc.array(
  fc.integer({ min: 1, max: 5_000 }).map((n) => String(n / 100)),
  { minLength: 1, maxLength: 12 },
)

test('whatever is charged: the lines sum to the price of the whole, every line is derivable, and its LEDES passes the check', () => {
  fc.assert(
    fc.property(rateLines, unitLists, fc.boolean(), (rateLine, units, rush) => {
      const { lines, amount } = charge(given(rateLine, units, rush))
      const quantity = units.map(exact).reduce(add, zero)
      const expected = price({ line: rateLine, quantity: decimal(quantity), rush }).amount
      assert.deepEqual(amount, expected)
      assert.equal(
        lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        expected.minor,
      )
      for (const line of lines) derivable(line, 'USD')
      const { text, total } = writeInvoiceLedes(documentOf(lines))
      const { errors } = checkLedes(text)
      assert.deepEqual(errors, [])
      assert.equal(total, decimalOf(expected))
    }),
    { numRuns: 300 },
  )
})

const decimal = ({ digits, places }: { digits: bigint; places: number }): string => `${digits}e-${places}`

test('a rate finer than LEDES carries still gives the invoice total there', () => {
  const { lines, amount } = charge(given({ kind: 'record', currency: 'USD', rate: '0.012345' }, ['99999']))
  const { text, total, warnings } = writeInvoiceLedes(documentOf(lines))
  assert.deepEqual(checkLedes(text).errors, [])
  assert.equal(total, decimalOf(amount))
  // The name of the matter holds what the format forbids.
  assert.ok(warnings.some(({ field }) => field === 'INVOICE_DESCRIPTION'))
})

const level = exampleTerms.serviceLevels['contract-drafting']?.standard
assert.ok(level)
/** Three business days from Monday 09:00 in New York: due Thursday 09:00. */
const clocked = (stoppedAt: string) => ({
  terms: { serviceLevel: level },
  clockEvents: [
    { at: '2026-03-02T14:00:00.000Z', kind: 'start' as const, clock: 'turnaround' as const },
    { at: stoppedAt, kind: 'stop' as const, clock: 'turnaround' as const },
  ],
})
const credit = (stoppedAt: string) =>
  serviceCredit(
    {
      orderId: 'o',
      number: 'HV-0001/1',
      date: '2026-03-09',
      clocked: clocked(stoppedAt),
      amount: { minor: 22_510, currency: 'USD' },
    },
    '2026-06-01T00:00:00.000Z',
  )

test('a service credit says which clock, how late, which step; in time there is none', () => {
  assert.equal(credit('2026-03-05T14:00:00.000Z'), null)
  const late = credit('2026-03-05T15:00:00.000Z')
  assert.equal(late?.amountMinor, -1126)
  derivable(late, 'USD')
  const words = late.because.map(({ text }) => text).join('\n')
  for (const part of ['due Thu 2026-03-05 09:00', '60 of 1620 minutes late is 3.7 %', 'from 0 % late', '5 % of 225.10 USD'])
    assert.ok(words.includes(part), words)
  // Half of the target late: Friday 13:30 is 27 hours of 9 a day after Thursday 09:00, less than half; the next Monday noon is more.
  assert.equal(credit('2026-03-09T16:00:00.000Z')?.amountMinor, -percentOf({ minor: 22_510, currency: 'USD' }, 15).minor)
})

test('people stand as LEDES asks: surname first, a short id, a class', () => {
  const id = '0195b2c0-1111-7222-8333-0123456789ab'
  assert.deepEqual(timekeeperOf({ id, name: 'Asha Rao', roles: ['practitioner'] }), timekeeper)
  assert.deepEqual(timekeeperOf({ id, name: 'Prince', roles: ['supervising-attorney'] }), {
    id: '0123456789ab',
    name: 'Prince',
    class: 'AS',
  })
})
