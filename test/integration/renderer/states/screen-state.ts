/** One state of the screens: where it begins, how one comes to it. The lists of them are tested, and pictured. */
import type { Page } from 'playwright-core'
import type nb from '../../../../resources/locales/nb.json'
import { pressWhenSeen } from '../../../support/when-seen.ts'
import type { BoardWish } from '../board-pages.ts'

export type Words = typeof nb
export type Look = Pick<BoardWish, 'theme' | 'lang' | 'width' | 'height'>

export interface ScreenState {
  /** Of its pictures. */
  readonly name: string
  /** What is to be seen there, for whoever reads a test's title or looks for a picture. */
  readonly says: string
  /** The board it begins on; `guard`: who has signed in where codes are in use. */
  readonly from: Pick<BoardWish, 'document' | 'state' | 'guard' | 'person' | 'alarm' | 'view'>
  readonly walk?: (page: Page, words: Words, look: Look) => Promise<void>
  /** Words are what matters: pictured in English as well. */
  readonly isWordy?: true
  /** A window over the board, which Escape closes. */
  readonly isWindow?: true
}

export async function openMenu(page: Page, item: string, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.status.menu }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** The banner of the sample board with many alarms: how many, and what most of them are about. */
export async function toldOfFlood(page: Page, { flood, cause }: Words): Promise<void> {
  const told = flood.banner.replace('{{count}}', '12').replace('{{cause}}', cause['device-silent'])
  await page.getByRole('status').getByText(told, { exact: true }).waitFor()
}

/** Opens a window over the board by its key. */
export async function pressForWindow(page: Page, key: string): Promise<void> {
  await pressWhenSeen(page, key)
  await page.getByRole('dialog').waitFor()
}
