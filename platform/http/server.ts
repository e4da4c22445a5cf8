import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { matchedRoutes } from 'hono/route'
import type { Identity } from '../identity/identity.ts'
import { type Logger, loggable } from '../log.ts'
import { SettingsError } from '../settings.ts'
import type { Events } from './events.ts'
import { securityHeaders } from './headers.ts'
import { openMetrics } from './metrics.ts'
import { problem, problemResponse } from './problem.ts'
import type { Routes } from './route.ts'
import { type ServeOptions, serveRoutes } from './serve.ts'
import { openWeb } from './web.ts'

export interface ServerOptions extends Omit<ServeOptions, 'failed'> {
  readonly identity: Identity
  readonly events: Events
  readonly log: Logger
  readonly port: number
  readonly host: string
  /** Where browsers find us. */
  readonly url: string
  /** Proxies in front of us whose X-Forwarded-For is believed; 0 for none. */
  readonly proxies: number
  readonly metricsToken: string | undefined
  /** The built web app. */
  readonly webFolder: string
}

export interface RunningServer {
  /** The one given, or the free one that was found for 0. */
  readonly port: number
  /** Takes no new connections, ends the streams of events, waits for the requests that run. */
  stop(): Promise<void>
}

/** The longest that requests which run may take when the server stops. */
const drainSecondsMax = 20
const idleLookMs = 20
/** A connection on which nothing moves is closed. Streams of events move every 25 s; a long upload may take hours, but it moves. */
const idleSecondsMax = 120
/** Smaller answers are not worth compressing. */
const compressBytesMin = 4_096

/** Patterns that say nothing of what was asked for. */
const unnamed = new Set(['*', '/*', '/api/*'])

type Env = { Bindings: HttpBindings }

/**
 * The web process: the API with its description, sign-in, live events, the web app, `/healthz`, `/readyz` and `/metrics`.
 *
 * @throws Error where the port is taken: then the events are closed too
 */
export async function openServer(options: ServerOptions): Promise<RunningServer> {
  const { database, identity, events, log, host, port, url } = options
  const actors = new WeakMap<Request, string>()
  const metrics = openMetrics({ database, streams: events.count })
  let stopping = false

  const authenticate: ServeOptions['authenticate'] = async (request) => {
    const actor = await options.authenticate(request)
    if (actor) actors.set(request, actor.id)
    return actor
  }
  const api = serveRoutes({
    ...options,
    authenticate,
    routes: [...options.routes, events.routes as unknown as Routes],
    failed: (error, route) => log.error({ route, ...loggable(error) }, 'failed'),
  })
  const web = await openWeb(options.webFolder)

  const app = new Hono<Env>()
  app.use('*', async (context, next) => {
    const began = performance.now()
    await next()
    const route = matchedRoutes(context).findLast(({ path }) => !unnamed.has(path))?.path ?? 'web'
    const { method } = context.req
    const { status } = context.res
    const seconds = (performance.now() - began) / 1000
    metrics.answered(method, route, status, seconds)
    log.debug({ method, route, status, ms: Math.round(seconds * 1000), actor: actors.get(context.req.raw) }, 'answered')
  })
  app.use('/api/*', compress({ threshold: compressBytesMin }))
  app.get('/healthz', (context) => context.text('ok'))
  app.get('/readyz', async (context) => {
    if (stopping) return context.text('stopping', 503)
    const ready = await database.pool.query('select').then(
      () => true,
      () => false,
    )
    return ready ? context.text('ready') : context.text('the database does not answer', 503)
  })
  app.get('/metrics', async (context) => {
    if (!mayMeasure(options, context.env.incoming)) return problemResponse(problem(404, 'There is no such address.'))
    return context.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })
  app.post('/api/auth/*', (context) => identity.handle(context.req.raw, addressOf(context.env.incoming, options.proxies)))
  app.get('/api/openapi.json', async (context, next) =>
    (await authenticate(context.req.raw)) ? next() : problemResponse(problem(401, 'Sign in, then try again.')),
  )
  app.route('/', api)
  app.all('/api/*', () => problemResponse(problem(404, 'There is no such address.')))
  app.all('*', (context) => web(context.req.raw))
  app.onError((error, context) => {
    log.error({ route: context.req.routePath, ...loggable(error) }, 'failed')
    return problemResponse(problem(500, 'Try again; if it stays so, tell the operator the time at which it happened.'))
  })

  const server = createAdaptorServer({ fetch: app.fetch as never, overrideGlobalObjects: false }) as Server
  const headers = Object.entries(securityHeaders(url))
  server.prependListener('request', (_, response) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    if (stopping) response.setHeader('connection', 'close')
  })
  server.requestTimeout = 0
  server.timeout = idleSecondsMax * 1000
  await listening(server, port, host).catch(async (error) => {
    await events.close()
    throw error
  })

  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      stopping = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await events.close()
      // A connection that was busy becomes idle with its answer, and would be kept for the next request.
      const idle = setInterval(() => server.closeIdleConnections(), idleLookMs)
      const late = setTimeout(() => server.closeAllConnections(), drainSecondsMax * 1000)
      await closed
      clearInterval(idle)
      clearTimeout(late)
    },
  }
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new SettingsError(`Port ${port} on ${host} is taken. Stop what listens there, or set PORT to another.`, { cause: error })
          : error,
      ),
    )
    server.listen(port, host, resolve)
  })

/**
 * The client's address, to limit rates by. Of X-Forwarded-For only what our own proxies added is believed: each adds the address that it sees at the end, so with
 * n proxies it is the n-th from there. Anything before that the client may have written.
 */
export function addressOf(incoming: IncomingMessage, proxies: number): string {
  const seen = incoming.socket.remoteAddress ?? ''
  if (proxies === 0) return seen
  const forwarded = String(incoming.headers['x-forwarded-for'] ?? '').split(',')
  return forwarded.at(-proxies)?.trim() || seen
}

const loopback = /^(127\.|::1$|::ffff:127\.)/

/** With the token, from anywhere; without, from this machine, unless a proxy stands in front, for which every client is this machine. */
function mayMeasure({ metricsToken, proxies }: ServerOptions, incoming: IncomingMessage): boolean {
  const { authorization = '' } = incoming.headers
  if (metricsToken !== undefined && same(authorization, `Bearer ${metricsToken}`)) return true
  const forwarded = ['x-forwarded-for', 'forwarded', 'via'].some((name) => name in incoming.headers)
  return proxies === 0 && !forwarded && loopback.test(incoming.socket.remoteAddress ?? '')
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
