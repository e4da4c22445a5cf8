import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Download, Locator, Page } from 'playwright-core'
import { characters } from '../demo/people.ts'
import { checkLedes } from '../kits/loadfiles/index.ts'
import { choose, dialog, field, follow, press, shown, tab, type } from './hands.ts'
import { type House, openHouse } from './house.ts'

const nora = { name: 'Nora Alder', email: 'nora@alderfinch.example', password: 'seven herons cross the estuary', role: 'Client approver' }
const ben = { name: 'Ben Finch', email: 'ben@alderfinch.example', password: 'a lamp left burning at noon', role: 'Client requester' }
const matterName = 'Alder v. Castellan, settlement'
const orderTitle = 'NDA for the settlement talks'

let house: House

before(async () => {
  house = await openHouse()
})
after(() => house?.close())

/** Somebody at a browser of their own. */
const sit = (key: string): Promise<Page> => house.signedIn(key)

/** The path of the page, without its query. */
const pathOf = (page: Page): string => new URL(page.url()).pathname

test('from signing up a client to an issued invoice, each by whose task it is, all in the browser', async (t) => {
  const meera = await sit('meera')
  const client = await signUp(meera)
  await engage(meera, client)
  const [approver, requester] = [await invite(meera, client, nora), await invite(meera, client, ben)]
  t.diagnostic('the client is signed up, its people are in')

  const matter = await propose(meera, client)
  await clearConflicts(meera)
  await consent(approver, matter)
  await open(meera, matter)
  t.diagnostic('the matter is open')

  const order = await place(requester, matter)
  const arjun = await sit('arjun')
  const [drafter, checker] = await acceptAndAssign(arjun, order)
  const [drafting, checking] = [await sit(drafter), await sit(checker)]
  await askAndAnswer(drafting, requester, order)
  await draft(drafting, order)
  await check(checking, order)
  t.diagnostic('the draft is made and checked')

  await inspect(await sit('paolo'), order)
  await signOff(await sit('niamh'), order)
  await release(arjun, order)
  await receive(approver, order)
  await isLogged(arjun, order)
  t.diagnostic('the deliverable is accepted')

  await bill(await sit('farah'), meera)
  assert.deepEqual(house.complaints, [])
})

test('the ledger of all that verifies', async () => {
  const { code, stdout, stderr } = await house.run('ledger', 'verify')
  assert.equal(code, 0, `${stdout}${stderr}`)
})

/** @returns the path of the client's page */
async function signUp(page: Page): Promise<string> {
  await page.goto('/clients')
  await follow(page, 'Sign up a client')
  await type(page, 'Name', 'Alder & Finch LLP')
  await type(page, 'Address', '12 Water Street, New York, NY 10004')
  await type(page, 'Code', 'AF')
  await press(page, 'Sign up')
  await page.waitForURL(/\/clients\/[0-9a-f-]{36}$/)
  await press(page, 'Record the signed NDA')
  await type(dialog(page), 'Signed on', '2026-01-15')
  await type(dialog(page), 'Where the signed paper is', 'Contract file 17')
  await press(dialog(page), 'Record')
  await shown(page, 'Contract file 17')
  return pathOf(page)
}

async function engage(page: Page, client: string): Promise<void> {
  await page.goto(client)
  await follow(page, 'Draft an engagement')
  await type(page, 'Title', 'Settlement papers')
  await press(page, 'Copy from another engagement')
  await choose(page, 'Client', 'Harcourt & Vale LLP', 'Harcourt')
  await choose(page, 'Engagement', 'Commercial contracts')
  await press(dialog(page), 'Copy the terms')
  await press(page, 'Save the draft')
  await page.waitForURL(/\/engagements\/[0-9a-f]{8}-[0-9a-f-]{27}$/)
  await press(page, 'Record the signature')
  await type(dialog(page), 'Who signed for the client', 'Nora Alder, partner')
  await press(dialog(page), 'Record')
  await dialog(page).waitFor({ state: 'hidden' })
}

