import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { IncomingMessage } from 'node:http'
import { connect, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import { identityRoutes } from '../identity/api.ts'
import { identityMigrations } from '../identity/migrations.ts'
import { join as joinAccount, openTestDatabase, openTestIdentity, testPassword } from '../identity/testing.ts'
import { jobRoutes } from '../jobs/api.ts'
import { type Jobs, openJobs } from '../jobs/jobs.ts'
import { handler, jobKind } from '../jobs/kind.ts'
import { jobMigrations } from '../jobs/migrations.ts'
import { ledgerMigrations } from '../ledger/store.ts'
import { openLog } from '../log.ts'
import { openEvents } from './events.ts'
import { idempotencyMigrations } from './idempotency.ts'
import { everyone, type Routes, route, signedIn } from './route.ts'
import { addressOf, openServer, type RunningServer } from './server.ts'

const kind = jobKind('test.none', z.object({}))

let database: Database
let drop: () => Promise<void>
let folder: string
let jobs: Jobs
let server: RunningServer
let email: string
let personId: string
let finish: (() => void) | undefined
const logged: string[] = []

/** A request that runs until the test lets it end, and one that fails on our side. */
const testRoutes = {
  slow: route({
    method: 'get',
    path: '/api/slow/{id}',
    summary: 'Wait',
    may: everyone,
    params: z.object({ id: z.string() }),
    answer: z.object({ done: z.boolean() }),
    run: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      return { done: true }
    },
  }),
  broken: route({
    method: 'get',
    path: '/api/broken',
    summary: 'Fail',
    may: everyone,
    run: async ({ work }) => {
      await work.db.selectFrom('authUser').selectAll().execute()
      return undefined
    },
  }),
  secret: route({
    method: 'get',
    path: '/api/secret',
    summary: 'Only for some',
    may: { name: 'nobody', allows: () => false },
    run: async () => undefined,
  }),
}

const start = async (port = 0) => {
  const { people, identity } = openTestIdentity(database)
  ;({ id: personId, email } = await joinAccount(database, people))
  const events = await openEvents({
    database,
    mayFollow: () => true,
    again: identity.authenticateAgain,
    failed: (error) => console.error(error),
  })
  const routes = [
    testRoutes,
    identityRoutes({ database, identity, permissionsOf: () => ['see-orders'], joined: async () => undefined }),
    jobRoutes({ database, jobs, may: signedIn }),
  ] as unknown as readonly Routes[]
  const log = openLog('web', 'debug', { write: (line: string) => void logged.push(line) })
  const { authenticate } = identity
  return openServer({
    database,
    projections: [],
    routes,
    authenticate,
    now: () => new Date().toISOString(),
    identity,
    events,
    log,
    port,
    host: '127.0.0.1',
    url: 'http://localhost:4310',
    proxies: 0,
    metricsToken: 'a token for the metrics',
    webFolder: join(folder, 'dist'),
  })
}

before(async () => {
  ;({ database, drop } = await openTestDatabase('server', [
    ...ledgerMigrations,
    ...idempotencyMigrations,
    ...identityMigrations,
    ...jobMigrations,
  ]))
  folder = await mkdtemp(join(tmpdir(), 'secondchair-web-'))
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true })
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>Secondchair</title>')
  await writeFile(join(folder, 'dist', 'assets', 'index-Bx81_kQ2.js'), `console.log(${JSON.stringify('x'.repeat(10_000))})`)
  await writeFile(join(folder, 'dist', '.sources'), 'hidden')
  await writeFile(join(folder, 'private.key'), 'private')
  jobs = await openJobs({
    database,
    handlers: [handler(kind, async () => undefined)],
    work: false,
    failed: (error) => console.error(error),
  })
  server = await start()
})
after(async () => {
  await server.stop()
  await jobs.stop()
  await rm(folder, { recursive: true })
  await drop()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, { headers })

const signIn = async (): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: testPassword }),
  })
  assert.equal(answer.status, 200)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

test('every answer tells the browser what it must not do', async () => {
  for (const path of ['/', '/api/me', '/api/nothing', '/healthz', '/assets/none.js']) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/, path)
    assert.match(policy, /script-src 'self'(;|$)/, path)
    assert.match(policy, /frame-ancestors 'none'/, path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.ok(headers.get('referrer-policy') && headers.get('permissions-policy'), path)
  }
})

test('who is signed in is known, and what they may do; sessions are listed and ended over HTTP', async () => {
  assert.equal((await get('/api/me')).status, 401)
  const cookie = await signIn()
  const me = (await (await get('/api/me', { cookie })).json()) as { id: string; permissions: string[] }
  assert.deepEqual([me.id, me.permissions], [personId, ['see-orders']])

  const { items } = (await (await get('/api/me/sessions', { cookie })).json()) as {
    items: { id: string; current: boolean; ipAddress: string }[]
  }
  const mine = items.find(({ current }) => current)
  assert.equal(mine?.ipAddress, '127.0.0.1')
  const ended = await fetch(`http://127.0.0.1:${server.port}/api/me/sessions/${mine?.id}`, { method: 'DELETE', headers: { cookie } })
  assert.equal(ended.status, 200)
  assert.equal((await get('/api/me', { cookie })).status, 401)
})

test('the description of the API is for those who are signed in', async () => {
  assert.equal((await get('/api/openapi.json')).status, 401)
  const cookie = await signIn()
  const { openapi, paths } = (await (await get('/api/openapi.json', { cookie })).json()) as { openapi: string; paths: object }
  assert.equal(openapi, '3.1.0')
  for (const path of ['/api/me', '/api/events', '/api/jobs/{jobId}/retry']) assert.ok(path in paths, path)
})

