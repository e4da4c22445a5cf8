import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { SignOff, SignOffRefusal } from './model.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    signOff: SignOff
    signOffRefusal: SignOffRefusal
  }
}

export const signOffMigrations: readonly Migration[] = [
  {
    id: 'signoff 2026-11-24',
    up: [
      deskTable(
        'sign_off',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, product_hash text not null, attorney_id uuid not null, attorney_name text not null,
         admission jsonb not null, statement text not null, at timestamptz not null, voided_at timestamptz, voided_because text`,
      ),
      'create index sign_off_order on sign_off (order_id);',
      deskTable(
        'sign_off_refusal',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, product_hash text not null, attorney_id uuid not null, attorney_name text not null,
         reason text not null, defects jsonb not null, at timestamptz not null`,
      ),
      'create index sign_off_refusal_order on sign_off_refusal (order_id);',
    ].join('\n'),
  },
]

/** The sign-offs of one order, newest first. */
export const signOffsOfOrder = (db: Scoped, orderId: string) =>
  db.selectFrom('signOff').selectAll().where('orderId', '=', orderId).orderBy('at', 'desc').orderBy('id', 'desc').execute()

/** The refusals of one order, newest first. */
export const refusalsOfOrder = (db: Scoped, orderId: string) =>
  db.selectFrom('signOffRefusal').selectAll().where('orderId', '=', orderId).orderBy('at', 'desc').orderBy('id', 'desc').execute()
