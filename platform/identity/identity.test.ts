import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { scope, scopeStream } from '../database/scope.ts'
import { house, newId } from '../ids.ts'
import { Refused } from '../ledger/refusal.ts'
import { failuresMax } from './attempts.ts'
import type { Identity, PersonOfAccount } from './identity.ts'
import { acceptInvitation, closeAccount, invite, removeSecondFactor } from './invitations.ts'
import { identityMigrations } from './migrations.ts'
import { endSession, idleMinutesMax, pruneIdentity, sessionHoursMax, sessionsOf } from './sessions.ts'
import { browserOf, join, openTestDatabase, openTestIdentity, testPassword, testUrl, totp } from './testing.ts'

let database: Database
let drop: () => Promise<void>
let people: Map<string, PersonOfAccount>
let identity: Identity

before(async () => {
  ;({ database, drop } = await openTestDatabase('identity', identityMigrations))
  ;({ people, identity } = openTestIdentity(database))
})
after(() => drop())

const signedIn = async (more: Partial<PersonOfAccount> = {}) => {
  const person = await join(database, people, more)
  const browser = browserOf(identity)
  const signIn = () => browser.post('/sign-in/email', { email: person.email, password: testPassword })
  assert.equal((await signIn()).status, 200)
  return { ...person, browser, signIn, actor: () => identity.authenticate(browser.request('/api/me')) }
}

/** Moves the sessions of a person back in time. */
const age = (id: string, column: string, interval: string) =>
  sql`update auth_session set ${sql.ref(column)} = ${sql.ref(column)} - ${interval}::interval where user_id = ${id}`.execute(
    database.kysely,
  )

const withSecondFactor = async () => {
  const person = await signedIn()
  const enabled = await person.browser.post('/two-factor/enable', { password: testPassword })
  const uri = String(enabled.body.totpURI)
  assert.equal((await person.browser.post('/two-factor/verify-totp', { code: totp(uri) })).status, 200)
  return { ...person, uri, codes: enabled.body.backupCodes as string[] }
}

test('a password opens a session that says who makes a request; signing out ends it', async () => {
  const { id, browser, actor } = await signedIn({ clientId: '018f0000-0000-7000-8000-000000000000' })

  assert.deepEqual(await actor(), {
    id,
    name: 'Asha Rao',
    roles: ['practitioner'],
    clientId: '018f0000-0000-7000-8000-000000000000',
    timeZone: 'Asia/Kolkata',
    secondFactor: false,
  })
  const cookies = new Map(browser.cookies)
  assert.equal((await browser.post('/sign-out', {})).status, 200)
  const kept = browserOf(identity)
  for (const [name, value] of cookies) kept.cookies.set(name, value)
  assert.equal(await identity.authenticate(kept.request('/api/me')), undefined)
})

test('cookies are HttpOnly and SameSite=Lax, and no session token stands in an answer', async () => {
  const { email } = await join(database, people)
  const headers = { 'content-type': 'application/json', host: 'localhost:4310' }
  const body = JSON.stringify({ email, password: testPassword })

  const answer = await identity.handle(new Request(`${testUrl}/api/auth/sign-in/email`, { method: 'POST', headers, body }), '203.0.113.9')

  const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('secondchair.session_token='))
  assert.match(cookie ?? '', /HttpOnly/i)
  assert.match(cookie ?? '', /SameSite=Lax/i)
  assert.deepEqual(await answer.json(), {})
})

test('a changed cookie is nobody, and so is a broken one', async () => {
  const { browser, actor } = await signedIn()
  const [name = '', value = ''] = [...browser.cookies].find(([key]) => key.endsWith('session_token')) ?? []
  browser.cookies.set(
    name,
    value.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
  )
  assert.equal(await actor(), undefined)
})

test('roles count as they are now; who has left is nobody and does not come in', async () => {
  const { id, actor, signIn } = await signedIn()
  const person = people.get(id)
  assert.ok(person)
  people.set(id, { ...person, roles: ['inspector'] })
  assert.deepEqual((await actor())?.roles, ['inspector'])
  people.set(id, { ...person, status: 'left' })
  assert.equal(await actor(), undefined)
  assert.equal((await signIn()).status, 401)
})

