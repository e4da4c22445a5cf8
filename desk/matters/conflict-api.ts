import { z } from '@hono/zod-openapi'
import { NotVisible, overWalls, type Scoped } from '../../platform/database/scope.ts'
import { route } from '../../platform/http/route.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { clientById } from '../clients/store.ts'
import { can, canAny, holds } from '../policy.ts'
import { clientEntries, explainHit, findConflicts, type KnownName, partyEntry } from './conflict-search.ts'
import { namesHash, namesOfMatter } from './conflicts.ts'
import { decide } from './model.ts'
import { readOpening } from './opening.ts'
import type { PeopleFacts } from './person-facts.ts'
import { matters } from './projection.ts'
import { conflictView, type HitView, matterPath, reasonText } from './schemas.ts'
import {
  allClientNames,
  type HitRow,
  latestCheck,
  matterById,
  partiesOf,
  partiesOfOthers,
  visibleMatters,
  visibleParties,
} from './store.ts'

/** What is said of a hit that lies behind a wall. */
const hiddenText = 'A matter you may not see'

/** Every name that the house knows besides one matter's own, over walls. */
const knownNames = (db: Scoped, matterId: string): Promise<readonly KnownName[]> =>
  overWalls(db, async (all) => [
    ...(await allClientNames(all)).flatMap((client) => {
      const against = { clientId: client.clientId, matterId: null, partyId: null }
      return clientEntries(client).map((entry) => ({ entry, against, clientId: client.clientId, side: 'ours' as const }))
    }),
    ...(await partiesOfOthers(all, matterId)).map((party) => ({
      entry: partyEntry(party),
      against: { clientId: null, matterId: party.matterId, partyId: party.id },
      clientId: party.clientId,
      side: party.side,
    })),
  ])

/** Checks the names that the matter has now, and records what came up. */
async function runCheck(work: Work, matterId: string): Promise<void> {
  const matter = await matterById(work.db, matterId)
  const client = matter && (await clientById(work.db, matter.clientId))
  if (!client) throw new NotVisible()
  const names = namesOfMatter(client, await partiesOf(work.db, matterId))
  const found = findConflicts(names, await knownNames(work.db, matterId), client.clientId, newId)
  await command(work, matterId, { kind: 'matter', id: matterId }, matters, (state, context) =>
    decide(state, { kind: 'record-check', check: { id: newId(), namesHash: namesHash(names), ...found } }, context),
  )
}

/** Hits as one reader may see them: row-level security says which of the other matters show. */
async function presentHits(db: Scoped, actor: Actor, hits: readonly HitRow[]): Promise<HitView[]> {
  const ids = (column: 'againstMatterId' | 'againstPartyId') => hits.map((hit) => hit[column]).filter((id) => id !== null)
  const shown = new Map((await visibleMatters(db, ids('againstMatterId'))).map((matter) => [matter.matterId, matter]))
  const parties = new Map((await visibleParties(db, ids('againstPartyId'))).map((party) => [party.id, party]))
  const clients = new Map((holds(actor, 'see-clients') ? await allClientNames(db) : []).map((client) => [client.clientId, client]))
  return hits.map((hit) => {
    const matter = shown.get(hit.againstMatterId ?? '')
    const party = matter && parties.get(hit.againstPartyId ?? '')
    const client = clients.get(hit.againstClientId ?? '')
    const { id, name, score, tier, outcome, reason, decidedAt: at, decidedBy: by } = hit
    const decision = outcome && reason !== null && at && by ? { outcome, reason, at, by } : null
    return { id, name, score, tier, decision, ...other(hit, matter, party, client) }
  })
}

type Shown<Row> = Row extends (...args: never[]) => Promise<readonly (infer Item)[]> ? Item | undefined : never

function other(
  hit: HitRow,
  matter: Shown<typeof visibleMatters>,
  party: Shown<typeof visibleParties>,
  client: Shown<typeof allClientNames>,
): Pick<HitView, 'hidden' | 'against' | 'matter' | 'party' | 'client' | 'reasons'> {
  const nothing = { hidden: false, matter: null, party: null, client: null, reasons: [] }
  if (client) {
    const { clientId: id, name } = client
    return { ...nothing, against: `The client ${name}`, client: { id, name }, reasons: explainHit(hit, clientEntries(client)) }
  }
  if (!matter) return { ...nothing, hidden: true, against: hiddenText }
  const { matterId: id, reference, matterName: name, clientName } = matter
  const place = { ...nothing, matter: { id, reference, name, client: clientName } }
  if (!party) return { ...place, against: `A party that ${reference} no longer has` }
  const alsoKnownAs = [...party.aliases, ...party.formerNames]
  return {
    ...place,
    against: `${party.name}, ${party.role} in ${reference}`,
    party: { name: party.name, role: party.role, side: party.side, alsoKnownAs },
    reasons: explainHit(hit, [partyEntry(party)]),
  }
}

/** The conflict check of a matter: over all walls, telling nothing of what lies behind them. */
export const conflictRoutes = (people: PeopleFacts) => {
  const present = async ({ db, now }: Work, actor: Actor, matterId: string) => {
    const { conflict: standing } = await readOpening(db, people, matterId, null, now)
    const check = await latestCheck(db, matterId)
    if (!check) return { standing, check: null }
    const { id, checkedAt: at, checkedBy: by, searched, leftOut } = check
    return { standing, check: { id, at, by, searched, leftOut, hits: await presentHits(db, actor, check.hits) } }
  }
  return {
    read: route({
      method: 'get',
      path: '/api/matters/{matterId}/conflicts',
      summary: 'Read the latest conflict check',
      may: canAny('manage-matters', 'decide-conflicts'),
      params: matterPath,
      answer: conflictView,
      run: ({ work, actor, params }) => present(work, actor, params.matterId),
    }),
    check: route({
      method: 'post',
      path: '/api/matters/{matterId}/conflicts',
      summary: "Check the matter's names against every client and party, over walls",
      may: can('manage-matters'),
      params: matterPath,
      answer: conflictView,
      status: 201,
      run: async ({ work, actor, params: { matterId } }) => {
        await runCheck(work, matterId)
        return present(work, actor, matterId)
      },
    }),
    decide: route({
      method: 'post',
      path: '/api/matters/{matterId}/conflicts/{hitId}',
      summary: 'Clear or decline a hit',
      may: can('decide-conflicts'),
      params: matterPath.extend({ hitId: z.uuid() }),
      body: z.object({ outcome: z.enum(['cleared', 'declined']), reason: reasonText }),
      answer: conflictView,
      run: async ({ work, actor, params: { matterId, hitId }, body }) => {
        const hits = (await latestCheck(work.db, matterId))?.hits.filter(({ id }) => id === hitId) ?? []
        const [view] = await presentHits(work.db, actor, hits)
        const securityOfficer = actor.roles.includes('security-officer')
        const given = { kind: 'decide-hit', hitId, ...body, hidden: view?.hidden ?? true, securityOfficer } as const
        await command(work, matterId, { kind: 'matter', id: matterId }, matters, (matter, context) => decide(matter, given, context))
        return present(work, actor, matterId)
      },
    }),
  }
}
