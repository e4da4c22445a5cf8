import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { parseCsv } from '../../kits/text/csv.ts'
import { type Database, openDatabase } from '../../platform/database/database.ts'
import { migrate } from '../../platform/database/migrations.ts'
import { scope, scopeStream } from '../../platform/database/scope.ts'
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts'
import { idempotencyMigrations } from '../../platform/http/idempotency.ts'
import type { Routes } from '../../platform/http/route.ts'
import { serveRoutes } from '../../platform/http/serve.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { house, newId } from '../../platform/ids.ts'
import { command, type Projections } from '../../platform/ledger/command.ts'
import { ledgerMigrations } from '../../platform/ledger/store.ts'
import { verifyLedgers } from '../../platform/ledger/verify.ts'
import { clients } from '../clients/projection.ts'
import { clientMigrations } from '../clients/store.ts'
import type { SamplingPolicy } from '../clients/terms.ts'
import type { Lines, ServiceLine } from '../line.ts'
import { matters } from '../matters/projection.ts'
import { matterMigrations } from '../matters/store.ts'
import { orderRows } from '../orders/projection.ts'
import { orderMigrations } from '../orders/store.ts'
import { people } from '../people/projection.ts'
import { peopleMigrations } from '../people/store.ts'
import type { Role } from '../policy.ts'
import { works } from '../work/projection.ts'
import { workMigrations } from '../work/store.ts'
import { qualityRoutes } from './api.ts'
import { boardRoutes } from './board-api.ts'
import { inspectionFacts } from './facts.ts'
import { qualities } from './projection.ts'
import { qualityMigrations } from './store.ts'
import { file, opportunities, placementOfTest, submittedBody, workBodies } from './testing.ts'

const migrations = [
  ledgerMigrations,
  idempotencyMigrations,
  clientMigrations,
  matterMigrations,
  peopleMigrations,
  orderMigrations,
  workMigrations,
  qualityMigrations,
].flat()
const projections = [clients, matters, people, orderRows, works, qualities] as unknown as Projections

/** A line that counts records, and whose check reads the files: it finds the word "wrong", and fails where there is nothing to read. */
const line: ServiceLine<unknown> = {
  id: 'contract-drafting',
  unit: 'record',
  intake: z.unknown(),
  estimateUnits: () => 1,
  plan: () => [],
  opportunities,
  checks: [
    {
      name: 'words',
      run: async ({ product }, read) => {
        const found = []
        for (const one of product) {
          const text = new TextDecoder().decode(await read(one))
          if (text.includes('wrong')) found.push({ ctq: 'defined-terms', message: 'It says "wrong".', place: one.name })
        }
        return found
      },
    },
  ],
  deliver: async () => [],
}
const lines: Lines = new Map([[line.id, line]])

const contents = new Map([
  ['a'.repeat(64), 'right'],
  ['b'.repeat(64), 'wrong'],
])
const blobs = {
  read: async function* (_: string, sha256: string) {
    const text = contents.get(sha256)
    if (text === undefined) throw new Error('The blob is not there.')
    yield new TextEncoder().encode(text)
  },
}

let made: TestDatabase
let database: Database
let now = '2026-03-02T09:00:00.000Z'
const actors = new Map<string, Actor>()
const routes = [qualityRoutes(lines, blobs as never), boardRoutes(lines)] as unknown as readonly Routes[]
let app: ReturnType<typeof serveRoutes>
const failures: unknown[] = []

const person = (name: string, roles: readonly Role[], clientId?: string): string => {
  const id = newId()
  actors.set(id, { id, name, roles, timeZone: 'UTC', secondFactor: true, ...(clientId ? { clientId } : {}) })
  return id
}
const clientId = placementOfTest('x', { kind: 'all' }).clientId
const [drafter, inspector, other] = [
  person('Dina', ['practitioner']),
  person('Ian', ['inspector']),
  person('Otto', ['inspector', 'team-lead']),
]
const [manager, approver, outsider] = [
  person('Mona', ['delivery-manager']),
  person('Carl', ['client-approver'], clientId),
  person('Una', ['inspector']),
]

before(async () => {
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex')
  made = await testDatabase(key, (connection) => migrate(connection, migrations).then(() => undefined))
  database = openDatabase(made.connection)
  app = serveRoutes({
    database,
    projections,
    routes,
    authenticate: async (request) => actors.get(request.headers.get('x-test-person') ?? ''),
    now: () => now,
    failed: (error) => failures.push(error),
  })
  const facts = {
    name: 'Harrow & Pike LLP',
    kind: 'law-firm',
    country: 'US',
    timeZone: 'America/New_York',
    address: '',
    affiliates: [],
    formerNames: [],
  }
  await append(clientId, { kind: 'client', id: clientId }, house, { kind: 'client.signed-up', code: 'HARROW', facts })
})
after(async () => {
  await database.close()
  await made.drop()
  assert.deepEqual(failures, [], 'no request failed on our side')
})

