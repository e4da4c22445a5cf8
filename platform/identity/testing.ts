import { createHmac } from 'node:crypto'
import { type Database, openDatabase } from '../database/database.ts'
import { type Migration, migrate } from '../database/migrations.ts'
import { scopeStream } from '../database/scope.ts'
import { testDatabase } from '../database/testing.ts'
import { house, newId } from '../ids.ts'
import { type Identity, openIdentity, type PersonOfAccount } from './identity.ts'
import { acceptInvitation, invite } from './invitations.ts'

export const testPassword = 'copper lantern over gravel'

/** A database of one test file with these migrations, closed and dropped by `drop`. */
export async function openTestDatabase(name: string, migrations: readonly Migration[]) {
  const made = await testDatabase(`${name} ${JSON.stringify(migrations)}`, (connection) =>
    migrate(connection, migrations).then(() => undefined),
  )
  const database = openDatabase(made.connection)
  return {
    database,
    drop: async () => {
      await database.close()
      await made.drop()
    },
  }
}

export const testUrl = 'http://localhost:4310'

/** Identity over people that a test changes as it likes. */
export function openTestIdentity(database: Database) {
  const people = new Map<string, PersonOfAccount>()
  const identity = openIdentity({
    database,
    secret: 'a secret of the tests, long enough to be one',
    url: testUrl,
    personOf: async (id) => people.get(id),
    failed: (error) => console.error(error),
  })
  return { people, identity }
}

/** A person with an account. */
export async function join(
  database: Database,
  people: Map<string, PersonOfAccount>,
  more: Partial<PersonOfAccount> = {},
): Promise<{ id: string; email: string }> {
  const id = newId()
  const email = `${id}@example.com`
  people.set(id, { id, name: 'Asha Rao', roles: ['practitioner'], clientId: null, timeZone: 'Asia/Kolkata', status: 'active', ...more })
  const now = new Date().toISOString()
  await scopeStream(database, house, house, async (db) => {
    const token = await invite(db, { personId: id, email, now })
    await acceptInvitation(db, { token, password: testPassword, now })
  })
  return { id, email }
}

export interface Browser {
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  request(path: string, init?: RequestInit): Request
  readonly cookies: Map<string, string>
}

let addresses = 0

/** Keeps cookies and sends them, from an address of its own. */
export function browserOf(identity: Identity): Browser {
  const cookies = new Map<string, string>()
  const address = `198.51.100.${++addresses}`
  const request = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
    return new Request(testUrl + path, { ...init, headers })
  }
  return {
    cookies,
    request,
    post: async (path, body) => {
      const headers = { 'content-type': 'application/json', origin: testUrl, host: new URL(testUrl).host }
      const answer = await identity.handle(request(`/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }), address)
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
  }
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepSeconds = 30

/** The code that an authenticator shows for an `otpauth:` address (RFC 6238, RFC 4226 section 5.3). */
export function totp(uri: string, at = Date.now()): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const bits = [...secret].map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 1000 / stepSeconds)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
