import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { accountsBy, joined } from './accounts.ts'
import { jobHandlers, schedules } from './background.ts'
import { barWithoutFactor } from './desk/people/second-factor.ts'
import { personById } from './desk/people/store.ts'
import { can, holds, type Permission, permissions } from './desk/policy.ts'
import { deskRoutes } from './desk/rooms.ts'
import { serviceLineList } from './lines/lines.ts'
import { openStore } from './open.ts'
import { scope } from './platform/database/scope.ts'
import { openEvents } from './platform/http/events.ts'
import type { Routes } from './platform/http/route.ts'
import { serveRoutes } from './platform/http/serve.ts'
import { identityRoutes } from './platform/identity/api.ts'
import { openIdentity } from './platform/identity/identity.ts'
import { closeAccount } from './platform/identity/invitations.ts'
import { sessionSecret } from './platform/identity/secret.ts'
import { jobRoutes } from './platform/jobs/api.ts'
import { openJobs } from './platform/jobs/jobs.ts'

const port = Number(process.env.PORT ?? 4310)
const url = process.env.SECONDCHAIR_URL ?? `http://localhost:${port}`
const now = () => new Date().toISOString()
const store = await openStore()
const { database, blobs, uploads, projections } = store
const failed = (error: unknown, where?: unknown) => console.error(where, error)
const personOf = (id: string) => scope(database, id, (db) => personById(db, id))
const identity = openIdentity({ database, secret: await sessionSecret(store.folder), url, personOf, failed })
const jobs = await openJobs({ database, handlers: jobHandlers(store), schedules, work: true, failed })
const lines = serviceLineList({ database, blobs })
const authenticate = async (request: Request) => {
  const actor = await identity.authenticate(request)
  return actor && barWithoutFactor(database, actor, now())
}
const events = await openEvents({
  database,
  mayFollow: (actor, stream) =>
    stream.kind === 'house' ? actor.clientId === undefined : actor.clientId === undefined || actor.clientId === stream.id,
  again: (request) => identity.authenticateAgain(request),
  failed,
})
const routes = [
  ...deskRoutes({ lines, accounts: accountsBy(jobs, ({ db }, id) => closeAccount(db, id)), blobs, uploads }),
  ...[...lines.values()].flatMap(({ routes: own }) => (own ? [own] : [])),
  identityRoutes({
    database,
    identity,
    permissionsOf: (actor) => (Object.keys(permissions) as Permission[]).filter((name) => holds(actor, name)),
    joined,
  }),
  jobRoutes({ database, jobs, may: can('see-jobs') }),
  events.routes,
] as unknown as readonly Routes[]
const app = serveRoutes({ database, projections, routes, authenticate, now, failed })
app.all('/api/auth/*', (context) => identity.handle(context.req.raw, '127.0.0.1'))
app.use('*', serveStatic({ root: './web/dist' }))
app.get('*', serveStatic({ path: './web/dist/index.html' }))
serve({ fetch: app.fetch, port }, () => console.log(url))
