import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
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
import { clientRoutes } from '../clients/api.ts'
import { clients } from '../clients/projection.ts'
import { clientMigrations } from '../clients/store.ts'
import { exampleTerms } from '../clients/testing.ts'
import { matterRoutes } from '../matters/api.ts'
import { conflictRoutes } from '../matters/conflict-api.ts'
import { matters } from '../matters/projection.ts'
import { matterMigrations } from '../matters/store.ts'
import { type Role, roles } from '../policy.ts'
import { peopleRoutes } from './api.ts'
import { decide } from './model.ts'
import { people } from './projection.ts'
import { peopleFacts, peopleMigrations } from './store.ts'

/** The rooms as the composition root puts them together, on a fresh database, for tests. Requests say who makes them; accounts are the platform's. */
export interface Rooms {
  readonly database: Database
  readonly projections: Projections
  readonly routes: readonly Routes[]
  /** One request as a person, with its answer whatever it is. */
  call(actor: string, method: string, path: string, body?: unknown): Promise<Answer>
  /** The answer's body, where it went well. */
  ok(actor: string, method: string, path: string, body?: unknown): Promise<Answer['body']>
  /** Invites somebody, who joins at once. */
  person(name: string, roles: readonly Role[], clientId?: string): Promise<string>
  /** Signs up a client and drafts it an engagement. */
  client(name: string, code: string): Promise<ClientOfTest>
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came
  readonly body: any
}

interface ClientOfTest {
  readonly clientId: string
  readonly engagementId: string
}

/** The instant at which all of it happens. */
export const testNow = '2026-03-02T15:00:00.000Z'

const projections = [clients, matters, people] as unknown as Projections
const migrations = [...ledgerMigrations, ...idempotencyMigrations, ...clientMigrations, ...matterMigrations, ...peopleMigrations]
const accounts = { invite: async () => {}, reset: async () => {}, close: async () => {} }
const routes = [
  clientRoutes,
  matterRoutes(peopleFacts),
  conflictRoutes(peopleFacts),
  peopleRoutes(accounts),
] as unknown as readonly Routes[]

export async function openRooms(): Promise<Rooms> {
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex')
  const made = await testDatabase(key, (connection) => migrate(connection, migrations).then(() => undefined))
  const database = openDatabase(made.connection)
  const actors = new Map<string, Actor>([
    [house, { id: house, name: 'House', roles: Object.keys(roles), timeZone: 'UTC', secondFactor: true }],
  ])
  const failures: unknown[] = []
  const app = serveRoutes({
    database,
    projections,
    routes,
    authenticate: async (request) => actors.get(request.headers.get('x-test-person') ?? ''),
    now: () => testNow,
    failed: (error) => failures.push(error),
  })

  const call: Rooms['call'] = async (actor, method, path, body) => {
    const headers = { 'x-test-person': actor, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    return { status: response.status, body: await response.json() }
  }
  const ok: Rooms['ok'] = async (actor, method, path, body) => {
    const answer = await call(actor, method, path, body)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const person: Rooms['person'] = async (name, wanted, clientId) => {
    const facts = {
      name,
      timeZone: 'Asia/Kolkata',
      site: 'Pune',
      shift: { mon: [['09:00', '18:00']] },
      formerEmployers: [],
      ndaSignedOn: null,
    }
    const invitation = { ...facts, email: `P${newId()}@Example.com`, clientId: clientId ?? null, roles: wanted }
    const { id } = await ok(house, 'POST', '/api/people', invitation)
    await scopeStream(database, house, house, (db) =>
      command({ db, actor: house, now: testNow, projections }, house, { kind: 'person', id }, people, (state, context) =>
        decide(state, { kind: 'join' }, context),
      ),
    )
    actors.set(id, { id, name, roles: wanted, timeZone: 'UTC', secondFactor: false, ...(clientId === undefined ? {} : { clientId }) })
    return id
  }
  const client: Rooms['client'] = async (name, code) => {
    const facts = {
      name,
      code,
      kind: 'law-firm',
      country: 'US',
      timeZone: 'America/New_York',
      address: '',
      affiliates: [],
      formerNames: [],
    }
    const { id: clientId } = await ok(house, 'POST', '/api/clients', facts)
    const { id: engagementId } = await ok(house, 'POST', `/api/clients/${clientId}/engagements`, { title: '2026', terms: exampleTerms })
    return { clientId, engagementId }
  }
  const close = async () => {
    await database.close()
    await made.drop()
    assert.deepEqual(failures, [], 'no request failed on our side')
  }
  return { database, projections, routes, call, ok, person, client, close }
}

export const partyOfTest = (name: string, side: string) => ({
  name,
  side,
  kind: 'organisation',
  role: side === 'ours' ? 'plaintiff' : 'defendant',
  aliases: [],
  formerNames: [],
  parent: null,
})

/** The body of a proposal. */
export const proposalOfTest = (of: ClientOfTest, parties: readonly object[], team: readonly object[] = []) => ({
  ...of,
  name: 'A dispute',
  clientReference: null,
  notes: 'for us only',
  jurisdiction: 'US-NY',
  practiceArea: 'Commercial litigation',
  court: null,
  caseNumber: null,
  parties,
  team,
  supervisingAttorneyId: null,
})
