/** The board's states in real Chromium: no axe findings, no sideways scroll, targets large enough; pictures kept. */
import { describe, expect, it } from 'vitest'
import { pressWhenSeen } from '../../support/when-seen.ts'
import { inTurn, LOOKS, pagesForAll, SMALL_TARGETS, testStates, wordsIn } from './state-tests.ts'
import { askWhatSetItOff, BOARD_STATES, BOARD_WINDOWS } from './states/board.ts'
import { toldOfFlood } from './states/screen-state.ts'

const pages = pagesForAll()

// The fullest state in every look.
testStates(pages, BOARD_STATES, (index) =>
  BOARD_STATES[index]?.name === 'undelivered' ? LOOKS : inTurn(index),
)

testStates(pages, BOARD_WINDOWS)

describe.each([
  ...LOOKS.slice(0, 2),
  // 200 % zoom of 1280 x 800.
  { theme: 'dark', lang: 'nb', width: 640, height: 400 },
  { theme: 'light', lang: 'en', width: 640, height: 400 },
] as const)('a long list in $theme, $lang, $width x $height', (look) => {
  it('shows its first line and its newest, and the rest by a button that stays where it is', async () => {
    const words = wordsIn(look.lang).list
    const { page, errors } = await pages().show({ state: 'stuck', ...look })
    try {
      if (look.width < 760) await page.locator('.card').click()
      const lines = page.locator('.timeline > li')
      const button = page.locator('.timeline .fold').getByRole('button')
      // What a responder must know stands above it and comes a moment later.
      await page.locator('.responder h4').first().waitFor()
      await button.scrollIntoViewIfNeeded()
      await pages().picture(page, { state: 'long-folded', ...look })
      expect(await button.textContent()).toBe(words.showHidden_other.replace('{{count}}', '29'))
      expect(await lines.count()).toBe(12)
      // With the focus it comes into sight; from there it must not move.
      await button.focus()
      const before = await button.boundingBox()

      await button.press('Enter')
      await page.getByRole('button', { name: words.showFewer }).waitFor()
      await pages().picture(page, { state: 'long-unfolded', ...look })
      expect(await lines.count()).toBe(41)
      expect(await page.evaluate('document.activeElement?.textContent')).toBe(words.showFewer)
      expect(await button.boundingBox()).toMatchObject({ x: before?.x, y: before?.y })
      expect(await pages().findings(page)).toEqual([])
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)

      await button.press('Enter')
      expect(await lines.count()).toBe(12)
      expect(await page.locator('.card').getAttribute('data-ringing')).toBe('true')
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  })
})

it('after somebody was made to fall, Enter is for the board and makes nobody fall again', async () => {
  const { page, errors } = await pages().show({ state: 'training', ...LOOKS[0] })
  try {
    const words = wordsIn(LOOKS[0].lang).training
    const button = page.locator('.training-device').first().getByRole('button', { name: words.act.fall })
    await button.click()
    await page.keyboard.press('Enter')
    await button.press('Enter')
    await page.keyboard.press('Enter')
    const fell = 'radar-204-bath fall'
    expect(await page.evaluate('window.station.trained')).toEqual([fell, fell])
    expect(errors).toEqual([])
  } finally {
    await pages().leave()
  }
})

/** What is where, measured in the page: the focused card, what is seen of it, and the cards in the page. */
const IN_SIGHT = `(() => {
  const card = document.querySelector('.card[aria-current=true]')
  const { top, bottom } = card.getBoundingClientRect()
  const { top: ceiling } = document.querySelector('.cards').getBoundingClientRect()
  return {
    place: Number(card.closest('li').getAttribute('aria-posinset')),
    isSeen: top >= Math.max(0, ceiling) && bottom <= innerHeight,
    hasKeyboard: document.activeElement === card,
    isFew: document.querySelectorAll('.cards li').length < 30,
  }
})()`

/** Whether the banner is seen, and the card that has the focus beside it: not above the page, not behind the banner. */
const FLOOD_IN_SIGHT = `(() => {
  const card = document.querySelector('.card[aria-current=true]')
  const { top, bottom } = card.getBoundingClientRect()
  const told = document.querySelector('.flood-banner').getBoundingClientRect()
  return {
    priority: card.dataset.priority,
    isTold: told.top >= 0 && told.bottom <= innerHeight,
    isCovered: top < 0 || bottom > told.top,
  }
})()`