/** Invites one of the client's people, who chooses a password by the link of the letter and signs in. @returns their page */
async function invite(page: Page, client: string, { name, email, password, role }: typeof nora): Promise<Page> {
  await page.goto(`/people/invite?client=${client.split('/').at(-1)}`)
  await type(page, 'E-mail address', email)
  await type(page, 'Name', name)
  await page.getByLabel(role).check()
  await press(page, 'Invite')
  await shown(page, `${name} is invited`)

  const link = /http\S+/.exec(await house.mailTo(email))?.[0] ?? ''
  const own = await house.visit()
  await own.goto(link)
  await type(own, 'Password', password)
  await type(own, 'The same again', password)
  await press(own, 'Open the account')
  await follow(own, 'Sign in')
  await type(own, 'E-mail address', email)
  await type(own, 'Password', password)
  await press(own, 'Sign in')
  await own.getByRole('button', { name }).waitFor()
  return own
}

/** @returns the path of the matter's page */
async function propose(page: Page, client: string): Promise<string> {
  await page.goto(`/matters/new?client=${client.split('/').at(-1)}`)
  await choose(page, 'Engagement', 'Settlement papers')
  await field(page, 'Name').first().fill(matterName)
  await type(page, 'Jurisdiction', 'US-NY')
  await type(page, 'Practice area', 'Commercial litigation')
  const [ours, adverse] = [page.getByRole('group', { name: 'Party 1' }), page.getByRole('group', { name: 'Party 2' })]
  await type(ours, 'Name', 'Alder Cold Foods, Inc.')
  await type(ours, 'Role in the matter', 'claimant')
  await type(adverse, 'Name', 'Castellan Logistics GmbH')
  await type(adverse, 'Role in the matter', 'respondent')
  await choose(page, 'Supervising attorney', 'Niamh Gallagher', 'Niamh')
  for (const name of ['Arjun Deshmukh', 'Sana Qureshi', 'Liza Santos', 'Paolo Reyes', 'Farah Shaikh'])
    await choose(page, 'Add somebody of the provider', name, name)
  for (const { name } of [nora, ben]) await choose(page, 'Add somebody of the client', name, name)
  await press(page, 'Propose')
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}\?tab=conflicts/)
  return pathOf(page)
}

/** The adverse party is one of another client's matter: hits that somebody has to judge. */
async function clearConflicts(page: Page): Promise<void> {
  await press(page, 'Run the conflict check')
  const undecided = page.getByRole('article', { name: /^Hit on/ }).filter({ has: page.getByRole('button', { name: 'Clear' }) })
  await undecided.first().waitFor()
  const hits = await undecided.count()
  assert.ok(hits > 0)
  for (let left = hits; left > 0; left--) {
    await press(undecided.first(), 'Clear')
    await type(dialog(page), 'Why this is no conflict', 'Adverse in both matters: no client of ours is on its side.')
    await press(dialog(page), 'Clear')
    await dialog(page).waitFor({ state: 'hidden' })
    await undecided.nth(left - 1).waitFor({ state: 'detached' })
  }
}

async function consent(page: Page, matter: string): Promise<void> {
  await page.goto(matter)
  await press(page, 'Record the consent')
  await type(page, 'Where the consent is written', 'Clause 9 of the engagement letter')
  await press(page, 'Record')
  await shown(page, 'Clause 9 of the engagement letter')
}

async function open(page: Page, matter: string): Promise<void> {
  await page.goto(matter)
  await shown(page, 'All passed')
  await press(page, 'Open')
  await press(dialog(page), 'Open the matter')
  await page.getByRole('link', { name: 'Place an order' }).waitFor()
}

