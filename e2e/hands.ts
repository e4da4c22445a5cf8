import type { Locator, Page } from 'playwright-core'

type Within = Page | Locator

/** A field by its label, whether marked as required or not. */
export const field = (within: Within, label: string): Locator =>
  within
    .getByLabel(new RegExp(`^${RegExp.escape(label)}( \\*)?$`))
    .and(within.locator('input:not([type=hidden]), textarea'))
    .first()

/** Types into a field. */
export const type = (within: Within, label: string, text: string): Promise<void> => field(within, label).fill(text)

/** Presses a button, once it can be pressed. */
export const press = (within: Within, name: string): Promise<void> => within.getByRole('button', { name, exact: true }).click()

/** Follows a link. */
export const follow = (within: Within, name: string | RegExp): Promise<void> => within.getByRole('link', { name }).first().click()

/** Chooses from a list that opens under a field; in one that is searched, by typing. */
export async function choose(page: Page, label: string, option: string, typed?: string): Promise<void> {
  await field(page, label).click()
  if (typed !== undefined) await field(page, label).fill(typed)
  await page.getByRole('option', { name: option }).first().click()
}

/** The window that is open. */
export const dialog = (page: Page): Locator => page.getByRole('dialog')

/** Waits until a text stands on the page. */
export const shown = (within: Within, text: string | RegExp): Promise<void> => within.getByText(text).first().waitFor()

/** Goes to a tab of the page. */
export const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click()

/** Waits until everything asked for has come, the page has a heading, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root') === null)
  await still(page)
}

/** Shows the page in light or in dark, and waits until every colour is the one that stays. */
export async function inColours(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor()
  await still(page)
}

/** Waits for transitions, also for those that begin with the next frame. */
const still = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
