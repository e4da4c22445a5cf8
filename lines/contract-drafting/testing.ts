import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientRoutes } from '../../desk/clients/api.ts'
import { exampleTerms } from '../../desk/clients/testing.ts'
import type { Lines, ServiceLine } from '../../desk/line.ts'
import { matterRoutes } from '../../desk/matters/api.ts'
import { conflictRoutes } from '../../desk/matters/conflict-api.ts'
import { orderRoutes } from '../../desk/orders/api.ts'
import { peopleRoutes } from '../../desk/people/api.ts'
import { decide } from '../../desk/people/model.ts'
import { people } from '../../desk/people/projection.ts'
import { peopleFacts } from '../../desk/people/store.ts'
import { type Role, roles } from '../../desk/policy.ts'
import { deskMigrations, deskProjections } from '../../desk/rooms.ts'
import { workRoutes } from '../../desk/work/api.ts'
import { folderPlace } from '../../platform/blobs/folder.ts'
import { matterKeys } from '../../platform/blobs/keys.ts'
import { openMasterKeys } from '../../platform/blobs/masters.ts'
import { type Blobs, createBlobs } from '../../platform/blobs/store.ts'
import { blobMigrations, keyTable } from '../../platform/blobs/tables.ts'
import { type Database, openDatabase } from '../../platform/database/database.ts'
import { migrate } from '../../platform/database/migrations.ts'
import { scopeStream } from '../../platform/database/scope.ts'
import { testDatabase } from '../../platform/database/testing.ts'
import { idempotencyMigrations } from '../../platform/http/idempotency.ts'
import type { Routes } from '../../platform/http/route.ts'
import { serveRoutes } from '../../platform/http/serve.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { house, newId } from '../../platform/ids.ts'
import { command, type Projections } from '../../platform/ledger/command.ts'
import { ledgerMigrations } from '../../platform/ledger/store.ts'
import { contractDrafting, contractDraftingMigrations, contractDraftingProjections } from './index.ts'
import { openWorkshop, type Workshop } from './workers.ts'

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  readonly body: any
}

/** A desk with one client, one open matter and this line, on a fresh database with real blobs. Requests say who makes them. */
export interface Desk {
  readonly database: Database
  readonly blobs: Blobs
  readonly projections: Projections
  readonly line: ServiceLine<unknown>
  readonly workshop: Workshop
  readonly matterId: string
  call(actor: string, method: string, path: string, body?: unknown): Promise<Answer>
  ok(actor: string, method: string, path: string, body?: unknown): Promise<Answer['body']>
  /** Sends bytes. */
  send(actor: string, path: string, bytes: Uint8Array): Promise<Answer>
  bytesOf(actor: string, path: string): Promise<Uint8Array>
  person(name: string, roles: readonly Role[], skills?: readonly { skill: string; level: number }[], clientId?: string): Promise<string>
  /** Places an order, plans it and gives its first step to somebody. */
  draftingOrder(manager: string, drafter: string, intake: object): Promise<string>
  close(): Promise<void>
}

const now = '2026-03-02T15:00:00.000Z'
const projections = [...deskProjections, ...contractDraftingProjections] as Projections
const migrations = [...ledgerMigrations, ...idempotencyMigrations, ...deskMigrations, ...blobMigrations, ...contractDraftingMigrations]

