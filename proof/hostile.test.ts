import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { parseCsv } from '../kits/text/csv.ts'
import { scope } from '../platform/database/scope.ts'
import { bodyBytesMax } from '../platform/http/route.ts'
import { house } from '../platform/ids.ts'
import { heads } from '../platform/ledger/store.ts'
import { verifyLedgers } from '../platform/ledger/verify.ts'
import { type House, openHouse } from './house.ts'
import { acceptAndInvoice, addTemplate, beginOrder, deliver, finishWork, templateBytes } from './journey.ts'
import { type AnyRoute, each, knownFor, nameOf, requestOf, routesOf, type Worlds, worldsOf } from './requests.ts'
import { handsOf, type Scene, setScene } from './scene.ts'

const script = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{7*7}}\${7*7}`
/** What a spreadsheet would run. */
const formulas = ['=HYPERLINK("https://evil.example","x")', "@SUM(1+1)*cmd|' /C calc'!A0"]

let home: House
let scene: Scene
let worlds: Worlds
let routes: readonly AnyRoute[]

before(async () => {
  home = await openHouse()
  scene = await setScene(home)
  const hands = handsOf(home)
  const { crew, matterId } = scene
  const day = { dueAt: '2026-03-06T21:00:00.000Z', date: '2026-03-02', templateId: await addTemplate(hands, crew.manager, script) }
  for (const title of [script, ...formulas]) {
    const order = await beginOrder(hands, matterId, crew, { ...day, title })
    await finishWork(hands, order, crew)
    await acceptAndInvoice(hands, order, await deliver(hands, order, crew), crew)
    scene = { ...scene, billed: order }
  }
  worlds = await worldsOf(home, scene)
  routes = routesOf(home)
})
after(async () => {
  await home?.close()
  assert.deepEqual(
    home?.failures.map((failure) => failure.split('\n')[0]),
    [],
    'no request failed on our side',
  )
})

const standing = () => scope(home.store.database, house, heads)

/** The answer of whoever may: of the crew and the members, the first whom the rule lets pass. */
async function byWhoMay(route: AnyRoute, send: (person: string) => Promise<Response>): Promise<Response> {
  let last: Response | undefined
  for (const person of [scene.crew.manager, scene.crew.drafter, scene.crew.approver, ...Object.values(scene.members)]) {
    last = await send(person)
    if (last.status !== 403) return last
    await last.body?.cancel()
  }
  return last ?? assert.fail(nameOf(route))
}

type Leaf = 'text' | 'number'

/** A value with each of its leaves of one kind replaced, one at a time. */
function* spoilt(value: unknown, kind: Leaf, by: unknown): Generator<unknown> {
  if (kind === 'text' ? typeof value === 'string' : typeof value === 'number') yield by
  if (Array.isArray(value)) for (const [at, item] of value.entries()) for (const bad of spoilt(item, kind, by)) yield value.with(at, bad)
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) for (const bad of spoilt(item, kind, by)) yield { ...value, [name]: bad }
}

/** Sends each body with each leaf spoilt, and tells what was not answered as JSON without a failure. */
async function sendSpoilt(kind: Leaf, by: unknown): Promise<{ wrong: string[]; taken: number }> {
  const wrong: string[] = []
  let taken = 0
  await each(routes, async (route) => {
    const { method, path, sent } = requestOf(route, knownFor(route, scene, worlds))
    if (sent.body === undefined || sent.body instanceof Uint8Array) return
    for (const body of spoilt(sent.body, kind, by)) {
      const answer = await byWhoMay(route, (person) => home.rehearse(person, method, path, { ...sent, body }))
      const type = answer.headers.get('content-type') ?? ''
      if (answer.status >= 500 || !/^application\/(problem\+)?json$/.test(type))
        wrong.push(`${nameOf(route)} ${answer.status} ${type} ${JSON.stringify(body)}`)
      taken += Number(answer.status < 300)
      await answer.text()
    }
  })
  return { wrong, taken }
}

test('script in every text field of every route is taken as text or refused, and answered as JSON', async (t) => {
  const { wrong, taken } = await sendSpoilt('text', script)
  assert.deepEqual(wrong, [])
  t.diagnostic(`${taken} were taken as text`)
  assert.ok(taken > 20)
})

for (const [what, text] of [
  ['a NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800b'],
  ['text that turns its direction', 'a\u202egnp.exe'],
  ['a long text', 'long '.repeat(60_000)],
] as const)
  test(`${what} in every text field of every route fails nowhere`, async () => assert.deepEqual((await sendSpoilt('text', text)).wrong, []))

for (const number of [1e15, 1e300, -1, 0.1, 2 ** 31])
  test(`the number ${number} in every field that takes one fails nowhere`, async () =>
    assert.deepEqual((await sendSpoilt('number', number)).wrong, []))

test('strange queries and paths fail nowhere', async () => {
  const wrong: string[] = []
  const queries = [
    'cursor=%00',
    'cursor=[1,2]',
    'cursor=00000000-0000-0000-0000-000000000000',
    'limit=-1',
    'limit=1e9',
    'q=%00',
    'q=%',
    'q=a%ff',
    `q=${'x'.repeat(10_000)}`,
  ]
  const parts = ['%00', 'no-uuid', '..%2f..%2fetc%2fpasswd', "'%20or%201=1--", `${'a'.repeat(5_000)}`]
  await each(
    routes.filter(({ method }) => method === 'get'),
    async (route) => {
      const { path } = requestOf(route, knownFor(route, scene, worlds))
      const bare = path.split('?')[0] ?? ''
      const paths = parts.map((part) => route.path.replaceAll(/\{\w+\}/g, part)).filter((one) => one !== route.path)
      for (const asked of [...queries.map((query) => `${bare}?${query}`), ...paths]) {
        const answer = await byWhoMay(route, (person) => home.rehearse(person, 'GET', asked))
        if (answer.status >= 500) wrong.push(`${asked.slice(0, 200)}: ${answer.status}`)
        await answer.body?.cancel()
      }
    },
  )
  assert.deepEqual(wrong, [])
})

test('what was stored comes back as the text that it is: JSON, or a file that a browser saves and never shows', async (t) => {
  const wrong: string[] = []
  let [told, files] = [0, 0]
  await each(
    routes.filter(({ method }) => method === 'get'),
    async (route) => {
      const { path } = requestOf(route, knownFor(route, scene, worlds))
      const answer = await byWhoMay(route, (person) => home.rehearse(person, 'GET', path))
      const type = answer.headers.get('content-type') ?? ''
      if (type.startsWith('text/event-stream')) return answer.body?.cancel()
      const text = await answer.text()
      if (/^application\/(problem\+)?json/.test(type)) told += Number(text.includes(JSON.stringify(script).slice(1, -1)))
      else {
        files += 1
        const named = answer.headers.get('content-disposition') ?? ''
        if (!named.startsWith('attachment')) wrong.push(`${path}: ${type} ${named}`)
      }
      if (type.includes('html') || type.includes('svg')) wrong.push(`${path}: ${type}`)
    },
  )
  assert.deepEqual(wrong, [])
  t.diagnostic(`${told} answers tell the script as text, ${files} are files`)
  assert.ok(told > 3 && files > 3)
})

test('the name of a file cannot leave its header', async () => {
  const { begun, crew, matterId } = scene
  for (const name of ['a"; filename=evil.html', 'a\r\nset-cookie: x=1', script, '../../etc/passwd', 'x\u202egnp.exe', '日本語.pdf']) {
    const path = `/api/matters/${matterId}/files/${begun.file.sha256}?name=${encodeURIComponent(name)}`
    const answer = await home.send(crew.drafter, 'GET', path)
    assert.equal(answer.status, 200, name)
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[\w%.!~-]*$/)
    assert.equal(answer.headers.get('set-cookie'), null)
    await answer.body?.cancel()
  }
})

test('no CSV that leaves the house holds a cell that a spreadsheet would run', async (t) => {
  const wrong: string[] = []
  let [exports, cells, defused] = [0, 0, 0]
  for (const route of routes.filter(({ method }) => method === 'get')) {
    for (const [trace, ids] of worlds.toReversed()) {
      const { path } = requestOf(route, knownFor(route, scene, [[trace, ids]]))
      const answer = await byWhoMay(route, (person) => home.rehearse(person, 'GET', path))
      const isCsv = /csv/i.test(`${answer.headers.get('content-type')} ${answer.headers.get('content-disposition')}`)
      if (answer.status !== 200 || !isCsv) {
        await answer.body?.cancel()
        continue
      }
      exports += 1
      for (const cell of parseCsv(await answer.text()).flat()) {
        cells += 1
        if (/^[=+@\t\r]|^-(?![\d.]+$)/.test(cell)) wrong.push(`${path}: ${cell}`)
        defused += Number(formulas.some((formula) => cell.includes(formula)))
      }
      break
    }
  }
  assert.deepEqual(wrong, [])
  t.diagnostic(`${exports} exports, ${cells} cells, ${defused} of them held a formula`)
  assert.ok(exports > 0)
})

test('bodies that are no small JSON are refused in words', async () => {
  const earlier = await standing()
  const { crew, matterId } = scene
  const path = `/api/matters/${matterId}/orders`
  const json = { 'content-type': 'application/json' }
  const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`
  for (const [status, body, headers] of [
    [413, JSON.stringify({ title: 'x'.repeat(bodyBytesMax) }), json],
    [400, '{', json],
    [400, new Uint8Array([0x22, 0xff, 0xfe, 0x22]), json],
    [415, 'title=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    [415, '{}', { 'content-type': 'text/plain' }],
    [415, '{}', { 'content-type': 'multipart/form-data; boundary=x' }],
    [422, deep, json],
    [422, '[]', json],
    [422, 'null', json],
    [422, '{"__proto__":{"title":"x"}}', json],
  ] as const) {
    const answer = await home.send(crew.approver, 'POST', path, { body, headers })
    const told = await answer.json()
    assert.equal(answer.status, status, `${String(body).slice(0, 40)}: ${JSON.stringify(told)}`)
    assert.ok((told as { detail: string }).detail.length > 10)
  }
  const foreign = await home.send(crew.approver, 'POST', path, { body: {}, headers: { 'sec-fetch-site': 'cross-site' } })
  assert.equal(foreign.status, 403)
  assert.deepEqual(await standing(), earlier)
})

