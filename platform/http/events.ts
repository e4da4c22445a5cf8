import { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from '../database/database.ts'
import { scopeStream } from '../database/scope.ts'
import type { Actor } from '../identity/actor.ts'
import { house } from '../ids.ts'
import { problem, problemResponse } from './problem.ts'
import { signedIn, streamRoute } from './route.ts'

/** What was appended to a ledger: ids only. Who may know more asks for it. */
const announcement = z.object({
  stream: z.uuid(),
  seq: z.number().int(),
  subject: z.object({ kind: z.string(), id: z.uuid() }),
  kind: z.string(),
})
type Announcement = z.output<typeof announcement>

/** A stream that is no matter's. */
export type OtherStream = { readonly kind: 'house' } | { readonly kind: 'client'; readonly id: string }

export interface EventsOptions {
  readonly database: Database
  /** Whether an actor follows a stream that is no matter's. Matters are asked of `matter_access`. */
  mayFollow(actor: Actor, stream: OtherStream): boolean
  /** Who the person of an open stream is now; undefined where the session has ended. Does not count as a use of the session. */
  again(request: Request): Promise<Actor | undefined>
  failed(error: unknown): void
}

export interface Events {
  readonly routes: ReturnType<typeof eventRoutes>
  /** Streams that are open in this process. */
  count(): number
  /** Ends every stream and the connection to the database. */
  close(): Promise<void>
}

/** Streams of one person in one process: a tab each. And of all together: each holds a socket. */
export const streamsPerPersonMax = 12
const streamsMax = 5_000
/** A sign of life, which also finds out who has gone, and whether the session still holds. Proxies close what is silent for a minute. */
const heartbeatMs = 25_000
/** What waits for a reader, in bytes. One who does not read is cut off: the browser comes back and fetches anew. */
const waitingBytesMax = 65_536
/** Pauses before the database is listened to again, in milliseconds. */
const reconnectMs = [100, 500, 2_000, 5_000]

interface Reader {
  actor: Actor
  readonly request: Request
  readonly controller: ReadableStreamDefaultController<Uint8Array>
}

/**
 * Live events: each entry of a ledger, told to whoever may see its stream at that moment. One connection listens for the whole process; who may see is asked of the
 * database for every event, once for all readers, so that a wall takes effect with the entry that raised it.
 */
export async function openEvents(options: EventsOptions): Promise<Events> {
  const readers = new Set<Reader>()
  const drop = (reader: Reader) => {
    if (readers.delete(reader)) closeQuietly(reader)
  }
  const tell = (reader: Reader, text: string) => {
    if (!readers.has(reader)) return
    if ((reader.controller.desiredSize ?? 0) <= 0) return drop(reader)
    reader.controller.enqueue(encoder.encode(text))
  }
  const recheck = async (reader: Reader) => {
    const actor = await options.again(reader.request).catch(() => undefined)
    if (actor) reader.actor = actor
    else drop(reader)
  }

  const deliver = async (event: Announcement) => {
    // Roles may have changed, or the person left: known before the next event is decided.
    if (event.subject.kind === 'person')
      await Promise.all([...readers].filter(({ actor }) => actor.id === event.subject.id).map((reader) => recheck(reader)))
    const sees = await whoSees(options, event.stream, [...readers])
    const text = `data: ${JSON.stringify(event)}\n\n`
    for (const reader of sees) tell(reader, text)
  }

  let queue = Promise.resolve()
  const listener = listen(options, {
    heard: (payload) => {
      if (readers.size === 0) return
      queue = queue.then(() => deliver(announcement.parse(JSON.parse(payload)))).catch(options.failed)
    },
    // What was appended in between is unknown: who reads fetches anew.
    missed: () => {
      for (const reader of readers) tell(reader, 'event: missed\ndata: {}\n\n')
    },
  })
  await listener.ready

  const heart = setInterval(() => {
    for (const reader of readers) {
      tell(reader, ': alive\n\n')
      void recheck(reader)
    }
  }, heartbeatMs)
  heart.unref()

  const open = (actor: Actor, request: Request): Response => {
    const own = [...readers].filter((reader) => reader.actor.id === actor.id).length
    if (own >= streamsPerPersonMax || readers.size >= streamsMax)
      return problemResponse(problem(429, 'Too many pages are open. Close some, then load this one again.'), { 'retry-after': '30' })
    let reader: Reader
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          reader = { actor, request, controller }
          readers.add(reader)
          controller.enqueue(encoder.encode(': open\n\n'))
        },
        cancel: () => drop(reader),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: waitingBytesMax }),
    )
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
    return new Response(body, { headers })
  }

  return {
    routes: eventRoutes(open),
    count: () => readers.size,
    close: async () => {
      clearInterval(heart)
      for (const reader of readers) drop(reader)
      await listener.stop()
      await queue
    },
  }
}

const eventRoutes = (open: (actor: Actor, request: Request) => Response) => ({
  follow: streamRoute({
    method: 'get',
    path: '/api/events',
    summary:
      'Server-sent events: what was appended to the ledgers that I may see. After `missed`, and when you connect again, fetch what you show.',
    may: signedIn,
    stream: async ({ actor, request }) => open(actor, request),
  }),
})

const encoder = new TextEncoder()

const closeQuietly = ({ controller }: Reader): void => {
  try {
    controller.close()
  } catch {
    // The reader had gone before.
  }
}

/** Which readers may see a stream, now. The house has access to every matter, so a stream without it is none. */
async function whoSees({ database, mayFollow }: EventsOptions, stream: string, readers: readonly Reader[]): Promise<readonly Reader[]> {
  if (readers.length === 0) return []
  if (stream === house) return readers.filter(({ actor }) => mayFollow(actor, { kind: 'house' }))
  const people = [house, ...new Set(readers.map(({ actor }) => actor.id))]
  const allowed = await scopeStream(database, house, stream, async (db) => {
    const rights = sql<{ personId: string }>`select person_id from matter_access where matter_id = ${stream} and person_id = any(${people})`
    const { rows } = await rights.execute(db)
    return new Set(rows.map(({ personId }) => personId))
  })
  if (!allowed.has(house)) return readers.filter(({ actor }) => mayFollow(actor, { kind: 'client', id: stream }))
  return readers.filter(({ actor }) => allowed.has(actor.id))
}

/** One connection that listens, and is made anew when it breaks. */
function listen({ database, failed }: EventsOptions, { heard, missed }: { heard(payload: string): void; missed(): void }) {
  let stopped = false
  let client: pg.Client | undefined
  let pause: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ ...database.connection, application_name: 'secondchair events', keepAlive: true })
    let failures = 0
    fresh.on('error', () => undefined)
    fresh.on('notification', ({ payload }) => payload !== undefined && heard(payload))
    await fresh.connect()
    await fresh.query('listen ledger')
    if (stopped) return fresh.end()
    client = fresh
    const again = () => {
      if (stopped) return
      pause = setTimeout(
        () =>
          connect().then(missed, (error) => {
            failures += 1
            failed(error)
            again()
          }),
        reconnectMs[Math.min(failures, reconnectMs.length - 1)],
      )
    }
    fresh.once('end', again)
  }

  return {
    ready: connect(),
    stop: async () => {
      stopped = true
      clearTimeout(pause)
      await client?.end()
    },
  }
}
