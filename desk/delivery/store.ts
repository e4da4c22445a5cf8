import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { pageRowsMax } from '../../platform/http/route.ts'
import type { MarkedDefect } from '../defects.ts'
import type { Deliverable } from './model.ts'

export interface DeliverableRow extends Omit<Deliverable, 'accepted' | 'returned' | 'downloads'> {
  acceptedAt: string | null
  acceptedBy: string | null
  acceptedHow: 'accepted' | 'deemed' | null
  returnedAt: string | null
  returnedBy: string | null
  returnNote: string | null
  returnDefects: readonly MarkedDefect[] | null
  downloads: number
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    deliverable: DeliverableRow
  }
}

export const deliveryMigrations: readonly Migration[] = [
  {
    id: 'delivery 2026-11-24',
    up: [
      deskTable(
        'deliverable',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, number integer not null, files jsonb not null, extras jsonb not null,
         certificate jsonb not null, manifest jsonb not null, product_hash text not null, sign_off_id uuid not null, security jsonb not null,
         released_at timestamptz not null, released_by uuid not null, accept_by timestamptz not null,
         accepted_at timestamptz, accepted_by uuid, accepted_how text, returned_at timestamptz, returned_by uuid, return_note text, return_defects jsonb,
         downloads integer not null`,
      ),
      'create index deliverable_order on deliverable (order_id, number);create index deliverable_released on deliverable (released_at desc, id desc);',
      'create index deliverable_open on deliverable (accept_by) where accepted_at is null and returned_at is null;',
    ].join('\n'),
  },
]

const withOrder = (db: Scoped) =>
  db
    .selectFrom('deliverable')
    .innerJoin('orders', 'orders.id', 'deliverable.orderId')
    .innerJoin('matter', 'matter.matterId', 'deliverable.matterId')
    .selectAll('deliverable')
    .select([
      'orders.number as orderNumber',
      'orders.title as orderTitle',
      'orders.line',
      'orders.clientId',
      'matter.reference',
      'matter.name as matterName',
    ])

export interface DeliverableFilter {
  readonly clientId?: string | undefined
  readonly orderId?: string | undefined
  /** Neither accepted nor returned. */
  readonly open?: boolean | undefined
}

/** Deliverables that the actor may see, newest first; one more than `limit`, to know whether there is a next page. */
export function findDeliverables(
  db: Scoped,
  { clientId, orderId, open }: DeliverableFilter,
  limit: number,
  before?: { readonly at: string; readonly id: string },
) {
  let query = withOrder(db)
  if (clientId) query = query.where('orders.clientId', '=', clientId)
  if (orderId) query = query.where('deliverable.orderId', '=', orderId)
  if (open) query = query.where('deliverable.acceptedAt', 'is', null).where('deliverable.returnedAt', 'is', null)
  if (open === false)
    query = query.where((eb) => eb.or([eb('deliverable.acceptedAt', 'is not', null), eb('deliverable.returnedAt', 'is not', null)]))
  if (before) query = query.where((eb) => eb(eb.refTuple('deliverable.releasedAt', 'deliverable.id'), '<', eb.tuple(before.at, before.id)))
  return query
    .orderBy('deliverable.releasedAt', 'desc')
    .orderBy('deliverable.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export const deliverableById = (db: Scoped, id: string) => withOrder(db).where('deliverable.id', '=', id).executeTakeFirst()

/** Deliverables whose time for acceptance has passed in silence, longest ago first. */
export const silentDeliverables = (db: Scoped, now: string) =>
  db
    .selectFrom('deliverable')
    .select(['id', 'matterId', 'orderId'])
    .where('acceptedAt', 'is', null)
    .where('returnedAt', 'is', null)
    .where('acceptBy', '<', now)
    .orderBy('acceptBy')
    .limit(pageRowsMax)
    .execute()
