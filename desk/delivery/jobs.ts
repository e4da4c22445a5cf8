import type { Database } from '../../platform/database/database.ts'
import { scope, scopeMatter } from '../../platform/database/scope.ts'
import { house } from '../../platform/ids.ts'
import type { Projections } from '../../platform/ledger/command.ts'
import { Refused } from '../../platform/ledger/refusal.ts'
import { change } from './change.ts'
import { silentDeliverables } from './store.ts'

/**
 * Accepts, once each, the deliverables to which the client said nothing for the agreed days.
 * That it is once follows from the ledger: what was accepted or returned is settled, so another run, or another worker, finds nothing to do.
 *
 * @returns how many were accepted
 */
export async function deemAccepted(database: Database, projections: Projections, now: () => string): Promise<number> {
  const silent = await scope(database, house, (db) => silentDeliverables(db, now()))
  let accepted = 0
  for (const { id, matterId, orderId } of silent) {
    const work = { actor: house, now: now(), projections }
    const done = await scopeMatter(database, house, matterId, (db) =>
      change({ ...work, db }, { matterId, orderId }, { kind: 'deem', id }),
    ).catch((error: unknown) => {
      // Somebody else was first, or the client spoke in between.
      if (error instanceof Refused) return undefined
      throw error
    })
    if (done) accepted += 1
  }
  return accepted
}