test('an account is locked after repeated wrong passwords, for the right one too, and an address that has no account answers alike', async () => {
  const { id, email } = await join(database, people)
  const unknown = `nobody-${id}@example.com`
  for (let n = 0; n < failuresMax; n++) {
    // From many addresses: what is counted is the account.
    const wrong = await browserOf(identity).post('/sign-in/email', { email, password: 'wrong wrong wrong' })
    const nobody = await browserOf(identity).post('/sign-in/email', { email: unknown, password: 'wrong wrong wrong' })
    assert.equal(wrong.status, 401)
    assert.deepEqual(wrong, nobody)
  }
  const right = await browserOf(identity).post('/sign-in/email', { email, password: testPassword })
  assert.equal(right.status, 429)
  assert.equal((await browserOf(identity).post('/sign-in/email', { email: unknown, password: testPassword })).status, 429)

  await sql`update auth_attempt set last_at = last_at - interval '16 minutes'`.execute(database.kysely)
  assert.equal((await browserOf(identity).post('/sign-in/email', { email, password: testPassword })).status, 200)
})

test('many tries at once are not more tries', async () => {
  const { email } = await join(database, people)
  const tries = Array.from({ length: failuresMax * 2 }, () =>
    browserOf(identity).post('/sign-in/email', { email, password: 'wrong wrong wrong' }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 401).length, failuresMax)
})

test('one address may not try without end', async () => {
  const browser = browserOf(identity)
  const statuses = new Set<number>()
  for (let n = 0; n < 40; n++) statuses.add((await browser.post('/sign-in/email', { email: 'x', password: 'x' })).status)
  assert.ok(statuses.has(429))
})

test('a second factor is asked for, counts for the session, and its codes work', async () => {
  const { browser, signIn, uri, actor } = await withSecondFactor()
  assert.equal((await actor())?.secondFactor, true)

  await browser.post('/sign-out', {})
  assert.deepEqual((await signIn()).body, { twoFactorRedirect: true })
  assert.equal(await actor(), undefined)
  assert.equal((await browser.post('/two-factor/verify-totp', { code: '000000' })).status, 401)
  assert.equal((await browser.post('/two-factor/verify-totp', { code: totp(uri) })).status, 200)
  assert.equal((await actor())?.secondFactor, true)
})

test('a recovery code works once', async () => {
  const { browser, signIn, codes, actor } = await withSecondFactor()
  const [code = ''] = codes
  assert.equal(codes.length, 10)
  const withCode = async () => {
    await browser.post('/sign-out', {})
    await signIn()
    return browser.post('/two-factor/verify-backup-code', { code })
  }
  assert.equal((await withCode()).status, 200)
  assert.equal((await actor())?.secondFactor, true)
  assert.equal((await withCode()).status, 401)
  assert.equal(await actor(), undefined)
})

test('a session from before the second factor has not passed it; taking the factor away ends all', async () => {
  const { id, email, browser } = await signedIn()
  const other = browserOf(identity)
  await other.post('/sign-in/email', { email, password: testPassword })
  const enabled = await browser.post('/two-factor/enable', { password: testPassword })
  await browser.post('/two-factor/verify-totp', { code: totp(String(enabled.body.totpURI)) })

  assert.equal((await identity.authenticate(other.request('/')))?.secondFactor, false)
  assert.equal((await identity.authenticate(browser.request('/')))?.secondFactor, true)
  await scopeStream(database, house, house, (db) => removeSecondFactor(db, id))
  assert.equal(await identity.authenticate(browser.request('/')), undefined)
  assert.deepEqual((await other.post('/sign-in/email', { email, password: testPassword })).body, {})
})

test('a new password keeps this session, ends the others and must be fit', async () => {
  const { email, browser, actor } = await withSecondFactor()
  const other = browserOf(identity)
  await other.post('/sign-in/email', { email, password: testPassword })
  const change = (newPassword: string) => browser.post('/change-password', { currentPassword: testPassword, newPassword })

  assert.equal((await change('Password12345')).status, 422)
  assert.equal((await change('violet harbour under snow')).status, 200)
  assert.equal((await actor())?.secondFactor, true)
  assert.equal(await identity.authenticate(other.request('/')), undefined)
})