/** Records what a room before this one would have, as its decision gives it. */
const append = (
  stream: string,
  subject: { kind: string; id: string },
  actor: string,
  body: { readonly kind: string; readonly [fact: string]: unknown },
) =>
  scopeStream(database, house, stream, (db) =>
    command({ db, actor, now, projections }, stream, subject, { initial: null, apply: () => null }, () => body),
  )

let matterCount = 0
async function matter(): Promise<string> {
  const id = newId()
  const team = [drafter, inspector, other, manager, approver].map((personId) => ({ personId, role: actors.get(personId)?.roles[0] }))
  const facts = {
    engagementId: newId(),
    name: 'A deal',
    clientReference: null,
    notes: null,
    jurisdiction: 'US-NY',
    practiceArea: '',
    court: null,
    caseNumber: null,
  }
  matterCount += 1
  const body = {
    kind: 'matter.proposed',
    clientId,
    reference: `HARROW-000${matterCount}`,
    facts,
    parties: [],
    team,
    supervisingAttorneyId: null,
  }
  await append(id, { kind: 'matter', id }, house, body)
  return id
}

let orderCount = 0
/** An order whose work is submitted. */
async function submitted(matterId: string, policy: SamplingPolicy, unitsDone: number, digit = 'a'): Promise<string> {
  const id = newId()
  orderCount += 1
  const placement = placementOfTest(id, policy, `=HARROW/${orderCount}`)
  const subject = { kind: 'order', id }
  await append(matterId, subject, manager, { kind: 'order.placed', placement, order: { status: 'promised' } })
  for (const body of workBodies([file('rows.csv', digit)], unitsDone, drafter, newId())) await append(matterId, subject, drafter, body)
  return id
}