it.each([
  { theme: 'dark', lang: 'nb', width: 1280, height: 800 },
  // 200 % zoom of it: the page scrolls, with its head.
  { theme: 'light', lang: 'en', width: 640, height: 400 },
] as const)(
  'of 5,000 open alarms keys bring every one into sight, and what one reads stays where it is ($width x $height)',
  async (look) => {
    const { page, errors } = await pages().show({ state: 'flood', ...look })
    const inSight = (place: number) =>
      expect
        .poll(() => page.evaluate(IN_SIGHT))
        .toEqual({ place, isSeen: true, hasKeyboard: true, isFew: true })
    try {
      await page.locator('.card').first().waitFor()
      await page.keyboard.press('End')
      await inSight(5_000)
      await page.keyboard.press('ArrowUp')
      await inSight(4_999)
      await pages().picture(page, { state: 'flood-deep', ...look })
      expect(await pages().findings(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)

      const read = page.locator('[data-alarm=f-4999]')
      const before = await read.boundingBox()
      await page.evaluate("window.station.change([{ ...window.station.card('f-7'), state: 'resolved' }])")
      await page.locator('li[aria-setsize="4999"]').first().waitFor()
      await page.waitForTimeout(200)
      expect(await read.boundingBox()).toEqual(before)

      await page.keyboard.press('Home')
      await inSight(1)
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  },
)

it.each([
  { theme: 'dark', lang: 'nb', width: 1280, height: 800 },
  { theme: 'light', lang: 'en', width: 640, height: 400 },
] as const)(
  'whoever takes an alarm on its card sees it where it then stands, to go on with it ($width x $height)',
  async (look) => {
    const { page, errors } = await pages().show({ state: 'flood', person: 'kari', ...look })
    try {
      await page.locator('.card').first().waitFor()
      await page.keyboard.press('Home')
      await page.locator('[data-alarm=f-0]:focus').waitFor()
      await pressWhenSeen(page, 'Enter')
      await page.locator('li[aria-posinset="5000"] [data-alarm=f-0]:focus').waitFor()
      await expect
        .poll(() => page.evaluate(IN_SIGHT))
        .toEqual({ place: 5_000, isSeen: true, hasKeyboard: true, isFew: true })
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  },
)

it.each([
  // 200 % zoom of 1280 x 800, and a board on a telephone.
  { theme: 'dark', lang: 'nb', width: 640, height: 400 },
  { theme: 'light', lang: 'en', width: 390, height: 844 },
] as const)(
  'a flood is told in sight where the page scrolls, and covers no card that has the keyboard ($width x $height)',
  async (look) => {
    const { page, errors } = await pages().show({ state: 'many', ...look })
    const whatIsWhere = () => page.evaluate(FLOOD_IN_SIGHT)
    try {
      await toldOfFlood(page, wordsIn(look.lang))
      await expect.poll(whatIsWhere).toEqual({ priority: 'critical', isTold: true, isCovered: false })
      await pages().picture(page, { state: 'many-narrow', ...look })
      await page.keyboard.press('End')
      await page.locator('li[aria-posinset="13"] .card:focus').waitFor()
      await expect.poll(whatIsWhere).toEqual({ priority: 'medium', isTold: true, isCovered: false })
      await page.keyboard.press('Home')
      for (let down = 0; down < 6; down += 1) {
        await page.keyboard.press('ArrowDown')
        await expect.poll(whatIsWhere).toEqual({ priority: 'medium', isTold: true, isCovered: false })
      }
      expect(await pages().findings(page)).toEqual([])
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  },
)

it.each([LOOKS[1], LOOKS[2]])(
  'what set off a false alarm is answered by one digit ($theme, $lang, $width x $height)',
  async (look) => {
    const words = wordsIn(look.lang)
    const { page, errors } = await pages().show({ state: 'critical', ...look })
    try {
      await askWhatSetItOff(page, words)
      expect(await page.evaluate('document.activeElement?.textContent')).toContain(
        words.falseCause['sat-or-lay-down'],
      )
      await page.keyboard.press('7')
      await page.getByRole('heading', { name: words.calm.title }).waitFor()
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  },
)

it.each([
  { theme: 'light', lang: 'nb', width: 1280, height: 800 },
  { theme: 'dark', lang: 'en', width: 1024, height: 768 },
] as const)(
  'one key takes the alarm, and "why" leads down to the raw frame ($theme, $lang)',
  async (look) => {
    const words = wordsIn(look.lang)
    const said = look.lang === 'nb' ? ['Har falt', 'ja'] : ['Has fallen', 'yes']
    const { page, errors } = await pages().show({ state: 'critical', ...look })
    try {
      await page.waitForSelector('.timeline')
      await pressWhenSeen(page, 'Enter')
      await page.waitForSelector('.card[data-ringing=false]')
      // How it came to be grows by this step and moves what is below, also from under a pointer; keys stay.
      await page.locator('.timeline').getByText(words.action.acknowledged).waitFor()
      await page.getByText(words.detail.why).press('Enter')
      await page.locator('.fields').scrollIntoViewIfNeeded()
      await pages().picture(page, { state: 'why', ...look })
      expect(await page.locator('.frame').textContent()).toBe('53 59 83 01 00 01 01 32 54 43')
      expect(await page.locator('.fields tr').last().locator('th, td').allTextContents()).toEqual(said)
      expect(await pages().findings(page)).toEqual([])
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  },
)
