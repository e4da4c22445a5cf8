import { z } from '@hono/zod-openapi'
import { enterStream, NotVisible, overWalls } from '../../platform/database/scope.ts'
import { cutPage, pageOf, pageQuery, route } from '../../platform/http/route.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { Refused, refuse } from '../../platform/ledger/refusal.ts'
import { given } from '../clients/given.ts'
import { hold } from '../clients/hold.ts'
import { clientById, engagementById } from '../clients/store.ts'
import { can, canAny } from '../policy.ts'
import { decide, type MatterCommand, type Member, type Party, type Walls } from './model.ts'
import { readOpening } from './opening.ts'
import type { PeopleFacts } from './person-facts.ts'
import { detailOf, summaryOf, wallsOf } from './present.ts'
import { matters } from './projection.ts'
import {
  matterDetail,
  matterFacts,
  matterPath,
  matterSummary,
  nameText,
  openingView,
  partiesBody,
  reasonText,
  teamBody,
  wallsBody,
  wallsView,
} from './schemas.ts'
import { findMatters, lastNumber, matterById, referenceIsTaken } from './store.ts'

const matterQuery = pageQuery.extend({
  cursor: z.uuid().optional(),
  status: z.enum(['proposed', 'open', 'declined', 'closed']).optional(),
  client: z.uuid().optional(),
  q: z.string().max(200).optional(),
})

const reference = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,29}$/, 'Give 3 to 30 capital letters, digits and dashes.')

const proposal = matterFacts.extend({
  clientId: z.uuid(),
  /** Made from the client's code and a count where it is left out. */
  reference: reference.optional(),
  parties: partiesBody,
  ...teamBody.shape,
})

const give = (work: Work, matterId: string, wanted: MatterCommand) =>
  command(work, matterId, { kind: 'matter', id: matterId }, matters, (matter, context) => decide(matter, wanted, context))

const identified = (parties: z.output<typeof partiesBody>): Party[] => parties.map(({ id = newId(), ...party }) => ({ id, ...party }))

const teamIds = (team: readonly Member[], attorneyId: string | null): string[] => [
  ...team.map(({ personId }) => personId),
  ...(attorneyId === null ? [] : [attorneyId]),
]

const wallIds = ({ include, exclude }: Walls): string[] => [...include, ...exclude].map(({ personId }) => personId)

async function refuseStrangeEngagement({ db }: Work, engagementId: string, clientId: string): Promise<void> {
  const engagement = await engagementById(db, engagementId)
  if (engagement?.clientId !== clientId) throw new Refused(refuse('engagementId', "Choose one of the client's engagements."))
}