async function call(actor: string, method: string, path: string, body?: unknown) {
  const headers = { 'x-test-person': actor, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came
  const json: any = /^[[{]/.test(text) ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, text, body: json }
}
async function ok(actor: string, method: string, path: string, body?: unknown) {
  const answer = await call(actor, method, path, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.body
}

/** Opens, checks, looks through, records defects in the first units of the sample, and closes. */
async function inspected(matterId: string, orderId: string, defects: number): Promise<string> {
  const at = `/api/matters/${matterId}/orders/${orderId}`
  const { id } = await ok(inspector, 'POST', `${at}/inspections`)
  await ok(inspector, 'POST', `${at}/inspections/${id}/checks`)
  const { inspections } = await ok(inspector, 'GET', `${at}/quality`)
  const { sample } = inspections[0]
  await ok(inspector, 'POST', `${at}/inspections/${id}/units`, { units: sample })
  for (const unit of sample.slice(0, defects))
    await ok(inspector, 'POST', `${at}/inspections/${id}/defects`, {
      unit,
      ctq: 'defined-terms',
      severity: 'major',
      description: '=1+1',
      place: '',
    })
  await ok(inspector, 'POST', `${at}/inspections/${id}/close`)
  return id
}

const all: SamplingPolicy = { kind: 'all' }

test('an inspection over HTTP: checks read the matter’s files, findings are decided, the verdict is shown before it is final', async () => {
  const matterId = await matter()
  const orderId = await submitted(matterId, all, 4, 'b')
  const at = `/api/matters/${matterId}/orders/${orderId}`
  assert.equal((await call(outsider, 'GET', `${at}/quality`)).status, 404)
  assert.equal((await call(approver, 'GET', `${at}/quality`)).status, 403)
  assert.deepEqual((await ok(outsider, 'GET', '/api/inspections')).length, 0)
  assert.deepEqual(
    (await ok(inspector, 'GET', '/api/inspections')).map(({ orderId: id }: { orderId: string }) => id),
    [orderId],
  )

  const { id } = await ok(inspector, 'POST', `${at}/inspections`)
  assert.equal((await call(other, 'POST', `${at}/inspections`)).status, 409)
  await ok(inspector, 'POST', `${at}/inspections/${id}/checks`)
  assert.equal((await call(inspector, 'POST', `${at}/inspections/${id}/checks`)).status, 409)
  const { inspections, barred, checkNames } = await ok(inspector, 'GET', `${at}/quality`)
  const [{ findings, checks, sample, undone, outcome }] = inspections
  assert.deepEqual([barred, checkNames, checks, sample.length], [null, ['words'], [{ name: 'words', problem: null }], 4])
  assert.deepEqual([undone.length, outcome.verdict], [2, 'accepted'])
  assert.match((await ok(drafter, 'GET', `${at}/quality`)).barred, /You worked on this order/)

  const defect = {
    unit: '3',
    ctq: 'defined-terms',
    severity: 'major',
    description: 'It says wrong',
    place: 'row 3',
    findingId: findings[0].id,
  }
  const { id: defectId } = await ok(inspector, 'POST', `${at}/inspections/${id}/defects`, defect)
  await ok(inspector, 'POST', `${at}/inspections/${id}/units`, { units: sample })
  assert.equal((await ok(inspector, 'GET', `${at}/quality`)).inspections[0].outcome.verdict, 'rejected')
  await ok(other, 'POST', `${at}/inspections/${id}/second-opinions`, {
    ratings: sample.map((unit: string) => ({ unit, nonconforming: unit === '3' })),
  })
  await ok(inspector, 'POST', `${at}/inspections/${id}/close`)
  await ok(manager, 'POST', `${at}/defects/${defectId}/analyse`, { cause: 'oversight', correctiveAction: 'Run the check first' })
  await ok(drafter, 'POST', `${at}/defects/${defectId}/correct`, { note: 'Mended' })

  await append(matterId, { kind: 'order', id: orderId }, drafter, submittedBody([file('rows.csv')], 4, 't'))
  await inspected(matterId, orderId, 0)
  const facts = await scope(database, house, (db) => inspectionFacts(db, orderId))
  assert.deepEqual(
    [facts?.plan, facts?.lotSize, facts?.sampleSize, facts?.verdict, facts?.defects, facts?.dpmo, facts?.sigma],
    ['Every unit: 4 of 4 units (record), accept 0, reject 1', 4, 4, 'accepted', 0, 0, null],
  )
  assert.equal(await scope(database, house, (db) => inspectionFacts(db, newId())), null)
})

test('a check that fails names the reason and may be tried again', async () => {
  const matterId = await matter()
  const orderId = await submitted(matterId, all, 1, 'c')
  const at = `/api/matters/${matterId}/orders/${orderId}`
  const { id } = await ok(inspector, 'POST', `${at}/inspections`)
  await ok(inspector, 'POST', `${at}/inspections/${id}/checks`)
  assert.equal((await ok(inspector, 'GET', `${at}/quality`)).inspections[0].checks[0].problem, 'The blob is not there.')
  contents.set('c'.repeat(64), 'right')
  await ok(inspector, 'POST', `${at}/inspections/${id}/checks`)
  assert.deepEqual((await ok(inspector, 'GET', `${at}/quality`)).inspections[0].checks, [{ name: 'words', problem: null }])
})

test('two refused lots of five tighten the next one of the engagement, whoever saw them; five refused under it stop sampling', async () => {
  const policy: SamplingPolicy = { kind: 'iso-2859-1', level: 'II', aql: 1 }
  const matterId = await matter()
  for (let lot = 0; lot < 7; lot += 1) {
    now = new Date(Date.parse(now) + 86_400_000).toISOString()
    const orderId = await submitted(matterId, policy, 40)
    await inspected(matterId, orderId, 1)
    const { inspections } = await ok(inspector, 'GET', `/api/matters/${matterId}/orders/${orderId}/quality`)
    assert.deepEqual([inspections[0].state, inspections[0].outcome.verdict], [lot < 2 ? 'normal' : 'tightened', 'rejected'])
  }
  const elsewhere = await matter()
  const orderId = await submitted(elsewhere, policy, 40)
  const at = `/api/matters/${elsewhere}/orders/${orderId}`
  assert.equal((await ok(inspector, 'GET', `${at}/quality`)).discontinued, true)
  const refused = await call(inspector, 'POST', `${at}/inspections`)
  assert.deepEqual([refused.status, refused.body.field], [409, 'state'])
  assert.equal((await call(inspector, 'POST', `${at}/sampling/resume`, { reason: 'Trained anew' })).status, 403)
  await ok(manager, 'POST', `${at}/sampling/resume`, { reason: 'Trained anew' })
  await inspected(elsewhere, orderId, 0)
  const [inspection] = (await ok(inspector, 'GET', `${at}/quality`)).inspections
  assert.deepEqual([inspection.state, inspection.resumed, inspection.outcome.verdict], ['tightened', true, 'accepted'])
})

test('the board adds up what the rows say: by line, client and period, with charts, Pareto and kappa', async () => {
  const from = '2026-03-02'
  const board = await ok(other, 'GET', `/api/quality/board?per=day&from=${from}`)
  const page = await ok(other, 'GET', '/api/quality/inspections?round=first&limit=200')
  const sum = (of: string): number => page.items.reduce((total: number, row: Record<string, number>) => total + (row[of] ?? 0), 0)
  assert.equal(board.totals.lots, page.items.length)
  assert.deepEqual(
    [board.totals.units, board.totals.defects, board.totals.defectives],
    [sum('unitsInspected'), sum('defects'), sum('defectives')],
  )
  assert.equal(board.totals.opportunities, sum('unitsInspected') * 2)
  assert.equal(board.totals.dpmo, (board.totals.failed / board.totals.opportunities) * 1e6)
  assert.deepEqual([board.byLine.length, board.byLine[0].units, board.byClient[0].name], [1, board.totals.units, 'Harrow & Pike LLP'])
  assert.deepEqual(
    board.charts.map(({ kind, points }: { kind: string; points: unknown[] }) => [kind, points.length]),
    [
      ['p', 8],
      ['u', 8],
      ['xmr', 8],
    ],
  )
  assert.deepEqual([board.points[0].label, board.points.at(-1).label], ['2026-03-02', now.slice(0, 10)])
  assert.deepEqual(
    board.byCause.map(({ id, count }: { id: string; count: number }) => [id, count]),
    [
      ['none', 7],
      ['oversight', 1],
    ],
  )
  assert.equal(board.byCtq[0].title, 'Defined terms')
  assert.deepEqual([board.agreement.units, board.agreement.kappa, board.agreements[0].secondId], [4, 1, other])

  const counted = await ok(other, 'GET', `/api/quality/defects?sample=first&from=${from}`)
  assert.equal(counted.items.length, board.totals.defects)
  assert.equal((await ok(other, 'GET', '/api/quality/defects?cause=none')).items.length, 7)
  assert.equal((await ok(other, 'GET', '/api/quality/inspections?round=later')).items.length, 1)
  assert.equal((await ok(other, 'GET', '/api/quality/board?to=2026-03-01')).totals.lots, 0)
  for (const per of ['lot', 'week', 'month']) await ok(other, 'GET', `/api/quality/board?per=${per}&laney=true&rules=nelson`)
  assert.equal((await ok(outsider, 'GET', '/api/quality/board')).totals.lots, 0, 'walls hold in sums too')
})

test('lists page without a gap or a double, and refuse no cursor', async () => {
  const whole = (await ok(other, 'GET', '/api/quality/inspections')).items.map(({ id }: { id: string }) => id)
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page = await ok(other, 'GET', `/api/quality/inspections?limit=3${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
    seen.push(...page.items.map(({ id }: { id: string }) => id))
    next = page.next
  }
  assert.deepEqual(seen, whole)
  await ok(other, 'GET', '/api/quality/defects?cursor=none_at-all')
})

test('the client sees its figures and rows, not who of ours inspected; exports run nothing in a spreadsheet', async () => {
  const board = await ok(approver, 'GET', '/api/quality/board')
  assert.ok(board.totals.lots > 0 && board.agreements.length === 0)
  assert.equal((await ok(approver, 'GET', '/api/quality/inspections')).items[0].inspector, null)
  assert.equal((await ok(approver, 'GET', '/api/quality/defects')).items[0].foundBy, null)
  assert.equal((await call(drafter, 'GET', '/api/quality/board')).status, 403)
  const { text, headers } = await call(approver, 'GET', '/api/quality/exports/defects')
  assert.match(headers.get('content-disposition') ?? '', /defects\.csv/)
  const [head, row] = parseCsv(text)
  assert.equal(row?.length, head?.length)
  assert.deepEqual([row?.[0]?.startsWith("'="), row?.[9]], [true, "'=1+1"])
  const inspections = parseCsv((await call(approver, 'GET', '/api/quality/exports/inspections')).text)
  assert.equal(inspections.length, 1 + (await ok(approver, 'GET', '/api/quality/inspections')).items.length)
})

test('an order that came back is counted, and found by its filter', async () => {
  const matterId = await matter()
  const orderId = await submitted(matterId, all, 2)
  await inspected(matterId, orderId, 0)
  const marked = { id: newId(), ctq: 'defined-terms', severity: 'minor', description: 'x', place: '', unit: null }
  await append(matterId, { kind: 'order', id: orderId }, approver, {
    kind: 'deliverable.returned',
    defects: [marked],
    order: { status: 'rework' },
  })
  const { totals } = await ok(other, 'GET', '/api/quality/board')
  const { items } = await ok(other, 'GET', '/api/quality/inspections?cameBackFrom=client&round=first')
  assert.deepEqual([totals.returnedByClient, totals.refusedAtSignoff, items.length, items[0].orderId], [1, 0, 1, orderId])
  assert.equal((await ok(other, 'GET', '/api/quality/defects?foundAt=client')).items.length, 1)
})

test('every row is what the ledgers say', async () => {
  const { problems, rows } = await verifyLedgers(database, projections)
  assert.deepEqual(problems, [])
  assert.ok(rows > 60)
})
