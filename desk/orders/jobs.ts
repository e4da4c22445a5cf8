import type { Database } from '../../platform/database/database.ts'
import { type Scoped, scope, scopeMatter } from '../../platform/database/scope.ts'
import { house } from '../../platform/ids.ts'
import { command, type Projections } from '../../platform/ledger/command.ts'
import { Refused } from '../../platform/ledger/refusal.ts'
import { decide, type OrderBody, type Told } from './model.ts'
import { orders } from './projection.ts'
import { ordersToTell } from './store.ts'

/**
 * Records, once each, the warnings and breaches that have come since a clock was last looked at, also those of a time when nothing ran.
 * That it is once follows from the ledger: what was told is part of the order's state, so another run, or another worker, finds nothing to tell.
 *
 * @param tell whom it concerns, in the transaction that records it
 * @returns how many orders were told of
 */
export async function tellClocks(
  database: Database,
  projections: Projections,
  now: () => string,
  tell: (db: Scoped, orderId: string, told: readonly Told[]) => Promise<void>,
): Promise<number> {
  const due = await scope(database, house, (db) => ordersToTell(db, now()))
  let told = 0
  for (const { id, matterId } of due) {
    const done = await scopeMatter(database, house, matterId, async (db) => {
      const work = { db, actor: house, now: now(), projections }
      const { body } = await command(work, matterId, { kind: 'order', id }, orders, (order, context) =>
        decide(order, { kind: 'tell' }, context),
      )
      await tell(db, id, (body as Extract<OrderBody, { kind: 'order.clock-told' }>).told)
      return true
    }).catch((error: unknown) => {
      // Somebody else was first, or the order moved on in between.
      if (error instanceof Refused) return undefined
      throw error
    })
    if (done) told += 1
  }
  return told
}
