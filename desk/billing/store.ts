import { sql } from 'kysely'
import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { pageRowsMax } from '../../platform/http/route.ts'
import { containing } from '../clients/store.ts'
import type { InvoiceLine } from './invoice-line.ts'
import type { Invoice, InvoiceStatus } from './model.ts'

/** An invoice or a credit note. */
export interface InvoiceRow extends Omit<Invoice, 'lines' | 'credits'> {
  /** The invoice that a credit note takes lines back of. */
  creditOf: string | null
  periodStart: string | null
  periodEnd: string | null
  totalMinor: number
  creditedMinor: number
}

export interface InvoiceLineRow extends InvoiceLine {
  matterId: string
  invoiceId: string
  currency: string
  position: number
  /** Whether it still stands: not discarded, not credited. */
  counts: boolean
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    invoice: InvoiceRow
    invoiceLine: InvoiceLineRow
  }
}

export const billingMigrations: readonly Migration[] = [
  {
    id: 'billing 2026-11-24',
    up: [
      deskTable(
        'invoice',
        `id uuid primary key, matter_id uuid not null, client_id uuid not null, engagement_id uuid not null, number text unique, credit_of uuid,
         currency text not null, bill_to jsonb not null, seller jsonb, savings jsonb not null, status text not null, reason text,
         period_start date, period_end date, total_minor bigint not null, credited_minor bigint not null, issued_on date,
         drafted_at timestamptz not null, drafted_by uuid not null, made_by jsonb not null, approved_at timestamptz, approved_by uuid,
         issued_at timestamptz, issued_by uuid`,
      ),
      'create index invoice_matter on invoice (matter_id, id);create index invoice_client on invoice (client_id, id);create index invoice_credit on invoice (credit_of);',
      deskTable(
        'invoice_line',
        `id uuid primary key, matter_id uuid not null, invoice_id uuid not null, position integer not null, counts boolean not null, order_id uuid,
         date date not null, kind text not null, description text not null, units text, rate text, currency text not null,
         adjustment_minor bigint not null, amount_minor bigint not null, task_code text, activity_code text, expense_code text,
         timekeeper jsonb, because jsonb not null`,
      ),
      'create index invoice_line_invoice on invoice_line (invoice_id, position);',
      'create index invoice_line_order on invoice_line (order_id) where counts;',
    ].join('\n'),
  },
]

export interface InvoiceFilter {
  readonly status?: InvoiceStatus | undefined
  readonly clientId?: string | undefined
  readonly matterId?: string | undefined
  /** Only what was issued: all that a client's people may see. */
  readonly issued?: boolean | undefined
  /** A part of the number or the matter's reference, without case. */
  readonly q?: string | undefined
}

/** Invoices and credit notes that the actor may see, newest first; one more than `limit`, to know whether there is a next page. */
export function findInvoices(db: Scoped, { status, clientId, matterId, issued, q }: InvoiceFilter, limit: number, beforeId?: string) {
  let query = db.selectFrom('invoice').selectAll()
  if (status) query = query.where('status', '=', status)
  if (clientId) query = query.where('clientId', '=', clientId)
  if (matterId) query = query.where('matterId', '=', matterId)
  if (issued) query = query.where('issuedAt', 'is not', null)
  if (q) {
    const pattern = containing(q)
    query = query.where((eb) => eb.or([eb('number', 'ilike', pattern), eb(sql<string>`bill_to->>'matterReference'`, 'ilike', pattern)]))
  }
  if (beforeId) query = query.where('id', '<', beforeId)
  return query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** An invoice with its lines, as it is shown and written. */
export interface InvoiceDocument extends InvoiceRow {
  readonly lines: readonly InvoiceLineRow[]
}

/** By its id, or by its number. */
export async function invoiceDocument(
  db: Scoped,
  by: { readonly id: string } | { readonly number: string },
): Promise<InvoiceDocument | undefined> {
  const query = db.selectFrom('invoice').selectAll()
  const row = await ('id' in by ? query.where('id', '=', by.id) : query.where('number', '=', by.number)).executeTakeFirst()
  if (!row) return undefined
  const lines = await db.selectFrom('invoiceLine').selectAll().where('invoiceId', '=', row.id).orderBy('position').execute()
  return { ...row, lines }
}

export const creditNotesOf = (db: Scoped, invoiceId: string) =>
  db.selectFrom('invoice').selectAll().where('creditOf', '=', invoiceId).orderBy('id').execute()

/** Orders that are delivered or accepted and stand on no invoice, those of one matter together. */
export function ordersToInvoice(db: Scoped, matterId?: string) {
  let query = db
    .selectFrom('orders')
    .innerJoin('matter', 'matter.matterId', 'orders.matterId')
    .innerJoin('client', 'client.clientId', 'orders.clientId')
    .selectAll('orders')
    .select(['matter.reference', 'matter.name as matterName', 'client.name as clientName'])
    .where('orders.status', 'in', ['delivered', 'accepted'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('invoiceLine').select('id').whereRef('invoiceLine.orderId', '=', 'orders.id').where('counts', '=', true))),
    )
  if (matterId) query = query.where('orders.matterId', '=', matterId)
  return query.orderBy('matter.reference').orderBy('orders.deliveredAt').orderBy('orders.id').limit(pageRowsMax).execute()
}

/** Of some orders, those that stand on an invoice. */
export async function invoicedAmong(db: Scoped, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('invoiceLine')
    .select('orderId')
    .distinct()
    .where('orderId', 'in', orderIds)
    .where('counts', '=', true)
    .execute()
  return new Set(rows.map(({ orderId }) => orderId ?? ''))
}

/** The highest count among numbers that begin so: over all matters, where the transaction reads over walls. */
export async function lastInvoiceNumber(db: Scoped, stem: string): Promise<number> {
  const { last } = await db
    .selectFrom('invoice')
    .select(sql<number | null>`max(substring(number from ${stem.length + 1}::integer)::integer)`.as('last'))
    .where('number', 'like', `${stem}%`)
    .executeTakeFirstOrThrow()
  return last ?? 0
}
