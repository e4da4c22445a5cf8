import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { z } from 'zod'
import { checkLedes } from '../../kits/loadfiles/index.ts'
import { pdfText, writePdf } from '../../kits/pdf/index.ts'
import { parseCsv } from '../../kits/text/csv.ts'
import { folderPlace } from '../../platform/blobs/folder.ts'
import { matterKeys } from '../../platform/blobs/keys.ts'
import { openMasterKeys } from '../../platform/blobs/masters.ts'
import { type Blobs, createBlobs } from '../../platform/blobs/store.ts'
import { blobMigrations, keyTable, recordBlob } from '../../platform/blobs/tables.ts'
import { type Database, openDatabase } from '../../platform/database/database.ts'
import { migrate } from '../../platform/database/migrations.ts'
import { scopeMatter, scopeStream } from '../../platform/database/scope.ts'
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts'
import { idempotencyMigrations } from '../../platform/http/idempotency.ts'
import type { Routes } from '../../platform/http/route.ts'
import { serveRoutes } from '../../platform/http/serve.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { house, newId } from '../../platform/ids.ts'
import { command } from '../../platform/ledger/command.ts'
import { ledgerMigrations } from '../../platform/ledger/store.ts'
import { verifyLedgers } from '../../platform/ledger/verify.ts'
import { exampleTerms } from '../clients/testing.ts'
import { deliveryRoutes } from '../delivery/api.ts'
import { once } from '../delivery/copies.ts'
import { deemAccepted } from '../delivery/jobs.ts'
import type { FileRef, Lines, ServiceLine } from '../line.ts'
import { quote } from '../orders/quote.ts'
import type { Role } from '../policy.ts'
import { deskMigrations, deskProjections } from '../rooms.ts'
import { signOffRoutes } from '../signoff/api.ts'
import { billingRoutes } from './api.ts'

/** From the sign-off to the invoice over HTTP, on the real database and the real blobs; what the rooms before record is given as their entries. */

const migrations = [...ledgerMigrations, ...idempotencyMigrations, ...deskMigrations, ...blobMigrations]
const line: ServiceLine<unknown> = {
  id: 'contract-drafting',
  unit: 'document',
  intake: z.unknown(),
  estimateUnits: () => 1,
  plan: () => [],
  checks: [],
  opportunities: [{ ctq: 'parties', title: 'Parties', severity: 'critical' }],
  deliver: async (_, { write }) => [await write('report.txt', 'text/plain', Buffer.from('report'))],
}
const lines: Lines = new Map([[line.id, line]])
const seller = { name: 'Meridian Legal Services', address: 'Pune', ledesId: 'MERIDIAN' }

let made: TestDatabase
let database: Database
let blobs: Blobs
let folder = ''
let app: ReturnType<typeof serveRoutes>
let now = '2026-03-02T14:00:00.000Z'
const actors = new Map<string, Actor>()
const failures: unknown[] = []
const [clientId, engagementId, matterId] = [newId(), newId(), newId()]
const people: Record<string, string> = {}
const who = (key: string): string => people[key] ?? assert.fail(key)

before(async () => {
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex')
  made = await testDatabase(key, (connection) => migrate(connection, migrations).then(() => undefined))
  database = openDatabase(made.connection)
  folder = await mkdtemp(join(tmpdir(), 'order-to-invoice-'))
  const keys = matterKeys({ table: keyTable(database), masters: await openMasterKeys({ folder, environment: {} }) })
  blobs = createBlobs({ place: folderPlace(join(folder, 'blobs')), keys })
  const inspection = async () => null
  app = serveRoutes({
    database,
    projections: deskProjections,
    routes: [signOffRoutes(lines), deliveryRoutes({ lines, blobs, inspection }), billingRoutes(seller)] as unknown as readonly Routes[],
    authenticate: async (request) => actors.get(request.headers.get('x-test-person') ?? ''),
    now: () => now,
    failed: (error) => failures.push(error),
  })
  await found()
})
after(async () => {
  await database.close()
  await made.drop()
  await rm(folder, { recursive: true, force: true })
  assert.deepEqual(failures, [], 'no request failed on our side')
})

