/**
 * How many requests a second the desk's API answers to 200 users at once, how long they wait, and what memory the web process takes: on 2,000 orders and on ten
 * times as many, beside a bare `select` of the same page over the same socket and a bare Hono route that sends the same bytes.
 * `node bench/api.ts [SECONDS]`, of each measurement; 15 where it is left out.
 */
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { openStore, type Store } from '../open.ts'
import { asSuperuser, openEmbedded } from '../platform/database/embedded.ts'
import { house, newId } from '../platform/ids.ts'
import { verifyLedgers } from '../platform/ledger/verify.ts'
import { comeIn, type House, houseOn } from '../proof/house.ts'
import { type Copy, multiply } from '../proof/multiply.ts'
import { runningIn } from '../proof/running.ts'
import { handsOf, setScene } from '../proof/scene.ts'
import { seeded } from '../proof/seeded.ts'

const seconds = Number(process.argv[2] ?? 15)
const users = 200
/** As many as the web process's pool has. */
const connections = 16
const ordersEach = 20
const sizes = [100, 1_000]
/** Pairs of a drafter and a reviewer, who take the matters in turn. */
const pairs = 40
const secret = 'a secret of the bench, long enough to be one'
const draw = seeded(20_261_124)

type Order = Pick<Copy<object>, 'matterId' | 'orderId'>

interface Person {
  readonly id: string
  readonly role: User['role']
  readonly orders: readonly Order[]
}

interface User {
  readonly cookie: string
  /** The orders of the matters that the person is on. */
  readonly orders: readonly Order[]
  readonly role: 'staff' | 'client'
}

interface Answer {
  readonly status: number
  readonly ms: number
  readonly body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: users })

function send(url: string, user: Pick<User, 'cookie'>, method = 'GET', body?: unknown): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
    const sent = request(url, { agent, method, headers: { cookie: user.cookie, ...json } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - began, body: Buffer.concat(parts).toString() }),
      )
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const pick = <T>(items: readonly T[]): T => items[draw(items.length)] as T

/** What people do in an hour, as shares of a hundred: mostly they look. */
async function oneRequest(url: string, user: User): Promise<Answer> {
  const { matterId, orderId } = pick(user.orders)
  const order = `${url}/api/matters/${matterId}/orders/${orderId}`
  const share = draw(100)
  if (share < 30) return send(`${url}/api/orders?open=true`, user)
  if (share < 55) return send(order, user)
  if (share < 65) return send(`${url}/api/matters`, user)
  if (share < 75) return send(`${order}/rfis`, user)
  if (user.role === 'client') return send(`${url}/api/rfis`, user)
  if (share < 90) return send(`${url}/api/my-work`, user)
  const dueAt = new Date(Date.now() + 86_400_000).toISOString()
  if (share < 95) return send(`${order}/rfis`, user, 'POST', { question: 'Which law governs?', dueAt })
  return send(`${order}/times`, user, 'POST', { date: dueAt.slice(0, 10), minutes: 15, note: 'Read the papers' })
}

interface Figures {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Answers that were none, by their status. */
  readonly failed: Readonly<Record<number, number>>
}

