import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { tellClocks } from '../desk/orders/jobs.ts'
import { orderById } from '../desk/orders/store.ts'
import { scopeMatter } from '../platform/database/scope.ts'
import { house as theHouse } from '../platform/ids.ts'
import { entriesOf } from '../platform/ledger/store.ts'
import { type House, openHouse } from './house.ts'

let house: House
let order: { id: string; matterId: string }
const told: string[] = []

const tell = (at: string) =>
  tellClocks(
    house.store.database,
    house.store.projections,
    () => at,
    async (_, orderId, steps) => {
      if (orderId === order.id) told.push(...steps.map(({ clock, step }) => `${clock} ${step}`))
    },
  )

before(async () => {
  house = await openHouse()
  const { dispute: matterId } = house.world.matters
  const marcus = house.world.cast.marcus ?? ''
  const body = { line: 'contract-drafting', title: 'Rush', priority: 'rush', intake: { kind: 'nda', side: 'mutual', keyTerms: 'Mutual' } }
  const response = await house.send(marcus, 'POST', `/api/matters/${matterId}/orders`, { body })
  assert.equal(response.status, 201, await response.clone().text())
  order = { matterId, id: ((await response.json()) as { id: string }).id }
})
after(() => house.close())

test('warnings and breaches are told once each, by many workers at once, after a day in which nothing ran', async () => {
  const tomorrow = new Date(Date.parse(house.now()) + 86_400_000).toISOString()
  await Promise.all([tell(tomorrow), tell(tomorrow), tell(tomorrow)])
  await tell(tomorrow)
  assert.deepEqual(
    [...told].sort(),
    ['first-response', 'turnaround'].flatMap((clock) => [50, 75, 90, 'breach'].map((step) => `${clock} ${step}`)),
  )
  const { entries, row } = await scopeMatter(house.store.database, theHouse, order.matterId, async (db) => ({
    entries: await entriesOf(db, order.matterId, { kind: 'order', id: order.id }),
    row: await orderById(db, order.id),
  }))
  assert.equal(entries.filter(({ body }) => body.kind === 'order.clock-told').length, 1)
  assert.equal(row?.nextStepAt, null)
})
