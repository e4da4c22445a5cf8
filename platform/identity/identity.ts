import { z } from '@hono/zod-openapi'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Database } from '../database/database.ts'
import { foreign } from '../http/foreign.ts'
import { problem, problemResponse } from '../http/problem.ts'
import { newId } from '../ids.ts'
import type { Actor } from './actor.ts'
import { failuresMax, lockMinutes, mayTry, succeeded } from './attempts.ts'
import { tokenOf } from './cookie.ts'
import { momentsAsDates } from './moments.ts'
import { hashPassword, passwordLengthMax, passwordLengthMin, unfitPassword, verifyPassword } from './passwords.ts'
import { emailOfAccount, sessionByToken, sessionHoursMax, stillUsed } from './sessions.ts'

/** What of a person the platform needs to know; the desk's people keep it. */
export interface PersonOfAccount {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly clientId: string | null
  readonly timeZone: string
  readonly status: string
}

export interface IdentityOptions {
  readonly database: Database
  /** Signs cookies and seals the secrets of second factors: 32 random bytes or more, as text. */
  readonly secret: string
  /** Where browsers find us: `https://desk.example.com`. Cookies are `Secure` where it is https. */
  readonly url: string
  /** One query, asked for every request: a role that is taken away is gone with the next. */
  personOf(id: string): Promise<PersonOfAccount | undefined>
  /** Told of what failed on our side, without personal data. */
  failed(error: unknown): void
}

export interface Identity {
  /** Answers `/api/auth/…`: sign in and out, the password, the second factor. @param address of the client, to limit rates by */
  handle(request: Request, address: string): Promise<Response>
  /** Who makes a request, by its session cookie; undefined where nobody is signed in, or the person has left. */
  authenticate(request: Request): Promise<Actor | undefined>
  /** The same, for a request that goes on for long (a stream of events): it does not count as a use of the session. */
  authenticateAgain(request: Request): Promise<Actor | undefined>
  /** The id of a request's session. */
  sessionOf(request: Request): Promise<string | undefined>
}

/** Sent by ourselves, set over whatever a client sends under this name. */
const addressHeader = 'x-secondchair-address'

/** Largest body, in bytes: an address and two passwords. */
const bodyBytesMax = 4_096

const password = z.string().max(passwordLengthMax * 4)
const code = z.string().max(50)

interface Endpoint {
  readonly body: z.ZodType<Record<string, unknown>>
  /** It takes a password: wrong ones are counted against the account, which is named by the body or by the session. */
  readonly guards?: true
}

/** The endpoints of better-auth that there are here: all others answer 404. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  '/sign-in/email': { body: z.object({ email: z.string().max(320).toLowerCase(), password }), guards: true },
  '/sign-out': { body: z.object({}) },
  '/change-password': {
    body: z.object({ currentPassword: password, newPassword: password }).transform((body) => ({ ...body, revokeOtherSessions: true })),
    guards: true,
  },
  '/two-factor/enable': { body: z.object({ password }), guards: true },
  '/two-factor/disable': { body: z.object({ password }), guards: true },
  '/two-factor/generate-backup-codes': { body: z.object({ password }), guards: true },
  '/two-factor/verify-totp': { body: z.object({ code }) },
  '/two-factor/verify-backup-code': { body: z.object({ code }) },
}

/** What of better-auth's answers goes out: what the screens need, no session token. */
const answered = z.object({
  twoFactorRedirect: z.boolean().optional(),
  totpURI: z.string().optional(),
  backupCodes: z.array(z.string()).optional(),
})

const base = '/api/auth'

/** Accounts and sessions, by better-auth on our own tables, behind our own doors. */
export function openIdentity(options: IdentityOptions): Identity {
  const { database, personOf } = options
  const auth = betterAuthOf(options)
  const origin = new URL(options.url).origin

  const cookieName = auth.$context.then(({ authCookies }) => authCookies.sessionToken.name)

  const current = async (request: Request, used: boolean) => {
    const token = tokenOf(request, await cookieName, options.secret)
    const session = token === undefined ? undefined : await sessionByToken(database, token)
    return session && (await stillUsed(database, session, used)) ? session : undefined
  }

  const emailOf = async (request: Request): Promise<string | undefined> => {
    const session = await current(request, true)
    return session && emailOfAccount(database, session.userId)
  }

  const authenticate = async (request: Request, used: boolean): Promise<Actor | undefined> => {
    const found = await current(request, used)
    const person = found && (await personOf(found.userId))
    if (!person || person.status === 'left') return undefined
    const { id, name, roles, clientId, timeZone } = person
    return { id, name, roles, ...(clientId === null ? {} : { clientId }), timeZone, secondFactor: found.secondFactor }
  }

  const guess = async (endpoint: Endpoint, body: Record<string, unknown>, request: Request): Promise<string | undefined> => {
    if (!endpoint.guards) return undefined
    return typeof body.email === 'string' ? body.email : emailOf(request)
  }

  const checked = async (request: Request, address: string): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const path = pathname.slice(base.length)
    const endpoint = request.method === 'POST' && Object.hasOwn(endpoints, path) ? endpoints[path] : undefined
    if (!endpoint) return problemResponse(problem(404, 'There is no such address.'))
    if (foreign(request)) return problemResponse(problem(403, 'The request comes from another site.'))
    const body = endpoint.body.safeParse(await smallJson(request))
    if (!body.success) return problemResponse(problem(422, body.error.issues[0]?.message ?? 'The input cannot be taken.'))

    if (path === '/change-password') {
      const unfit = unfitPassword(String(body.data.newPassword), [(await emailOf(request)) ?? ''])
      if (unfit) return problemResponse(problem(422, unfit, { field: 'newPassword' }))
    }
    const account = await guess(endpoint, body.data, request)
    if (account !== undefined && !(await mayTry(database, account))) return locked()
    const answer = await auth.handler(rewritten(request, `${origin}${base}${path}`, origin, address, body.data))
    if (account !== undefined && answer.ok) await succeeded(database, account)
    return shown(answer)
  }

  return {
    handle: async (request, address) => {
      try {
        return await checked(request, address)
      } catch (error) {
        options.failed(error)
        return problemResponse(
          problem(500, 'Nothing was changed. Try again; if it stays so, tell the operator the time at which it happened.'),
        )
      }
    },
    authenticate: (request) => authenticate(request, true),
    authenticateAgain: (request) => authenticate(request, false),
    sessionOf: async (request) => (await current(request, true))?.id,
  }
}

