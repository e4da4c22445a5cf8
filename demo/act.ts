import { personById } from '../desk/people/store.ts'
import { roles } from '../desk/policy.ts'
import type { Store } from '../open.ts'
import { scope } from '../platform/database/scope.ts'
import type { Routes } from '../platform/http/route.ts'
import { serveRoutes } from '../platform/http/serve.ts'
import type { Actor } from '../platform/identity/actor.ts'
import { house } from '../platform/ids.ts'

/** What an answer holds, as far as the demo reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a script reads whatever JSON came
type Json = any

/** Does what people would do, over the same routes, with the same rules, at the time that the story tells. */
export interface Act {
  /** Sets the time of what follows: ISO 8601. Never back. */
  at(instant: string): void
  now(): string
  get(person: string, path: string): Promise<Json>
  post(person: string, path: string, body?: unknown): Promise<Json>
  put(person: string, path: string, body?: unknown): Promise<Json>
  /** Posts bytes as they are. */
  upload(person: string, path: string, bytes: Uint8Array): Promise<Json>
}

const actorHeader = 'x-actor'

/** The routes without a socket: who acts is said by a header that no request from outside can reach. */
export function act(store: Store, routes: readonly Routes[], begin: string): Act {
  let now = begin
  const app = serveRoutes({
    database: store.database,
    projections: store.projections,
    routes,
    authenticate: (request) => actorOf(store, request.headers.get(actorHeader) ?? ''),
    now: () => now,
    failed: (error, route) => {
      throw new Error(`${route} failed`, { cause: error })
    },
  })
  const send = async (person: string, method: string, path: string, body?: unknown): Promise<Json> => {
    const response = await app.request(path, {
      method,
      headers: { [actorHeader]: person, 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    at: (instant) => {
      if (instant < now) throw new Error(`The story goes back from ${now} to ${instant}.`)
      now = instant
    },
    now: () => now,
    get: (person, path) => send(person, 'GET', path),
    post: (person, path, body = {}) => send(person, 'POST', path, body),
    put: (person, path, body) => send(person, 'PUT', path, body),
    upload: (person, path, bytes) => send(person, 'POST', path, bytes),
  }
}

async function actorOf({ database }: Store, id: string): Promise<Actor | undefined> {
  // Before anybody is there, the house invites the first people.
  if (id === house) return { id, name: 'The house', roles: Object.keys(roles), timeZone: 'UTC', secondFactor: true }
  const person = await scope(database, id, (db) => personById(db, id))
  if (person?.status !== 'active') return undefined
  const { name, roles: held, timeZone, clientId } = person
  return { id, name, roles: held, timeZone, secondFactor: true, ...(clientId === null ? {} : { clientId }) }
}