/** Matters: who is in them, who may see them, and whether work may open. */
export const matterRoutes = (people: PeopleFacts) => {
  const changed = async (work: Work, actor: Actor, matterId: string, wanted: MatterCommand) => {
    await give(work, matterId, wanted)
    return detailOf(work, people, actor, matterId)
  }
  return {
    list: route({
      method: 'get',
      path: '/api/matters',
      summary: 'List the matters that you may see, newest first',
      may: can('see-matters'),
      query: matterQuery,
      answer: pageOf(matterSummary),
      run: async ({ work, query: { cursor, limit, client, ...filter } }) =>
        cutPage((await findMatters(work.db, { ...filter, clientId: client }, limit, cursor)).map(summaryOf), limit, ({ id }) => id),
    }),
    propose: route({
      method: 'post',
      path: '/api/matters',
      summary: 'Propose a matter; work opens when its gates are passed',
      may: can('manage-matters'),
      body: proposal,
      answer: matterDetail,
      status: 201,
      run: async ({ work, actor, body: { clientId, reference: wanted, parties, team, supervisingAttorneyId, ...facts } }) => {
        const client = await clientById(work.db, clientId)
        if (!client) throw new Refused(refuse('clientId', 'There is no such client.'))
        await refuseStrangeEngagement(work, facts.engagementId, clientId)
        await hold(work.db, 'matter reference')
        const { reference, referenceTaken } = await overWalls(work.db, async (all) => {
          const reference = wanted ?? `${client.code}-${String((await lastNumber(all, client.code)) + 1).padStart(4, '0')}`
          return { reference, referenceTaken: await referenceIsTaken(all, reference) }
        })
        const matterId = newId()
        await enterStream(work.db, matterId)
        return changed(work, actor, matterId, {
          kind: 'propose',
          clientId,
          reference,
          referenceTaken,
          facts,
          parties: identified(parties),
          team,
          supervisingAttorneyId,
          people: await people(work.db, teamIds(team, supervisingAttorneyId)),
        })
      },
    }),
    read: route({
      method: 'get',
      path: '/api/matters/{matterId}',
      summary: 'Read a matter',
      may: can('see-matters'),
      params: matterPath,
      answer: matterDetail,
      run: ({ work, actor, params }) => detailOf(work, people, actor, params.matterId),
    }),
    change: route({
      method: 'patch',
      path: '/api/matters/{matterId}',
      summary: 'Change a matter',
      may: can('manage-matters'),
      params: matterPath,
      body: matterFacts.partial(),
      answer: matterDetail,
      run: async ({ work, actor, params: { matterId }, body }) => {
        const matter = await matterById(work.db, matterId)
        if (!matter) throw new NotVisible()
        if (body.engagementId !== undefined) await refuseStrangeEngagement(work, body.engagementId, matter.clientId)
        return changed(work, actor, matterId, { kind: 'change', changes: given(body) })
      },
    }),
    setParties: route({
      method: 'put',
      path: '/api/matters/{matterId}/parties',
      summary: "Set a matter's parties; new names make its conflict check stale",
      may: can('manage-matters'),
      params: matterPath,
      body: z.object({ parties: partiesBody }),
      answer: matterDetail,
      run: ({ work, actor, params, body }) =>
        changed(work, actor, params.matterId, { kind: 'set-parties', parties: identified(body.parties) }),
    }),
    setTeam: route({
      method: 'put',
      path: '/api/matters/{matterId}/team',
      summary: 'Set who is on a matter, of the provider and of the client, and who supervises',
      may: can('manage-matters'),
      params: matterPath,
      body: teamBody,
      answer: matterDetail,
      run: async ({ work, actor, params, body }) =>
        changed(work, actor, params.matterId, {
          kind: 'set-team',
          ...body,
          people: await people(work.db, teamIds(body.team, body.supervisingAttorneyId)),
        }),
    }),
    readWalls: route({
      method: 'get',
      path: '/api/matters/{matterId}/walls',
      summary: 'Read who is included, who is walled off, and who sees the matter',
      may: can('change-walls'),
      params: matterPath,
      answer: wallsView,
      run: ({ work, params }) => wallsOf(work.db, people, params.matterId),
    }),
    setWalls: route({
      method: 'put',
      path: '/api/matters/{matterId}/walls',
      summary: 'Set the walls; they hold at once, and whoever is walled off is off the team',
      may: can('change-walls'),
      params: matterPath,
      body: wallsBody,
      answer: wallsView,
      run: async ({ work, params: { matterId }, body: walls }) => {
        await give(work, matterId, { kind: 'set-walls', walls, people: await people(work.db, wallIds(walls)) })
        return wallsOf(work.db, people, matterId)
      },
    }),
    recordConsent: route({
      method: 'post',
      path: '/api/matters/{matterId}/consent',
      summary: "Record the client's consent to an outside provider's work",
      may: can('record-consent'),
      params: matterPath,
      body: z.object({ evidence: nameText }),
      answer: matterDetail,
      run: ({ work, actor, params, body }) => changed(work, actor, params.matterId, { kind: 'record-consent', ...body }),
    }),
    readOpening: route({
      method: 'get',
      path: '/api/matters/{matterId}/opening',
      summary: 'Read what is missing before work may open',
      may: canAny('manage-matters', 'decide-conflicts'),
      params: matterPath,
      answer: openingView,
      run: ({ work, params }) => readOpening(work.db, people, params.matterId, null, work.now),
    }),
    open: route({
      method: 'post',
      path: '/api/matters/{matterId}/open',
      summary: 'Open a matter; answered with what is missing where its gates are not passed',
      may: can('manage-matters'),
      params: matterPath,
      answer: matterDetail,
      run: async ({ work, actor, params: { matterId } }) => {
        const { missing } = await readOpening(work.db, people, matterId, null, work.now)
        return changed(work, actor, matterId, { kind: 'open', missing })
      },
    }),
    decline: route({
      method: 'post',
      path: '/api/matters/{matterId}/decline',
      summary: 'Decline a proposed matter',
      may: can('manage-matters'),
      params: matterPath,
      body: z.object({ reason: reasonText }),
      answer: matterDetail,
      run: ({ work, actor, params, body }) => changed(work, actor, params.matterId, { kind: 'decline', ...body }),
    }),
    close: route({
      method: 'post',
      path: '/api/matters/{matterId}/close',
      summary: 'Close an open matter',
      may: can('manage-matters'),
      params: matterPath,
      body: z.object({ reason: reasonText }),
      answer: matterDetail,
      run: ({ work, actor, params, body }) => changed(work, actor, params.matterId, { kind: 'close', ...body }),
    }),
  }
}
