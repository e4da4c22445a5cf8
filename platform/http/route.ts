import { z } from '@hono/zod-openapi'
import type { Actor } from '../identity/actor.ts'
import type { Work } from '../ledger/command.ts'

/** Who may use a route, before anything is read: decided by the actor alone. Walls and membership come on top, in the database. */
export interface Rule {
  /** For the documentation and the table of who may what. */
  readonly name: string
  allows(actor: Actor | undefined): boolean
}

/** Also for people who are not signed in: the sign-in page, the health of the server. */
export const everyone: Rule = { name: 'everyone', allows: () => true }

export const signedIn: Rule = { name: 'signed in', allows: (actor) => actor !== undefined }

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Shape = z.ZodType

export interface Call<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly actor: Actor
  /** One transaction as the actor, narrowed by the path: `{matterId}` to that matter, `{clientId}` to that client's stream, `within: 'house'` to the house's. */
  readonly work: Work
  readonly request: Request
}

/** A call whose body is read while it comes, outside of any transaction: a large upload must not hold a connection of the database. */
export interface StreamCall<Params, Query> extends Omit<Call<Params, Query, undefined>, 'work' | 'body'> {
  /** One transaction as the actor, narrowed by the path; as many as are needed, one after the other. */
  inWork<T>(run: (work: Work) => Promise<T>): Promise<T>
  /**
   * The transaction that does what is asked for: what `run` returns is the JSON answer, kept under the request's idempotency key. Sent again with that key, the
   * stream does not begin, and the answer is the same.
   */
  once(run: (work: Work) => Promise<object>): Promise<Response>
}

export interface RouteDefinition<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape, A extends Shape = Shape> {
  readonly method: Method
  /** As OpenAPI writes it: `/api/matters/{matterId}/orders`. */
  readonly path: string
  /** One line, what it does. */
  readonly summary: string
  readonly may: Rule
  readonly within?: 'house'
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer?: A
  readonly status?: 200 | 201 | 202
  /** Largest body in bytes, where it is not `bodyBytesMax`. */
  readonly bodyBytesMax?: number
  run(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A> | Response>
}

/** A route that reads its body as a stream. That the actor may see the matter was checked before it begins. */
export interface StreamDefinition<P extends Shape = Shape, Q extends Shape = Shape>
  extends Omit<RouteDefinition<P, Q>, 'run' | 'body' | 'answer'> {
  stream(call: StreamCall<z.output<P>, z.output<Q>>): Promise<Response>
}

/**
 * One route: where, what, who may, how. What `run` returns is the JSON answer; a `Response` is sent as it is (a download, a stream).
 *
 * @example
 * route({
 *   method: 'post', path: '/api/matters/{matterId}/orders/{orderId}/rfis', summary: 'Ask the client a question',
 *   may: can('ask-client'), params: orderPath, body: askBody, answer: rfiView, status: 201,
 *   run: ({ work, params, body }) => …,
 * })
 */
export const route = <
  P extends Shape = z.ZodObject,
  Q extends Shape = z.ZodObject,
  B extends Shape = z.ZodUndefined,
  A extends Shape = z.ZodUndefined,
>(
  definition: RouteDefinition<P, Q, B, A>,
): RouteDefinition<P, Q, B, A> => definition

export const streamRoute = <P extends Shape = z.ZodObject, Q extends Shape = z.ZodObject>(
  definition: StreamDefinition<P, Q>,
): StreamDefinition<P, Q> => definition

/** A room's routes by name, so that the web app can take the types of the one it calls. */
export type Routes = Readonly<Record<string, RouteDefinition<never, never, never, never> | StreamDefinition<never, never>>>

/** JSON that a person or a program sends is small: what is larger is an upload. */
export const bodyBytesMax = 1_048_576

/** Rows of one page, unless the caller asks for fewer. */
export const pageRowsMax = 200

/** `?cursor=…&limit=…` of a list. */
export const pageQuery = z.object({
  cursor: z.string().max(200).optional().openapi({ description: 'What the page before gave as `next`.' }),
  limit: z.coerce.number().int().min(1).max(pageRowsMax).default(50),
})

/** One page of a list: `next` is the cursor of the following page, or null at the end. */
export const pageOf = <Item extends Shape>(item: Item) => z.object({ items: z.array(item), next: z.string().nullable() })

/** Cuts a page out of rows that were read with one more than `limit`. */
export const cutPage = <Item>(
  rows: readonly Item[],
  limit: number,
  cursorOf: (item: Item) => string,
): { items: Item[]; next: string | null } => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}
