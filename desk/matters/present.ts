import { NotVisible, type Scoped } from '../../platform/database/scope.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { house } from '../../platform/ids.ts'
import type { Work } from '../../platform/ledger/command.ts'
import { clientById } from '../clients/store.ts'
import { readOpening } from './opening.ts'
import type { PeopleFacts } from './person-facts.ts'
import { accessTo, type findMatters, type MatterRow, matterById, membersOf, partiesOf } from './store.ts'

/** A matter in a list. */
export const summaryOf = (row: Awaited<ReturnType<typeof findMatters>>[number]) =>
  summary(row, { name: row.clientName, code: row.clientCode })

const summary = (row: MatterRow, client: { readonly name: string; readonly code: string }) => ({
  id: row.matterId,
  reference: row.reference,
  name: row.name,
  client: { id: row.clientId, name: client.name, code: client.code },
  clientReference: row.clientReference,
  jurisdiction: row.jurisdiction,
  practiceArea: row.practiceArea,
  status: row.status,
  proposedAt: row.proposedAt,
  openedAt: row.openedAt,
  endedAt: row.endedAt,
})

/** One matter as a reader may know it: a client's people see nothing of how the house came to accept it. */
export async function detailOf({ db, now }: Work, people: PeopleFacts, actor: Actor, matterId: string) {
  const row = await matterById(db, matterId)
  const client = row && (await clientById(db, row.clientId))
  if (!row || !client) throw new NotVisible()
  const members = await membersOf(db, matterId)
  const attorneyId = row.supervisingAttorneyId
  const named = await people(db, [...members.map(({ personId }) => personId), ...(attorneyId === null ? [] : [attorneyId])])
  const ofProvider = actor.clientId === undefined
  const { engagementId, court, caseNumber, endedBecause, consent } = row
  return {
    ...summary(row, client),
    engagementId,
    court,
    caseNumber,
    endedBecause,
    consent,
    notes: ofProvider ? row.notes : null,
    parties: (await partiesOf(db, matterId)).map(({ matterId: _, ...party }) => party),
    team: members.map(({ personId, role }) => ({
      personId,
      role,
      name: nameIn(named, personId),
      ofClient: (named.get(personId)?.clientId ?? null) !== null,
    })),
    supervisingAttorney: attorneyId === null ? null : { id: attorneyId, name: nameIn(named, attorneyId) },
    opening: ofProvider ? await readOpening(db, people, matterId, null, now) : null,
  }
}

/** The lists of a matter's walls, and who sees it as they stand. */
export async function wallsOf(db: Scoped, people: PeopleFacts, matterId: string) {
  const row = await matterById(db, matterId)
  if (!row) throw new NotVisible()
  const { include, exclude } = row.walls
  const access = (await accessTo(db, matterId)).filter((id) => id !== house)
  const named = await people(db, [...include.map(({ personId }) => personId), ...exclude.map(({ personId }) => personId), ...access])
  const wall = ({ personId, reason }: { readonly personId: string; readonly reason: string }) => ({
    personId,
    name: nameIn(named, personId),
    reason,
  })
  return {
    include: include.map(wall),
    exclude: exclude.map(wall),
    access: access.map((id) => ({ id, name: nameIn(named, id) })).sort((a, b) => a.name.localeCompare(b.name, 'en')),
  }
}

const nameIn = (named: ReadonlyMap<string, { readonly name: string }>, id: string): string => named.get(id)?.name ?? 'Somebody unknown'
