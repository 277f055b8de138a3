/** What moves on a screen: urgency alone, at the rates of IEC 60601-1-8; for whoever wants no motion, nothing. */
import { describe, expect, it } from 'vitest'
import type { BoardWish } from './board-pages.ts'
import { LOOKS, pagesForAll, wordsIn } from './state-tests.ts'

const pages = pagesForAll()

interface Turn {
  /** Milliseconds of the page's steady clock. */
  readonly at: number
  readonly isShown: boolean
}

/** The next so many turns of the flash, and whether the frame of what rings is to be seen after each. */
const turnsOf = (ringing: string, priority: 'critical' | 'high', count: number) => `new Promise((done) => {
  const frame = document.querySelector('${ringing}[data-ringing=true][data-priority=${priority}]')
  const turns = []
  const watch = new MutationObserver(() => {
    turns.push({ at: performance.now(), isShown: getComputedStyle(frame, '::after').visibility === 'visible' })
    if (turns.length < ${String(count)}) return
    watch.disconnect()
    done(turns)
  })
  watch.observe(document.documentElement, { attributeFilter: ['data-flash-${priority}'] })
})`

/** Flashes a second, and the share of the time in which the frame is on; from the first turn to the last. */
function rateOf(turns: readonly Turn[]): { readonly hertz: number; readonly onShare: number } {
  let [on, whole] = [0, 0]
  for (const [index, { at, isShown }] of turns.slice(0, -1).entries()) {
    const lasted = (turns[index + 1]?.at ?? at) - at
    whole += lasted
    if (isShown) on += lasted
  }
  return { hertz: (turns.length - 1) / 2 / (whole / 1_000), onShare: on / whole }
}

/** The frame around what rings: how it is drawn, whether it flashes or not. */
const FRAME = (ringing: string) => `(() => {
  const { content, borderTopStyle, borderTopWidth } = getComputedStyle(document.querySelector('${ringing}'), '::after')
  return content === 'none' ? 'none' : borderTopStyle + ' ' + borderTopWidth
})()`

async function shown(
  wish: Pick<BoardWish, 'state' | 'view' | 'guard' | 'isTimedByHand'>,
  reducedMotion: 'reduce' | 'no-preference',
) {
  const seen = await pages().show({ ...LOOKS[0], ...wish })
  await seen.page.emulateMedia({ reducedMotion })
  return seen
}

describe('an alarm that nobody has answered', () => {
  it('flashes by its priority and nothing else moves', async () => {
    const { page, errors } = await shown({ state: 'undelivered', isTimedByHand: true }, 'no-preference')
    try {
      const watched = Promise.all([
        page.evaluate<Turn[]>(turnsOf('.card', 'critical', 11)),
        page.evaluate<Turn[]>(turnsOf('.card', 'high', 5)),
      ])
      await page.clock.pauseAt((await page.evaluate<number>('Date.now()')) + 1_000)
      await page.clock.runFor(6_000)
      const [critical, high] = await watched
      // alarm-standards.md, section 4: what the standard allows around our 2.0 and 0.6 Hz.
      const [fast, slow] = [rateOf(critical), rateOf(high)]
      expect(fast.hertz).toBeGreaterThanOrEqual(1.4)
      expect(fast.hertz).toBeLessThanOrEqual(2.8)
      expect(slow.hertz).toBeGreaterThanOrEqual(0.4)
      expect(slow.hertz).toBeLessThanOrEqual(0.8)
      for (const { onShare } of [fast, slow]) {
        expect(onShare).toBeGreaterThanOrEqual(0.2)
        expect(onShare).toBeLessThanOrEqual(0.6)
      }
      expect(await page.evaluate(FRAME('.card[data-priority=low]'))).toBe('none')
      expect(await page.evaluate('document.getAnimations().length')).toBe(0)
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  })

  it('stands in a steady frame with its shape and its words where motion is not wanted', async () => {
    const { page, errors } = await shown({ state: 'undelivered' }, 'reduce')
    try {
      const words = wordsIn(LOOKS[0].lang)
      for (const priority of ['critical', 'high'] as const) {
        const turns = await page.evaluate<Turn[]>(turnsOf('.card', priority, 3))
        expect(turns.map(({ isShown }) => isShown)).toEqual([true, true, true])
        const card = page.locator(`.card[data-ringing=true][data-priority=${priority}]`)
        expect(await page.evaluate(FRAME(`.card[data-priority=${priority}]`))).toBe('solid 4px')
        expect(await card.locator('.shape').isVisible()).toBe(true)
        const said = await card.textContent()
        expect(said).toContain(words.priority[priority])
        expect(said).toContain(words.card.nobody)
      }
      expect(await page.evaluate('document.getAnimations().length')).toBe(0)
      expect(errors).toEqual([])
    } finally {
      await pages().leave()
    }
  })

  it.each([
    ['on the page of a responder', '.detail-head', { state: 'critical', view: 'phone', guard: 'kari' }],
    ['over another room', '.strip', { state: 'critical', guard: 'anne' }],
  ] as const)('flashes %s as well, and stands still there too', async (_, ringing, wish) => {
    const { page } = await shown(wish, 'no-preference')
    try {
      if (ringing === '.strip') {
        const { status, menu } = wordsIn(LOOKS[0].lang)
        await page.getByRole('button', { name: status.menu }).click()
        await page.getByRole('menuitem', { name: menu.people, exact: true }).click()
        await page.locator('.strip').waitFor()
      }
      const flashed = await page.evaluate<Turn[]>(turnsOf(ringing, 'critical', 4))
      expect(new Set(flashed.map(({ isShown }) => isShown))).toEqual(new Set([true, false]))
      await page.emulateMedia({ reducedMotion: 'reduce' })
      const still = await page.evaluate<Turn[]>(turnsOf(ringing, 'critical', 3))
      expect(still.map(({ isShown }) => isShown)).toEqual([true, true, true])
    } finally {
      await pages().leave()
    }
  })
})
