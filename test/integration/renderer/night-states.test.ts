/** The night room's windows in real Chromium: no axe findings, no sideways scroll, targets large enough; pictures kept. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VISIBLE_BEFORE_KEY_MS } from '../../../renderer/alarm-board/focus-rules.ts'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { BoardPages, type BoardWish } from './board-pages.ts'

const LOOKS: readonly Omit<BoardWish, 'state'>[] = [
  { theme: 'dark', lang: 'nb', width: 1280, height: 800 },
  { theme: 'light', lang: 'en', width: 360, height: 740 },
]

/** Window by the key that opens it; `state` is the board beneath. */
const WINDOWS = [
  { name: 'report', key: 'a', state: 'critical' },
  { name: 'help', key: 's', state: 'taken' },
  { name: 'calls', key: 'c', state: 'taken' },
  { name: 'search', key: '/', state: 'mixed' },
] as const

const SMALL_TARGETS = `[...document.querySelectorAll('[role=dialog] button, [role=dialog] a')]
  .map((it) => ({ name: it.textContent, box: it.getBoundingClientRect() }))
  .filter(({ box }) => box.height < 44 || box.width < 44)
  .map(({ name, box }) => name + ' ' + Math.round(box.width) + ' x ' + Math.round(box.height))`

let pages: BoardPages
beforeAll(async () => {
  pages = await BoardPages.open()
}, 60_000)
afterAll(async () => {
  await pages.close()
})

describe.each(WINDOWS)('$name', ({ name, key, state }) => {
  it.each(LOOKS)('can be read by everybody in $theme, $lang, $width x $height', async (look) => {
    const words = look.lang === 'nb' ? nb : en
    const { page, errors } = await pages.show({ state, ...look })
    try {
      await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
      await page.keyboard.press(key)
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      if (name === 'search') {
        await page.keyboard.type('solberg')
        await dialog.getByRole('button', { name: /radar-204-bath/ }).waitFor()
      }
      if (name === 'calls') await dialog.getByRole('link', { name: /Mona Solberg/ }).waitFor()
      await pages.picture(page, { state: `night-${name}`, ...look })
      expect(await pages.findings(page)).toEqual([])
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await page.getByRole('button', { name: words.night.buttons.help }).count()).toBe(1)
      expect(errors).toEqual([])
    } finally {
      await pages.leave()
    }
  })
})
