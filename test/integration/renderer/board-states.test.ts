/** The board's states in real Chromium: no axe findings, no sideways scroll, targets large enough; pictures kept. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VISIBLE_BEFORE_KEY_MS } from '../../../renderer/alarm-board/focus-rules.ts'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { BoardPages, type BoardWish } from './board-pages.ts'

const STATES = [
  'calm',
  'not-calm',
  'critical',
  'taken',
  'mixed',
  'equipment',
  'escalated',
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
        expect(await pages.findings(page)).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
        expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
        expect(errors).toEqual([])
      } finally {
        await pages.leave()
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
      expect(await pages.findings(page)).toEqual([])
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      await page.keyboard.press('Escape')
      await page.waitForSelector('[role=dialog]', { state: 'detached' })
      expect(errors).toEqual([])
    } finally {
      await pages.leave()
    }
  })
})

describe.each([
  ...LOOKS.slice(0, 2),
  { theme: 'dark', lang: 'en', width: 1280, height: 800 },
  { theme: 'light', lang: 'nb', width: 1280, height: 800 },
  // 200 % zoom of 1280 x 800.
  { theme: 'dark', lang: 'nb', width: 640, height: 400 },
  { theme: 'light', lang: 'en', width: 640, height: 400 },
] as const)('a long list in $theme, $lang, $width x $height', (look) => {
  it('shows its first line and its newest, and the rest by a button that stays where it is', async () => {
    const words = look.lang === 'nb' ? nb.list : en.list
    const { page, errors } = await pages.show({ state: 'stuck', ...look })
    try {
      if (look.width < 760) await page.locator('.card').click()
      const lines = page.locator('.timeline > li')
      const button = page.locator('.timeline .fold').getByRole('button')
      await button.scrollIntoViewIfNeeded()
      await pages.picture(page, { state: 'long-folded', ...look })
      expect(await button.textContent()).toBe(words.showHidden_other.replace('{{count}}', '29'))
      expect(await lines.count()).toBe(12)
      // With the focus it comes into sight; from there it must not move.
      await button.focus()
      const before = await button.boundingBox()

      await button.press('Enter')
      await page.getByRole('button', { name: words.showFewer }).waitFor()
      await pages.picture(page, { state: 'long-unfolded', ...look })
      expect(await lines.count()).toBe(41)
      expect(await page.evaluate('document.activeElement?.textContent')).toBe(words.showFewer)
      expect(await button.boundingBox()).toMatchObject({ x: before?.x, y: before?.y })
      expect(await pages.findings(page)).toEqual([])
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)

      await button.press('Enter')
      expect(await lines.count()).toBe(12)
      expect(await page.locator('.card').getAttribute('data-ringing')).toBe('true')
      expect(errors).toEqual([])
    } finally {
      await pages.leave()
    }
  })
})

describe.each(LOOKS)('what set off a false alarm, asked in $theme, $lang, $width x $height', (look) => {
  it('is answered by one digit and can be read by everybody', async () => {
    const words = look.lang === 'nb' ? nb : en
    const { page, errors } = await pages.show({ state: 'critical', ...look })
    try {
      await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
      await page.keyboard.press('r')
      await page.getByText(words.outcome['false-alarm']).click()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await pages.picture(page, { state: 'false-alarm', ...look })
      await page.keyboard.press('Enter')
      await page.getByText(words.resolve.falseQuestion).waitFor()
      await pages.picture(page, { state: 'false-causes', ...look })
      expect(await page.evaluate('document.activeElement?.textContent')).toContain(
        words.falseCause['sat-or-lay-down'],
      )
      expect(await pages.findings(page)).toEqual([])
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
      await page.keyboard.press('7')
      await page.getByRole('heading', { name: words.calm.title }).waitFor()
      expect(errors).toEqual([])
    } finally {
      await pages.leave()
    }
  })
})

it.each([
  { theme: 'light', lang: 'nb', width: 1280, height: 800 },
  { theme: 'dark', lang: 'en', width: 1024, height: 768 },
] as const)(
  'one key takes the alarm, and "why" leads down to the raw frame ($theme, $lang)',
  async (look) => {
    const words = look.lang === 'nb' ? nb : en
    const said = look.lang === 'nb' ? ['Har falt', 'ja'] : ['Has fallen', 'yes']
    const { page, errors } = await pages.show({ state: 'critical', ...look })
    try {
      await page.waitForSelector('.timeline')
      await page.waitForTimeout(VISIBLE_BEFORE_KEY_MS)
      await page.keyboard.press('Enter')
      await page.waitForSelector('.card[data-ringing=false]')
      await page.getByText(words.detail.why).click()
      await page.locator('.fields').scrollIntoViewIfNeeded()
      await pages.picture(page, { state: 'why', ...look })
      expect(await page.locator('.frame').textContent()).toBe('53 59 83 01 00 01 01 32 54 43')
      expect(await page.locator('.fields tr').last().locator('th, td').allTextContents()).toEqual(said)
      expect(await pages.findings(page)).toEqual([])
      expect(errors).toEqual([])
    } finally {
      await pages.leave()
    }
  },
)
