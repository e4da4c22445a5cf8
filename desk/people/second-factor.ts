import type { Database } from '../../platform/database/database.ts'
import { scope } from '../../platform/database/scope.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { dayIn } from '../clients/day.ts'
import { termsOn } from '../clients/engagement.ts'
import { engagementsOf } from '../clients/store.ts'

/**
 * An engagement can demand the second factor of the client's people: without it their session may only set one up.
 *
 * @param now ISO 8601
 */
export async function barWithoutFactor(database: Database, actor: Actor, now: string): Promise<Actor> {
  const { clientId } = actor
  if (clientId === undefined || actor.secondFactor) return actor
  const engagements = await scope(database, actor.id, (db) => engagementsOf(db, clientId))
  const demanded = engagements.some((engagement) => termsOn(engagement, dayIn(now, 'UTC'))?.terms.security.secondFactor)
  return demanded
    ? { ...actor, barred: 'Your engagement asks for a second factor. Set one up under Account, then sign in with it.' }
    : actor
}