/** @returns the path of the order's page */
async function place(page: Page, matter: string): Promise<string> {
  await page.goto(matter)
  await follow(page, 'Place an order')
  await choose(page, 'Service', 'Contract drafting')
  await type(page, 'Title', orderTitle)
  await choose(page, 'Document', 'Non-disclosure agreement')
  await choose(page, 'Your side', 'Mutual')
  await type(page, 'Counterparty', 'Castellan Logistics GmbH')
  await type(page, 'Governing law', 'the State of New York')
  await type(page, 'Key terms', 'Mutual, two years, for the settlement talks only.')
  await page
    .getByLabel('Drop files here, or press to choose')
    .setInputFiles({ name: 'term-sheet.txt', mimeType: 'text/plain', buffer: Buffer.from('Mutual. Two years. New York.') })
  await page.getByRole('link', { name: 'term-sheet.txt' }).waitFor()
  // The price stands there before the order is placed.
  await shown(page.getByRole('complementary', { name: 'Price' }), /240\.00/)
  await press(page, 'Place the order')
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/)
  await page.getByRole('link', { name: 'term-sheet.txt' }).waitFor()
  return pathOf(page)
}

/** @returns the keys of those who were proposed, for the draft and for its check */
async function acceptAndAssign(page: Page, order: string): Promise<readonly [string, string]> {
  await page.goto(order)
  await press(page, 'Accept')
  await press(dialog(page), 'Accept the order')
  await dialog(page).waitFor({ state: 'hidden' })
  await tab(page, 'Work')
  await press(page, 'Confirm the plan')
  return [await assign(page, 'Draft'), await assign(page, 'Check the draft')]
}

/** Gives a task to the best of those proposed whose daily work it is: the team lead and the attorney are proposed, too. */
async function assign(page: Page, task: string): Promise<string> {
  await page
    .getByRole('button', { name: new RegExp(`^Assign.*${task}`) })
    .first()
    .click()
  const proposed = dialog(page).getByRole('button', { name: /^Assign to / })
  await proposed.first().waitFor()
  const names = await proposed.evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label')?.replace('Assign to ', '')))
  const best = names.map((name) => characters.find((one) => one.name === name)).find((one) => one?.roles.includes('practitioner'))
  assert.ok(best, `a practitioner is among ${names}`)
  await press(dialog(page), `Assign to ${best.name}`)
  await dialog(page).waitFor({ state: 'hidden' })
  return best.key
}

async function askAndAnswer(doer: Page, client: Page, order: string): Promise<void> {
  await doer.goto(`${order}?tab=questions`)
  await type(doer, 'Question', 'Which entity of the Alder group signs?')
  await press(doer, 'Ask')
  await shown(doer.getByRole('article', { name: 'Question' }), 'Which entity')
  await tab(doer, 'Order')
  await shown(doer, /^Paused/)

  await client.goto('/questions')
  await follow(client, /Which entity/)
  await type(client, 'Your answer', 'Alder Cold Foods, Inc.')
  await press(client, 'Answer')
  await shown(client, 'Answered')

  // The clock goes on without anybody pressing anything.
  await doer
    .getByText(/^Paused/)
    .first()
    .waitFor({ state: 'hidden' })
}

async function draft(page: Page, order: string): Promise<void> {
  await page.goto(`${order}/draft`)
  await answerAll(page)
  await press(page, 'Make the document')
  await shown(page, 'As answered')
  const [document] = await Promise.all([page.waitForEvent('download'), follow(page, /\.docx$/)])
  assert.equal((await bytesOf(document)).subarray(0, 2).toString(), 'PK')
  await press(page, 'Submit')
  await page.waitForURL((url) => url.pathname === order)
}

/** Answers whatever the questionnaire asks; what one answer opens is answered in the next round. */
async function answerAll(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Questions' }).waitFor()
  const asked = page.locator(':is(input:not([type=radio]), textarea)[id^="answer:"]')
  for (const choice of await page.locator('[role=radiogroup][id^="answer:"]').all()) await choice.getByText('No', { exact: true }).click()
  let before = -1
  for (let fields = await asked.all(); fields.length !== before; fields = await asked.all()) {
    before = fields.length
    for (const one of fields) if ((await one.inputValue()) === '') await one.fill(await answerTo(one))
  }
}

