import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../platform/ids.ts'
import type { Engagement } from '../clients/engagement.ts'
import { exampleTerms } from '../clients/testing.ts'
import type { ConflictStanding } from './conflicts.ts'
import { type GateFacts, gates } from './gates.ts'

const signed: Engagement = {
  id: newId(),
  clientId: newId(),
  title: 'Contracts 2026',
  status: 'signed',
  endedOn: null,
  endedBecause: null,
  versions: [
    { version: 1, from: '2026-01-01', terms: exampleTerms, signedAt: '2026-01-01T00:00:00.000Z', signedBy: 'R. Pike', by: newId() },
  ],
}
const passed: GateFacts = {
  client: { name: 'Harrow', nda: { signedOn: '2026-01-01', reference: 'NDA-7', expiresOn: null } },
  engagement: signed,
  matter: { jurisdiction: 'US-NY', consent: { recordedAt: '2026-01-02T00:00:00.000Z', by: newId(), evidence: 'Letter of 2 January' } },
  conflict: 'cleared',
  attorney: { name: 'J. Doe', admitted: true },
  line: 'contract-drafting',
  date: '2026-03-02',
}

/** The signed engagement with other terms. */
const withTerms = (changes: object): Engagement => ({
  ...signed,
  versions: signed.versions.map((version) => ({ ...version, terms: { ...exampleTerms, ...changes } })),
})

test('work opens when every gate is passed, and each missing one is named with its remedy', () => {
  assert.deepEqual(gates(passed), [])
  assert.deepEqual(gates({ ...passed, line: null }), [])
  const cases: [Partial<GateFacts>, string, RegExp][] = [
    [{ client: { name: 'Harrow', nda: null } }, 'nda', /No signed confidentiality agreement/],
    [
      { client: { name: 'Harrow', nda: { signedOn: '2026-01-01', reference: 'x', expiresOn: '2026-03-01' } } },
      'nda',
      /does not bind on 2026-03-02/,
    ],
    [{ matter: { jurisdiction: 'US-NY', consent: null } }, 'consent', /No consent/],
    [{ engagement: null }, 'engagement', /in force on 2026-03-02/],
    [
      { engagement: { ...signed, status: 'draft', versions: signed.versions.map((v) => ({ ...v, signedAt: null })) } },
      'engagement',
      /not signed/,
    ],
    [{ engagement: { ...signed, status: 'ended', endedOn: '2026-03-01' } }, 'engagement', /in force/],
    [{ date: '2027-01-01' }, 'engagement', /in force on 2027-01-01/],
    [{ engagement: withTerms({ statementOfWork: null }) }, 'statement-of-work', /no statement of work/],
    [{ line: 'data-entry' }, 'engagement', /does not cover legal data entry/],
    [{ attorney: null }, 'attorney', /No supervising attorney/],
    [{ attorney: { name: 'J. Doe', admitted: false } }, 'attorney', /J. Doe has no admission that covers US-NY/],
  ]
  for (const [change, gate, what] of cases) {
    const missing = gates({ ...passed, ...change })
    assert.deepEqual(
      missing.map((one) => one.gate),
      [gate],
      String(what),
    )
    assert.match(missing[0]?.what ?? '', what)
    assert.ok(missing[0]?.remedy)
  }
})

test('only a cleared conflict check passes', () => {
  const standings: ConflictStanding[] = ['unchecked', 'stale', 'overflowing', 'undecided', 'declined']
  for (const conflict of standings) {
    const [missing] = gates({ ...passed, conflict })
    assert.equal(missing?.gate, 'conflict')
    assert.ok(missing?.remedy, conflict)
  }
})

test('with nothing there, all is missing at once', () => {
  const nothing = gates({
    ...passed,
    client: { name: 'Harrow', nda: null },
    engagement: null,
    matter: { jurisdiction: 'US-NY', consent: null },
    conflict: 'unchecked',
    attorney: null,
  })
  assert.deepEqual(
    nothing.map(({ gate }) => gate),
    ['nda', 'conflict', 'consent', 'engagement', 'attorney'],
  )
})