/** Lets as many as `atOnce` act one after the other for some seconds. */
async function measure(atOnce: number, act: (user: number) => Promise<Answer>): Promise<Figures> {
  const took: number[] = []
  const failed: Record<number, number> = {}
  const end = performance.now() + seconds * 1_000
  const began = performance.now()
  const lane = async (user: number) => {
    while (performance.now() < end) {
      const { status, ms } = await act(user)
      took.push(ms)
      if (status >= 300) failed[status] = (failed[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, user) => lane(user)))
  const perSecond = took.length / ((performance.now() - began) / 1_000)
  took.sort((a, b) => a - b)
  const at = (share: number) => Math.round(took[Math.floor(took.length * share)] ?? 0)
  return { perSecond: Math.round(perSecond), p50: at(0.5), p95: at(0.95), p99: at(0.99), failed }
}

/** Sessions as sign-in makes them: 200 sign-ins from one address would be held for an attack. */
async function signIn({ database }: Store, people: readonly Person[]): Promise<readonly User[]> {
  const now = new Date()
  for (const { id } of people)
    await database.pool.query(
      `insert into auth_user (id, email, name, email_verified, two_factor_enabled, created_at, updated_at)
       values ($1, $2, '', true, false, $3, $3) on conflict do nothing`,
      [id, `${id}@example.com`, now],
    )
  const opened: User[] = []
  for (let n = 0; n < users; n++) {
    const { id, role, orders } = people[n % people.length] as Person
    const token = randomUUID()
    await database.pool.query(
      `insert into auth_session (id, user_id, token, expires_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
      [newId(), id, token, new Date(now.getTime() + 20 * 3_600_000), now],
    )
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    opened.push({ role, orders, cookie: `secondchair.session_token=${encodeURIComponent(`${token}.${signature}`)}` })
  }
  return opened
}

async function practitioner(home: House, name: string): Promise<string> {
  const facts = { site: null, timeZone: 'UTC', shift: null, formerEmployers: [], ndaSignedOn: '2026-01-05', clientId: null }
  const invitation = { ...facts, name, email: `${name.replace(' ', '')}@example.com`, roles: ['practitioner'] }
  const { id } = await handsOf(home).give(house, 'POST', '/api/people', invitation)
  await comeIn(home.store, id, home.now())
  return id
}

const print = (what: string, figures: object) => console.log(JSON.stringify({ bench: 'api', what, ...figures }))

/** The page of orders as PostgreSQL alone gives it, and the bytes of an answer as Hono alone sends them. */
async function peers(store: Store, page: string): Promise<{ select: Figures; hono: Figures }> {
  // As a superuser, for whom there are no walls.
  const embedded = await openEmbedded({ folder: store.folder })
  const pool = new pg.Pool({ ...asSuperuser(embedded), database: embedded.connection.database, max: connections })
  const select = await measure(users, async () => {
    const began = performance.now()
    await pool.query('select * from orders where status = any($1) order by due_at nulls last, id limit 51', [
      ['placed', 'in-work', 'on-hold'],
    ])
    return { status: 200, ms: performance.now() - began, body: '' }
  })
  await pool.end()
  await embedded.stop()
  const app = new Hono().get('/page', (context) => context.body(page, 200, { 'content-type': 'application/json' }))
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const hono = await measure(users, () => send(`http://127.0.0.1:${port}/page`, { cookie: '' }))
  await new Promise((resolve) => server.close(resolve))
  return { select, hono }
}

async function one(matters: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-bench-'))
  const server = await runningIn(folder, { SECONDCHAIR_SECRET: secret })
  const store = await openStore({ folder })
  const home = await houseOn(store)
  try {
    const scene = await setScene(home)
    const began = performance.now()
    const { lead, drafter, reviewer, approver } = scene.crew
    const crews: Readonly<Record<string, string>>[] = []
    for (let n = 0; n < pairs; n++)
      crews.push({ [drafter]: await practitioner(home, `drafter ${n}`), [reviewer]: await practitioner(home, `reviewer ${n}`) })
    const orders = await multiply(home, scene.begun, { matters, ordersEach, crews })
    const { entries, problems } = await verifyLedgers(store.database, store.projections)
    if (problems.length > 0) throw new Error(`The ledgers of the bench are not true: ${JSON.stringify(problems[0])}`)
    await store.database.pool.query('analyze')
    print('filled', { orders: orders.length, matters, entries, seconds: Math.round((performance.now() - began) / 1_000) })
    const people = crews.flatMap((crew): Person[] => {
      const own = orders.filter((order) => order.crew === crew)
      return Object.values(crew).map((id) => ({ id, role: 'staff', orders: own }))
    })
    const signedIn = await signIn(store, [...people, { id: lead, role: 'staff', orders }, { id: approver, role: 'client', orders }])
    await server.start()

    const memoryBefore = server.webMiB()
    const as = (user: number) => signedIn[user % signedIn.length] as User
    const first = await send(`${server.url}/api/orders?open=true`, as(0))
    if (first.status !== 200) throw new Error(`The server answers ${first.status}: ${first.body}`)
    const mixed = await measure(users, (user) => oneRequest(server.url, as(user)))
    const memory = { webMiBBefore: Math.round(memoryBefore), webMiBAfter: Math.round(server.webMiB()) }
    print('mixed requests', { orders: orders.length, users, ...mixed, ...memory })
    const list = await measure(users, (user) => send(`${server.url}/api/orders?open=true`, as(user)))
    print('the list of orders', { orders: orders.length, users, ...list, bytes: first.body.length })
    const { select, hono } = await peers(store, first.body)
    print('peer: the same page by a bare select', {
      orders: orders.length,
      ...select,
      ratio: Number((list.perSecond / select.perSecond).toFixed(3)),
    })
    print('peer: the same bytes by a bare Hono route', { ...hono, ratio: Number((list.perSecond / hono.perSecond).toFixed(3)) })
    await server.stop()
  } finally {
    await server.stop()
    await home.close()
    await rm(folder, { recursive: true, force: true })
  }
}

for (const matters of sizes) await one(matters)
agent.destroy()
