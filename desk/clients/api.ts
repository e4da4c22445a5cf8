import { z } from '@hono/zod-openapi'
import { enterStream, NotVisible, type Scoped } from '../../platform/database/scope.ts'
import { cutPage, pageOf, pageQuery, route } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { can, canAny } from '../policy.ts'
import { given } from './given.ts'
import { hold } from './hold.ts'
import { type ClientCommand, clientKinds, decide } from './model.ts'
import { clients } from './projection.ts'
import { clientById, codeIsTaken, engagementById, engagementsOf, findClients } from './store.ts'
import { dateText, engagementTerms, timeZoneName } from './terms.ts'

/** Longest name of a company, address and reason, in characters. */
const nameLengthMax = 200
const addressLengthMax = 500
const reasonLengthMax = 1_000
/** A group of companies; more are to be split by who really sends work. */
const affiliatesMax = 500

const nameText = z.string().trim().min(1).max(nameLengthMax)
const reasonText = z.string().trim().min(1).max(reasonLengthMax)
const kind = z.enum(Object.keys(clientKinds) as [keyof typeof clientKinds])
const status = z.enum(['active', 'left'])

const facts = z.object({
  name: nameText,
  kind,
  country: z.string().regex(/^[A-Z]{2}$/, 'Give the two letters of ISO 3166, such as US.'),
  timeZone: timeZoneName,
  address: z.string().trim().max(addressLengthMax),
  affiliates: z.array(nameText).max(affiliatesMax),
  formerNames: z.array(nameText).max(affiliatesMax),
})
const code = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,7}$/, 'Give 2 to 8 capital letters and digits, a letter first.')
  .meta({ title: 'Code', description: 'Stands in references and invoice numbers.' })
const nda = z.object({ signedOn: dateText, reference: z.string().trim().min(1).max(nameLengthMax), expiresOn: dateText.nullable() })

const clientView = z
  .object({
    ...facts.shape,
    id: z.string(),
    code,
    affiliates: z.array(z.string()).readonly(),
    formerNames: z.array(z.string()).readonly(),
    status,
    signedUpAt: z.string(),
    nda: nda.nullable(),
  })
  .meta({ title: 'Client' })

const engagementView = z
  .object({
    id: z.string(),
    clientId: z.string(),
    title: z.string(),
    status: z.enum(['draft', 'signed', 'ended']),
    endedOn: z.string().nullable(),
    endedBecause: z.string().nullable(),
    versions: z
      .array(
        z.object({
          version: z.number(),
          from: z.string(),
          terms: engagementTerms,
          signedAt: z.string().nullable(),
          signedBy: z.string().nullable(),
          by: z.string(),
        }),
      )
      .readonly(),
  })
  .meta({ title: 'Engagement' })

const clientDetail = clientView.extend({ engagements: z.array(engagementView) })

const clientPath = z.object({ clientId: z.uuid() })
const engagementPath = clientPath.extend({ engagementId: z.uuid() })
const clientQuery = pageQuery.extend({ status: status.optional(), q: z.string().max(nameLengthMax).optional() })

const give = (work: Work, clientId: string, wanted: ClientCommand) =>
  command(work, clientId, { kind: 'client', id: clientId }, clients, (client, context) => decide(client, wanted, context))

const view = ({ clientId: id, ...row }: NonNullable<Awaited<ReturnType<typeof clientById>>>) => ({ id, ...row })

async function detail(db: Scoped, clientId: string) {
  const row = await clientById(db, clientId)
  if (!row) throw new NotVisible()
  return { ...view(row), engagements: await engagementsOf(db, clientId) }
}

async function engagement(db: Scoped, clientId: string, id: string) {
  const found = await engagementById(db, id)
  if (!found || found.clientId !== clientId) throw new NotVisible()
  return found
}