async function answerTo(one: Locator): Promise<string> {
  if ((await one.getAttribute('type')) === 'date') return '2026-12-01'
  return (await one.getAttribute('inputmode')) === 'numeric' ? '24' : 'Alder Cold Foods'
}

async function check(page: Page, order: string): Promise<void> {
  await page.goto(`${order}?tab=work`)
  await press(page, 'Start')
  await press(page, 'Submit')
  await type(dialog(page), 'Note', 'Read against the check list.')
  await press(dialog(page), 'Submit')
  await dialog(page).waitFor({ state: 'hidden' })
}

async function inspect(page: Page, order: string): Promise<void> {
  await page.goto('/inspections')
  await follow(page, /^AF/)
  await page.waitForURL(new RegExp(order))
  await page.goto(`${order}?tab=quality`)
  await press(page, 'Open an inspection')
  await press(page, 'Run the checks')
  await shown(page, /ran: \d+ findings/)
  const undecided = page.getByRole('button', { name: 'Dismiss', exact: true })
  for (let left = await undecided.count(); left > 0; left--) {
    await undecided.first().click()
    await type(dialog(page), 'Why it is none', 'As the client wants it.')
    await press(dialog(page), 'Dismiss')
    await dialog(page).waitFor({ state: 'hidden' })
    await undecided.nth(left - 1).waitFor({ state: 'detached' })
  }
  await page
    .getByRole('button', { name: /^(All \d+ l|L)ooked through$/ })
    .first()
    .click()
  await press(page, 'Close: accept')
  await press(dialog(page), 'Accept')
  await shown(page, 'The lot was accepted.')
}

async function signOff(page: Page, order: string): Promise<void> {
  await page.goto('/sign-offs')
  await follow(page, new RegExp(orderTitle))
  await press(page, 'Sign off this product')
  await shown(page, 'Holds')
  assert.equal(pathOf(page), order)
}

async function release(page: Page, order: string): Promise<void> {
  await page.goto(`${order}?tab=delivery`)
  await press(page, 'Release to the client')
  await page.getByRole('article', { name: 'Release 1' }).waitFor()
}

async function receive(page: Page, order: string): Promise<void> {
  await page.goto('/deliverables')
  await follow(page, new RegExp(orderTitle))
  const card = page.getByRole('article', { name: 'Release 1' })
  const [document] = await Promise.all([page.waitForEvent('download'), follow(card, /\.docx$/)])
  assert.equal((await bytesOf(document)).subarray(0, 2).toString(), 'PK')
  await press(card, 'Accept')
  await press(dialog(page), 'Accept')
  await shown(card, 'Accepted')
  await page.goto(order)
  await shown(page, 'Accepted')
}

async function isLogged(page: Page, order: string): Promise<void> {
  await page.goto(`${order}?tab=delivery`)
  await page.getByText('1 download').click()
  await shown(page.getByRole('region', { name: 'Downloads' }), nora.name)
}

async function bill(finance: Page, manager: Page): Promise<void> {
  await finance.goto('/invoices/new')
  await press(finance.getByRole('region', { name: matterName }), 'Draft an invoice over 1 order')
  await finance.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const invoice = pathOf(finance)

  await manager.goto(invoice)
  await press(manager, 'Approve')
  await shown(manager, 'Approved')

  await press(finance, 'Issue')
  await press(dialog(finance), 'Issue')
  await dialog(finance).waitFor({ state: 'hidden' })
  const paper = async (name: string) => {
    const [download] = await Promise.all([finance.waitForEvent('download'), follow(finance, name)])
    return bytesOf(download)
  }
  const ledes = (await paper('LEDES 1998B')).toString('ascii')
  const { errors, total } = checkLedes(ledes)
  assert.deepEqual(errors, [])
  assert.equal(total, '240.00')
  assert.equal((await paper('PDF')).subarray(0, 5).toString(), '%PDF-')
}

const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path())
