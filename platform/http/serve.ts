import { createHash } from 'node:crypto'
import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Database } from '../database/database.ts'
import { NotVisible, scope, scopeMatter, scopeStream } from '../database/scope.ts'
import type { Actor } from '../identity/actor.ts'
import { house } from '../ids.ts'
import { canonical } from '../ledger/canonical.ts'
import type { Projections, Work } from '../ledger/command.ts'
import { Refused, refuse } from '../ledger/refusal.ts'
import { foreign } from './foreign.ts'
import { beginOnce, earlierAnswer, finishOnce } from './idempotency.ts'
import { problem, problemOf, problemResponse } from './problem.ts'
import { bodyBytesMax, everyone, type RouteDefinition, type Routes, type StreamDefinition, signedIn } from './route.ts'
import { unstorable } from './storable.ts'

export interface ServeOptions {
  readonly database: Database
  readonly projections: Projections
  readonly routes: readonly Routes[]
  /** Who makes a request, by its session cookie or key; undefined where nobody is signed in. */
  authenticate(request: Request): Promise<Actor | undefined>
  /** ISO 8601 in UTC with milliseconds. */
  now(): string
  /** Told of what failed on our side, without personal data. */
  failed(error: unknown, route: string): void
}

type AnyRoute = RouteDefinition | StreamDefinition
type PlainRoute = RouteDefinition

/** An app that serves the routes and documents them at `/api/openapi.json`. A route without a rule does not start. */
export function serveRoutes(options: ServeOptions): OpenAPIHono {
  const app = new OpenAPIHono()
  for (const definition of options.routes.flatMap((routes) => Object.values(routes)) as unknown as readonly AnyRoute[]) {
    if (!definition.may) throw new Error(`${definition.method} ${definition.path} does not say who may use it.`)
    document(app, definition)
    const path = definition.path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(definition.method.toUpperCase(), path, async (context) => answer(options, definition, context.req.raw, context.req.param()))
  }
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'Secondchair', version: '1' } })
  return app
}

