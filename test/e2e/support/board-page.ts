/** The board as a caregiver meets it: what it says and what its keys do. */
import type { ConsoleMessage, Locator, Page } from 'playwright-core'
import { SAMPLE_RADARS, SAMPLE_RESIDENTS } from '../../../station/training/sample-home.ts'

/** Five radars must be heard and the centre must have answered. */
const CALM_LIMIT_MS = 45_000

/** Who lives where the radar hangs. */
export function residentOf(deviceId: string): string {
  const radar = SAMPLE_RADARS.find(({ id }) => id === deviceId)
  const resident = SAMPLE_RESIDENTS.find(({ id }) => id === radar?.resident)
  if (resident === undefined) throw new Error(`nobody lives at ${deviceId}`)
  return resident.name
}

export async function untilCalm(page: Page): Promise<void> {
  await page.locator('.calm[data-calm=true]').waitFor({ timeout: CALM_LIMIT_MS })
}

/** The first card, or the one of a person. */
export function cardOf(page: Page, who?: string): Locator {
  return who === undefined ? page.locator('.card').first() : page.locator('.card', { hasText: who })
}

/** Waits for a card in a state; answers only to its own look (ringing or not). */
export async function cardIn(page: Page, state: string, who?: string): Promise<Locator> {
  const card = cardOf(page, who).and(page.locator(`[data-state=${state}]`))
  await card.waitFor()
  return card
}

/** Waits until a window has the keyboard: what is typed before goes to the page below it. */
export async function keyboardIn(window: Locator): Promise<void> {
  await window.locator(':focus').waitFor()
}

/** Lets somebody fall by the training panel. */
export async function fallByPanel(page: Page, who: string, fallWord: string): Promise<void> {
  await page
    .locator('.training-device', { hasText: who })
    .first()
    .getByRole('button', { name: fallWord })
    .click()
}

/** What the page or the browser finds wrong; the rest of the console is talk. */
export function isComplaint(message: ConsoleMessage): boolean {
  return message.type() === 'error' || message.type() === 'warning'
}

/** Since the page was opened; the console keeps the last 200 lines. */
export async function complaintsOf(page: Page): Promise<readonly string[]> {
  return (await page.consoleMessages()).filter(isComplaint).map((message) => message.text())
}