type Fact = { readonly kind: string; readonly [fact: string]: unknown }
const append = (stream: string, kind: string, id: string, body: Fact, actor = house) =>
  scopeStream(database, house, stream, (db) =>
    command({ db, actor, now, projections: deskProjections }, stream, { kind, id }, { initial: null, apply: () => null }, () => body),
  )

async function person(key: string, name: string, roles: readonly Role[], ofClient = false): Promise<void> {
  const id = newId()
  people[key] = id
  const facts = { name, timeZone: 'UTC', site: null, shift: null, formerEmployers: [], ndaSignedOn: null }
  const invitation = { email: `${key}@example.com`, clientId: ofClient ? clientId : null, roles, facts }
  await append(house, 'person', id, { kind: 'person.invited', ...invitation })
  await append(house, 'person', id, { kind: 'person.joined' })
  actors.set(id, { id, name, roles, timeZone: 'UTC', secondFactor: true, ...(ofClient ? { clientId } : {}) })
}

/** A client with signed terms, its people and ours, and a matter that they are on. */
async function found(): Promise<void> {
  const none = { country: 'US', timeZone: 'America/New_York', address: '200 Pearl Street', affiliates: [], formerNames: [] }
  await append(clientId, 'client', clientId, {
    kind: 'client.signed-up',
    code: 'HV',
    facts: { name: 'Harcourt & Vale LLP', kind: 'law-firm', ...none },
  })
  await append(clientId, 'client', clientId, { kind: 'engagement.drafted', engagementId, title: '2026', terms: exampleTerms })
  await append(clientId, 'client', clientId, { kind: 'engagement.signed', engagementId, signedBy: 'Eleanor' })
  await person('ada', 'Ada Attorney', ['supervising-attorney'])
  await person('nora', 'Nora Newcomer', ['supervising-attorney'])
  await person('arjun', 'Arjun Lead', ['team-lead'])
  await person('sana', 'Sana Qureshi', ['practitioner'])
  await person('farah', 'Farah Finance', ['finance'])
  await person('meera', 'Meera Manager', ['delivery-manager'])
  await person('eleanor', 'Eleanor Whitcombe', ['client-approver'], true)
  const admission = {
    id: newId(),
    jurisdiction: 'US-NY',
    number: '4711',
    status: 'active',
    admittedOn: '2010-01-01',
    expiresOn: '2026-12-31',
  }
  await append(house, 'person', who('ada'), { kind: 'person.admission-recorded', admission: { ...admission, evidence: 'register' } })
  const facts = {
    engagementId,
    name: 'Kestrel supply',
    clientReference: 'HV-24-1187',
    notes: null,
    jurisdiction: 'US-NY',
    practiceArea: 'Contracts',
  }
  const team = Object.values(people).map((id) => ({ personId: id, role: actors.get(id)?.roles[0] }))
  await append(matterId, 'matter', matterId, {
    kind: 'matter.proposed',
    clientId,
    reference: 'HV-0001',
    facts: { ...facts, court: null, caseNumber: null },
    parties: [],
    team,
    supervisingAttorneyId: who('ada'),
  })
}

