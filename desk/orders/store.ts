import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { pageRowsMax } from '../../platform/http/route.ts'
import type { Priority } from '../clients/terms.ts'
import type { ServiceLineId } from '../line.ts'
import { type OrderStatus, openStatuses } from './lifecycle.ts'
import type { Order, OrderTerms } from './model.ts'

/** An order as its table holds it: the order, its terms beside it, and its clock as of its last entry. */
export interface OrderRow extends Omit<Order, 'terms'>, OrderTerms {
  quoteMinor: number
  currency: string
  dueAt: string | null
  breachedAt: string | null
  nextStepAt: string | null
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    orders: OrderRow
  }
}

export const orderMigrations: readonly Migration[] = [
  {
    id: 'orders 2026-11-24',
    up:
      deskTable(
        'orders',
        `id uuid primary key, matter_id uuid not null, client_id uuid not null, number text not null unique, line text not null, title text not null,
         priority text not null, intake jsonb not null, attachments jsonb not null, quote jsonb not null, quote_minor bigint not null, currency text not null,
         requested_due_at timestamptz, promised_due_at timestamptz, placed_at timestamptz not null, placed_by uuid not null,
         status text not null, held_from text, reason text, clock_events jsonb not null, told jsonb not null, delivered_at timestamptz, ended_at timestamptz,
         engagement_id uuid not null, engagement_version integer not null, service_level jsonb not null, acceptance_business_days integer not null,
         due_at timestamptz, breached_at timestamptz, next_step_at timestamptz`,
      ) +
      'create index orders_matter on orders (matter_id, placed_at);create index orders_due on orders (due_at, id);' +
      'create index orders_next_step on orders (next_step_at) where next_step_at is not null;create index orders_status on orders (status);',
  },
]

export interface OrderFilter {
  readonly status?: OrderStatus | undefined
  /** Only what somebody still has something to do on. */
  readonly open?: boolean | undefined
  readonly line?: ServiceLineId | undefined
  readonly priority?: Priority | undefined
  readonly matterId?: string | undefined
  readonly clientId?: string | undefined
  /** A part of the title or the number, without case. */
  readonly q?: string | undefined
}

/** Where the next page begins: the due instant (or none) and the id of the last row. */
export interface OrderCursor {
  readonly dueAt: string | null
  readonly id: string
}

/** Orders that the actor may see, first due first, those without a due time last; one more than `limit`, to know whether there is a next page. */
export function findOrders(db: Scoped, filter: OrderFilter, limit: number, after?: OrderCursor) {
  let query = db.selectFrom('orders').selectAll()
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.open !== undefined) query = query.where('status', filter.open ? 'in' : 'not in', openStatuses)
  if (filter.line) query = query.where('line', '=', filter.line)
  if (filter.priority) query = query.where('priority', '=', filter.priority)
  if (filter.matterId) query = query.where('matterId', '=', filter.matterId)
  if (filter.clientId) query = query.where('clientId', '=', filter.clientId)
  if (filter.q) {
    const pattern = `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('title', 'ilike', pattern), eb('number', 'ilike', pattern)]))
  }
  if (after)
    query = query.where((eb) =>
      after.dueAt === null
        ? eb.and([eb('dueAt', 'is', null), eb('id', '>', after.id)])
        : eb.or([eb('dueAt', '>', after.dueAt), eb.and([eb('dueAt', '=', after.dueAt), eb('id', '>', after.id)]), eb('dueAt', 'is', null)]),
    )
  return query
    .orderBy('dueAt', (order) => order.asc().nullsLast())
    .orderBy('id')
    .limit(limit + 1)
    .execute()
}

export const orderById = (db: Scoped, id: string) => db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst()

/** How many orders a matter has had: the next one's number counts on. */
export async function ordersOnMatter(db: Scoped, matterId: string): Promise<number> {
  const { count } = await db
    .selectFrom('orders')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('matterId', '=', matterId)
    .executeTakeFirstOrThrow()
  return count
}

/** Orders of which a clock has come to a step by `now` that was not told, longest waiting first. */
export const ordersToTell = (db: Scoped, now: string) =>
  db.selectFrom('orders').select(['id', 'matterId']).where('nextStepAt', '<=', now).orderBy('nextStepAt').limit(pageRowsMax).execute()
