import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Permission, permissions, type Role, roles } from '../desk/policy.ts'
import { scope } from '../platform/database/scope.ts'
import { house } from '../platform/ids.ts'
import { heads } from '../platform/ledger/store.ts'
import { type House, openHouse } from './house.ts'
import { type AnyRoute, each, knownFor, nameOf, requestOf, routesOf, type Worlds, worldsOf } from './requests.ts'
import { type Scene, setScene, uploadedBytes } from './scene.ts'

interface Told {
  readonly status: number
  readonly text: string
}

let home: House
let scene: Scene
let worlds: Worlds
let routes: readonly AnyRoute[]

before(async () => {
  home = await openHouse()
  scene = await setScene(home)
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

/** Who may use a route, by the words of its rule and the table of permissions. */
function allowed({ may }: AnyRoute): (role: Role | null) => boolean {
  if (may.name === 'everyone') return () => true
  if (may.name === 'signed in') return (role) => role !== null
  const named = may.name.split(' or ')
  for (const name of named) assert.ok(name in permissions, `the table of permissions has no "${name}"`)
  const may_ = new Set(named.flatMap((name) => permissions[name as Permission]))
  return (role) => role !== null && may_.has(role)
}

/** Reads an answer; of a stream of events, that it began. */
async function told(response: Response): Promise<Told> {
  const { status } = response
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return { status, text: await response.text() }
  await response.body?.cancel()
  return { status, text: '' }
}

const standing = () => scope(home.store.database, house, heads)

const byRule = ({ status, text }: Told): boolean => status === 403 && text.includes('Your roles do not allow this')

async function uploadStands(): Promise<void> {
  const answer = await home.send(scene.crew.drafter, 'GET', `/api/matters/${scene.matterId}/uploads/${scene.uploadId}`)
  assert.equal(((await answer.json()) as { offset: number }).offset, uploadedBytes)
}

test('every route, every role: who is not allowed is refused, and nothing changed', async () => {
  const earlier = await standing()
  const wrong: string[] = []
  await each(routes, async (route) => {
    const { method, path, sent } = requestOf(route, knownFor(route, scene, worlds))
    const may = allowed(route)
    if (!may(null)) {
      const answer = await told(await home.send(null, method, path, sent))
      if (answer.status !== 401) wrong.push(`${nameOf(route)} by nobody: ${answer.status}`)
    }
    for (const role of (Object.keys(roles) as Role[]).filter((one) => !may(one))) {
      const answer = await told(await home.send(scene.members[role], method, path, sent))
      if (!byRule(answer)) wrong.push(`${nameOf(route)} by ${role}: ${answer.status} ${answer.text.slice(0, 200)}`)
    }
  })
  assert.deepEqual(wrong, [])
  assert.deepEqual(await standing(), earlier)
  await uploadStands()
})

test('no route of a matter or a client is open to everyone', () => {
  for (const route of routes) if (/\{(matterId|clientId)\}/.test(route.path)) assert.notEqual(route.may.name, 'everyone', nameOf(route))
})

/** What of the matter must reach nobody behind a wall: its ids, and words that stand nowhere else. */
const secrets = (): readonly string[] => [...worlds.flatMap(([, found]) => [...found.values()].flat()), ...plainSecrets()]
const plainSecrets = () => [scene.matterId, scene.begun.orderId, scene.begun.rfiId, scene.begun.file.sha256, ...words]
const words = ['Brightwater', 'HV-24-1187', 'Settlement with', 'Standstill with', 'law of New York']

const leaks = (text: string, words: readonly string[]): readonly string[] => words.filter((word) => text.includes(word))

test('a colleague behind a wall, with every role, gets nothing of the matter by any route', async () => {
  const earlier = await standing()
  const wrong: string[] = []
  const hidden = secrets()
  await each(routes, async (route) => {
    const { method, path, sent } = requestOf(route, knownFor(route, scene, worlds))
    const within = route.path.includes('{matterId}')
    const ask = within ? home.send : home.rehearse
    const answer = await told(await ask(scene.walled, method, path, sent))
    if (within && ![403, 404].includes(answer.status)) wrong.push(`${nameOf(route)}: ${answer.status} ${answer.text.slice(0, 200)}`)
    for (const word of leaks(answer.text, hidden)) wrong.push(`${nameOf(route)} tells ${word}`)
  })
  assert.deepEqual(wrong, [])
  assert.deepEqual(await standing(), earlier)
  await uploadStands()
})

test("another client's people get nothing of the matter or of the client by any route", async () => {
  const earlier = await standing()
  const wrong: string[] = []
  const hidden = [...secrets(), 'Harcourt', scene.clientId]
  await each(routes, async (route) => {
    const { method, path, sent } = requestOf(route, knownFor(route, scene, worlds))
    const within = /\{(matterId|clientId)\}/.test(route.path)
    const ask = within ? home.send : home.rehearse
    const answer = await told(await ask(scene.stranger, method, path, sent))
    if (within && ![403, 404].includes(answer.status)) wrong.push(`${nameOf(route)}: ${answer.status} ${answer.text.slice(0, 200)}`)
    for (const word of leaks(answer.text, hidden)) wrong.push(`${nameOf(route)} tells ${word}`)
  })
  assert.deepEqual(wrong, [])
  assert.deepEqual(await standing(), earlier)
  await uploadStands()
})

test('nor by way of a matter of their own: ids of one matter mean nothing on another', async () => {
  const earlier = await standing()
  const wrong: string[] = []
  const hidden = secrets()
  const own: Readonly<Record<string, string>> = { matterId: scene.otherMatterId, clientId: scene.otherClientId }
  const inner = routes.filter(({ path }) => /\{(matterId|clientId)\}.*\{\w+\}/.test(path) && !path.endsWith('{personId}'))
  assert.ok(inner.length > 20)
  await each(inner, async (route) => {
    const { method, path, sent } = requestOf(route, (name) => own[name] ?? knownFor(route, scene, worlds)(name))
    for (const actor of [scene.walled, scene.stranger]) {
      const answer = await told(await home.send(actor, method, path, sent))
      // Taking away what is not there is no error, and does nothing: that the upload stands is looked at below.
      const changes = route.method !== 'get' && route.method !== 'delete'
      if (changes && answer.status < 300) wrong.push(`${nameOf(route)}: ${answer.status} ${answer.text}`)
      for (const word of leaks(answer.text, hidden)) wrong.push(`${nameOf(route)} tells ${word}`)
    }
  })
  assert.deepEqual(wrong, [])
  assert.deepEqual(await standing(), earlier)
  await uploadStands()
})

test('every route, every role: who is allowed gets past the rule', async (t) => {
  const wrong: string[] = []
  let [asked, done, seen] = [0, 0, '']
  await each(routes, async (route) => {
    const { method, path, sent } = requestOf(route, knownFor(route, scene, worlds))
    const statuses: number[] = []
    for (const role of (Object.keys(roles) as Role[]).filter(allowed(route))) {
      const answer = await told(await home.rehearse(scene.members[role], method, path, sent))
      statuses.push(answer.status)
      seen += answer.text
      if (answer.status === 401 || answer.status >= 500 || byRule(answer))
        wrong.push(`${nameOf(route)} by ${role}: ${answer.status} ${answer.text}`)
    }
    asked += statuses.length
    done += statuses.filter((status) => status < 300).length
    if (!statuses.some((status) => status < 300)) t.diagnostic(`${nameOf(route)}: ${[...new Set(statuses)]}`)
  })
  assert.deepEqual(wrong, [])
  t.diagnostic(`${routes.length} routes, ${asked} allowed requests, of which ${done} did what they ask for`)
  assert.ok(done > asked / 2, 'most requests that are made here must reach what they are for')
  // What the others must not see is there to be seen.
  for (const word of plainSecrets()) assert.ok(seen.includes(word), `nobody is told ${word}: the tests above would not notice`)
})
