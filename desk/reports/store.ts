import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** Most orders of one client in one month that a report reads. */
const ordersMax = 20_000

/** A client's orders that were placed, delivered or ended, or ran, between two instants, as far as the actor sees their matters. */
export const ordersBetween = (db: Scoped, clientId: string, from: string, to: string) =>
  db
    .selectFrom('orders')
    .selectAll()
    .where('clientId', '=', clientId)
    .where('placedAt', '<', to)
    .where((eb) => eb.or([eb('endedAt', 'is', null), eb('endedAt', '>=', from), eb('deliveredAt', '>=', from)]))
    .orderBy('placedAt')
    .limit(ordersMax)
    .execute()

/** Questions to a client that were asked between two instants: how many, how many are answered, and the median wait for an answer in minutes. */
export async function questionsBetween(db: Scoped, clientId: string, from: string, to: string) {
  return db
    .selectFrom('rfi')
    .innerJoin('orders', 'orders.id', 'rfi.orderId')
    .select(({ fn }) => [
      fn.countAll<number>().as('asked'),
      fn.count<number>('rfi.closedAt').as('closed'),
      sql<number | null>`percentile_cont(0.5) within group (order by extract(epoch from (rfi.closed_at - rfi.asked_at)) / 60)`.as(
        'medianMinutes',
      ),
    ])
    .where('orders.clientId', '=', clientId)
    .where('rfi.askedAt', '>=', from)
    .where('rfi.askedAt', '<', to)
    .executeTakeFirstOrThrow()
}
