/** The board as a caregiver meets it: what it says and what its keys do. */
import type { ConsoleMessage, Locator, Page } from 'playwright-core'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { VISIBLE_BEFORE_KEY_MS } from '../../../renderer/alarm-board/focus-rules.ts'
import { SAMPLE_RADARS, SAMPLE_RESIDENTS } from '../../../station/training/sample-home.ts'

const TOO_SOON = new RegExp(`^(${nb.toast.tooSoon}|${en.toast.tooSoon})$`)

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

/** A key that counts only for an alarm that has looked as it does for the time of the rule. */
export function pressWhenSeen(page: Page, key: string): Promise<void> {
  return whenSeen(page, () => page.keyboard.press(key))
}

/**
 * Does it, as people do: once more where the page says that it came too soon, because the alarm looked otherwise a
 * moment ago (another screen, the centre, a delivery).
 */
export async function whenSeen(page: Page, act: () => Promise<void>): Promise<void> {
  const tooSoon = page.locator('.toast').getByText(TOO_SOON).first()
  do {
    await tooSoon.waitFor({ state: 'detached' })
    await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
    await act()
  } while ((await tooSoon.count()) > 0)
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