export async function openDesk(): Promise<Desk> {
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex')
  const made = await testDatabase(key, (connection) => migrate(connection, migrations).then(() => undefined))
  const database = openDatabase(made.connection)
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-drafting-'))
  const masters = await openMasterKeys({ folder, environment: {} })
  const blobs = createBlobs({ place: folderPlace(join(folder, 'blobs')), keys: matterKeys({ table: keyTable(database), masters }) })
  const workshop = openWorkshop()
  const line = contractDrafting({ database, blobs, workshop }) as unknown as ServiceLine<unknown>
  const lines: Lines = new Map([[line.id, line]])
  const failures: unknown[] = []
  const actors = new Map<string, Actor>([
    [house, { id: house, name: 'House', roles: Object.keys(roles), timeZone: 'UTC', secondFactor: true }],
  ])
  const accounts = { invite: async () => {}, reset: async () => {}, close: async () => {} }
  const routes = [
    clientRoutes,
    matterRoutes(peopleFacts),
    conflictRoutes(peopleFacts),
    peopleRoutes(accounts),
    orderRoutes(lines),
    workRoutes(lines),
    line.routes,
  ] as unknown as readonly Routes[]
  const app = serveRoutes({
    database,
    projections,
    routes,
    authenticate: async (request) => actors.get(request.headers.get('x-test-person') ?? ''),
    now: () => now,
    failed: (error) => failures.push(error),
  })
  const request = async (actor: string, method: string, path: string, type: string, body?: BodyInit): Promise<Response> =>
    app.request(path, { method, headers: { 'x-test-person': actor, 'content-type': type }, ...(body === undefined ? {} : { body }) })
  const call: Desk['call'] = async (actor, method, path, body) => {
    const response = await request(actor, method, path, 'application/json', body === undefined ? undefined : JSON.stringify(body))
    return { status: response.status, body: await response.json() }
  }
  const ok: Desk['ok'] = async (actor, method, path, body) => {
    const answer = await call(actor, method, path, body)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)} ${failures.join()}`)
    return answer.body
  }
  const send: Desk['send'] = async (actor, path, bytes) => {
    const response = await request(actor, 'POST', path, 'application/octet-stream', bytes as unknown as BodyInit)
    return { status: response.status, body: await response.json() }
  }
  const bytesOf: Desk['bytesOf'] = async (actor, path) => new Uint8Array(await (await request(actor, 'GET', path, '')).arrayBuffer())

  const person: Desk['person'] = async (name, wanted, skills = [], clientId) => {
    const shift = { mon: [['09:00', '18:00']] }
    const facts = { name, timeZone: 'Asia/Kolkata', site: 'Pune', shift, formerEmployers: [], ndaSignedOn: clientId ? null : '2026-01-02' }
    const invitation = { ...facts, email: `p${newId()}@example.com`, clientId: clientId ?? null, roles: wanted }
    const { id } = await ok(house, 'POST', '/api/people', invitation)
    await scopeStream(database, house, house, (db) =>
      command({ db, actor: house, now, projections }, house, { kind: 'person', id }, people, (state, context) =>
        decide(state, { kind: 'join' }, context),
      ),
    )
    if (skills.length > 0) await ok(house, 'PUT', `/api/people/${id}/skills`, { skills })
    actors.set(id, { id, name, roles: wanted, timeZone: 'UTC', secondFactor: false, ...(clientId === undefined ? {} : { clientId }) })
    return id
  }
  const matterId = await openMatter({ ok, person })
  const draftingOrder: Desk['draftingOrder'] = async (manager, drafter, intake) => {
    const team = [{ personId: drafter, role: 'practitioner' }]
    const { team: already, supervisingAttorney } = await ok(house, 'GET', `/api/matters/${matterId}`)
    const others = already.filter(({ personId }: { personId: string }) => personId !== drafter)
    const kept = others.map(({ personId, role }: { personId: string; role: string }) => ({ personId, role }))
    const member = kept.some(({ personId }: { personId: string }) => personId === manager)
      ? []
      : [{ personId: manager, role: 'delivery-manager' }]
    await ok(house, 'PUT', `/api/matters/${matterId}/team`, {
      team: [...kept, ...member, ...team],
      supervisingAttorneyId: supervisingAttorney.id,
    })
    const placed = await ok(manager, 'POST', `/api/matters/${matterId}/orders`, {
      line: 'contract-drafting',
      priority: 'standard',
      title: 'An agreement',
      intake: { keyTerms: 'As agreed.', ...intake },
    })
    const at = `/api/matters/${matterId}/orders/${placed.id}`
    await ok(manager, 'POST', `${at}/promise`, { dueAt: '2026-03-05T15:00:00.000Z' })
    await ok(manager, 'POST', `${at}/plan`, {})
    const { tasks } = await ok(manager, 'GET', `${at}/work`)
    await ok(manager, 'POST', `${at}/tasks/${tasks[0].id}/assign`, { personId: drafter })
    return placed.id
  }
  const close = async () => {
    await workshop.close()
    await database.close()
    await made.drop()
    await rm(folder, { recursive: true, force: true })
    assert.deepEqual(failures, [], 'no request failed on our side')
  }
  return { database, blobs, projections, line, workshop, matterId, call, ok, send, bytesOf, person, draftingOrder, close }
}

/** A client whose engagement is signed, and a matter whose gates are all open. */
async function openMatter({ ok, person }: Pick<Desk, 'ok' | 'person'>): Promise<string> {
  const { id: clientId } = await ok(house, 'POST', '/api/clients', {
    name: 'Northwind Components, Inc.',
    code: 'NWC',
    kind: 'legal-department',
    country: 'US',
    timeZone: 'America/New_York',
    address: '',
    affiliates: [],
    formerNames: [],
  })
  await ok(house, 'POST', `/api/clients/${clientId}/nda`, { signedOn: '2026-01-01', reference: 'NDA-7', expiresOn: null })
  const { id: engagementId } = await ok(house, 'POST', `/api/clients/${clientId}/engagements`, { title: '2026', terms: exampleTerms })
  await ok(house, 'POST', `/api/clients/${clientId}/engagements/${engagementId}/sign`, { signedBy: 'R. Pike' })
  const attorney = await person('Ada Attorney', ['supervising-attorney'])
  const admission = {
    jurisdiction: 'US-NY',
    number: '5551234',
    status: 'active',
    admittedOn: '2020-01-15',
    expiresOn: null,
    evidence: 'Roll',
  }
  await ok(house, 'POST', `/api/people/${attorney}/admissions`, admission)
  const party = { kind: 'organisation', aliases: [], formerNames: [], parent: null }
  const { id: matterId } = await ok(house, 'POST', '/api/matters', {
    clientId,
    engagementId,
    name: 'Supply deal',
    clientReference: null,
    notes: null,
    jurisdiction: 'US-NY',
    practiceArea: 'Commercial contracts',
    court: null,
    caseNumber: null,
    parties: [
      { ...party, name: 'Northwind Components, Inc.', role: 'buyer', side: 'ours' },
      { ...party, name: 'Kestrel Precision Ltd', role: 'supplier', side: 'adverse' },
    ],
    team: [],
    supervisingAttorneyId: attorney,
  })
  const { check } = await ok(house, 'POST', `/api/matters/${matterId}/conflicts`)
  for (const { id } of check.hits)
    await ok(house, 'POST', `/api/matters/${matterId}/conflicts/${id}`, { outcome: 'cleared', reason: 'The client itself.' })
  await ok(house, 'POST', `/api/matters/${matterId}/consent`, { evidence: 'Letter of 2 January' })
  await ok(house, 'POST', `/api/matters/${matterId}/open`)
  return matterId
}
