/** The responder's card and the residents' room in real Chromium: read by everybody; pictures kept. */
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

/** Everything that can be pressed, is shown and is too small for gloves, as `name width height`. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, a, [role=menuitem], .check')]
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

async function look(
  wish: Pick<BoardWish, 'state'> & { readonly guard: string; readonly name: string },
  looks: Look,
  act: (page: Page, words: typeof nb) => Promise<void>,
): Promise<void> {
  const { page, errors } = await pages.show({ state: wish.state, guard: wish.guard, ...looks })
  try {
    await act(page, looks.lang === 'nb' ? nb : en)
    await pages.picture(page, { ...looks, state: wish.name })
    expect(await pages.findings(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(looks.width)
    expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
    expect(errors).toEqual([])
  } finally {
    await pages.leave()
  }
}

async function enter(page: Page, words: typeof nb): Promise<void> {
  await page.getByRole('button', { name: words.status.menu }).click()
  await page.getByRole('menuitem', { name: words.menu.residents, exact: true }).click()
  await page.getByRole('article', { name: 'Ingrid Solberg' }).waitFor()
}

describe.each(LOOKS)('in $theme, $lang, $width x $height', (looks) => {
  it('the card before driving, with its keys shown for a while', async () => {
    await look({ state: 'critical', guard: 'kari', name: 'responder-card' }, looks, async (page, words) => {
      if (looks.width < 600) await page.locator('[data-alarm]').first().click()
      const card = page.getByRole('region', { name: words.residents.card })
      await card.getByText('Mona Solberg').waitFor()
      expect(await page.evaluate('document.body.textContent')).not.toContain('4711')
      expect(await card.getByRole('link').first().getAttribute('href')).toBe('tel:+4790000001')
      await card.getByRole('button', { name: words.residents.showKeys }).press('Enter')
      await card.getByText('4711#').waitFor()
      await card.scrollIntoViewIfNeeded()
    })
  })

  it('the list: who is away, what is missing, and for a caregiver no record', async () => {
    await look({ state: 'calm', guard: 'kari', name: 'residents-list' }, looks, async (page, words) => {
      await enter(page, words)
      await page.getByText(words.residents.lacks.contacts).waitFor()
      await page.getByText(words.residents.lacks.devices).waitFor()
      expect(await page.getByRole('button', { name: words.residents.open, exact: true }).count()).toBe(0)
      await page.getByRole('searchbox').fill('112')
      await page.getByRole('article', { name: 'Ingrid Solberg' }).waitFor({ state: 'detached' })
    })
  })

  it('somebody is marked as away', async () => {
    await look({ state: 'calm', guard: 'kari', name: 'residents-away' }, looks, async (page, words) => {
      await enter(page, words)
      const ingrid = page.getByRole('article', { name: 'Ingrid Solberg' })
      await ingrid.getByRole('button', { name: words.residents.setAway }).click()
      const window = page.getByRole('dialog')
      await window.getByText(words.residents.neverSilent).waitFor()
      await window.getByRole('textbox', { name: words.residents.until }).fill('1.1.2026 14:00')
      await window.getByText(words.residents.pastTime).waitFor()
    })
  })

  it('the record, its rules, and the list on paper', async () => {
    await look({ state: 'calm', guard: 'anne', name: 'residents-paper' }, looks, async (page, words) => {
      await enter(page, words)
      await page.getByRole('checkbox', { name: words.residents.paperKeys }).scrollIntoViewIfNeeded()
    })
    await look({ state: 'calm', guard: 'anne', name: 'residents-record' }, looks, async (page, words) => {
      await enter(page, words)
      await page
        .getByRole('article', { name: 'Ingrid Solberg' })
        .getByRole('button', { name: words.residents.open, exact: true })
        .click()
      await page.getByRole('checkbox', { name: new RegExp(words.rule['no-sign-of-life']) }).waitFor()
    })
  })

  it('the form says what is wrong where it is wrong', async () => {
    await look({ state: 'calm', guard: 'anne', name: 'residents-form' }, looks, async (page, words) => {
      await enter(page, words)
      await page.getByRole('button', { name: words.residents.add }).click()
      await page.getByRole('textbox', { name: words.residents.field.birthYear }).fill('42')
      await page.getByRole('button', { name: words.people.save, exact: true }).press('Enter')
      await page.getByText(words.residents.wrong.name).waitFor()
      await page.getByText(words.residents.wrong.birthYear).waitFor()
    })
  })
})
