/** The board's states in real Chromium: no axe findings, no sideways scroll, targets large enough; pictures kept. */
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { VISIBLE_BEFORE_KEY_MS } from '../../../renderer/alarm-board/focus-rules.ts'
import { BoardPages, type BoardWish } from './board-pages.ts'

const STATES = [
  'calm',
  'not-calm',
  'critical',
  'taken',
  'mixed',
  'undelivered',
  'training',
  'lost',
  'welcome',
  'failed',
  'no-key',
]

const LOOKS: readonly Omit<BoardWish, 'state'>[] = [
  { theme: 'dark', lang: 'nb', width: 1280, height: 800 },
  { theme: 'light', lang: 'en', width: 1024, height: 768 },
  { theme: 'light', lang: 'nb', width: 360, height: 740 },
  { theme: 'dark', lang: 'en', width: 360, height: 740 },
]

/** Widths and heights of everything that can be pressed and is shown, as `name width height`. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, [role=menuitem]')]
  .filter((it) => it.checkVisibility() && !it.closest('.hidden, [style*=clip]'))
  .map((it) => ({ name: it.textContent, box: it.getBoundingClientRect(), step: it.classList.contains('step') }))
  .filter(({ box, step }) => box.height < (step ? 64 : 44) || box.width < 44)
  .map(({ name, box }) => name + ' ' + Math.round(box.width) + ' x ' + Math.round(box.height))`

let pages: BoardPages
beforeAll(async () => {
  pages = await BoardPages.open()
}, 60_000)
afterAll(async () => {
  await pages.close()
})

describe.each(STATES)('%s', (state) => {
  // The fullest state in every look; each other state in a wide and a narrow one, taking turns.
  const turn = STATES.indexOf(state) % 2
  it.each(state === 'undelivered' ? LOOKS : LOOKS.filter((_, index) => index % 2 === turn))(
    'can be read by everybody in $theme, $lang, $width x $height',
    async (look) => {
      const wish = { state, ...look }
      const { page, errors } = await pages.show(wish)
      try {
        await pages.picture(page, wish)
        expect(await findings(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
        expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
        expect(errors).toEqual([])
      } finally {
        await page.context().close()
      }
    },
    30_000,
  )
})

describe.each([
  ['resolve', 'r', 'kari'],
  ['note', 'n', 'kari'],
  ['keys', '?', 'kari'],
  ['diagnostics', 'd', 'kari'],
  ['who', 'Enter', 'nobody'],
])('the window %s', (name, key, person) => {
  it('opens by its key and can be read by everybody', async () => {
    const look = { theme: 'dark', lang: 'nb', width: 1024, height: 768 } as const
    const { page, errors } = await pages.show({ state: 'critical', person, ...look })
    try {
      await page.waitForSelector('.timeline')
      await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
      await page.keyboard.press(key)
      await page.waitForSelector('[role=dialog]')
      await pages.picture(page, { state: `window-${name}`, ...look })
      expect(await findings(page)).toEqual([])
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      await page.keyboard.press('Escape')
      await page.waitForSelector('[role=dialog]', { state: 'detached' })
      expect(errors).toEqual([])
    } finally {
      await page.context().close()
    }
  })
})

it('one key takes the alarm, and "why" leads down to the raw frame', async () => {
  const look = { theme: 'light', lang: 'nb', width: 1280, height: 800 } as const
  const { page, errors } = await pages.show({ state: 'critical', ...look })
  try {
    await page.waitForSelector('.timeline')
    await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.card[data-ringing=false]')
    await page.getByText('Hvorfor?').click()
    await page.waitForSelector('.frame')
    await pages.picture(page, { state: 'why', ...look })
    expect(await page.locator('.frame').textContent()).toBe('53 59 83 01 00 01 01 32 54 43')
    expect(await findings(page)).toEqual([])
    expect(errors).toEqual([])
  } finally {
    await page.context().close()
  }
})

async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}
