import { NotVisible } from '../../platform/database/scope.ts'
import type { Work } from '../../platform/ledger/command.ts'
import { Refused, refuseNow } from '../../platform/ledger/refusal.ts'
import { dayIn } from '../clients/day.ts'
import { type Engagement, type EngagementVersion, termsOn } from '../clients/engagement.ts'
import { clientById, engagementById } from '../clients/store.ts'
import { type Priority, rateLine, serviceLevelOf } from '../clients/terms.ts'
import { type ServiceLineId, serviceLines } from '../line.ts'
import type { Missing } from '../matters/gates.ts'
import { readOpening } from '../matters/opening.ts'
import { matterById } from '../matters/store.ts'
import { peopleFacts } from '../people/store.ts'
import type { OrderTerms } from './model.ts'

/** What an order needs to know of its matter, on the day where the client is. */
export interface MatterFacts {
  readonly reference: string
  readonly clientId: string
  readonly status: string
  readonly engagement: Engagement
  readonly date: string
  readonly conflictCleared: boolean
  /** What is missing of the conflict check alone. */
  readonly conflictMissing: readonly Missing[]
  /** All that is missing before work may open. */
  readonly missing: readonly Missing[]
}

/** @throws NotVisible where the actor may not see the matter */
export async function matterFacts({ db, now }: Work, matterId: string, line: ServiceLineId | null = null): Promise<MatterFacts> {
  const matter = await matterById(db, matterId)
  const client = matter && (await clientById(db, matter.clientId))
  const engagement = matter && (await engagementById(db, matter.engagementId))
  if (!matter || !client || !engagement) throw new NotVisible()
  const { conflict, missing } = await readOpening(db, peopleFacts, matterId, line, now)
  const { reference, clientId, status } = matter
  return {
    reference,
    clientId,
    status,
    engagement,
    date: dayIn(now, client.timeZone),
    conflictCleared: conflict === 'cleared',
    conflictMissing: missing.filter(({ gate }) => gate === 'conflict'),
    missing,
  }
}

/**
 * What binds and prices an order of today.
 *
 * @throws Refused where no terms are in force, or they do not cover the line or the priority
 */
export function termsFor({ engagement, date }: MatterFacts, line: ServiceLineId, priority: Priority) {
  const version = termsOn(engagement, date)
  if (!version)
    throw new Refused(refuseNow('engagement', `No terms of "${engagement.title}" are in force on ${date}. Sign or extend the engagement.`))
  return boundBy(engagement, version, line, priority)
}

/**
 * What binds and prices an order by another priority: the version of the terms under which it was placed. A later one does not reach it, nor does the engagement's
 * end, nor another engagement that the matter has come under since.
 *
 * @throws Refused where that version does not have the priority
 */
export function termsOfOrder(
  engagement: Engagement | undefined,
  { engagementVersion, line }: { readonly engagementVersion: number; readonly line: ServiceLineId },
  priority: Priority,
) {
  const version = engagement?.versions.find((one) => one.version === engagementVersion)
  if (!engagement || !version) throw new NotVisible()
  return boundBy(engagement, version, line, priority)
}

function boundBy(engagement: Engagement, version: EngagementVersion, line: ServiceLineId, priority: Priority) {
  const rate = rateLine(version.terms, line)
  const serviceLevel = serviceLevelOf(version.terms, line, priority)
  const name = serviceLines[line].toLowerCase()
  if (!rate || !version.terms.lines.includes(line))
    throw new Refused(refuseNow('line', `The engagement does not cover ${name}. Amend it first.`))
  if (!serviceLevel) throw new Refused(refuseNow('priority', `The engagement has no ${priority} service level for ${name}.`))
  const terms: OrderTerms = {
    engagementId: engagement.id,
    engagementVersion: version.version,
    serviceLevel,
    acceptanceBusinessDays: version.terms.acceptanceBusinessDays,
  }
  return { terms, rateLine: rate, clientRate: version.terms.clientRates[line] ?? null }
}
