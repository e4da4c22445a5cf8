import type { Projection } from '../../platform/ledger/projection.ts'
import type { InvoiceLine } from './invoice-line.ts'
import { apply, type CreditNote, creditedLines, type Invoice, totalOf } from './model.ts'

export const invoices: Projection<Invoice | null> = {
  subject: 'invoice',
  initial: null,
  apply,
  tables: [
    { name: 'invoice', key: ['id'], stream: 'matterId' },
    { name: 'invoiceLine', key: ['id'], stream: 'matterId' },
  ],
  rows: (invoice) => {
    if (!invoice) return {}
    const { lines, credits, ...facts } = invoice
    const taken = creditedLines(invoice)
    const counts = (line: InvoiceLine): boolean => invoice.status !== 'discarded' && !taken.has(line.id)
    return {
      invoice: [
        {
          ...facts,
          ...period(lines),
          creditOf: null,
          totalMinor: totalOf(lines),
          creditedMinor: -totalOf(credits.flatMap((note) => note.lines)),
        },
        ...credits.map((note) => creditRow(invoice, note)),
      ],
      invoiceLine: [
        ...lines.map((line, position) => lineRow(invoice, invoice.id, line, position, counts(line))),
        ...credits.flatMap((note) => note.lines.map((line, position) => lineRow(invoice, note.id, line, position, false))),
      ],
    }
  },
}

/** The days of the first and the last line. */
const period = (lines: readonly InvoiceLine[]) => {
  const days = lines.map(({ date }) => date).sort()
  return { periodStart: days[0] ?? null, periodEnd: days.at(-1) ?? null }
}

/** A credit note is shown among the invoices, with what it has of its own. */
const creditRow = (invoice: Invoice, { id, number, issuedOn, issuedAt, issuedBy, reason, lines }: CreditNote) => ({
  id,
  number,
  issuedOn,
  issuedAt,
  issuedBy,
  reason,
  creditOf: invoice.id,
  matterId: invoice.matterId,
  clientId: invoice.clientId,
  engagementId: invoice.engagementId,
  currency: invoice.currency,
  billTo: invoice.billTo,
  seller: invoice.seller,
  savings: [],
  status: 'issued',
  draftedAt: issuedAt,
  draftedBy: issuedBy,
  madeBy: [issuedBy],
  approvedAt: null,
  approvedBy: null,
  ...period(lines),
  totalMinor: totalOf(lines),
  creditedMinor: 0,
})

const lineRow = ({ matterId, currency }: Invoice, invoiceId: string, line: InvoiceLine, position: number, counts: boolean) => ({
  ...line,
  matterId,
  invoiceId,
  currency,
  position,
  counts,
})
