/** Signing in, shifts and the people's room in real Chromium: read by everybody, by keyboard alone; pictures kept. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import en from '../../../resources/locales/en.json' with { type: 'json' }
import nb from '../../../resources/locales/nb.json' with { type: 'json' }
import { BoardPages, type BoardWish } from './board-pages.ts'

const LOOKS = [
  { theme: 'dark', lang: 'nb', width: 1280, height: 800 },
  { theme: 'light', lang: 'en', width: 360, height: 740 },
] as const
type Look = (typeof LOOKS)[number]

/** Widths and heights of everything that can be pressed and is shown, as `name width height`. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, [role=menuitem]')]
  .filter((it) => it.checkVisibility() && !it.closest('.hidden, [style*=clip]'))
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

const wordsOf = ({ lang }: Look) => (lang === 'nb' ? nb : en)

/** Shows a board where codes are in use, does something there, and looks at what then stands there. */
async function look(
  wish: Pick<BoardWish, 'state' | 'guard'> & { readonly name: string },
  looks: Look,
  act: (page: Page, words: typeof nb) => Promise<void>,
): Promise<void> {
  const { page, errors } = await pages.show({ state: wish.state, guard: wish.guard ?? 'nobody', ...looks })
  try {
    await act(page, wordsOf(looks))
    await pages.picture(page, { ...looks, state: wish.name })
    expect(await pages.findings(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(looks.width)
    expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
}

async function openMenu(page: Page, item: string, words: typeof nb): Promise<void> {
  await page.getByRole('button', { name: words.status.menu }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

describe.each(LOOKS)('in $theme, $lang, $width x $height', (looks) => {
  it('the board before sign-in says where and what, and no name', async () => {
    await look({ state: 'critical', name: 'signed-out' }, looks, async (page, words) => {
      await page.getByRole('button', { name: words.who.signIn }).waitFor()
      const text = await page.evaluate('document.body.textContent')
      expect(text).not.toContain('Ingrid Solberg')
      expect(text).toContain('204')
      expect(text).toContain(words.card.veiled)
    })
  })

  it('the tiles, then the pad, then what a wrong code costs', async () => {
    await look({ state: 'calm', name: 'sign-in-pin' }, looks, async (page, words) => {
      await page.keyboard.press('u')
      await page.getByRole('button', { name: /Kari/ }).press('Enter')
      await page.getByRole('dialog').getByRole('textbox', { name: words.signIn.step.code }).waitFor()
      await page.keyboard.type('111111')
      await page.getByText(words.error['wrong-pin_other'].replace('{{count}}', '4')).waitFor()
    })
  })

  it('a locked name counts down and takes no digit', async () => {
    await look({ state: 'calm', name: 'sign-in-locked' }, looks, async (page, words) => {
      await page.evaluate("window.station.people.refuseNext = { code: 'locked-out', figure: 95 }")
      await page.keyboard.press('u')
      await page.getByRole('button', { name: /Kari/ }).press('Enter')
      await page.getByRole('dialog').getByRole('textbox').waitFor()
      await page.keyboard.type('482915')
      await page.getByText(/1 min 3\d s/).waitFor()
      expect(await page.getByRole('button', { name: '7', exact: true }).isDisabled()).toBe(true)
      expect(words.error['locked-out']).toContain('{{left}}')
    })
  })

  it('somebody without a code is told what to do', async () => {
    await look({ state: 'calm', name: 'sign-in-tiles' }, looks, async (page, words) => {
      await page.keyboard.press('u')
      await page.getByRole('button', { name: /Tuva/ }).press('Enter')
      await page.getByText(words.error['no-code']).waitFor()
    })
  })

  it('the begin of a shift: who is on, the sound, what is open', async () => {
    await look({ state: 'mixed', guard: 'kari', name: 'shift-start' }, looks, async (page, words) => {
      await openMenu(page, words.menu.shift, words)
      await page.getByRole('button', { name: words.shift.play }).click()
      await page.getByRole('button', { name: words.shift.heard, exact: true }).click()
      await page.getByText(words.shift.soundOk).waitFor()
    })
  })

  it('the people’s room, and a code shown once', async () => {
    await look({ state: 'critical', guard: 'anne', name: 'people-room' }, looks, async (page, words) => {
      await openMenu(page, words.menu.people, words)
      await page.getByRole('article', { name: 'Ola Hansen' }).waitFor()
    })
    await look({ state: 'calm', guard: 'anne', name: 'people-code' }, looks, async (page, words) => {
      await openMenu(page, words.menu.people, words)
      await page.getByRole('button', { name: words.people.add }).click()
      await page.getByRole('textbox', { name: words.people.name }).fill('Per Holm')
      await page.getByRole('button', { name: words.people.addAndCode }).press('Enter')
      await page.getByText('204 867').waitFor()
    })
  })
})
