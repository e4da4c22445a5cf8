import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { ReadableStream } from 'node:stream/web'
import { setTimeout as sleep } from 'node:timers/promises'
import { northwindTerms } from '../demo/terms.ts'
import { pattern, patternSha256 } from '../platform/blobs/upload.testing.ts'
import { secondchair } from './command-line.ts'
import type { Json } from './journey.ts'
import { runningIn } from './running.ts'

const password = 'copper lantern over gravel'
const mebibyte = 1024 ** 2
const sampleMs = 100
const busyMs = 500
const busyTriesMax = 240

export interface UploadReport {
  readonly bytes: number
  readonly seconds: number
  /** Largest resident memory of the web process while it ran, and before. */
  readonly webMiBMax: number
  readonly webMiBBefore: number
  readonly cuts: number
}

/**
 * Sends a file to the real server over HTTP, cuts the line half-way, kills the server at three quarters, resumes each time where it stands, and reads the file
 * back from its first and last megabyte.
 *
 * @param folder an empty one, for the data
 */
export async function runUpload({ folder, bytes }: { readonly folder: string; readonly bytes: number }): Promise<UploadReport> {
  const server = await runningIn(folder)
  try {
    await server.start()
    const cookie = await firstPerson(folder, server.url)
    const ask = async (method: string, path: string, body?: unknown): Promise<Json> => {
      const json = body === undefined ? {} : { 'content-type': 'application/json' }
      const answer = await fetch(server.url + path, {
        method,
        headers: { cookie, ...json, 'idempotency-key': randomUUID() },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const told = await answer.text()
      assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${told}`)
      return JSON.parse(told)
    }
    const matterId = await someMatter(ask)
    const at = `/api/matters/${matterId}/uploads`

    const webMiBBefore = server.webMiB()
    let webMiBMax = webMiBBefore
    const watch = setInterval(() => (webMiBMax = Math.max(webMiBMax, server.webMiB())), sampleMs)
    const began = performance.now()
    const { id } = await ask('POST', at, { name: 'production.zip', bytes, type: 'application/zip' })
    const offset = async (): Promise<number> => (await ask('GET', `${at}/${id}`)).offset
    /** Goes on where the upload stands, once the server has done with what came before the line was cut. */
    const sendTo = async (end: number, atEnd?: () => void): Promise<number> => {
      for (let tries = 0; tries < busyTriesMax; tries++) {
        const from = await offset()
        const status = await append(`${server.url}${at}/${id}`, cookie, from, bytes, end, atEnd)
        if (status === 204) return from
        assert.equal(status, 409)
        await sleep(busyMs)
      }
      throw new Error('The server is still busy with a line that was cut.')
    }

    const half = Math.floor(bytes / 2)
    await assert.rejects(sendTo(half))
    await assert.rejects(sendTo(Math.floor(bytes * 0.75), () => server.kill(false)))
    await server.start()
    const kept = await sendTo(bytes)
    assert.ok(kept > 0 && kept <= bytes * 0.75, `${kept} bytes were kept`)
    const file = await ask('POST', `${at}/${id}/finish`)
    const seconds = (performance.now() - began) / 1000
    clearInterval(watch)

    assert.equal(file.sha256, await patternSha256(bytes))
    assert.equal(file.bytes, bytes)
    for (const [from, to] of [
      [0, mebibyte],
      [bytes - mebibyte, bytes],
    ] as const)
      assert.equal(await readBack(`${server.url}/api/matters/${matterId}/files/${file.sha256}`, cookie, from, to), await hashOf(from, to))
    return { bytes, seconds, webMiBMax, webMiBBefore, cuts: 2 }
  } finally {
    await server.stop()
  }
}

/** Sends bytes from an offset; where `end` comes before the end of the file, the line is cut there. */
async function append(url: string, cookie: string, from: number, bytes: number, end: number, atEnd?: () => void): Promise<number> {
  const cut = new AbortController()
  const source = async function* () {
    yield* pattern(from, end)
    if (end === bytes) return
    if (atEnd) atEnd()
    else cut.abort()
    // The line is gone: nothing more comes, and nothing ends.
    await new Promise((resolve) => cut.signal.addEventListener('abort', resolve))
  }
  const answer = await fetch(url, {
    method: 'PATCH',
    headers: { cookie, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
    body: ReadableStream.from(source()) as unknown as BodyInit,
    duplex: 'half',
    signal: cut.signal,
  } as RequestInit)
  await answer.text()
  return answer.status
}

async function readBack(url: string, cookie: string, from: number, to: number): Promise<string> {
  const answer = await fetch(url, { headers: { cookie, range: `bytes=${from}-${to - 1}` } })
  assert.equal(answer.status, 206)
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  return createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex')
}

async function hashOf(from: number, to: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of pattern(from, to)) hash.update(chunk)
  return hash.digest('hex')
}

/** Invites the first person of a house by the command line, and signs in. @returns the cookie */
async function firstPerson(folder: string, url: string): Promise<string> {
  const email = 'first@provider.example'
  const { stdout, stderr } = await secondchair(folder, ['people', 'invite', email, '--name', 'First Person', '--json'])
  assert.ok(stdout, stderr)
  const token = JSON.parse(stdout).link.split('#')[1]
  const post = (path: string, body: object) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  assert.equal((await post('/api/invitations/accept', { token, password })).status, 200)
  const answer = await post('/api/auth/sign-in/email', { email, password })
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

type Ask = (method: string, path: string, body?: unknown) => Promise<Json>

async function someMatter(ask: Ask): Promise<string> {
  const facts = {
    name: 'Northwind',
    code: 'NW',
    kind: 'law-firm',
    country: 'US',
    timeZone: 'UTC',
    address: '',
    affiliates: [],
    formerNames: [],
  }
  const { id: clientId } = await ask('POST', '/api/clients', facts)
  const { id: engagementId } = await ask('POST', `/api/clients/${clientId}/engagements`, {
    title: 'All',
    terms: northwindTerms('2026-01-05'),
  })
  const nothing = { clientReference: null, notes: null, court: null, caseNumber: null, supervisingAttorneyId: null, parties: [], team: [] }
  const { id } = await ask('POST', '/api/matters', {
    ...nothing,
    clientId,
    engagementId,
    name: 'Production',
    jurisdiction: 'US-NY',
    practiceArea: 'Litigation',
  })
  return id
}