test('jobs are listed over HTTP', async () => {
  const cookie = await signIn()
  assert.deepEqual(await (await get('/api/jobs?state=waiting', { cookie })).json(), { items: [], next: null })
  assert.equal((await get('/api/jobs?cursor=x', { cookie })).status, 422)
})

test('the web app: pages of its own are its index, hashed files stay, others are not there', async () => {
  for (const path of ['/', '/orders/7', '/index.html']) {
    const answer = await get(path)
    assert.match(await answer.text(), /<title>Secondchair/, path)
    assert.equal(answer.headers.get('cache-control'), 'no-cache')
  }
  const script = await get('/assets/index-Bx81_kQ2.js', { 'accept-encoding': 'gzip, br' })
  assert.match(script.headers.get('cache-control') ?? '', /immutable/)
  assert.equal(script.headers.get('content-encoding'), 'br')
  assert.match(await script.text(), /^console\.log\("x+"\)$/)
  const unchanged = await get('/assets/index-Bx81_kQ2.js', { 'if-none-match': script.headers.get('etag') ?? '' })
  assert.equal(unchanged.status, 304)
  for (const path of ['/.sources', '/assets/none.js', '/private.key', '/..%2fprivate.key', '/%2e%2e/private.key', '/favicon.ico'])
    assert.equal((await get(path)).status, 404, path)
})

test('an address below /api that is none is a problem, not a page', async () => {
  const answer = await get('/api/nothing')
  assert.equal(answer.status, 404)
  assert.equal(answer.headers.get('content-type'), 'application/problem+json')
  assert.equal((await get('/api/secret')).status, 401)
})

test('health, readiness and metrics', async () => {
  assert.equal((await get('/healthz')).status, 200)
  assert.equal((await get('/readyz')).status, 200)
  await get('/api/me?name=Asha')
  const text = await (await get('/metrics')).text()
  assert.match(text, /http_request_duration_seconds_count\{method="GET",route="\/api\/me",status="401"\} \d+/)
  assert.match(text, /secondchair_database_connections\{state="idle"\} \d+/)
  assert.equal((await get('/metrics', { 'x-forwarded-for': '203.0.113.1' })).status, 404)
  assert.equal((await get('/metrics', { 'x-forwarded-for': '203.0.113.1', authorization: 'Bearer a token for the metrics' })).status, 200)
})

test('the log holds ids and patterns, nothing that a person wrote', async () => {
  logged.length = 0
  await get('/api/me?q=Confidential%20Holdings')
  const broken = await get('/api/broken')
  assert.equal(broken.status, 500)
  assert.doesNotMatch(await broken.text(), /auth_user|permission/)
  const cookie = await signIn()
  await get('/api/me', { cookie })
  const text = logged.join('')
  assert.match(text, /"route":"\/api\/me"/)
  assert.match(text, /"route":"get \/api\/broken","error":"error","code":"42501"/)
  assert.match(text, new RegExp(`"actor":"${personId}"`))
  for (const word of ['Confidential', email, 'permission denied', '127.0.0.1']) assert.ok(!text.includes(word), word)
})

test('a body that is too large is refused', async () => {
  const cookie = await signIn()
  const headers = { cookie, 'content-type': 'application/json' }
  const post = (path: string, body: string) => fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', headers, body })
  assert.equal((await post('/api/invitations/accept', JSON.stringify({ token: 'x'.repeat(2_000_000), password: 'x' }))).status, 413)
  assert.equal((await post('/api/auth/sign-in/email', JSON.stringify({ email, password: 'x'.repeat(10_000) }))).status, 422)
  assert.equal((await get('/api/me', { 'x-long': 'x'.repeat(20_000) })).status, 431)
})

test('an address is taken from the header only as far as our proxies wrote it', () => {
  const incoming = new IncomingMessage(new Socket())
  Object.defineProperty(incoming.socket, 'remoteAddress', { value: '10.0.0.2' })
  incoming.headers['x-forwarded-for'] = '1.1.1.1, 203.0.113.5, 10.0.0.1'
  assert.equal(addressOf(incoming, 0), '10.0.0.2')
  assert.equal(addressOf(incoming, 1), '10.0.0.1')
  assert.equal(addressOf(incoming, 2), '203.0.113.5')
  delete incoming.headers['x-forwarded-for']
  assert.equal(addressOf(incoming, 1), '10.0.0.2')
})

test('a port that is taken is named, with the remedy', async () => {
  await assert.rejects(start(server.port), /Port \d+ on 127\.0\.0\.1 is taken\. .*PORT/)
})

test('a server that stops ends streams, finishes what runs, and takes nothing new', async () => {
  const other = await start()
  const at = `http://127.0.0.1:${other.port}`
  const answer = await fetch(`${at}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: testPassword }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  const stream = await fetch(`${at}/api/events`, { headers: { cookie } })
  assert.match(stream.headers.get('content-type') ?? '', /event-stream/)
  finish = undefined
  const slow = fetch(`${at}/api/slow/1`)
  while (!finish) await new Promise((resolve) => setTimeout(resolve, 5))

  const stopped = other.stop()
  assert.match(await stream.text(), /^: open/)
  await new Promise<void>((resolve) => {
    connect(other.port, '127.0.0.1')
      .on('error', () => resolve())
      .on('connect', () => assert.fail('It takes new connections.'))
  })
  let ended = false
  void stopped.then(() => {
    ended = true
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(ended, false)
  ;(finish as () => void)()
  assert.deepEqual(await (await slow).json(), { done: true })
  await stopped
})
