import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { pageRowsMax } from '../../platform/http/route.ts'

interface RfiRow {
  id: string
  matterId: string
  orderId: string
  question: string
  askedAt: string
  askedBy: string
  dueAt: string
  answer: string | null
  remindedAt: string | null
  closedAt: string | null
  closedBy: string | null
  closedHow: 'answered' | 'withdrawn' | null
  closedWhy: string | null
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    rfi: RfiRow
  }
}

export const rfiMigrations: readonly Migration[] = [
  {
    id: 'rfis 2026-11-24',
    up:
      deskTable(
        'rfi',
        `id uuid not null, matter_id uuid not null, order_id uuid not null, question text not null, asked_at timestamptz not null, asked_by uuid not null,
         due_at timestamptz not null, answer text, reminded_at timestamptz, closed_at timestamptz, closed_by uuid, closed_how text, closed_why text,
         primary key (matter_id, id)`,
      ) + 'create index rfi_order on rfi (order_id);create index rfi_open on rfi (due_at) where closed_at is null;',
  },
]

/**
 * The open questions of the orders that the actor may see, oldest due first. Row-level security does the filtering. What was asked of an order that has ended
 * since needs no answer any more.
 */
export const openRfis = (db: Scoped) =>
  db
    .selectFrom('rfi')
    .innerJoin('orders', 'orders.id', 'rfi.orderId')
    .selectAll('rfi')
    .select(['orders.number as orderNumber', 'orders.title as orderTitle'])
    .where('rfi.closedAt', 'is', null)
    .where('orders.endedAt', 'is', null)
    .orderBy('rfi.dueAt')
    .limit(pageRowsMax)
    .execute()

/** All questions of one order, in the order in which they were asked. */
export const rfisOfOrder = (db: Scoped, orderId: string) =>
  db.selectFrom('rfi').selectAll().where('orderId', '=', orderId).orderBy('askedAt').limit(pageRowsMax).execute()

/** Open questions that are due by `until`, on orders that have not ended, and of which the client was not yet reminded. */
export const rfisToRemind = (db: Scoped, until: string) =>
  db
    .selectFrom('rfi')
    .innerJoin('orders', 'orders.id', 'rfi.orderId')
    .select(['rfi.id', 'rfi.matterId', 'rfi.orderId'])
    .where('rfi.closedAt', 'is', null)
    .where('rfi.remindedAt', 'is', null)
    .where('rfi.dueAt', '<=', until)
    .where('orders.endedAt', 'is', null)
    .limit(pageRowsMax)
    .execute()
