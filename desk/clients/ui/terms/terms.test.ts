import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engagementTerms } from '../../terms.ts'
import { exampleTerms } from '../../testing.ts'
import { asTerms, firstTerms, rushOf, type TermsDraft, withLine, withoutLine } from './draft.ts'
import { errorsUnder, gapsOf } from './gaps.ts'
import { compareTerms, hoursText, termRows } from './rows.ts'

const example = (): TermsDraft => structuredClone(exampleTerms) as TermsDraft
const client = { timeZone: 'America/New_York' }

test('what a first engagement begins with lacks its price alone, and the server takes it once that is given', () => {
  const first = firstTerms(client, 'USD', '2026-11-24')
  assert.deepEqual(gapsOf(first), { 'rateCard.contract-drafting.rate': 'Needed.' })
  const priced = { ...first, rateCard: { 'contract-drafting': { kind: 'document', rate: '180' } } } as TermsDraft
  assert.deepEqual(gapsOf(priced), {})
  assert.ok(engagementTerms.safeParse(asTerms(priced)).success)
})

test('lines come with a rate and a service level, and go with them', () => {
  const two = withLine(example(), 'data-entry', 'Europe/London')
  assert.deepEqual(two.lines, ['contract-drafting', 'data-entry'])
  assert.deepEqual(two.serviceLevels['data-entry'], example().serviceLevels['contract-drafting'])
  assert.equal(two.rateCard['data-entry']?.kind, 'record')
  assert.deepEqual(withoutLine(two, 'data-entry'), example())
  assert.deepEqual(gapsOf(withoutLine(example(), 'contract-drafting')), { lines: 'Choose at least one service line.' })
})

test('gaps are named by the path at which the server would name them', () => {
  const draft = example()
  const levels = draft.serviceLevels['contract-drafting']
  assert.ok(levels)
  levels.standard.targets.turnaround = { businessDays: null }
  levels.standard.creditLadder[1] = { lateByPercent: null, creditPercent: 5 }
  levels.rush = { ...rushOf(levels.standard), calendar: { timeZone: 'UTC', hours: { mon: [] }, holidays: [] } }
  draft.rateCard['contract-drafting'] = { kind: 'page', rate: [{ upTo: null, rate: '1,5' }, { rate: '1' }], minimum: '' } as never
  const gaps = gapsOf(draft)
  const level = 'serviceLevels.contract-drafting'
  assert.deepEqual(Object.keys(gaps).sort(), [
    'rateCard.contract-drafting.minimum',
    'rateCard.contract-drafting.rate.0.rate',
    'rateCard.contract-drafting.rate.0.upTo',
    `${level}.rush.calendar`,
    `${level}.rush.creditLadder.1`,
    `${level}.standard.creditLadder.1`,
    `${level}.standard.targets.turnaround`,
  ])
  assert.equal(errorsUnder(gaps, level), 4)
  assert.equal(errorsUnder(gaps, `${level}.rush`), 2)
  assert.equal(errorsUnder(gaps, 'rateCard.contract'), 0)
})

test('terms are told in words, days that are alike together', () => {
  const said = new Map(termRows(exampleTerms).map(({ section, what, text }) => [`${section}: ${what}`, text]))
  assert.equal(said.get('Contract drafting: Price'), 'by the document: up to 50 180 USD, beyond 150.50 USD')
  assert.equal(said.get('Contract drafting, standard: Turnaround'), '3 working days')
  assert.equal(said.get('Contract drafting, rush: Turnaround'), '240 working minutes')
  assert.equal(said.get('Contract drafting, standard: Hours'), 'Mon to Fri 09:00–18:00 (America/New_York)')
  assert.equal(
    hoursText({
      mon: [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
      sun: [['10:00', '11:00']],
    }),
    'Mon 09:00–12:00 and 13:00–18:00, Sun 10:00–11:00',
  )
  assert.equal(hoursText({}), 'closed')
})

test('a comparison shows exactly what changed, what came and what went', () => {
  assert.ok(compareTerms(exampleTerms, exampleTerms).every(({ before, after }) => before === after))
  const next = structuredClone(exampleTerms)
  next.endsOn = null
  const levels = next.serviceLevels['contract-drafting']
  assert.ok(levels)
  levels.rush = null
  const changed = compareTerms(exampleTerms, next).filter(({ before, after }) => before !== after)
  assert.deepEqual(changed[0], { section: 'General', what: 'Last day', before: '2026-12-31', after: 'No end agreed' })
  assert.ok(
    changed.slice(1).length > 5 && changed.slice(1).every(({ section, after }) => section === 'Contract drafting, rush' && after === null),
  )
})
