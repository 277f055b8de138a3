/** A telephone, or another machine's browser, joins the station: with its key, without one, with a wrong or an old one. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith } from '../support/home.ts'
import { startStation, type StationProcess, type StationStart } from '../support/station-process.ts'
import { launchBrowser, openPage } from './support/browser.ts'

const cleanUp = new CleanUp()
let browser: Browser
let start: StationStart
let station: StationProcess
beforeAll(async () => {
  const listen = `127.0.0.1:${String(await freePort())}`
  start = {
    data: join(await temporaryFolder(cleanUp), 'station'),
    configuration: homeWith([], null),
    listen,
  }
  station = await startStation(cleanUp, start)
  browser = await launchBrowser(cleanUp)
})
afterAll(() => cleanUp.run())

const keyNow = async () => (await station.address()).token
const title = (page: Page, words: string) => page.getByRole('heading', { name: words, level: 1 }).waitFor()

test('with the whole address it is there, and the key does not stay in sight', async () => {
  const { page, errors } = await openPage(browser, `${station.url}/phone#token=${await keyNow()}`)
  await page.locator('.calm').waitFor()
  expect(page.url()).toBe(`${station.url}/phone`)
  await page.reload()
  await page.locator('.calm').waitFor()
  expect(errors).toEqual([])
})

test.each(['/', '/phone'])(
  'without its key the page at %s says what is missing and where it stands',
  async (path) => {
    const { page } = await openPage(browser, `${station.url}${path}`)
    await title(page, 'Adressen mangler nøkkelen')
    await page.getByText('station.json').waitFor()
  },
)

test.each(['/', '/phone'])(
  'a wrong key at %s is not said to be a lost station, and the right one is taken in the same tab',
  async (path) => {
    const { page } = await openPage(browser, `${station.url}${path}#token=${'0'.repeat(64)}`)
    await title(page, 'Skjermen må kobles til på nytt')
    // What was open nobody can say who has never seen it.
    expect(await page.locator('.lost').textContent()).not.toContain('Ingen alarmer var åpne sist')
    await page.goto(`${station.url}${path}#token=${await keyNow()}`)
    await page.locator('.calm').waitFor()
  },
)

test('a station that was killed comes back with a new key: who had the old one is told so, and joins anew', async () => {
  const { page } = await openPage(browser, `${station.url}/phone#token=${await keyNow()}`)
  await page.locator('.calm').waitFor()
  const before = await keyNow()
  await station.kill()
  await title(page, 'Mistet stasjonen')
  station = await startStation(cleanUp, start)
  expect(await keyNow()).not.toBe(before)
  await title(page, 'Skjermen må kobles til på nytt')
  await page.getByText('Ingen alarmer var åpne sist').waitFor()
  await page.goto(`${station.url}/phone#token=${await keyNow()}`)
  await page.locator('.calm').waitFor()
})