let orders = 0
/** An order that awaits its sign-off, of some documents and a time entry. */
async function awaiting(unitsDone: number, rush = false): Promise<{ orderId: string; at: string; files: readonly FileRef[] }> {
  const orderId = newId()
  orders += 1
  const [rate, level] = [exampleTerms.rateCard['contract-drafting'], exampleTerms.serviceLevels['contract-drafting']?.standard]
  assert.ok(rate && level)
  const pdf = await writePdf({
    title: 'A',
    language: 'en',
    madeAt: Temporal.Instant.from(now),
    paper: 'a4',
    blocks: [{ kind: 'paragraph', text: `Agreement ${orders}` }],
  })
  const files = [await kept('Agreement.pdf', 'application/pdf', pdf), await kept('Notes.docx', 'application/docx', Buffer.from('notes'))]
  const placement = {
    id: orderId,
    clientId,
    number: `HV-0001/${orders}`,
    line: 'contract-drafting',
    title: 'Supply agreement',
    priority: rush ? 'rush' : 'standard',
    intake: {},
    attachments: [],
    terms: { engagementId, engagementVersion: 1, serviceLevel: level, acceptanceBusinessDays: 5 },
    quote: quote({ ...rate, currency: 'USD' }, unitsDone, rush, null),
    requestedDueAt: null,
  }
  const taskId = newId()
  const task = {
    id: taskId,
    key: 'draft',
    title: 'Draft',
    skill: 's',
    levelMin: 0,
    units: 1,
    minutesPerUnit: 1,
    after: [],
    admitted: false,
  }
  const bodies: Fact[] = [
    { kind: 'order.placed', placement, order: { status: 'promised', clock: [{ kind: 'start', clock: 'turnaround' }] } },
    { kind: 'work.planned', tasks: [task], order: { status: 'planned' } },
    { kind: 'task.assigned', taskId, personId: who('sana'), because: [] },
    { kind: 'task.started', taskId, order: { status: 'in-work' } },
    { kind: 'task.submitted', taskId, files, unitsDone, note: '', time: null, order: { status: 'in-inspection' } },
    { kind: 'test.inspected', order: { status: 'awaiting-signoff' } },
  ]
  for (const body of bodies) await append(matterId, 'order', orderId, body, who('sana'))
  return { orderId, at: `/api/matters/${matterId}/orders/${orderId}`, files }
}

async function kept(name: string, type: string, content: Uint8Array): Promise<FileRef> {
  const blob = await blobs.write(matterId, once(content))
  await scopeMatter(database, house, matterId, (db) => recordBlob(db, matterId, blob, now, house))
  return { name, type, ...blob }
}

