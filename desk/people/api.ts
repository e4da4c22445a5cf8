import { z } from '@hono/zod-openapi'
import { InvalidInput, workingTime } from '../../kits/calendar/index.ts'
import { NotVisible, type Scoped } from '../../platform/database/scope.ts'
import { cutPage, pageOf, pageQuery, route } from '../../platform/http/route.ts'
import { house, newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { Refused, refuse, refusePerson } from '../../platform/ledger/refusal.ts'
import { given } from '../clients/given.ts'
import { hold } from '../clients/hold.ts'
import { clientById } from '../clients/store.ts'
import { dateText, timeZoneName, weekHours } from '../clients/terms.ts'
import { jurisdictionCode } from '../matters/jurisdiction.ts'
import { can, holds, type Role, roles } from '../policy.ts'
import { decide, type PersonCommand } from './model.ts'
import { people } from './projection.ts'
import { emailIsTaken, findPeople, personById } from './store.ts'

/** Who opens and closes accounts, in the transaction of the command. */
export interface Accounts {
  invite(work: Work, person: { readonly id: string; readonly email: string; readonly name: string }): Promise<void>
  /** For somebody who has lost the password or the second factor: ends every session, takes the factor away and sends a new invitation. */
  reset(work: Work, person: { readonly id: string; readonly email: string; readonly name: string }): Promise<void>
  /** Ends every session and lets nobody in any more. */
  close(work: Work, personId: string): Promise<void>
}

/** Longest name, number and place, in characters. */
const nameLengthMax = 200
const reasonLengthMax = 1_000
const employersMax = 50
const skillsMax = 100

const nameText = z.string().trim().min(1).max(nameLengthMax)
const role = z.enum(Object.keys(roles) as [Role, ...Role[]])
const status = z.enum(['invited', 'active', 'left'])
const shift = weekHours.superRefine((hours, context) => {
  try {
    workingTime({ timeZone: 'UTC', hours, holidays: [] }, 'shift')
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    context.addIssue({ code: 'custom', message: error.message })
  }
})

const facts = z.object({
  name: nameText,
  timeZone: timeZoneName,
  site: nameText.nullable(),
  shift: shift.nullable(),
  formerEmployers: z.array(nameText).max(employersMax),
  ndaSignedOn: dateText.nullable(),
})
const skill = z.object({
  skill: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'Write a skill such as contract-drafting.'),
  level: z.literal([0, 1, 2, 3, 4]),
})

const admission = z.object({
  jurisdiction: jurisdictionCode,
  number: nameText,
  status: z.enum(['active', 'inactive', 'suspended']),
  admittedOn: dateText,
  expiresOn: dateText.nullable(),
  evidence: nameText,
})

const personView = z
  .object({
    ...facts.shape,
    id: z.string(),
    email: z.string(),
    clientId: z.string().nullable(),
    roles: z.array(role).readonly(),
    shift: z
      .record(z.string(), z.array(z.tuple([z.string(), z.string()]).readonly()).readonly())
      .readonly()
      .nullable(),
    formerEmployers: z.array(z.string()).readonly(),
    skills: z.array(skill).readonly(),
    admissions: z.array(admission.extend({ id: z.string() })).readonly(),
    status,
    invitedAt: z.string(),
    joinedAt: z.string().nullable(),
    leftAt: z.string().nullable(),
  })
  .meta({ title: 'Person' })

const personPath = z.object({ personId: z.uuid() })
const personQuery = pageQuery.extend({
  status: status.optional(),
  role: role.optional(),
  skill: z.string().max(60).optional(),
  client: z.uuid().optional(),
  of: z.enum(['provider', 'clients']).optional(),
  q: z.string().max(nameLengthMax).optional(),
})
const cursorForm = z.tuple([z.string(), z.uuid()])

const give = (work: Work, id: string, wanted: PersonCommand) =>
  command(work, house, { kind: 'person', id }, people, (person, context) => decide(person, wanted, context))

async function read(db: Scoped, id: string) {
  const person = await personById(db, id)
  if (!person) throw new NotVisible()
  return person
}

/** Gives one command to one person and answers how they are now. */
async function changed(work: Work, id: string, wanted: PersonCommand) {
  await give(work, id, wanted)
  return read(work.db, id)
}

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return undefined
  try {
    const [name, id] = cursorForm.parse(JSON.parse(cursor))
    return { name, id }
  } catch {
    throw new Refused(refuse('cursor', 'Take the cursor as the page before gave it.'))
  }
}