function document(app: OpenAPIHono, definition: AnyRoute): void {
  const { method, path, summary, may, params, query, status = 200 } = definition
  const { body, answer } = 'run' in definition ? definition : {}
  app.openAPIRegistry.registerPath({
    method,
    path,
    summary,
    tags: [path.split('/')[2] ?? 'api'],
    description: `May: ${may.name}.`,
    request: {
      ...(params ? { params: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(body ? { body: { content: { 'application/json': { schema: body } } } } : {}),
    },
    responses: {
      [status]: answer ? { description: summary, content: { 'application/json': { schema: answer } } } : { description: summary },
      default: {
        description: 'A problem as RFC 9457 writes it, with the field and the remedy.',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  })
}

const problemSchema = z
  .object({ title: z.string(), status: z.number(), detail: z.string(), field: z.string().optional() })
  .openapi('Problem')

async function answer(
  options: ServeOptions,
  definition: AnyRoute,
  request: Request,
  pathParams: Record<string, string>,
): Promise<Response> {
  try {
    const actor = await options.authenticate(request)
    if (actor?.barred && definition.may !== signedIn && definition.may !== everyone)
      return problemResponse(problem(403, actor.barred, { field: 'second-factor' }))
    if (!definition.may.allows(actor))
      return problemResponse(
        actor ? problem(403, `Your roles do not allow this: it takes ${definition.may.name}.`) : problem(401, 'Sign in, then try again.'),
      )
    if (foreign(request)) return problemResponse(problem(403, 'The request comes from another site.'))
    const params = parse(definition.params, pathParams)
    const query = parse(definition.query, Object.fromEntries(new URL(request.url).searchParams))
    const call = { params, query, body: undefined, actor: actor ?? nobody, request }
    if ('stream' in definition) return await stream(options, definition, call)
    const body = parse(definition.body, definition.body ? await jsonOf(request, definition.bodyBytesMax ?? bodyBytesMax) : undefined)
    return await perform(options, definition, { ...call, body })
  } catch (error) {
    return failure(options, definition, error)
  }
}

/** What a rule of `everyone` runs as: sees nothing. */
const nobody: Actor = { id: '00000000-0000-0000-0000-000000000000', name: '', roles: [], timeZone: 'UTC', secondFactor: false }

type Parsed = { params: unknown; query: unknown; body: unknown; actor: Actor; request: Request }

/** A stream's route: first whether the actor may be here at all, and whether it was done before; then the stream, with transactions as it needs them. */
async function stream(options: ServeOptions, definition: StreamDefinition, call: Parsed): Promise<Response> {
  const { params, query, actor, request } = call
  const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
    inScope(options.database, definition, call, (db) => run(workOf(options, db, actor)))
  const key = keyOf(definition, call)
  // The bytes of a stream are not gone through twice: a key stands for where they go.
  const hash = digest(definition, { params, body: query })
  const earlier = await inWork(async (work) => (key === null ? undefined : earlierAnswer(work, key, hash)))
  if (earlier) return replayed(earlier)
  const once = (run: (work: Work) => Promise<object>): Promise<Response> =>
    inWork((work) => answerOnce(work, definition, key, hash, () => run(work)))
  return definition.stream({ params, query, actor, request, inWork, once })
}

const keyOf = ({ method }: AnyRoute, { request }: Parsed): string | null =>
  method === 'get' ? null : request.headers.get('idempotency-key')

/** Answers as JSON, and keeps the answer under the key, if there is one. */
async function answerOnce(
  work: Work,
  definition: AnyRoute,
  key: string | null,
  hash: string,
  run: () => Promise<unknown>,
): Promise<Response> {
  const once = key === null ? undefined : await beginOnce(work, key, hash)
  if (once?.answer) return replayed(once.answer)
  const result = await run()
  if (result instanceof Response) return result
  const { status = 200 } = definition
  const text = JSON.stringify(result)
  if (once) await finishOnce(work, once.key, status, text)
  return new Response(text, { status, headers: jsonHeaders })
}

const replayed = ({ status, body }: { readonly status: number; readonly body: string }): Response =>
  new Response(body, { status, headers: { ...jsonHeaders, 'idempotency-replayed': 'true' } })

const workOf = ({ now, projections }: ServeOptions, db: Work['db'], actor: Actor): Work => ({
  db,
  actor: actor.id,
  now: now(),
  projections,
})

async function perform(options: ServeOptions, definition: PlainRoute, call: Parsed): Promise<Response> {
  return inScope(options.database, definition, call, async (db) => {
    const work = workOf(options, db, call.actor)
    return answerOnce(work, definition, keyOf(definition, call), digest(definition, call), async () => {
      const result = await definition.run({ ...call, work })
      if (result instanceof Response) return result
      // Only what the answer's schema names goes out: a column that is added to a row is not thereby told to everybody.
      return definition.answer ? definition.answer.parse(result) : {}
    })
  })
}

const jsonHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' }

const digest = ({ method, path }: AnyRoute, { params, body }: Pick<Parsed, 'params' | 'body'>): string =>
  createHash('sha256')
    .update(canonical([method, path, params ?? null, body ?? null]))
    .digest('hex')

function inScope<T>(database: Database, definition: AnyRoute, { params, actor }: Parsed, work: (db: Work['db']) => Promise<T>): Promise<T> {
  const { matterId, clientId } = (params ?? {}) as { matterId?: string; clientId?: string }
  if (clientId !== undefined) {
    if (actor.clientId !== undefined && actor.clientId !== clientId) throw new NotVisible()
    return scopeStream(database, actor.id, clientId, work)
  }
  if (matterId !== undefined) return scopeMatter(database, actor.id, matterId, work)
  if (definition.within === 'house') return scopeStream(database, actor.id, house, work)
  return scope(database, actor.id, work)
}

class Unreadable extends Error {
  readonly status: 400 | 413 | 415
  constructor(status: 400 | 413 | 415, message: string) {
    super(message)
    this.status = status
  }
}

async function jsonOf(request: Request, bytesMax: number): Promise<unknown> {
  if (!(request.headers.get('content-type') ?? '').startsWith('application/json'))
    throw new Unreadable(415, 'Send JSON, with the header content-type: application/json.')
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw new Unreadable(413, `The body may have ${bytesMax} bytes.`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new Unreadable(400, 'The body is not JSON in UTF-8.')
  }
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const found = unstorable(value)
  if (found) throw new Refused(refuse(found.field, found.message))
  return schema.parse(value)
}

function failure(options: ServeOptions, definition: AnyRoute, error: unknown): Response {
  if (error instanceof Refused) return problemResponse(problemOf(error.refusal))
  if (error instanceof NotVisible) return problemResponse(problem(404, error.message))
  if (error instanceof Unreadable) return problemResponse(problem(error.status, error.message))
  if (error instanceof z.ZodError) return problemResponse(problemOfZod(error))
  options.failed(error, `${definition.method} ${definition.path}`)
  return problemResponse(problem(500, 'Nothing was changed. Try again; if it stays so, tell the operator the time at which it happened.'))
}

function problemOfZod(error: z.ZodError) {
  const problems = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  const [first] = problems
  return problem(422, first ? `${first.field || 'The input'}: ${first.message}` : 'The input cannot be taken.', {
    ...(first ? { field: first.field } : {}),
    problems,
  })
}