const betterAuthOf = ({ database, secret, url, personOf, failed }: IdentityOptions) =>
  betterAuth({
    appName: 'Secondchair',
    baseURL: url,
    basePath: base,
    secret,
    database: { db: database.kysely.withPlugin(momentsAsDates), type: 'postgres', transaction: true },
    user: { modelName: 'authUser' },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification', storeIdentifier: 'hashed' },
    session: {
      modelName: 'authSession',
      expiresIn: sessionHoursMax * 3_600,
      disableSessionRefresh: true,
      additionalFields: { secondFactor: { type: 'boolean', required: false, defaultValue: false, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax * 4,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    plugins: [
      twoFactor({
        issuer: 'Secondchair',
        twoFactorTable: 'authTwoFactor',
        accountLockout: { maxFailedAttempts: failuresMax, durationSeconds: lockMinutes * 60 },
      }),
    ],
    rateLimit: { enabled: true, storage: 'database', modelName: 'authRateLimit', customRules: rateLimits },
    advanced: {
      cookiePrefix: 'secondchair',
      database: { generateId: () => newId(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const person = await personOf(session.userId)
            if (!person || person.status === 'left') throw new APIError('UNAUTHORIZED', { code: 'ACCOUNT_CLOSED' })
            return { data: { ...session, secondFactor: passedSecondFactor(context?.path, context?.context.session?.session.secondFactor) } }
          },
        },
      },
    },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_, message, ...rest) => failed(rest.find((value) => value instanceof Error) ?? new Error(message)) },
  })

/** Tries of one address, in so many seconds: a whole office signs in from one. What one account bears is counted apart, see attempts.ts. */
const rateLimits = {
  '/sign-in/*': { window: 60, max: 30 },
  '/two-factor/*': { window: 60, max: 30 },
  '/change-password': { window: 60, max: 10 },
}

/** A new session has passed the second factor where a code just opened it, or where it takes the place of one that had. */
const passedSecondFactor = (path: string | undefined, before: unknown): boolean =>
  path === '/two-factor/verify-totp' || path === '/two-factor/verify-backup-code' || (path === '/change-password' && before === true)

async function smallJson(request: Request): Promise<unknown> {
  const text: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bodyBytesMax) return undefined
    text.push(chunk)
  }
  try {
    return bytes === 0 ? {} : JSON.parse(Buffer.concat(text).toString())
  } catch {
    return undefined
  }
}

/** The request as better-auth gets it: our own origin (ours was checked), the client's address as we know it, and of the body only what was read. */
function rewritten(request: Request, url: string, origin: string, address: string, body: unknown): Request {
  const headers = new Headers({ origin, 'content-type': 'application/json', [addressHeader]: address })
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

const locked = (): Response =>
  problemResponse(problem(429, `There were too many wrong passwords. Wait ${lockMinutes} minutes, then try again.`), {
    'retry-after': String(lockMinutes * 60),
  })

/** better-auth's words, where a person can be told more. */
const words: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: 'The address or the password is wrong.',
  INVALID_EMAIL: 'Write the address as in name@example.com.',
  INVALID_PASSWORD: 'The password is wrong.',
  INVALID_CODE: 'The code is wrong or over. Take the one that your app shows now.',
  INVALID_BACKUP_CODE: 'The recovery code is wrong or was used.',
  INVALID_TWO_FACTOR_COOKIE: 'This took too long. Sign in again with your password.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'There were too many wrong codes. Sign in again with your password.',
  ACCOUNT_TEMPORARILY_LOCKED: `There were too many wrong codes. Wait ${lockMinutes} minutes, then sign in again.`,
  ACCOUNT_CLOSED: 'This account is closed.',
}

async function shown(answer: Response): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const cookies: [string, string][] = answer.headers.getSetCookie().map((cookie) => ['set-cookie', cookie])
  if (answer.ok)
    return new Response(JSON.stringify(answered.parse(body)), {
      headers: [['content-type', 'application/json'], ['cache-control', 'no-store'], ...cookies],
    })
  const { code, message } = (body ?? {}) as { code?: string; message?: string }
  const wait = answer.headers.get('x-retry-after')
  const detail = wait === null ? (words[code ?? ''] ?? message ?? 'This cannot be done.') : `Wait ${wait} seconds, then try again.`
  const response = problemResponse(problem(answer.status, detail), wait === null ? {} : { 'retry-after': wait })
  for (const [name, value] of cookies) response.headers.append(name, value)
  return response
}
