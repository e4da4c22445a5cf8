import { z } from '@hono/zod-openapi'
import type { Database } from '../database/database.ts'
import { NotVisible } from '../database/scope.ts'
import { everyone, route, signedIn } from '../http/route.ts'
import type { Work } from '../ledger/command.ts'
import type { Actor } from './actor.ts'
import type { Identity } from './identity.ts'
import { acceptInvitation } from './invitations.ts'
import { passwordLengthMax } from './passwords.ts'
import { endSession, sessionsOf } from './sessions.ts'

interface Services {
  readonly database: Database
  readonly identity: Identity
  /** The permissions that an actor holds, by name. */
  permissionsOf(actor: Actor): readonly string[]
  /** The desk's part of joining, as that person and in the same transaction as the account. */
  joined(work: Work, personId: string): Promise<void>
}

const meView = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()).readonly(),
    clientId: z.string().nullable(),
    timeZone: z.string(),
    secondFactor: z.boolean(),
    permissions: z.array(z.string()).readonly(),
  })
  .meta({ title: 'Me' })

const sessionView = z
  .object({
    id: z.string(),
    createdAt: z.string(),
    lastUsedAt: z.string(),
    expiresAt: z.string(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    secondFactor: z.boolean(),
    current: z.boolean(),
  })
  .meta({ title: 'Session' })

/** Oneself: who am I, my sessions, and how an account begins. Signing in and out, the password and the second factor are at `/api/auth/…`. */
export const identityRoutes = ({ database, identity, permissionsOf, joined }: Services) => ({
  me: route({
    method: 'get',
    path: '/api/me',
    summary: 'Who I am and what I may do',
    may: signedIn,
    answer: meView,
    run: async ({ actor }) => ({ ...actor, clientId: actor.clientId ?? null, permissions: permissionsOf(actor) }),
  }),

  accept: route({
    method: 'post',
    path: '/api/invitations/accept',
    summary: 'Accept an invitation and choose a password',
    may: everyone,
    within: 'house',
    body: z.object({ token: z.string().max(100), password: z.string().max(passwordLengthMax * 4) }),
    run: async ({ work, body }) => {
      const personId = await acceptInvitation(work.db, { ...body, now: work.now })
      await joined({ ...work, actor: personId }, personId)
      return undefined
    },
  }),

  sessions: route({
    method: 'get',
    path: '/api/me/sessions',
    summary: 'My sessions',
    may: signedIn,
    answer: z.object({ items: z.array(sessionView) }),
    run: async ({ actor, request }) => {
      const current = await identity.sessionOf(request)
      const sessions = await sessionsOf(database, actor.id)
      return { items: sessions.map((session) => ({ ...session, current: session.id === current })) }
    },
  }),

  endSession: route({
    method: 'delete',
    path: '/api/me/sessions/{sessionId}',
    summary: 'End one of my sessions',
    may: signedIn,
    params: z.object({ sessionId: z.uuid() }),
    run: async ({ actor, params }) => {
      if (!(await endSession(database, actor.id, params.sessionId))) throw new NotVisible()
      return undefined
    },
  }),
})
