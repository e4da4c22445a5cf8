import { deskTable, type Migration } from '../../../platform/database/migrations.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Projection } from '../../../platform/ledger/projection.ts'
import { apply, type Drafting } from './model.ts'

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    drafting: Drafting
  }
}

export const draftingMigrations: readonly Migration[] = [
  {
    id: 'contract drafting 2026-11-24 drafting',
    up: deskTable(
      'drafting',
      `order_id uuid primary key, matter_id uuid not null, template_id uuid not null, version integer not null, answers jsonb not null,
       revision integer not null, saved_at timestamptz not null, saved_by uuid not null, assembled jsonb`,
    ),
  },
]

export const draftings: Projection<Drafting | null> = {
  subject: 'order',
  initial: null,
  apply,
  tables: [{ name: 'drafting', key: ['orderId'], stream: 'matterId' }],
  rows: (drafting) => (drafting ? { drafting: [drafting] } : {}),
}

/** The drafting of an order, if it has begun. */
export const draftingOf = (db: Scoped, orderId: string) =>
  db.selectFrom('drafting').selectAll().where('orderId', '=', orderId).executeTakeFirst()
