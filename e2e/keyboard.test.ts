import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { characters, demoPassword } from '../demo/people.ts'
import { field, shown } from './hands.ts'
import { type House, openHouse } from './house.ts'

/** More presses than any of our pages has places for: somebody who got so far is caught in a trap. */
const pressesMax = 150

let house: House

before(async () => {
  house = await openHouse()
})
after(() => house?.close())

/** Opens the front door. From here on nothing is clicked, and no address is typed. */
async function arrive(key: string): Promise<Page> {
  const page = await house.visit()
  await page.goto('/')
  const { email = '' } = characters.find((one) => one.key === key) ?? {}
  await field(page, 'E-mail address').and(page.locator(':focus')).waitFor()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  await page.locator('nav[aria-label=Pages]').waitFor()
  return page
}

const isFocused = (place: Locator): Promise<boolean> => place.evaluate((element) => element === document.activeElement)

/** Presses a key again and again, until there. */
async function until(page: Page, key: string, there: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; !(await there()); presses++) {
    assert.ok(presses < pressesMax, `${key} does not lead there: ${there}`)
    await page.keyboard.press(key)
  }
}

/** Goes from place to place until this one has the focus. */
async function goTo(page: Page, place: Locator): Promise<void> {
  await place.waitFor()
  await until(page, 'Tab', () => isFocused(place))
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

async function pressOn(page: Page, place: Locator): Promise<void> {
  await goTo(page, place)
  await page.keyboard.press('Enter')
}

async function write(page: Page, label: string, text: string): Promise<void> {
  await goTo(page, field(page, label))
  await page.keyboard.type(text)
}

/** Opens the list of a field and goes down to an option. */
async function pick(page: Page, label: string, option: string): Promise<void> {
  await goTo(page, field(page, label))
  await page.keyboard.press('ArrowDown')
  const wanted = page.getByRole('option', { name: option }).first()
  await wanted.waitFor()
  await until(page, 'ArrowDown', async () => (await wanted.getAttribute('data-combobox-selected')) !== null)
  await page.keyboard.press('Enter')
  await wanted.waitFor({ state: 'hidden' })
}

test('by keyboard alone: find an order, ask the client, answer, place the next order', async () => {
  const sana = await arrive('sana')
  await sana.keyboard.press('Control+k')
  await sana.getByRole('dialog').waitFor()
  await sana.keyboard.type('Price list 2027')
  const found = sana.getByRole('button', { name: /Price list 2027/ })
  await found.waitFor()
  await until(sana, 'ArrowDown', async () => (await found.getAttribute('data-selected')) !== null)
  await sana.keyboard.press('Enter')
  await sana.getByRole('heading', { level: 1, name: 'Price list 2027' }).waitFor()

  await goTo(sana, sana.getByRole('tab', { name: 'Order', exact: true }))
  await until(sana, 'ArrowRight', () => isFocused(sana.getByRole('tab', { name: 'Questions' })))
  await write(sana, 'Question', 'Which index is meant?')
  await pressOn(sana, button(sana, 'Ask'))
  await shown(sana.getByRole('article', { name: 'Question' }), 'Which index is meant?')

  const ingrid = await arrive('ingrid')
  await ingrid.keyboard.press('g')
  await ingrid.keyboard.press('q')
  const row = ingrid.getByRole('link', { name: /Which index is meant/ })
  await row.waitFor()
  await until(ingrid, 'j', () => isFocused(row))
  await ingrid.keyboard.press('Enter')
  await write(ingrid, 'Your answer', 'The producer price index, yearly.')
  await pressOn(ingrid, button(ingrid, 'Answer'))
  await shown(ingrid, 'Answered')

  await ingrid.keyboard.press('g')
  await ingrid.keyboard.press('n')
  await pick(ingrid, 'Matter', 'Kestrel Precision supply agreement')
  await pick(ingrid, 'Service', 'Contract drafting')
  await write(ingrid, 'Title', 'Quality agreement with Kestrel')
  await pick(ingrid, 'Document', 'Supply agreement')
  await pick(ingrid, 'Your side', 'Customer')
  await write(ingrid, 'Key terms', 'Defects per million, audits, recall.')
  await pressOn(ingrid, button(ingrid, 'Place the order'))
  await ingrid.getByRole('heading', { level: 1, name: 'Quality agreement with Kestrel' }).waitFor()

  assert.deepEqual(house.complaints, [])
})

test('the first press of Tab leads past the rail, and "?" tells all keys', async () => {
  const page = await arrive('meera')
  await page.locator('h1').waitFor()
  await page.keyboard.press('Shift+?')
  await shown(page.getByRole('dialog'), 'Go to: Orders')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await pressOn(page, page.getByRole('link', { name: 'To the page' }))
  await page.locator('main:focus').waitFor()
})
