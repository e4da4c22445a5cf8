import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type Scoped, scope, scopeMatter } from '../platform/database/scope.ts'
import { house } from '../platform/ids.ts'
import { type House, openHouse } from './house.ts'
import { handsOf, type Scene, setScene } from './scene.ts'

let home: House
let scene: Scene
/** Tables whose rows row-level security shows or hides, each with the column that names the matter. */
let walled: readonly { readonly name: string; readonly key: string; readonly sharded: boolean }[]

before(async () => {
  home = await openHouse()
  scene = await setScene(home)
  walled = await walledTables()
})
after(async () => {
  await home?.close()
  assert.deepEqual(
    home?.failures.map((failure) => failure.split('\n')[0]),
    [],
    'no request failed on our side',
  )
})

/** From the catalogue: whatever a room adds is tried too. */
async function walledTables() {
  const { rows } = await sql<{ name: string; key: string; sharded: boolean }>`
    select c.relname as name, a.attname as key, bool_or(pg_get_expr(p.polqual, c.oid) not like '%matter_access%') as sharded
    from pg_class c join pg_policy p on p.polrelid = c.oid join pg_attribute a on a.attrelid = c.oid and a.attname in ('matter_id', 'stream_id')
    where c.relnamespace = 'public'::regnamespace and c.relname <> 'matter_access'
    group by c.relname, a.attname order by 1`.execute(home.store.database.kysely)
  return rows
}

const everything = async (db: Scoped, name: string): Promise<readonly Record<string, unknown>[]> =>
  (await sql<Record<string, unknown>>`select * from ${sql.id(name)}`.execute(db)).rows

const matterOf = (row: Record<string, unknown>): unknown => row.matterId ?? row.streamId

test('where the house sees the matter, there is something to be seen in nearly every walled table', async () => {
  const filled = await scopeMatter(home.store.database, house, scene.matterId, async (db) => {
    const found: string[] = []
    for (const { name } of walled) if ((await everything(db, name)).some((row) => matterOf(row) === scene.matterId)) found.push(name)
    return found
  })
  assert.ok(filled.length > walled.length / 2, `only ${filled} of ${walled.map(({ name }) => name)}`)
})

test('select * without any filter shows who is walled off no row of the matter, in any table', async () => {
  const { database } = home.store
  for (const actor of [scene.walled, scene.stranger]) {
    const own = scene.otherMatterId
    let seen = 0
    for (const { name, sharded } of walled) {
      const bare = await scope(database, actor, (db) => everything(db, name))
      if (sharded) assert.deepEqual(bare, [], `${name} shows rows without a matter`)
      const rows = [...bare, ...(await scopeMatter(database, actor, own, (db) => everything(db, name)))]
      for (const row of rows) assert.notEqual(matterOf(row), scene.matterId, name)
      const told = JSON.stringify(rows)
      for (const id of [scene.begun.orderId, scene.begun.rfiId, ...scene.begun.taskIds])
        assert.ok(!told.includes(id), `${name} tells ${id}`)
      seen += rows.length
    }
    assert.ok(seen > 20, 'of their own matter they see what there is')
  }
})

test('nor does a join, a count or a sub-select', async () => {
  const tries = [
    sql`select count(*)::int as n from orders where matter_id = ${scene.matterId}`,
    sql`select count(*)::int as n from orders o join rfi r on r.order_id = o.id where r.matter_id = ${scene.matterId}`,
    sql`select count(*)::int as n from task where order_id in (select id from orders where client_id = ${scene.clientId})`,
    sql`select count(*)::int as n from matter where name ilike '%Brightwater%'`,
    sql`with all_of_it as materialized (select * from matter_party) select count(*)::int as n from all_of_it where name ilike '%Castellan%'`,
  ]
  for (const actor of [scene.walled, scene.stranger])
    await scope(home.store.database, actor, async (db) => {
      for (const query of tries) assert.deepEqual((await query.execute(db)).rows, [{ n: 0 }])
    })
  await scope(home.store.database, scene.crew.drafter, async (db) => {
    for (const query of tries) assert.notDeepEqual((await query.execute(db)).rows, [{ n: 0 }], 'a colleague on the matter counts them')
  })
})

test('nothing of the matter can be changed, taken or planted from behind the wall', async () => {
  const { database } = home.store
  for (const actor of [scene.walled, scene.stranger])
    for (const { name, key } of walled) {
      const at = sql`${sql.id(key)} = ${scene.matterId}`
      const inOwn = (query: ReturnType<typeof sql>) => scopeMatter(database, actor, scene.otherMatterId, (db) => query.execute(db))
      const changed = await inOwn(sql`update ${sql.id(name)} set ${sql.id(key)} = ${sql.id(key)} where ${at}`)
      assert.equal(changed.numAffectedRows, 0n, name)
      assert.equal((await inOwn(sql`delete from ${sql.id(name)} where ${at}`)).numAffectedRows, 0n, name)
      const moved = sql`update ${sql.id(name)} set ${sql.id(key)} = ${scene.matterId} where ${sql.id(key)} = ${scene.otherMatterId}`
      const rows = await scopeMatter(database, actor, scene.otherMatterId, (db) => everything(db, name))
      if (rows.length > 0) await assert.rejects(inOwn(moved), /row-level security|unique constraint/, `${name} takes a row into the matter`)
    }
})

