/** Keys and presses as people do them: of an alarm that has looked as it does for the time of the rule. */
import type { Page } from 'playwright-core'
import { VISIBLE_BEFORE_KEY_MS } from '../../renderer/alarm-board/focus-state.ts'
import en from '../../resources/locales/en.json' with { type: 'json' }
import nb from '../../resources/locales/nb.json' with { type: 'json' }

const TOO_SOON = new RegExp(`^(${nb.toast.tooSoon}|${en.toast.tooSoon})$`)

/** A key that counts only for an alarm that has looked as it does for the time of the rule. */
export function pressWhenSeen(page: Page, key: string): Promise<void> {
  return whenSeen(page, () => page.keyboard.press(key))
}

/**
 * Does it, and once more where the page says that it came too soon, because the alarm looked otherwise a moment ago
 * (another screen, the centre, a delivery, a page that was slow to show it).
 */
export async function whenSeen(page: Page, act: () => Promise<void>): Promise<void> {
  const tooSoon = page.locator('.toast').getByText(TOO_SOON).first()
  do {
    await tooSoon.waitFor({ state: 'detached' })
    await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
    await act()
  } while ((await tooSoon.count()) > 0)
}
