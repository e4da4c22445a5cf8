import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { remindOfQuestions } from '../desk/rfis/jobs.ts'
import { type House, openHouse } from './house.ts'

let house: House
let cast: Readonly<Record<string, string>>
let matterId: string

before(async () => {
  house = await openHouse()
  cast = house.world.cast
  matterId = house.world.matters.dispute
})
after(() => house.close())

const asked = async (who: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
  const answer = await house.send(cast[who] ?? '', method, path, body === undefined ? {} : { body })
  const text = await answer.text()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
  return JSON.parse(text) as Record<string, unknown>
}

const input = (priority: 'standard' | 'rush') => ({
  line: 'contract-drafting',
  title: 'Terms',
  priority,
  intake: { kind: 'nda', side: 'mutual', keyTerms: 'Mutual' },
})
const orderPath = (id: unknown) => `/api/matters/${matterId}/orders/${id}`
const amount = (quoted: Record<string, unknown>) => (quoted as { amount: { minor: number } }).amount.minor

test('an order keeps the terms that it was placed under, also where its priority changes after the terms did', async () => {
  const before = amount(await asked('marcus', 'POST', `/api/matters/${matterId}/quotes`, input('rush')))
  const { id } = await asked('marcus', 'POST', `/api/matters/${matterId}/orders`, input('standard'))
  const { clientId, engagementId } = (await asked('meera', 'GET', `/api/matters/${matterId}`)) as Record<
    'clientId' | 'engagementId',
    string
  >
  const engagementPath = `/api/clients/${house.world.clients.harcourt ?? clientId}/engagements/${engagementId}`
  const { versions } = (await asked('meera', 'GET', engagementPath)) as { versions: { version: number; terms: Terms }[] }
  const terms = structuredClone(versions.at(-1)?.terms)
  assert.ok(terms)
  const card = terms.rateCard['contract-drafting']
  const level = terms.serviceLevels['contract-drafting']?.rush
  assert.ok(card && level)
  card.rate = '9999'
  level.targets.turnaround = { businessMinutes: 7 }
  const from = house.now().slice(0, 10)
  await asked('meera', 'POST', `${engagementPath}/amend`, { from, terms, signedBy: 'E. Whitcombe', reason: 'New year' })

  await asked('meera', 'POST', `${orderPath(id)}/priority`, { priority: 'rush', reason: 'Closing moved.' })

  const order = (await asked('meera', 'GET', orderPath(id))) as { engagementVersion: number; quote: Record<string, unknown> }
  assert.equal(order.engagementVersion, versions.at(-1)?.version)
  assert.equal(amount(order.quote), before)
  assert.notEqual(
    amount(await asked('marcus', 'POST', `/api/matters/${matterId}/quotes`, input('rush'))),
    before,
    'a new one is bound by the new',
  )
})

interface Terms {
  rateCard: Record<string, { rate: unknown } | undefined>
  serviceLevels: Record<string, { rush: { targets: { turnaround: unknown } } | null } | undefined>
}

test('of an order that was cancelled no question stays open, and the client is not reminded of one', async () => {
  const { id } = await asked('marcus', 'POST', `/api/matters/${matterId}/orders`, input('standard'))
  const dueAt = new Date(Date.parse(house.now()) + 3_600_000).toISOString()
  const rfi = await asked('meera', 'POST', `${orderPath(id)}/rfis`, { question: 'Which law?', dueAt })
  const open = async () => ((await asked('marcus', 'GET', '/api/rfis')) as unknown as { id: string }[]).some((one) => one.id === rfi.id)
  assert.equal(await open(), true)
  await asked('meera', 'POST', `${orderPath(id)}/cancel`, { reason: 'Settled.' })
  assert.equal(await open(), false)
  const reminded: string[] = []
  await remindOfQuestions(house.store.database, house.store.projections, house.now, async (_, orderId) => void reminded.push(orderId))
  assert.ok(!reminded.includes(String(id)))
})
