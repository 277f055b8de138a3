/** The operator page in real Chromium: its states, at 200 % zoom, and a night in which everything happens at once. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { isForDocs, LOOKS, pagesForAll, SMALL_TARGETS, testStates, wordsIn } from './state-tests.ts'
import { CENTRE_STATES } from './states/centre.ts'

const pages = pagesForAll()

// Its pieces are the board's: one look at each state does, in both languages and at the colours of both themes.
testStates(pages, CENTRE_STATES, (index) => [LOOKS[index % LOOKS.length] ?? LOOKS[0]])

/** 200 % zoom of 1280 x 800. */
const ZOOMED = { width: 640, height: 400 } as const

/** Whether what has the keyboard is seen whole, and not under anything. */
const IS_SEEN = `(() => {
  // The field of a choice is as small as nothing; its label is what is seen.
  const focused = document.activeElement.closest('label') ?? document.activeElement
  const { left, right, top, bottom } = focused.getBoundingClientRect()
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return top >= 0 && bottom <= innerHeight && (there === focused || focused.contains(there))
})()`

const zoomed = ['centre-mixed', 'centre-call', 'centre-assign', 'centre-resolve', 'centre-stations']
const ZOOMED_STATES = CENTRE_STATES.filter(({ name }) => zoomed.includes(name)).map((state, index) => ({
  state,
  says: state.says,
  look: {
    ...ZOOMED,
    theme: index % 2 === 0 ? 'dark' : 'light',
    lang: index % 2 === 0 ? 'nb' : 'en',
  } as const,
}))

describe.skipIf(isForDocs)('at 200 % zoom', () => {
  it.each(ZOOMED_STATES)('$says', async ({ state, look }) => {
    const { page, errors } = await pages().show({ ...state.from, ...look })
    try {
      await state.walk?.(page, wordsIn(look.lang), look)
      await expect.poll(() => page.evaluate(IS_SEEN)).toBe(true)
      expect(await pages().findings(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(look.width)
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
      expect(errors).toEqual([])
    } catch (error) {
      await pages().picture(page, { ...look, state: `${state.name}-zoomed` })
      throw error
    } finally {
      await pages().leave()
    }
  })
})

describe.skipIf(isForDocs)('of 5,000 open alarms of 350 stations', () => {
  it('keys bring the last one into sight, and it keeps the keyboard when a colleague takes it', async () => {
    const look = { ...ZOOMED, width: 1280, height: 800, theme: 'light', lang: 'nb' } as const
    const { page, errors } = await pages().show({ document: 'centre-states', state: 'flood', ...look })
    try {
      await page.locator('.card').first().waitFor()
      await page.keyboard.press('End')
      const last = await focusedAlarm(page, 5_000)
      await page.evaluate(`window.centre.change('${last}', { count: 2, sequence: 2 })`)
      await page.locator(`.card[data-alarm="${last}"]`, { hasText: 'igjen, 2 ganger' }).waitFor()
      await page.keyboard.press('Home')
      const first = await focusedAlarm(page, 1)
      await page.evaluate(
        `window.centre.change('${first}', { sequence: 2, takenBy: { id: 'per', name: 'Per Holm' }, answeredAt: new Date().toISOString() })`,
      )
      // What is read stays where it is: the list does not run after the card.
      await page.locator(`li[aria-posinset="5000"] [data-alarm="${first}"]:focus`).waitFor()
      expect(await page.locator('.cards li').count()).toBeLessThan(30)
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  })
})

/** The alarm that has the keyboard, once it stands in this place of the list and is seen. */
async function focusedAlarm(page: Page, place: number): Promise<string> {
  const card = page.locator(`li[aria-posinset="${String(place)}"] .card[aria-current=true]:focus`)
  await card.waitFor()
  await expect.poll(() => page.evaluate(IS_SEEN)).toBe(true)
  return (await card.getAttribute('data-alarm')) ?? ''
}