test('sessions are listed and end when revoked, unused for long, or old', async () => {
  const { id, email, browser, actor, signIn } = await signedIn()
  const other = browserOf(identity)
  await other.post('/sign-in/email', { email, password: testPassword })
  const current = await identity.sessionOf(browser.request('/'))
  const sessions = await sessionsOf(database, id)
  assert.equal(sessions.length, 2)

  const stranger = newId()
  assert.equal(await endSession(database, stranger, sessions[0]?.id ?? ''), false)
  for (const session of sessions) if (session.id !== current) assert.equal(await endSession(database, id, session.id), true)
  assert.equal(await identity.authenticate(other.request('/')), undefined)
  assert.ok(await actor())

  await age(id, 'updated_at', '30 minutes')
  assert.ok(await actor())
  await age(id, 'updated_at', `${idleMinutesMax - 1} minutes`)
  assert.ok(await actor(), 'a use counts')
  await age(id, 'updated_at', `${idleMinutesMax + 1} minutes`)
  assert.equal(await actor(), undefined)

  await signIn()
  await age(id, 'expires_at', `${sessionHoursMax} hours`)
  assert.equal(await actor(), undefined)
  await pruneIdentity(database)
  assert.deepEqual(await sessionsOf(database, id), [])
})

const inHouse = <T>(work: Parameters<typeof scopeStream<T>>[3]) => scopeStream(database, house, house, work)
const now = () => new Date().toISOString()
const refusedWith = (pattern: RegExp) => (error: unknown) => error instanceof Refused && pattern.test(error.message)

test('an invitation works once, within its days, and only the last one; a password that is refused does not use it up', async () => {
  const person = { personId: newId(), email: 'Meera@Example.com', now: now() }
  const first = await inHouse((db) => invite(db, person))
  const token = await inHouse((db) => invite(db, person))
  const accept = (token: string, password = testPassword, at = now()) => inHouse((db) => acceptInvitation(db, { token, password, now: at }))

  await assert.rejects(accept(first), refusedWith(/used, replaced or is over/))
  await assert.rejects(accept('guess'), refusedWith(/used, replaced or is over/))
  await assert.rejects(accept(token, testPassword, new Date(Date.now() + 8 * 86_400_000).toISOString()), refusedWith(/is over/))
  await assert.rejects(accept(token, 'meera meera 1'), refusedWith(/address/))
  const both = await Promise.allSettled([accept(token), accept(token)])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await browserOf(identity).post('/sign-in/email', { email: 'meera@example.com', password: testPassword })).status, 401)
  people.set(person.personId, { id: person.personId, name: 'Meera', roles: [], clientId: null, timeZone: 'UTC', status: 'active' })
  assert.equal((await browserOf(identity).post('/sign-in/email', { email: 'MEERA@example.com', password: testPassword })).status, 200)
})

test('a second invitation gives a new password and ends what was open', async () => {
  const { id, email, actor, signIn } = await signedIn()
  const token = await inHouse((db) => invite(db, { personId: id, email, now: now() }))
  await inHouse((db) => acceptInvitation(db, { token, password: 'another lantern over gravel', now: now() }))
  assert.equal(await actor(), undefined)
  assert.equal((await signIn()).status, 401)
})

test('a closed account is gone with the transaction that closes it', async () => {
  const { id, actor, signIn } = await signedIn()
  await inHouse((db) => closeAccount(db, id))
  assert.equal(await actor(), undefined)
  assert.equal((await signIn()).status, 401)
})

test('there is no sign-up and no other door', async () => {
  for (const path of ['/sign-up/email', '/update-user', '/delete-user', '/get-session', '/list-sessions', '/constructor'])
    assert.equal((await browserOf(identity).post(path, { email: 'a@example.com', password: testPassword, name: 'A' })).status, 404, path)
})

test('another site cannot sign anybody in', async () => {
  const { email } = await join(database, people)
  const headers = { 'content-type': 'application/json', host: 'localhost:4310', origin: 'https://evil.example' }
  const body = JSON.stringify({ email, password: testPassword })
  const answer = await identity.handle(new Request(`${testUrl}/api/auth/sign-in/email`, { method: 'POST', headers, body }), '203.0.113.7')
  assert.equal(answer.status, 403)
})

test('work for people cannot read accounts', async () => {
  const { id } = await signedIn()
  await assert.rejects(
    scope(database, id, (db) => db.selectFrom('authAccount').selectAll().execute()),
    /permission denied/,
  )
})
