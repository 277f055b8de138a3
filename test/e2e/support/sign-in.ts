/** Signing in by name tile and code, by keyboard, as a caregiver does it. */
import type { Locator, Page } from 'playwright-core'

/** What the pad asks for, one after the other. */
const QUESTIONS = [/^Tast koden din/, /^Velg din egen/, /^Tast den nye/]

/** The code, and where that was the first one: one's own, twice. */
export async function keyCodes(pad: Locator, codes: readonly string[]): Promise<void> {
  for (const [index, code] of codes.entries()) {
    await pad.getByRole('textbox', { name: QUESTIONS[index] ?? /siffer/ }).waitFor()
    await pad.page().keyboard.type(code)
  }
}

/** From the key U on; resolves when the head of the board says who it is. */
export async function signIn(page: Page, name: string, ...codes: readonly string[]): Promise<void> {
  await page.keyboard.press('u')
  await page.getByRole('dialog').getByRole('button', { name }).press('Enter')
  await keyCodes(page.getByRole('dialog'), codes)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name, exact: true }).waitFor()
}
