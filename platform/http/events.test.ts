import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type Migration, openTable } from '../database/migrations.ts'
import { scopeStream } from '../database/scope.ts'
import type { Actor } from '../identity/actor.ts'
import { openTestDatabase } from '../identity/testing.ts'
import { house, newId } from '../ids.ts'
import { command } from '../ledger/command.ts'
import { ledgerMigrations } from '../ledger/store.ts'
import { type Events, openEvents, streamsPerPersonMax } from './events.ts'

/** The desk's table, as far as the platform asks of it. */
const rights: Migration = {
  id: 'rights',
  up: openTable('matter_access', 'matter_id uuid not null, person_id uuid not null, primary key (matter_id, person_id)'),
}

let database: Database
let drop: () => Promise<void>
let events: Events
/** Who the person of a stream is by now, where that has changed. */
const now = new Map<string, Actor | undefined>()
const reading: { close(): Promise<void> }[] = []

before(async () => {
  ;({ database, drop } = await openTestDatabase('events', [...ledgerMigrations, rights]))
  events = await openEvents({
    database,
    mayFollow: (actor, stream) => actor.clientId === undefined || (stream.kind === 'client' && stream.id === actor.clientId),
    again: async (request) => now.get(request.headers.get('x-actor') ?? ''),
    failed: (error) => console.error(error),
  })
})
afterEach(async () => {
  for (const reader of reading.splice(0)) await reader.close()
})
after(async () => {
  await events.close()
  await drop()
})

interface Seen {
  readonly stream: string
  readonly kind: string
}

const person = (clientId?: string): Actor => {
  const actor = { id: newId(), name: 'Somebody', roles: [], timeZone: 'UTC', secondFactor: false, ...(clientId ? { clientId } : {}) }
  now.set(actor.id, actor)
  return actor
}

const openStream = (actor: Actor): Promise<Response> => {
  const request = new Request('http://localhost/api/events', { headers: { 'x-actor': actor.id } })
  const none = () => assert.fail('no transaction is needed')
  return events.routes.follow.stream({ params: {}, query: {}, actor, request, inWork: none, once: none })
}

/** Reads a stream; `next` gives the next event or `missed`, or undefined at the end. */
async function follow(actor: Actor) {
  const response = await openStream(actor)
  assert.equal(response.status, 200)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  const next = async (): Promise<Seen | 'missed' | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await reader.read()
        if (done) return undefined
        text += Buffer.from(value).toString()
        continue
      }
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      if (block.startsWith('event: missed')) return 'missed'
      if (block.startsWith('data: ')) return JSON.parse(block.slice('data: '.length)) as Seen
    }
  }
  const close = () => reader.cancel()
  reading.push({ close })
  return { next, close }
}

/** Appends an entry to a stream, with whatever else belongs to its transaction. */
const append = (stream: string, kind: string, subject = { kind: 'order', id: newId() }, more = sql`select 1`) =>
  scopeStream(database, house, stream, async (db) => {
    await more.execute(db)
    await command(
      { db, actor: house, now: new Date().toISOString(), projections: [] },
      stream,
      subject,
      { initial: 0, apply: (n: number) => n + 1 },
      () => ({ kind }),
    )
  })

const give = (matter: string, ...people: string[]) =>
  Promise.all([house, ...people].map((personId) => sql`insert into matter_access values (${matter}, ${personId})`.execute(database.kysely)))

const kindOf = (seen: Seen | 'missed' | undefined) => (typeof seen === 'object' ? seen.kind : seen)

test('an entry of a matter is told to those who may see it, in order, and to nobody else', async () => {
  const [mine, theirs] = [newId(), newId()]
  const [me, other] = [person(), person()]
  await give(mine, me.id)
  await give(theirs, other.id)
  const [my, others] = [await follow(me), await follow(other)]

  await append(theirs, 'order.placed')
  await append(mine, 'order.placed')
  await append(mine, 'order.accepted')
  await append(theirs, 'order.cancelled')

  const first = await my.next()
  assert.deepEqual(first, { stream: mine, seq: 1, kind: 'order.placed', subject: (first as { subject?: object }).subject })
  assert.equal(kindOf(await my.next()), 'order.accepted')
  assert.equal(kindOf(await others.next()), 'order.placed')
  assert.equal(kindOf(await others.next()), 'order.cancelled')
})

test('a wall takes effect with the entry that raises it', async () => {
  const matter = newId()
  const [inside, outside] = [person(), person()]
  await give(matter, inside.id, outside.id)
  const [in_, out] = [await follow(inside), await follow(outside)]

  await append(matter, 'order.placed')
  await append(
    matter,
    'matter.walled',
    { kind: 'matter', id: matter },
    sql`delete from matter_access where matter_id = ${matter} and person_id = ${outside.id}`,
  )
  await append(matter, 'order.accepted')
  for (const kind of ['order.placed', 'matter.walled', 'order.accepted']) assert.equal(kindOf(await in_.next()), kind)

  assert.equal(kindOf(await out.next()), 'order.placed')
  // What comes next to the one outside is what comes after the wall, from elsewhere.
  const open = newId()
  await give(open, outside.id)
  await append(open, 'order.open')
  assert.equal(kindOf(await out.next()), 'order.open')
})

test("a client's people see that client's stream and no other, and nothing of the house", async () => {
  const [one, two] = [newId(), newId()]
  const [theirs, staff] = [await follow(person(one)), await follow(person())]
  await append(two, 'client.two')
  await append(house, 'template.changed', { kind: 'template', id: newId() })
  await append(one, 'client.one')

  assert.equal(kindOf(await theirs.next()), 'client.one')
  for (const kind of ['client.two', 'template.changed', 'client.one']) assert.equal(kindOf(await staff.next()), kind)
})

test('who leaves gets nothing more, from the entry that says so', async () => {
  const actor = person()
  const [stream, watching] = [await follow(actor), await follow(person())]
  now.set(actor.id, undefined)
  await append(house, 'person.left', { kind: 'person', id: actor.id })
  await append(house, 'template.changed', { kind: 'template', id: newId() })
  assert.equal(await stream.next(), undefined)
  assert.equal(kindOf(await watching.next()), 'person.left')
  assert.equal(kindOf(await watching.next()), 'template.changed')
})

test('a broken connection to the database is made anew, and readers are told that they missed something', async () => {
  const stream = await follow(person())
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'secondchair events' and datname = current_database()`.execute(
    database.kysely,
  )
  assert.equal(await stream.next(), 'missed')
  await append(house, 'template.changed', { kind: 'template', id: newId() })
  assert.equal(kindOf(await stream.next()), 'template.changed')
})

test('one person opens so many streams and no more', async () => {
  const actor = person()
  const streams = []
  for (let n = 0; n < streamsPerPersonMax; n++) streams.push(await follow(actor))
  assert.equal((await openStream(actor)).status, 429)
  await streams[0]?.close()
  await follow(actor)
})

test('who does not read is cut off', async () => {
  const actor = person()
  const slow = await openStream(actor)
  const before = events.count()
  const watching = await follow(person())
  // Some 200 bytes each: more than may wait.
  for (let n = 0; n < 500; n++) {
    await append(house, `template.changed-${n}`, { kind: 'template', id: newId() })
    assert.equal(kindOf(await watching.next()), `template.changed-${n}`)
  }
  assert.equal(events.count(), before)
  await slow.body?.cancel()
})
