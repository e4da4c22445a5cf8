import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { house, newId } from '../../platform/ids.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import { dayIn } from './day.ts'
import { termsOn } from './engagement.ts'
import { apply, type Client, type ClientCommand, type ClientFacts, decide, ndaOn } from './model.ts'
import { exampleTerms } from './testing.ts'

const clientId = newId()
const engagementId = newId()
const facts: ClientFacts = {
  name: 'Harrow & Pike LLP',
  kind: 'law-firm',
  country: 'US',
  timeZone: 'America/New_York',
  address: '1 Main St, Albany, NY',
  affiliates: [],
  formerNames: [],
}

/** Gives a command at an instant, and the client after it. @throws where it is refused */
function after(client: Client | null, given: ClientCommand, now = '2026-03-02T15:00:00.000Z'): Client {
  const body = decide(client, given, { actor: house, now })
  if (isRefusal(body)) throw new Error(body.message)
  const entry = { stream: clientId, seq: 1, at: now, actor: house, subject: { kind: 'client', id: clientId }, body, previous: '', hash: '' }
  return apply(client, entry) ?? assert.fail('no client')
}

const refusal = (client: Client | null, given: ClientCommand, now = '2026-03-02T15:00:00.000Z'): string => {
  const body = decide(client, given, { actor: house, now })
  return isRefusal(body) ? `${body.field}: ${body.message}` : 'taken'
}

const fresh = after(null, { kind: 'sign-up', code: 'HARROW', facts, codeTaken: false })
const drafted = after(fresh, { kind: 'draft-engagement', engagementId, title: 'Contracts 2026', terms: exampleTerms })
const signed = after(drafted, { kind: 'sign-engagement', engagementId, signedBy: 'R. Pike' })
const engagementOf = (client: Client) => client.engagements[0] ?? assert.fail('no engagement')
const amend = (from: string, watermark: boolean, signedBy: string | null = 'R. Pike'): ClientCommand => ({
  kind: 'amend-engagement',
  engagementId,
  from,
  terms: { ...exampleTerms, security: { ...exampleTerms.security, watermark } },
  signedBy,
  reason: 'asked for',
})

test('terms hold from their day to their last day, and only once they are signed', () => {
  assert.equal(termsOn(engagementOf(drafted), '2026-03-02'), null)
  const dates = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01']
  assert.deepEqual(
    dates.map((date) => termsOn(engagementOf(signed), date)?.version ?? null),
    [null, 1, 1, null],
  )
  const ended = after(signed, { kind: 'end-engagement', engagementId, on: '2026-06-30', reason: 'insourced' })
  assert.deepEqual([termsOn(engagementOf(ended), '2026-06-30')?.version, termsOn(engagementOf(ended), '2026-07-01')], [1, null])
})

test('a draft may be rewritten; what is signed only gains versions', () => {
  const redrafted = after(drafted, amend('2026-01-01', false, null))
  assert.equal(engagementOf(redrafted).versions.length, 1)
  assert.equal(engagementOf(redrafted).versions[0]?.terms.security.watermark, false)
  const amended = after(signed, amend('2026-04-01', false))
  assert.deepEqual(
    ['2026-03-31', '2026-04-01'].map((date) => termsOn(engagementOf(amended), date)?.version),
    [1, 2],
  )
})

test('whatever is agreed, no day before its date changes its terms', () => {
  const day = fc.integer({ min: 0, max: 300 }).map((days) => new Date(Date.UTC(2026, 0, 2) + days * 86_400_000).toISOString().slice(0, 10))
  fc.assert(
    fc.property(fc.array(fc.tuple(day, day), { maxLength: 8 }), day, (amendments, asked) => {
      let client = signed
      for (const [today, from] of amendments) {
        const before = termsOn(engagementOf(client), asked)
        const now = `${today}T15:00:00.000Z`
        if (from < today) {
          assert.match(refusal(client, amend(from, true), now), /^from: Choose .* or a later day/)
          continue
        }
        client = after(client, amend(from, true), now)
        if (asked < from) assert.deepEqual(termsOn(engagementOf(client), asked), before)
        else assert.equal(termsOn(engagementOf(client), asked)?.version, engagementOf(client).versions.length)
      }
    }),
  )
})

test('a day is the day where the client is', () => {
  assert.equal(dayIn('2026-03-02T02:00:00.000Z', 'America/New_York'), '2026-03-01')
  // In New York it is still the first: an amendment from that day is no change of the past.
  assert.equal(engagementOf(after(signed, amend('2026-03-01', false), '2026-03-02T02:00:00.000Z')).versions.length, 2)
})

test('a client that changes its name keeps the old one for conflict checks', () => {
  const renamed = after(fresh, { kind: 'change', changes: { name: 'Harrow LLP' } })
  assert.deepEqual(renamed.formerNames, ['Harrow & Pike LLP'])
  assert.deepEqual(after(renamed, { kind: 'change', changes: { name: 'Harrow LLP', address: 'x' } }).formerNames, ['Harrow & Pike LLP'])
})

test('a confidentiality agreement binds from its signing to its last day', () => {
  const bound = after(fresh, { kind: 'record-nda', nda: { signedOn: '2026-02-01', reference: 'NDA-7', expiresOn: '2026-05-31' } })
  assert.deepEqual(
    ['2026-01-31', '2026-02-01', '2026-05-31', '2026-06-01'].map((date) => ndaOn(bound, date)),
    [false, true, true, false],
  )
  assert.equal(ndaOn(fresh, '2026-02-01'), false)
})

test('what cannot be is refused with its remedy', () => {
  const nda = { signedOn: '2026-03-03', reference: 'x', expiresOn: null }
  const ended = after(signed, { kind: 'end-engagement', engagementId, on: '2026-03-02', reason: 'x' })
  const cases: [Client | null, ClientCommand, RegExp][] = [
    [null, { kind: 'record-nda', nda }, /no such client/],
    [null, { kind: 'sign-up', code: 'HARROW', facts, codeTaken: true }, /^code: Another client/],
    [fresh, { kind: 'sign-up', code: 'HARROW', facts, codeTaken: false }, /already/],
    [fresh, { kind: 'record-nda', nda }, /^signedOn: .*still to come/],
    [fresh, { kind: 'record-nda', nda: { ...nda, signedOn: '2026-03-01', expiresOn: '2026-02-01' } }, /^expiresOn/],
    [signed, { kind: 'sign-engagement', engagementId, signedBy: 'x' }, /Amend it/],
    [signed, { kind: 'sign-engagement', engagementId: newId(), signedBy: 'x' }, /no such engagement/],
    [signed, amend('2026-04-01', true, null), /^signedBy: Say who signed/],
    [signed, { ...amend('2026-04-01', true), terms: { ...exampleTerms, currency: 'EUR' } } as ClientCommand, /is in USD/],
    [ended, amend('2026-04-01', true), /ended on 2026-03-02/],
    [signed, { kind: 'end-engagement', engagementId, on: '2026-03-01', reason: 'x' }, /^on: Choose 2026-03-02/],
  ]
  for (const [client, given, expected] of cases) assert.match(refusal(client, given), expected)
})