/** Clients and their engagements. A client's own people read theirs; nobody else of any client reads anything. */
export const clientRoutes = {
  list: route({
    method: 'get',
    path: '/api/clients',
    summary: 'List the clients',
    may: can('see-clients'),
    query: clientQuery,
    answer: pageOf(clientView),
    run: async ({ work, query: { cursor, limit, ...filter } }) =>
      cutPage((await findClients(work.db, filter, limit, cursor)).map(view), limit, (client) => client.code),
  }),
  signUp: route({
    method: 'post',
    path: '/api/clients',
    summary: 'Sign up a client',
    may: can('manage-clients'),
    body: facts.extend({ code }),
    answer: clientDetail,
    status: 201,
    run: async ({ work, body: { code, ...facts } }) => {
      await hold(work.db, 'client code')
      const id = newId()
      await enterStream(work.db, id)
      await give(work, id, { kind: 'sign-up', code, facts, codeTaken: await codeIsTaken(work.db, code) })
      return detail(work.db, id)
    },
  }),
  read: route({
    method: 'get',
    path: '/api/clients/{clientId}',
    summary: 'Read a client with its engagements',
    may: canAny('see-clients', 'see-own-client'),
    params: clientPath,
    answer: clientDetail,
    run: ({ work, params }) => detail(work.db, params.clientId),
  }),
  change: route({
    method: 'patch',
    path: '/api/clients/{clientId}',
    summary: 'Change a client; a former name is kept for conflict checks',
    may: can('manage-clients'),
    params: clientPath,
    body: facts.extend({ status }).partial(),
    answer: clientDetail,
    run: async ({ work, params: { clientId }, body }) => {
      await give(work, clientId, { kind: 'change', changes: given(body) })
      return detail(work.db, clientId)
    },
  }),
  recordNda: route({
    method: 'post',
    path: '/api/clients/{clientId}/nda',
    summary: 'Record the signed confidentiality agreement',
    may: can('manage-clients'),
    params: clientPath,
    body: nda,
    answer: clientDetail,
    run: async ({ work, params: { clientId }, body }) => {
      await give(work, clientId, { kind: 'record-nda', nda: body })
      return detail(work.db, clientId)
    },
  }),
  draftEngagement: route({
    method: 'post',
    path: '/api/clients/{clientId}/engagements',
    summary: 'Draft an engagement',
    may: can('manage-clients'),
    params: clientPath,
    body: z.object({ title: nameText, terms: engagementTerms }),
    answer: engagementView,
    status: 201,
    run: async ({ work, params: { clientId }, body }) => {
      const engagementId = newId()
      await give(work, clientId, { kind: 'draft-engagement', engagementId, ...body })
      return engagement(work.db, clientId, engagementId)
    },
  }),
  readEngagement: route({
    method: 'get',
    path: '/api/clients/{clientId}/engagements/{engagementId}',
    summary: 'Read an engagement with all versions of its terms',
    may: canAny('see-clients', 'see-own-client'),
    params: engagementPath,
    answer: engagementView,
    run: ({ work, params }) => engagement(work.db, params.clientId, params.engagementId),
  }),
  signEngagement: route({
    method: 'post',
    path: '/api/clients/{clientId}/engagements/{engagementId}/sign',
    summary: 'Record that the client signed the engagement',
    may: can('manage-clients'),
    params: engagementPath,
    body: z.object({ signedBy: nameText }),
    answer: engagementView,
    run: async ({ work, params: { clientId, engagementId }, body }) => {
      await give(work, clientId, { kind: 'sign-engagement', engagementId, ...body })
      return engagement(work.db, clientId, engagementId)
    },
  }),
  amendEngagement: route({
    method: 'post',
    path: '/api/clients/{clientId}/engagements/{engagementId}/amend',
    summary: 'Change the terms from a day on',
    may: can('manage-clients'),
    params: engagementPath,
    body: z.object({ from: dateText, terms: engagementTerms, signedBy: nameText.nullable(), reason: reasonText }),
    answer: engagementView,
    run: async ({ work, params: { clientId, engagementId }, body }) => {
      await give(work, clientId, { kind: 'amend-engagement', engagementId, ...body })
      return engagement(work.db, clientId, engagementId)
    },
  }),
  endEngagement: route({
    method: 'post',
    path: '/api/clients/{clientId}/engagements/{engagementId}/end',
    summary: 'End an engagement',
    may: can('manage-clients'),
    params: engagementPath,
    body: z.object({ on: dateText, reason: reasonText }),
    answer: engagementView,
    run: async ({ work, params: { clientId, engagementId }, body }) => {
      await give(work, clientId, { kind: 'end-engagement', engagementId, ...body })
      return engagement(work.db, clientId, engagementId)
    },
  }),
}
