/**
 * Every main state of the client in dark and light, Bokmål and English: a picture kept, and no axe findings. The
 * look is chosen in the board's own menu, and back.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import en from '../../resources/locales/en.json' with { type: 'json' }
import nb from '../../resources/locales/nb.json' with { type: 'json' }
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { act } from './support/beside.ts'
import { cardIn, keyboardIn, residentOf, untilCalm } from './support/board-page.ts'
import { DesktopClient } from './support/desktop-client.ts'
import { lookAt } from './support/look-at.ts'
import { startTraining, type TrainingProcess } from './support/training-process.ts'

const LOCALES = { nb, en }
const LOOKS = [
  { theme: 'dark', language: 'nb', radar: 'radar-204-bath' },
  { theme: 'light', language: 'en', radar: 'radar-201-living' },
  { theme: 'dark', language: 'en', radar: 'radar-102-bedroom' },
  { theme: 'light', language: 'nb', radar: 'radar-101-bath' },
] as const
type Look = (typeof LOOKS)[number]
/** Its FDA1 reports each fall anew; an FDA2 tells a level. */
const LONG_LISTED: Look = LOOKS[2]

const cleanUp = new CleanUp()
let folder: string
let home: TrainingProcess
let page: Page
beforeAll(async () => {
  folder = await temporaryFolder(cleanUp)
  home = await startTraining(cleanUp, folder)
  const client = await DesktopClient.launched(cleanUp, '--training', '--data', home.data)
  page = client.page
  await untilCalm(page)
  await page.getByRole('button', { name: nb.who.choose }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Kari Nordmann' }).press('Enter')
})
afterAll(async () => {
  await cleanUp.run()
})

/** By the menu, with the keyboard, in the language that is shown now. */
async function choose(look: Look): Promise<void> {
  const words = LOCALES[await page.evaluate<'nb' | 'en'>('document.documentElement.lang')]
  const wanted = LOCALES[look.language]
  for (const name of [words.menu[look.language], wanted.menu[look.theme]]) {
    await page.locator('.status-buttons .button').last().press('Enter')
    await page.getByRole('menuitemradio', { name, exact: true }).press('Enter')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }
  await page.locator(`html[data-theme=${look.theme}][lang=${look.language}]`).waitFor()
}

test.for(LOOKS)('an alarm from calm to calm in $theme, $language', async (look) => {
  const { theme, language, radar } = look
  const words = LOCALES[language]
  const who = residentOf(radar)
  const seen = (state: string) => lookAt(page, `${state}-${theme}-${language}`)
  const findings: string[] = []

  await choose(look)
  await page.getByRole('heading', { name: words.calm.title }).waitFor()
  findings.push(...(await seen('calm')))
  await act(home.station, radar, 'fall')
  await cardIn(page, 'raised', who)
  await page.locator('.timeline').waitFor()
  findings.push(...(await seen('ringing')))

  await page.locator('.who-button').click()
  await page.getByRole('dialog', { name: words.who.title }).waitFor()
  findings.push(...(await seen('name-tiles')))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  // Once in this window, since fourteen falls take their time; every look of it is among the states of the page.
  if (look === LONG_LISTED) {
    for (let falls = 1; falls < 14; falls += 1) await act(home.station, radar, 'fall')
    const fold = page.locator('.timeline .fold').getByRole('button')
    await fold.scrollIntoViewIfNeeded()
    findings.push(...(await seen('long-list')))
    await fold.press('Enter')
    await page.getByRole('button', { name: words.list.showFewer }).waitFor()
    findings.push(...(await seen('long-list-whole')))
    await fold.press('Enter')
    await page.locator('.card[aria-current=true]').focus()
  }

  await pressWhenSeen(page, 'Enter')
  const card = await cardIn(page, 'acknowledged', who)
  await card.getByText(words.delivery.delivered).waitFor()
  findings.push(...(await seen('acknowledged')))
  await page.getByText(words.detail.why).press('Enter')
  await page.locator('.frame').first().scrollIntoViewIfNeeded()
  findings.push(...(await seen('why')))

  await pressWhenSeen(page, 'r')
  await page.getByRole('dialog', { name: words.resolve.title }).waitFor()
  findings.push(...(await seen('resolve')))

  process.kill(home.station.pid, 'SIGSTOP')
  try {
    await page.getByRole('alertdialog', { name: words.lost.title }).waitFor()
    findings.push(...(await seen('lost')))
  } finally {
    process.kill(home.station.pid, 'SIGCONT')
  }
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await keyboardIn(page.getByRole('dialog', { name: words.resolve.title }))
  for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
  await page.getByText(words.resolve.falseQuestion).waitFor()
  findings.push(...(await seen('false-causes')))
  await page.keyboard.press('7')
  await untilCalm(page)
  expect(findings).toEqual([])
})

test('the welcome page in every look', async () => {
  const client = await DesktopClient.launched(cleanUp, '--data', await temporaryFolder(cleanUp))
  const findings: string[] = []
  for (const { theme, language } of LOOKS) {
    const settings = JSON.stringify({ personId: null, language, theme })
    await client.page.evaluate(`localStorage.setItem('tryggvakt.settings', ${JSON.stringify(settings)})`)
    await client.page.reload()
    await client.page.getByRole('heading', { name: LOCALES[language].welcome.title }).waitFor()
    findings.push(...(await lookAt(client.page, `welcome-${theme}-${language}`)))
  }
  expect(findings).toEqual([])
})
