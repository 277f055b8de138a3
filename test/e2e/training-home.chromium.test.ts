/** The training home in the machine's Chromium: the same client, opened by its address and key. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'
import { VISIBLE_BEFORE_KEY_MS } from '../../renderer/alarm-board/focus-state.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { stepsAtCentre } from './support/beside.ts'
import { cardIn, cardOf, fallByPanel, untilCalm } from './support/board-page.ts'
import { launchBrowser, openPage, SlowWay } from './support/browser.ts'
import { startTraining, type TrainingProcess } from './support/training-process.ts'

const cleanUp = new CleanUp()
let home: TrainingProcess
let browser: Browser
beforeAll(async () => {
  home = await startTraining(cleanUp, await temporaryFolder(cleanUp))
  browser = await launchBrowser(cleanUp)
})
afterAll(async () => {
  await cleanUp.run()
})

async function chooseName(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Hvem er du?' })
  await dialog.getByRole('button', { name }).focus()
  await pressWhenSeen(page, 'Enter')
  await dialog.waitFor({ state: 'detached' })
}

async function alarmOf(device: string): Promise<string> {
  const alarms = await readStored('alarms', home.data, '--state', 'open')
  const id = alarms.find((alarm) => alarm.device === device)?.id
  if (id === undefined) throw new Error(`no open alarm of ${device}`)
  return id
}

async function resolve(page: Page): Promise<void> {
  await pressWhenSeen(page, 'r')
  await page.getByRole('dialog', { name: 'Avslutt alarmen' }).waitFor()
  for (const key of ['Space', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
}

test('a fall is taken and resolved by keyboard, and the care centre has every step', async () => {
  const { page, errors } = await openPage(browser, home.pageAddress)
  await page.getByRole('heading', { name: 'Tryggvakt' }).waitFor()
  expect(page.url()).toBe(`${home.station.url}/`)
  await fallByPanel(page, 'Olav Berg', 'Faller')
  await cardIn(page, 'raised', 'Olav Berg')
  const alarmId = await alarmOf('radar-101-bath')
  await cardOf(page, 'Olav Berg').press('ArrowDown')

  await pressWhenSeen(page, 'Enter')
  await chooseName(page, 'Kari Nordmann')
  await cardIn(page, 'acknowledged', 'Olav Berg')
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'on-the-way', 'Olav Berg')
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'on-site', 'Olav Berg')
  await page.getByText('Hvorfor?').press('Enter')
  expect(await page.locator('.frame').first().textContent()).toMatch(/^53 59 83 /)
  await resolve(page)
  await untilCalm(page)

  const steps = ['alarm.raised', 'alarm.acknowledged', 'alarm.on-the-way', 'alarm.on-site', 'alarm.resolved']
  const has = async () => (await stepsAtCentre(home.data, alarmId)).length === steps.length
  await waitUntil(has, 'the care centre has not every step')
  expect(await stepsAtCentre(home.data, alarmId)).toEqual(steps)
  expect(errors).toEqual([])
  await page.context().close()
})

test('without its key the page says how to open it, and shows nobody', async () => {
  const { page, errors } = await openPage(browser, home.station.url)
  await page.getByRole('heading', { name: 'Adressen mangler nøkkelen' }).waitFor()
  const said = await page.locator('body').innerText()
  expect(said).toContain('#token=')
  expect(said).toContain('station.json')
  expect(errors).toEqual([])
  await page.context().close()
})

test('two pages show one board, and who comes second sees who has the alarm', async () => {
  const way = new SlowWay()
  const kari = (await openPage(browser, home.pageAddress)).page
  const ahmed = (await openPage(browser, home.pageAddress, way.putBefore)).page
  for (const [page, name] of [
    [kari, 'Kari Nordmann'],
    [ahmed, 'Ahmed Hassan'],
  ] as const) {
    await page.getByRole('button', { name: 'Velg navn' }).click()
    await chooseName(page, name)
  }
  await fallByPanel(kari, 'Einar Lunde', 'Faller')
  for (const page of [kari, ahmed]) await cardIn(page, 'raised', 'Einar Lunde')
  await ahmed.waitForTimeout(VISIBLE_BEFORE_KEY_MS)

  way.slow()
  await pressWhenSeen(kari, 'Enter')
  await cardIn(kari, 'acknowledged', 'Einar Lunde')
  await ahmed.locator('.card[data-state=raised]').press('Enter')
  way.fast()
  await ahmed.getByText('Kari Nordmann tok alarmen før deg').waitFor()
  for (const page of [kari, ahmed]) {
    expect(await (await cardIn(page, 'acknowledged', 'Einar Lunde')).innerText()).toContain('Kari Nordmann')
  }

  await resolve(kari)
  for (const page of [kari, ahmed]) {
    await cardOf(page, 'Einar Lunde').waitFor({ state: 'detached' })
    await page.context().close()
  }
})