async function call(actor: string, method: string, path: string, body?: unknown) {
  const headers = { 'x-test-person': who(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came
  const json: any = (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, bytes, text, body: json }
}
async function ok(actor: string, method: string, path: string, body?: unknown) {
  const answer = await call(actor, method, path, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.body
}

async function delivered(unitsDone: number, rush = false) {
  const order = await awaiting(unitsDone, rush)
  const { productHash, statement } = await ok('ada', 'GET', `${order.at}/sign-off`)
  await ok('ada', 'POST', `${order.at}/sign-offs`, { productHash, statement })
  const { id } = await ok('arjun', 'POST', `${order.at}/deliverables`)
  return { ...order, deliverableId: id as string, out: `${order.at}/deliverables/${id}` }
}

test('only an attorney who is admitted where the matter is signs off, and only what was signed goes out', async () => {
  const { at } = await awaiting(1)
  const { productHash, statement, me } = await ok('ada', 'GET', `${at}/sign-off`)
  assert.deepEqual([me.barred, me.admission.number], [null, '4711'])
  const early = await call('arjun', 'POST', `${at}/deliverables`)
  assert.deepEqual([early.status, early.body.field], [409, 'signOff'])
  const unfit = await call('nora', 'POST', `${at}/sign-offs`, { productHash, statement })
  assert.deepEqual([unfit.status, unfit.body.field], [403, 'admission'])
  assert.match((await ok('nora', 'GET', `${at}/sign-off`)).me.barred, /no admission that covers US-NY on 2026-03-02/)
  const stale = await call('ada', 'POST', `${at}/sign-offs`, { productHash: '0'.repeat(64), statement })
  assert.deepEqual([stale.status, stale.body.field], [409, 'productHash'])
  assert.equal((await call('arjun', 'POST', `${at}/sign-offs`, { productHash, statement })).status, 403)
  const defects = [{ ctq: 'spelling', severity: 'minor', description: 'typo' }]
  assert.equal((await call('ada', 'POST', `${at}/sign-off-refusals`, { reason: 'no', defects })).status, 422)
  await ok('ada', 'POST', `${at}/sign-off-refusals`, { reason: 'Wrong party.', defects: [{ ...defects[0], ctq: 'parties' }] })
  const after_ = await ok('ada', 'GET', `${at}/sign-off`)
  assert.deepEqual([after_.status, after_.refusals[0].defects[0].ctq], ['rework', 'parties'])
})

test('a package goes out with its manifest, copies carry their receiver, and every download is on the record', async () => {
  const { out, at, files } = await delivered(1)
  const detail = await ok('eleanor', 'GET', out)
  assert.deepEqual([detail.barred, detail.marked], [null, ['Agreement.pdf', 'HV-0001-2-1-certificate.pdf']])
  const manifest = await call('eleanor', 'GET', `${out}/files?name=${encodeURIComponent(detail.manifest.name)}`)
  assert.match(manifest.headers.get('content-disposition') ?? '', /^attachment; filename="HV-0001-2-1-manifest\.json"/)
  assert.equal(manifest.headers.get('x-content-type-options'), 'nosniff')
  assert.deepEqual(
    JSON.parse(manifest.text).files.map(({ name }: FileRef) => name),
    ['Agreement.pdf', 'Notes.docx', 'report.txt', 'HV-0001-2-1-certificate.pdf'],
  )
  const marked = await call('eleanor', 'GET', `${out}/files?name=Agreement.pdf`)
  assert.match((await pdfText(marked.bytes)).join('').replaceAll(/\s/g, ''), /EleanorWhitcombe2026-03-0214:00UTC/)
  const plain = await call('arjun', 'GET', `${out}/files?name=Agreement.pdf`)
  assert.equal(createHash('sha256').update(plain.bytes).digest('hex'), files[0]?.sha256)
  const zip = await call('eleanor', 'GET', `${out}/zip`)
  assert.deepEqual(Object.keys(unzipSync(zip.bytes)), [
    'Agreement.pdf',
    'Notes.docx',
    'report.txt',
    'HV-0001-2-1-certificate.pdf',
    'HV-0001-2-1-manifest.json',
  ])
  assert.equal((await call('eleanor', 'GET', `${out}/files?name=..%2Fx`)).status, 422)
  const log = await ok('arjun', 'GET', `${out}/downloads`)
  assert.deepEqual(
    log.map(({ names, watermarked }: { names: string[]; watermarked: string[] }) => [names.length, watermarked.length]),
    [
      [1, 0],
      [1, 1],
      [1, 0],
      [5, 2],
    ],
  )
  await ok('eleanor', 'POST', `${out}/return`, {
    note: '',
    defects: [{ ctq: 'parties', severity: 'critical', description: 'Wrong name.' }],
  })
  assert.equal((await ok('ada', 'GET', `${at}/sign-off`)).status, 'rework')
  assert.equal((await call('eleanor', 'POST', `${out}/accept`)).status, 409)
})

test('silence accepts once, however many look', async () => {
  const { deliverableId } = await delivered(1)
  const deem = () => deemAccepted(database, deskProjections, () => now)
  assert.equal(await deem(), 0)
  now = '2026-03-20T14:00:00.000Z'
  const runs = await Promise.all([deem(), deem(), deem()])
  assert.equal(
    runs.reduce((sum, count) => sum + count, 0),
    1,
  )
  const { items } = await ok('eleanor', 'GET', '/api/deliverables?open=false')
  assert.equal(items.find(({ id }: { id: string }) => id === deliverableId)?.acceptedHow, 'deemed')
})

test('orders become an invoice that four eyes saw, once, and its LEDES passes the check', async () => {
  now = '2026-03-23T14:00:00.000Z'
  const rushed = await delivered(60, true)
  now = '2026-03-30T14:00:00.000Z'
  const late = await awaiting(2)
  now = '2026-04-02T15:00:00.000Z'
  const { productHash, statement } = await ok('ada', 'GET', `${late.at}/sign-off`)
  await ok('ada', 'POST', `${late.at}/sign-offs`, { productHash, statement })
  await ok('arjun', 'POST', `${late.at}/deliverables`)
  const orderIds = [rushed.orderId, late.orderId]
  const ready = await ok('farah', 'GET', `/api/invoices/ready?matterId=${matterId}`)
  assert.ok(orderIds.every((id) => ready.some((order: { id: string }) => order.id === id)))

  // Both drafts at once would find the orders free, if the first did not hold the matter's ledger.
  const at = `/api/matters/${matterId}/invoices`
  const both = await Promise.all([call('farah', 'POST', at, { orderIds }), call('farah', 'POST', at, { orderIds })])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  const id = both.find(({ status }) => status === 201)?.body.id
  const draft = await ok('farah', 'GET', `${at}/${id}`)
  assert.deepEqual(
    draft.lines.map(({ kind, units, rate, amountMinor }: Record<string, unknown>) => [kind, units, rate, amountMinor]),
    [
      ['fee', '50', '180', 900_000],
      ['fee', '10', '150.50', 150_500],
      ['fee-adjustment', null, null, 262_625],
      ['fee', '2', '180', 36_000],
      ['fee-adjustment', null, null, -1_800],
    ],
  )
  assert.equal(draft.totalMinor, 1_347_325)
  assert.match(draft.lines[4].because.map(({ text }: { text: string }) => text).join('\n'), /60 of 1620 minutes late is 3.7 %/)
  // 60 and 2 documents at 4 hours of the client's 250.
  assert.deepEqual([draft.ownMinor, draft.savedMinor], [6_200_000, 6_200_000 - 1_313_125 - 36_000])

  assert.equal((await call('eleanor', 'GET', `${at}/${id}`)).status, 404)
  await ok('farah', 'POST', `${at}/${id}/expenses`, {
    date: '2026-04-01',
    description: '=cmd filing fee',
    units: '1',
    rate: '45.5',
    expenseCode: 'E112',
  })
  assert.equal((await call('farah', 'POST', `${at}/${id}/issue`)).status, 409)
  await ok('meera', 'POST', `${at}/${id}/approve`)
  await ok('farah', 'POST', `${at}/${id}/issue`)
  assert.equal((await call('farah', 'POST', `${at}/${id}/discard`, { reason: 'x' })).status, 409)

  const issued = await ok('eleanor', 'GET', `${at}/${id}`)
  assert.deepEqual([issued.number, issued.totalMinor, issued.issuedOn], ['HV-2026-0001', 1_351_875, '2026-04-02'])
  const ledes = await call('eleanor', 'GET', `${at}/${id}/ledes`)
  const { errors, warnings, total } = checkLedes(ledes.text)
  assert.deepEqual([errors, warnings, total], [[], [], '13518.75'])
  const csv = parseCsv((await call('eleanor', 'GET', `${at}/${id}/csv`)).text)
  assert.deepEqual([csv.length, csv.at(-1)?.[4]], [7, "'=cmd filing fee"])
  const pdf = (await pdfText((await call('eleanor', 'GET', `${at}/${id}/pdf`)).bytes)).join('\n')
  for (const part of ['Invoice HV-2026-0001', 'Meridian Legal Services', '13,518.75', 'Saved']) assert.ok(pdf.includes(part), part)

  const [first] = issued.lines
  await ok('farah', 'POST', `${at}/${id}/credit-notes`, { reason: 'disputed', lineIds: [first.id] })
  const { creditNoteId } = await ok('farah', 'POST', `${at}/${id}/credit-notes`, { reason: 'withdrawn' })
  assert.deepEqual(
    (({ status, totalMinor, creditedMinor }) => [status, totalMinor, creditedMinor])(await ok('farah', 'GET', `${at}/${id}`)),
    ['credited', 1_351_875, 1_351_875],
  )
  const note = await call('eleanor', 'GET', `${at}/${creditNoteId}/ledes`)
  assert.deepEqual([checkLedes(note.text).errors, checkLedes(note.text).total], [[], '-4518.75'])
  const again = await ok('farah', 'POST', at, { orderIds })
  await ok('meera', 'POST', `${at}/${again.id}/approve`)
  await ok('farah', 'POST', `${at}/${again.id}/issue`)
  assert.equal((await ok('farah', 'GET', `${at}/${again.id}`)).number, 'HV-2026-0004')
  const list = await ok('eleanor', 'GET', '/api/invoices')
  assert.deepEqual(list.items.map(({ number }: { number: string }) => number).toSorted(), [
    'HV-2026-0001',
    'HV-2026-0002',
    'HV-2026-0003',
    'HV-2026-0004',
  ])
  assert.equal(parseCsv((await call('farah', 'GET', '/api/invoices/export?status=credited')).text).length, 2)
})

test('every row is what the ledgers say', async () => {
  const { problems, rows } = await verifyLedgers(database, deskProjections)
  assert.deepEqual(problems, [])
  assert.ok(rows > 40)
})