test("ten guessed addresses give nothing of another client's", async () => {
  const { matterId, clientId, engagementId, begun, billed } = scene
  const order = `/api/matters/${matterId}/orders/${begun.orderId}`
  const guesses = [
    `/api/matters/${matterId}`,
    `/api/clients/${clientId}`,
    `/api/clients/${clientId}/engagements/${engagementId}`,
    order,
    `${order}/rfis`,
    `${order}/entries`,
    `${order}/work`,
    `/api/matters/${matterId}/files/${begun.file.sha256}`,
    `/api/matters/${matterId}/conflicts`,
    `/api/matters/${scene.otherMatterId}/orders/${begun.orderId}`,
    `/api/matters/${scene.otherMatterId}/files/${begun.file.sha256}`,
    `/api/matters/${scene.otherMatterId}/orders/${billed.orderId}/sign-off`,
  ]
  for (const guess of guesses) {
    const { status } = await home.send(scene.stranger, 'GET', guess)
    assert.ok(status === 403 || status === 404, `${guess}: ${status}`)
  }
  for (const guess of guesses.slice(0, 7)) assert.equal((await home.send(scene.crew.manager, 'GET', guess)).status, 200, guess)
})

test('lists and searches show only what is theirs, whatever they ask for', async () => {
  const asked = [`matterId=${scene.matterId}`, `clientId=${scene.clientId}`, `client=${scene.clientId}`, 'q=Castellan', 'q=HV', 'q=%25', '']
  const lists = ['/api/matters', '/api/orders', '/api/rfis', '/api/tasks', '/api/my-work', '/api/invoices', '/api/invoices/ready']
  const all = lists.flatMap((list) => asked.map((query) => `${list}?${query}`))
  let told = 0
  for (const actor of [scene.walled, scene.stranger, scene.crew.manager])
    for (const path of all) {
      const answer = await home.send(actor, 'GET', path)
      const text = await answer.text()
      const shows = text.includes(scene.matterId) || text.includes('HV-0001') || text.includes('Settlement with')
      if (actor === scene.crew.manager) told += Number(shows)
      else assert.ok(!shows, `${path}: ${text.slice(0, 300)}`)
    }
  assert.ok(told > 10, 'who is on the matter finds it')
})

test('live events of the matter reach its people, nobody else; a wall is up with the entry that raises it', async () => {
  const { give } = handsOf(home)
  const { crew, members, matterId, otherMatterId, begun, other } = scene
  const [inside, behind, outside] = [await listen(crew.reviewer), await listen(scene.walled), await listen(scene.stranger)]
  const hold = (matter: string, order: string) =>
    give(crew.manager, 'POST', `/api/matters/${matter}/orders/${order}/hold`, { reason: 'The client asks for a pause.' })
  const lead = await listen(members['team-lead'])
  await hold(matterId, begun.orderId)
  // Who may see is asked when an event is told: so it is waited for.
  await lead.hear(matterId)
  const walls = { include: [], exclude: [scene.walled, members['team-lead']].map((personId) => ({ personId, reason: 'Worked for them' })) }
  await give(crew.manager, 'PUT', `/api/matters/${matterId}/walls`, walls)
  await give(crew.manager, 'POST', `/api/matters/${matterId}/orders/${begun.orderId}/release`)
  // The last word goes to everybody on the other matter; what stands before it was not for them.
  await hold(otherMatterId, other.orderId)
  const person = { name: 'Last Word', email: 'last@example.com', clientId: null, roles: [], site: null, timeZone: 'UTC', shift: null }
  await give(house, 'POST', '/api/people', { ...person, formerEmployers: [], ndaSignedOn: null })

  assert.deepEqual(new Set((await inside.until(otherMatterId)).slice(0, -1)), new Set([matterId]))
  assert.deepEqual(await behind.until(otherMatterId), [otherMatterId])
  assert.deepEqual(await outside.until(otherMatterId), [otherMatterId])
  assert.deepEqual(await lead.until(house), [matterId, house])
})

/** Follows the events of a person. */
async function listen(person: string) {
  const { body } = await home.send(person, 'GET', '/api/events')
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  const streams = () => [...text.matchAll(/^data: (\{.+\})$/gm)].map(([, json = '{}']) => JSON.parse(json).stream as string)
  const hear = async (last: string): Promise<void> => {
    while (!streams().includes(last)) text += Buffer.from((await reader.read()).value ?? []).toString()
  }
  return {
    hear,
    /** The streams of all events up to the first of that one. */
    until: async (last: string): Promise<readonly string[]> => {
      await hear(last)
      await reader.cancel()
      return streams().slice(0, streams().indexOf(last) + 1)
    },
  }
}