test('one key, one entry: sent again, sent at once, sent with another body, sent by another', async () => {
  const { crew, matterId, begun, members } = scene
  const path = `/api/matters/${matterId}/orders/${begun.orderId}/times`
  const seq = async () => (await standing()).find(({ streamId }) => streamId === matterId)?.seq ?? 0
  const log = (person: string, key: string, minutes = 30) =>
    home.send(person, 'POST', path, { body: { date: '2026-03-02', minutes, note: 'Once' }, headers: { 'idempotency-key': key } })

  const start = await seq()
  const key = randomUUID()
  const first = await log(crew.drafter, key)
  const again = await log(crew.drafter, key)
  assert.deepEqual([first.status, again.status, again.headers.get('idempotency-replayed')], [201, 201, 'true'])
  assert.deepEqual(await again.json(), await first.json())
  assert.equal(await seq(), start + 1)

  assert.equal((await log(crew.drafter, key, 31)).status, 422)
  const other = `/api/matters/${matterId}/orders/${scene.delivered.orderId}/times`
  const body = { date: '2026-03-02', minutes: 30, note: 'Once' }
  assert.equal((await home.send(crew.drafter, 'POST', other, { body, headers: { 'idempotency-key': key } })).status, 422)
  assert.equal(await seq(), start + 1)
  assert.equal((await log(members.practitioner, key)).status, 201, 'a key is its sender’s')
  assert.equal(await seq(), start + 2)

  const atOnce = randomUUID()
  const answers = await Promise.all(Array.from({ length: 6 }, () => log(crew.drafter, atOnce)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(6).fill(201),
  )
  assert.equal(new Set(await Promise.all(answers.map((answer) => answer.text()))).size, 1)
  assert.equal(await seq(), start + 3)

  const refused = randomUUID()
  assert.equal((await log(crew.drafter, refused, 1e6)).status, 422)
  assert.equal((await log(crew.drafter, refused, 20)).status, 201, 'what was refused is not remembered')
  for (const bad of ['', 'k'.repeat(101)]) assert.equal((await log(crew.drafter, bad)).status, 422)
  assert.equal(await seq(), start + 4)
})

test('one key, one file and one template: what comes as bytes is remembered too', async () => {
  const { crew, matterId } = scene
  const send = (path: string, key: string, body: Uint8Array) =>
    home.send(crew.manager, 'POST', path, { body, headers: { 'idempotency-key': key, 'content-type': 'application/octet-stream' } })
  const path = `/api/templates?${new URLSearchParams({ name: 'Once', kind: 'nda', fileName: 'once.docx' })}`
  const key = randomUUID()
  const answers = await Promise.all([send(path, key, templateBytes()), send(path, key, templateBytes())])
  const again = await send(path, key, templateBytes())
  assert.deepEqual(
    [...answers, again].map(({ status }) => status),
    [201, 201, 201],
  )
  assert.equal(new Set(await Promise.all([...answers, again].map((answer) => answer.text()))).size, 1)
  assert.equal((await send(path.replace('Once', 'Twice'), key, templateBytes())).status, 422)
  assert.equal((await send(path, randomUUID(), templateBytes())).status, 422, 'the name is taken now')

  const at = `/api/matters/${matterId}/uploads`
  const { id } = (await (await home.send(crew.approver, 'POST', at, { body: { name: 'a.txt', bytes: 3, type: '' } })).json()) as {
    id: string
  }
  const headers = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  await home.send(crew.approver, 'PATCH', `${at}/${id}`, { body: Buffer.from('abc'), headers })
  const finish = () => home.send(crew.approver, 'POST', `${at}/${id}/finish`, { headers: { 'idempotency-key': id } })
  assert.deepEqual(await (await finish()).json(), await (await finish()).json())
})

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const inside = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
const outside = '<w:sectPr/></w:body></w:document>'

/** A template whose main part is replaced. */
function withMain(xml: string): Uint8Array {
  const files = unzipSync(templateBytes())
  return zipSync({ ...files, 'word/document.xml': strToU8(xml) })
}

/** What is no template, however it is named; each is refused with a reason within the limits of one document. */
const noTemplates: Readonly<Record<string, () => Uint8Array>> = {
  nothing: () => new Uint8Array(),
  'a cut file': () => templateBytes().subarray(0, Math.floor(templateBytes().length / 2)),
  'a file that lacks its end': () => templateBytes().subarray(0, -30),
  'a PDF': () => strToU8('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF'),
  'an old Word file': () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]),
  'an archive of something else': () => zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }),
  'a zip bomb': () => zipSync({ ...unzipSync(templateBytes()), 'word/document.xml': new Uint8Array(300 * 1024 * 1024) }),
  'many small bombs': () =>
    zipSync(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`word/media/${n}.bin`, new Uint8Array(16 * 1024 * 1024)]))),
  'entities that double': () =>
    withMain(
      `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${inside}<w:p><w:r><w:t>&b;</w:t></w:r></w:p>${outside}`,
    ),
  'a file from outside': () =>
    withMain(`<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inside}<w:p><w:r><w:t>&x;</w:t></w:r></w:p>${outside}`),
  'XML that is cut': () => withMain(`${head}${inside}<w:p><w:r><w:t>Dear`),
  'elements nested without end': () => withMain(`${head}${inside}${'<w:p>'.repeat(200_000)}${'</w:p>'.repeat(200_000)}${outside}`),
  'a field that is not closed': () => withMain(`${head}${inside}<w:p><w:r><w:t>{#items}{name}</w:t></w:r></w:p>${outside}`),
}

for (const [what, make] of Object.entries(noTemplates))
  test(`${what} is no template: refused in words, and nothing is kept`, async () => {
    const earlier = await standing()
    const path = `/api/templates?${new URLSearchParams({ name: what, kind: 'nda', fileName: 'template.docx' })}`
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await home.send(scene.crew.manager, 'POST', path, { body: make(), headers })
    const told = (await answer.json()) as { detail: string }
    assert.ok(answer.status === 422 || answer.status === 413, `${answer.status} ${JSON.stringify(told).slice(0, 300)}`)
    assert.ok(told.detail.length > 20, told.detail)
    assert.ok(!/root:|node_modules|at file:/.test(JSON.stringify(told)))
    assert.deepEqual(await standing(), earlier)
  })

test('after all of it the ledgers and the tables agree', async () => {
  assert.deepEqual((await verifyLedgers(home.store.database, home.store.projections)).problems, [])
})
