import assert from 'node:assert/strict'
import { test } from 'node:test'
import { price } from '../../kits/money/index.ts'
import { engagementTerms, rateLine, serviceLevelOf } from './terms.ts'
import { exampleTerms } from './testing.ts'

const line = 'contract-drafting'
const complaints = (changes: object): string[] => {
  const { error } = engagementTerms.safeParse({ ...exampleTerms, ...changes })
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
}

test('terms that fit together are taken as they are, and can be priced', () => {
  assert.deepEqual(engagementTerms.parse(exampleTerms), exampleTerms)
  const card = rateLine(exampleTerms, line) ?? assert.fail('no rate')
  assert.deepEqual(price({ line: card, quantity: 60, rush: false }).amount, { minor: 50 * 18_000 + 10 * 15_050, currency: 'USD' })
  assert.deepEqual(serviceLevelOf(exampleTerms, line, 'rush')?.targets.turnaround, { businessMinutes: 240 })
  assert.equal(serviceLevelOf(exampleTerms, 'data-entry', 'rush'), undefined)
})

test('what does not fit together is refused at its place', () => {
  const level = serviceLevelOf(exampleTerms, line, 'standard') ?? assert.fail('no level')
  const levels = (changes: object) => ({ serviceLevels: { [line]: { standard: { ...level, ...changes }, rush: null } } })
  const card = (rate: unknown) => ({ rateCard: { [line]: { kind: 'document', rate } } })
  const cases: [object, RegExp][] = [
    [{ endsOn: '2025-12-31' }, /^endsOn: The last day comes before/],
    [{ startsOn: '2026-02-30' }, /^startsOn: /],
    [{ rateCard: {} }, /^rateCard.contract-drafting: The line is covered but has no rate/],
    [{ serviceLevels: {} }, /^serviceLevels.contract-drafting: The line is covered but has no service level/],
    [card([{ upTo: 10, rate: '5' }]), /^rateCard.contract-drafting: The last band needs to be open/],
    [card([{ upTo: 10, rate: '5' }, { upTo: 5, rate: '4' }, { rate: '3' }]), /rising order/],
    [card('12,50'), /^rateCard.contract-drafting.rate: /],
    [levels({ calendar: { timeZone: 'Mars/Olympus', hours: {}, holidays: [] } }), /^serviceLevels.contract-drafting.standard.calendar/],
    [
      levels({ calendar: { timeZone: 'UTC', hours: { mon: [['22:00', '06:00']] }, holidays: [] } }),
      /standard.calendar: .*write a span over midnight as two/,
    ],
    [levels({ targets: { firstResponse: null, turnaround: { businessDays: 1.5 } } }), /standard.targets.turnaround/],
    [
      levels({
        creditLadder: [
          { lateByPercent: 10, creditPercent: 9 },
          { lateByPercent: 20, creditPercent: 5 },
        ],
      }),
      /Put the steps in rising order/,
    ],
    [{ lines: [] }, /^lines: /],
  ]
  for (const [changes, expected] of cases) assert.match(complaints(changes).join('\n'), expected)
})
