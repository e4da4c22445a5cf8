import { formatMoney } from '../../kits/money/index.ts'
import { type Block, writePdf } from '../../kits/pdf/index.ts'
import { writeCsv } from '../../kits/text/csv.ts'
import { decimalOf, lineKinds } from './invoice-line.ts'
import type { InvoiceDocument, InvoiceRow } from './store.ts'

/** The arithmetic of a line in one text: each step with its amount. */
const derivation = (line: InvoiceDocument['lines'][number]): string =>
  line.because.map(({ text, amount }) => (amount === null ? text : `${text}: ${amount}`)).join('; ')

/** An invoice or a credit note as a PDF: its lines, their total, the saving, and how each amount came about. */
export function writeInvoicePdf(invoice: InvoiceDocument): Promise<Uint8Array> {
  const { billTo, seller, currency, number, issuedOn, issuedAt, draftedAt, periodStart, periodEnd, lines, totalMinor, creditOf } = invoice
  const money = (minor: number): string => formatMoney({ minor, currency })
  const title = `${creditOf ? 'Credit note' : 'Invoice'} ${number ?? '(draft)'}`
  const facts: [string, string][] = [
    ['From', seller ? `${seller.name}${seller.address ? `, ${seller.address}` : ''}` : 'not issued yet'],
    ['To', `${billTo.clientName}${billTo.clientAddress ? `, ${billTo.clientAddress}` : ''}`],
    ['Matter', `${billTo.matterReference} ${billTo.matterName}`],
    ...(billTo.clientReference ? [['Your reference', billTo.clientReference] satisfies [string, string]] : []),
    ['Date', issuedOn ?? 'not issued yet'],
    ['Period', `${periodStart ?? ''} to ${periodEnd ?? ''}`],
  ]
  return writePdf({
    title,
    language: 'en',
    madeAt: Temporal.Instant.from(issuedAt ?? draftedAt),
    paper: 'a4',
    footer: title,
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'facts', facts },
      {
        kind: 'table',
        columns: [
          { title: 'Date' },
          { title: 'Work' },
          { title: 'Units', align: 'end' },
          { title: 'Rate', align: 'end' },
          { title: 'Amount', align: 'end' },
        ],
        rows: lines.map(({ date, description, units, rate, amountMinor }) => [
          date,
          description,
          units ?? '',
          rate ?? '',
          money(amountMinor),
        ]),
        totals: [['', 'Total', '', '', money(totalMinor)]],
      },
      ...savingBlocks(invoice),
      { kind: 'heading', level: 2, text: 'How each amount came about' },
      {
        kind: 'table',
        columns: [{ title: 'Line', align: 'end' }, { title: 'Arithmetic' }],
        rows: lines.map((line, at) => [String(at + 1), derivation(line)]),
      },
    ],
  })
}

function savingBlocks({ savings, currency }: InvoiceDocument): readonly Block[] {
  if (savings.length === 0) return []
  const money = (minor: number): string => formatMoney({ minor, currency })
  const { ownMinor, savedMinor } = savingTotal({ savings })
  const percent = ownMinor === 0 ? '' : ` (${((100 * savedMinor) / ownMinor).toFixed(1)} %)`
  return [
    { kind: 'heading', level: 2, text: 'Saving' },
    {
      kind: 'paragraph',
      text: `The same work at your own rates, before credits and adjustments: ${money(ownMinor)}. Saved: ${money(savedMinor)}${percent}.`,
    },
  ]
}

/** What all of an invoice would have cost at the client's own rates, and what was saved. */
export const savingTotal = ({ savings }: Pick<InvoiceRow, 'savings'>): { ownMinor: number; savedMinor: number } => ({
  ownMinor: savings.reduce((sum, { ownMinor }) => sum + ownMinor, 0),
  savedMinor: savings.reduce((sum, { savedMinor }) => sum + savedMinor, 0),
})

/** The lines of an invoice as CSV that is safe in a spreadsheet. */
export const writeInvoiceCsv = ({ lines, number, currency }: InvoiceDocument): string =>
  writeCsv([
    [
      'invoice',
      'line',
      'date',
      'kind',
      'description',
      'units',
      'rate',
      'adjustment',
      'amount',
      'currency',
      'task',
      'activity',
      'expense',
      'timekeeper',
      'arithmetic',
    ],
    ...lines.map((line, at) => [
      number ?? 'draft',
      at + 1,
      line.date,
      lineKinds[line.kind],
      line.description,
      line.units,
      line.rate,
      decimalOf({ minor: line.adjustmentMinor, currency }),
      decimalOf({ minor: line.amountMinor, currency }),
      currency,
      line.taskCode,
      line.activityCode,
      line.expenseCode,
      line.timekeeper?.name,
      derivation(line),
    ]),
  ])

/** A list of invoices as CSV. */
export const writeInvoicesCsv = (rows: readonly InvoiceRow[]): string =>
  writeCsv([
    ['number', 'kind', 'status', 'client', 'matter', 'date', 'from', 'to', 'total', 'credited', 'saved', 'currency'],
    ...rows.map((row) => [
      row.number ?? 'draft',
      row.creditOf ? 'credit note' : 'invoice',
      row.status,
      row.billTo.clientName,
      row.billTo.matterReference,
      row.issuedOn,
      row.periodStart,
      row.periodEnd,
      decimalOf({ minor: row.totalMinor, currency: row.currency }),
      decimalOf({ minor: row.creditedMinor, currency: row.currency }),
      decimalOf({ minor: savingTotal(row).savedMinor, currency: row.currency }),
      row.currency,
    ]),
  ])
