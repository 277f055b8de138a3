import type { Page } from 'playwright-core'
import { openMenu, type ScreenState, type Words } from './screen-state.ts'

async function enter(page: Page, words: Words): Promise<void> {
  await openMenu(page, words.menu.residents, words)
  await page.getByRole('article', { name: 'Ingrid Solberg' }).waitFor()
}

/** The responder's card and the residents' room. */
export const RESIDENTS_STATES: readonly ScreenState[] = [
  {
    name: 'responder-card',
    says: 'the card before driving, with its keys shown for a while',
    from: { state: 'critical', guard: 'kari' },
    isWordy: true,
    walk: async (page, words, { width }) => {
      if (width < 600) await page.locator('[data-alarm]').first().click()
      const card = page.getByRole('region', { name: words.residents.card })
      await card.getByText('Mona Solberg').waitFor()
      const text = await page.evaluate<string>('document.body.textContent')
      if (text.includes('4711')) throw new Error('a door code is shown before it was asked for')
      if ((await card.getByRole('link').first().getAttribute('href')) !== 'tel:90000204')
        throw new Error('the resident cannot be called first')
      await card.getByRole('button', { name: words.residents.showKeys }).press('Enter')
      await card.getByText('4711#').waitFor()
      await card.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'residents-list',
    says: 'who is away, what is missing, and for a caregiver no record',
    from: { state: 'calm', guard: 'kari' },
    isWordy: true,
    walk: async (page, words) => {
      await enter(page, words)
      await page.getByText(words.residents.lacks.contacts).waitFor()
      await page.getByText(words.residents.lacks.devices).waitFor()
      if ((await page.getByRole('button', { name: words.residents.open, exact: true }).count()) > 0)
        throw new Error('a caregiver can open records')
      await page.getByRole('searchbox').fill('112')
      await page.getByRole('article', { name: 'Ingrid Solberg' }).waitFor({ state: 'detached' })
    },
  },
  {
    name: 'residents-away',
    says: 'somebody is marked as away',
    from: { state: 'calm', guard: 'kari' },
    isWordy: true,
    walk: async (page, words) => {
      await enter(page, words)
      const ingrid = page.getByRole('article', { name: 'Ingrid Solberg' })
      await ingrid.getByRole('button', { name: words.residents.setAway }).click()
      const window = page.getByRole('dialog')
      await window.getByText(words.residents.neverSilent).waitFor()
      await window.getByRole('textbox', { name: words.residents.until }).fill('1.1.2026 14:00')
      await window.getByText(words.residents.pastTime).waitFor()
    },
  },
  {
    name: 'residents-paper',
    says: 'the list on paper',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    walk: async (page, words, { width }) => {
      await enter(page, words)
      await page.getByRole('checkbox', { name: words.residents.paperKeys }).focus()
      // Where the room scrolls by itself the head stays, whatever the keyboard comes to.
      if (width > 760 && (await page.evaluate('scrollY')) !== 0)
        throw new Error('the page scrolls with its head')
    },
  },
  {
    name: 'residents-paper-asked',
    says: 'whether keys stand on paper is asked, where the list is set and on the calm board',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await page.evaluate('window.station.residents.leavePaperOpen()')
      await enter(page, words)
      await page.getByRole('button', { name: words.residents.paperYes }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { name: words.calm.title }).waitFor()
      await page.getByRole('button', { name: words.residents.paperNo }).waitFor()
    },
  },
  {
    name: 'residents-record',
    says: 'a resident’s record and rules',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await enter(page, words)
      const ingrid = page.getByRole('article', { name: 'Ingrid Solberg' })
      await ingrid.getByRole('button', { name: words.residents.open, exact: true }).click()
      await page.getByRole('checkbox', { name: new RegExp(words.rule['no-sign-of-life']) }).waitFor()
    },
  },
  {
    name: 'residents-rules',
    says: 'the rules over time of one resident, each with its numbers by day and by night',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await enter(page, words)
      const ingrid = page.getByRole('article', { name: 'Ingrid Solberg' })
      await ingrid.getByRole('button', { name: words.residents.open, exact: true }).click()
      await page.getByRole('checkbox', { name: new RegExp(words.rule['no-sign-of-life']) }).waitFor()
      await page.getByText(words.residents.rulesHelp).waitFor()
      await page.evaluate("document.querySelector('.rule-list')?.scrollIntoView()")
    },
  },
  {
    name: 'residents-form',
    says: 'a form says what is wrong where it is wrong',
    from: { state: 'calm', guard: 'anne' },
    isWordy: true,
    walk: async (page, words) => {
      await enter(page, words)
      await page.getByRole('button', { name: words.residents.add }).click()
      await page.getByRole('textbox', { name: words.residents.field.birthYear }).fill('42')
      await page.getByRole('button', { name: words.people.save, exact: true }).press('Enter')
      await page.getByText(words.residents.wrong.name).waitFor()
      await page.getByText(words.residents.wrong.birthYear).waitFor()
    },
  },
  {
    name: 'residents-leave',
    says: 'why somebody leaves the service',
    from: { state: 'calm', guard: 'anne' },
    isWindow: true,
    walk: async (page, words) => {
      await enter(page, words)
      const ingrid = page.getByRole('article', { name: 'Ingrid Solberg' })
      await ingrid.getByRole('button', { name: words.residents.open, exact: true }).click()
      await page.getByRole('button', { name: words.residents.leave, exact: true }).press('Enter')
      await page.getByRole('dialog').getByText(words.residents.leaveWords).waitFor()
    },
  },
]
