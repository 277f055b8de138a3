/**
 * Each state of a list as a test: no axe findings, no sideways scroll, targets large enough for gloves, no errors,
 * and a picture kept of what is wrong. With `TRYGGVAKT_SCREENS=1` the pictures of `docs/screens` are made instead.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { BoardPages, type BoardWish } from './board-pages.ts'
import type { Look, ScreenState } from './states/screen-state.ts'

export const LOOKS: readonly [Look, Look, Look, Look] = [
  { theme: 'dark', lang: 'nb', width: 1280, height: 800 },
  { theme: 'light', lang: 'en', width: 1024, height: 768 },
  { theme: 'light', lang: 'nb', width: 360, height: 740 },
  // The narrowest without a sideways scroll (WCAG 1.4.10), which is 400 % zoom of 1280.
  { theme: 'dark', lang: 'en', width: 320, height: 740 },
]

export const isForDocs = process.env['TRYGGVAKT_SCREENS'] === '1'
const lookForDocs = (theme: Look['theme'], lang: Look['lang']): Look => ({
  theme,
  lang,
  width: 1024,
  height: 768,
})
const LOOKS_FOR_DOCS = [lookForDocs('dark', 'nb'), lookForDocs('light', 'nb')]
/** With the English ones, of what is mostly words. */
export const WORDY_LOOKS_FOR_DOCS = [...LOOKS_FOR_DOCS, lookForDocs('dark', 'en')]

/** What can be pressed, is shown, and is too small, as `name width x height`. */
export const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, a[href], [role=menuitem], .check')]
  .filter((it) => it.checkVisibility() && !it.closest('.hidden, [style*=clip]'))
  .map((it) => ({ name: it.textContent, box: it.getBoundingClientRect(), step: it.classList.contains('step') }))
  .filter(({ box, step }) => box.height < (step ? 64 : 44) || box.width < 44)
  .map(({ name, box }) => name + ' ' + Math.round(box.width) + ' x ' + Math.round(box.height))`

export const wordsIn = (lang: Look['lang']) => (lang === 'nb' ? nb : en)

/** In the next one of the wide looks and the next one of the narrow looks, in turns. */
export function inTurn(index: number): readonly Look[] {
  return index % 2 === 0 ? [LOOKS[0], LOOKS[3]] : [LOOKS[1], LOOKS[2]]
}

const TELEPHONE = { width: 360, height: 740 } as const

function looksForDocs({ isWordy, from }: ScreenState): readonly Look[] {
  const looks = isWordy === true ? WORDY_LOOKS_FOR_DOCS : LOOKS_FOR_DOCS
  return from.view === 'phone' ? looks.map((look) => ({ ...look, ...TELEPHONE })) : looks
}

/** The pages for all tests of a file. */
export function pagesForAll(): () => BoardPages {
  let pages: BoardPages
  beforeAll(async () => {
    pages = await BoardPages.open()
  })
  afterAll(async () => {
    await pages.close()
  })
  return () => pages
}

export function testStates(
  pages: () => BoardPages,
  states: readonly ScreenState[],
  looksOf: (index: number) => readonly Look[] = inTurn,
): void {
  const cases = states.map((state, index) => ({
    state,
    says: state.says,
    looks: isForDocs ? looksForDocs(state) : looksOf(index),
  }))
  describe.each(cases)('$says', ({ state, looks }) => {
    it.each(looks)('in $theme, $lang, $width x $height', (look) => seen(pages(), state, look))
  })
}

async function seen(pages: BoardPages, state: ScreenState, look: Look): Promise<void> {
  const wish: BoardWish = { ...state.from, ...look, isAtNight: isForDocs }
  const { page, errors } = await pages.show(wish)
  try {
    await state.walk?.(page, wordsIn(look.lang), look)
    if (isForDocs) {
      await page.getByText(wordsIn(look.lang).detail.loading).first().waitFor({ state: 'detached' })
      await pages.picturedForDocs(page, state.name, wish)
    } else {
      await assertSound(pages, page, look)
      if (state.from.document === 'centre-states') {
        const other = look.lang === 'nb' ? 'en' : 'nb'
        await page.evaluate(`window.speak('${other}')`)
        await assertSound(pages, page, { ...look, lang: other })
        await page.evaluate(`window.speak('${look.lang}')`)
      }
      if (state.isWindow === true) {
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
    }
    expect(errors).toEqual([])
  } catch (error) {
    await pages.picture(page, { ...wish, state: state.name })
    throw error
  } finally {
    await pages.leave()
  }
}

/** No axe findings in either theme, no sideways scroll, targets large enough. */
async function assertSound(pages: BoardPages, page: Page, { lang, width }: Look): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(lang)
  expect(await pages.findings(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
}