/** Staff and client users alike. */
export const peopleRoutes = (accounts: Accounts) => ({
  list: route({
    method: 'get',
    path: '/api/people',
    summary: 'List people',
    may: can('see-people'),
    query: personQuery,
    answer: pageOf(personView),
    run: async ({ work, query: { cursor, limit, client, ...filter } }) =>
      cutPage(await findPeople(work.db, { ...filter, clientId: client }, limit, readCursor(cursor)), limit, ({ name, id }) =>
        JSON.stringify([name, id]),
      ),
  }),
  invite: route({
    method: 'post',
    path: '/api/people',
    summary: 'Invite a person',
    may: can('manage-people'),
    within: 'house',
    body: facts.extend({ email: z.email().max(nameLengthMax).toLowerCase(), clientId: z.uuid().nullable(), roles: z.array(role) }),
    answer: personView,
    status: 201,
    run: async ({ work, actor, body: { email, clientId, roles, ...facts } }) => {
      if (roles.length > 0 && !holds(actor, 'grant-roles'))
        throw new Refused(refusePerson('roles', 'Leave the roles empty: somebody who may grant roles sets them afterwards.'))
      if (clientId !== null && !(await clientById(work.db, clientId))) throw new Refused(refuse('clientId', 'There is no such client.'))
      await hold(work.db, 'email address')
      const id = newId()
      await give(work, id, { kind: 'invite', email, clientId, roles, facts, emailTaken: await emailIsTaken(work.db, email) })
      await accounts.invite(work, { id, email, name: facts.name })
      return read(work.db, id)
    },
  }),
  read: route({
    method: 'get',
    path: '/api/people/{personId}',
    summary: 'Read a person',
    may: can('see-people'),
    params: personPath,
    answer: personView,
    run: ({ work, params }) => read(work.db, params.personId),
  }),
  change: route({
    method: 'patch',
    path: '/api/people/{personId}',
    summary: 'Change a person',
    may: can('manage-people'),
    within: 'house',
    params: personPath,
    body: facts.partial(),
    answer: personView,
    run: ({ work, params, body }) => changed(work, params.personId, { kind: 'change', changes: given(body) }),
  }),
  setSkills: route({
    method: 'put',
    path: '/api/people/{personId}/skills',
    summary: "Set a person's skills",
    may: can('manage-people'),
    within: 'house',
    params: personPath,
    body: z.object({ skills: z.array(skill).max(skillsMax) }),
    answer: personView,
    run: ({ work, params, body }) => changed(work, params.personId, { kind: 'set-skills', ...body }),
  }),
  recordAdmission: route({
    method: 'post',
    path: '/api/people/{personId}/admissions',
    summary: 'Record an admission to a bar',
    may: can('manage-people'),
    within: 'house',
    params: personPath,
    body: admission,
    answer: personView,
    status: 201,
    run: ({ work, params, body }) => changed(work, params.personId, { kind: 'record-admission', admission: { id: newId(), ...body } }),
  }),
  changeAdmission: route({
    method: 'put',
    path: '/api/people/{personId}/admissions/{admissionId}',
    summary: 'Record what became of an admission: renewed, suspended, ended',
    may: can('manage-people'),
    within: 'house',
    params: personPath.extend({ admissionId: z.uuid() }),
    body: admission,
    answer: personView,
    run: async ({ work, params: { personId, admissionId: id }, body }) => {
      const { admissions } = await read(work.db, personId)
      if (!admissions.some((admission) => admission.id === id)) throw new NotVisible()
      return changed(work, personId, { kind: 'record-admission', admission: { id, ...body } })
    },
  }),
  setRoles: route({
    method: 'put',
    path: '/api/people/{personId}/roles',
    summary: "Set a person's roles",
    may: can('grant-roles'),
    within: 'house',
    params: personPath,
    body: z.object({ roles: z.array(role) }),
    answer: personView,
    run: ({ work, params, body }) => changed(work, params.personId, { kind: 'set-roles', ...body }),
  }),
  resetSignIn: route({
    method: 'post',
    path: '/api/people/{personId}/reset-sign-in',
    summary: 'Let somebody choose a new password and set up the second factor anew; sessions end',
    may: can('manage-people'),
    within: 'house',
    params: personPath,
    answer: personView,
    run: async ({ work, params }) => {
      const person = await changed(work, params.personId, { kind: 'reset-sign-in' })
      await accounts.reset(work, person)
      return person
    },
  }),
  leave: route({
    method: 'post',
    path: '/api/people/{personId}/leave',
    summary: 'Record that a person has left; the account is closed',
    may: can('manage-people'),
    within: 'house',
    params: personPath,
    body: z.object({ reason: z.string().trim().min(1).max(reasonLengthMax) }),
    answer: personView,
    run: async ({ work, params: { personId }, body }) => {
      const left = await changed(work, personId, { kind: 'leave', ...body })
      await accounts.close(work, personId)
      return left
    },
  }),
})
