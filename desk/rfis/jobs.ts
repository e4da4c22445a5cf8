import type { Database } from '../../platform/database/database.ts'
import { type Scoped, scope, scopeMatter } from '../../platform/database/scope.ts'
import { house } from '../../platform/ids.ts'
import type { Projections } from '../../platform/ledger/command.ts'
import { Refused } from '../../platform/ledger/refusal.ts'
import { change } from './api.ts'
import { rfisToRemind } from './store.ts'

/** How long before it is due the client is reminded of a question, in hours: within the same working day. */
const reminderHours = 4

/**
 * Reminds clients, once, of questions that are nearly due or past it.
 *
 * @param remind the client, in the transaction that records it
 * @returns how many
 */
export async function remindOfQuestions(
  database: Database,
  projections: Projections,
  now: () => string,
  remind: (db: Scoped, orderId: string) => Promise<void>,
): Promise<number> {
  const until = new Date(Date.parse(now()) + reminderHours * 3_600_000).toISOString()
  const due = await scope(database, house, (db) => rfisToRemind(db, until))
  let reminded = 0
  for (const { id, matterId, orderId } of due) {
    const work = { actor: house, now: now(), projections }
    const done = await scopeMatter(database, house, matterId, async (db) => {
      await change({ ...work, db }, { matterId, orderId }, { kind: 'remind', id })
      await remind(db, orderId)
      return true
    }).catch((error: unknown) => {
      if (error instanceof Refused) return undefined
      throw error
    })
    if (done) reminded += 1
  }
  return reminded
}
