import type { Scoped } from '../../platform/database/scope.ts'
import { NotVisible } from '../../platform/database/scope.ts'
import { dayIn } from '../clients/day.ts'
import { clientById, engagementById } from '../clients/store.ts'
import type { ServiceLineId } from '../line.ts'
import { type ConflictStanding, conflictStanding, namesHash, namesOfMatter } from './conflicts.ts'
import { gates, type Missing } from './gates.ts'
import type { PeopleFacts } from './person-facts.ts'
import { latestCheck, matterById, partiesOf } from './store.ts'

/** What another room wants to know of a matter before it begins something there. */
export interface Opening {
  readonly status: 'proposed' | 'open' | 'declined' | 'closed'
  readonly conflict: ConflictStanding
  /** What is missing before work may open; see `gates`. */
  readonly missing: readonly Missing[]
}

/**
 * Reads how far a matter is from being worked on.
 *
 * @param line the service line of the order that is to be opened; null for the matter itself
 * @param now ISO 8601
 * @throws NotVisible where the actor may not see the matter
 *
 * @example
 * const { missing } = await readOpening(work.db, peopleFacts, matterId, 'contract-drafting', work.now)
 */
export async function readOpening(
  db: Scoped,
  people: PeopleFacts,
  matterId: string,
  line: ServiceLineId | null,
  now: string,
): Promise<Opening> {
  const matter = await matterById(db, matterId)
  const client = matter && (await clientById(db, matter.clientId))
  if (!matter || !client) throw new NotVisible()
  const check = await latestCheck(db, matterId)
  const last = check && {
    ...check,
    hits: check.hits.map(({ outcome }) => ({ decision: outcome && { outcome } })),
  }
  const conflict = conflictStanding(last, namesHash(namesOfMatter(client, await partiesOf(db, matterId))))
  const date = dayIn(now, client.timeZone)
  const attorneyId = matter.supervisingAttorneyId
  const attorney = attorneyId === null ? undefined : (await people(db, [attorneyId])).get(attorneyId)
  return {
    status: matter.status,
    conflict,
    missing: gates({
      client,
      matter,
      conflict,
      line,
      date,
      engagement: (await engagementById(db, matter.engagementId)) ?? null,
      attorney: attorney
        ? { name: attorney.name, admitted: attorney.status === 'active' && attorney.mayAnswerFor(matter.jurisdiction, date) }
        : null,
    }),
  }
}
