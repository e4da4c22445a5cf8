import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '../../platform/ledger/entry.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import type { InvoiceLine } from './invoice-line.ts'
import { apply, type BilledOrder, decide, type Invoice, type InvoiceBody, type InvoiceCommand, totalOf } from './model.ts'
import { invoices } from './projection.ts'

const now = '2026-03-31T15:00:00.000Z'
const line = (id: string, amountMinor: number): InvoiceLine => ({
  id,
  orderId: `order-${id}`,
  date: '2026-03-02',
  kind: amountMinor < 0 ? 'fee-adjustment' : 'fee',
  description: id,
  units: amountMinor < 0 ? null : '1',
  rate: amountMinor < 0 ? null : String(amountMinor / 100),
  adjustmentMinor: Math.min(amountMinor, 0),
  amountMinor,
  taskCode: 'L190',
  activityCode: 'A103',
  expenseCode: null,
  timekeeper: null,
  because: [{ text: id, amount: String(amountMinor / 100) }],
})
const draft = {
  clientId: 'c',
  engagementId: 'e',
  currency: 'USD',
  billTo: { clientName: 'C', clientCode: 'C', clientAddress: '', matterReference: 'C-0001', matterName: 'M', clientReference: null },
  lines: [line('a', 10_000), line('b', 5_000), line('c', -500)],
  savings: [],
}
const seller = { name: 'Us', address: '', ledesId: 'US' }
const billed: BilledOrder = { number: 'C-0001/1', status: 'accepted', currency: 'USD', invoiced: false }
const start: InvoiceCommand = { kind: 'draft', draft, orders: [billed] }
const issue: InvoiceCommand = { kind: 'issue', number: 'C-2026-0001', issuedOn: '2026-03-31', seller }

const follow = (invoice: Invoice | null, body: InvoiceBody, actor: string): Invoice => {
  const entry: Entry = { stream: 'm', seq: 1, at: now, actor, subject: { kind: 'invoice', id: 'i' }, body, previous: '', hash: '' }
  return apply(invoice, entry) ?? assert.fail('nothing was applied')
}
function given(invoice: Invoice | null, command: InvoiceCommand, actor = 'farah'): Invoice {
  const body = decide(invoice, command, { actor, now })
  assert.ok(!isRefusal(body), JSON.stringify(body))
  return follow(invoice, body, actor)
}
function refused(invoice: Invoice | null, command: InvoiceCommand, status: number, field: string, actor = 'farah'): void {
  const body = decide(invoice, command, { actor, now })
  assert.ok(isRefusal(body) && body.status === status && body.field === field, JSON.stringify(body))
}

const drafted = given(null, start)
const issued = given(given(drafted, { kind: 'approve' }, 'meera'), issue)

test('only delivered orders of one currency that stand on no other invoice can be drafted', () => {
  refused(null, { ...start, orders: [{ ...billed, status: 'in-work' }] }, 409, 'orders')
  refused(null, { ...start, orders: [{ ...billed, invoiced: true }] }, 409, 'orders')
  refused(null, { ...start, orders: [{ ...billed, currency: 'EUR' }] }, 422, 'orders')
  refused(null, { ...start, draft: { ...draft, lines: [] } }, 422, 'orders')
  refused(drafted, start, 409, 'id')
})

test('whoever drafted or changed it does not approve it', () => {
  refused(drafted, { kind: 'approve' }, 403, 'approver')
  const changed = given(drafted, { kind: 'adjust', lineId: 'a', byMinor: -100, reason: 'goodwill' }, 'dev')
  refused(changed, { kind: 'approve' }, 403, 'approver', 'dev')
  assert.equal(given(changed, { kind: 'approve' }, 'meera').status, 'approved')
  refused(
    given(drafted, { kind: 'adjust', lineId: 'a', byMinor: -20_000, reason: 'all of it' }),
    { kind: 'approve' },
    409,
    'total',
    'meera',
  )
})

test('an adjustment has its reason in the arithmetic, and only a draft takes it', () => {
  const changed = given(drafted, { kind: 'adjust', lineId: 'b', byMinor: -250, reason: 'agreed by telephone' })
  assert.deepEqual(changed.lines[1]?.because.at(-1), { text: 'adjusted by hand: agreed by telephone', amount: '-2.50' })
  assert.deepEqual([changed.lines[1]?.amountMinor, totalOf(changed.lines)], [4_750, 14_250])
  refused(drafted, { kind: 'adjust', lineId: 'b', byMinor: 0, reason: 'x' }, 422, 'amount')
  refused(drafted, { kind: 'adjust', lineId: 'b', byMinor: 1, reason: ' ' }, 422, 'reason')
  refused(drafted, { kind: 'adjust', lineId: 'x', byMinor: 1, reason: 'x' }, 409, 'lineId')
  refused(issued, { kind: 'adjust', lineId: 'b', byMinor: 1, reason: 'x' }, 409, 'status')
  refused(issued, { kind: 'add', line: line('d', 1) }, 409, 'status')
})

test('draft, approved, issued: no step is left out, and what is issued is not discarded', () => {
  refused(drafted, issue, 409, 'status')
  refused(issued, issue, 409, 'status')
  refused(issued, { kind: 'discard', reason: 'x' }, 409, 'status')
  assert.deepEqual([issued.number, issued.issuedOn, issued.seller], ['C-2026-0001', '2026-03-31', seller])
  const discarded = given(drafted, { kind: 'discard', reason: 'wrong orders' })
  const rows = invoices.rows(discarded) as { invoiceLine: { counts: boolean }[] }
  assert.ok(rows.invoiceLine.every(({ counts }) => !counts))
})

test('a credit note takes lines back once; when all are, the invoice is credited and its orders free', () => {
  const credit = (of: readonly string[], id = 'n1'): InvoiceCommand => ({
    kind: 'credit',
    id,
    number: `C-2026-${id}`,
    issuedOn: '2026-04-02',
    reason: 'disputed',
    lines: of.map((line_) => ({ of: line_, id: `${id}-${line_}` })),
  })
  refused(drafted, credit(['a']), 409, 'status')
  const part = given(issued, credit(['a']))
  assert.equal(part.status, 'issued')
  refused(part, credit(['a'], 'n2'), 409, 'lines')
  refused(part, credit(['x'], 'n2'), 409, 'lines')
  refused(part, credit([], 'n2'), 422, 'lines')
  const whole = given(part, credit(['b', 'c'], 'n2'))
  assert.equal(whole.status, 'credited')
  const rows = invoices.rows(whole) as {
    invoice: { totalMinor: number; creditedMinor: number; creditOf: string | null }[]
    invoiceLine: { counts: boolean }[]
  }
  assert.deepEqual(
    rows.invoice.map(({ totalMinor, creditedMinor, creditOf }) => [totalMinor, creditedMinor, creditOf]),
    [
      [14_500, 14_500, null],
      [-10_000, 0, 'i'],
      [-4_500, 0, 'i'],
    ],
  )
  assert.ok(rows.invoiceLine.every(({ counts }) => !counts))
})
