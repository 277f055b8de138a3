/** Several screens on one station: two desks, a board in a browser, a responder's telephone. All show the same. */
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, HEARTBEAT, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { whenSeen } from '../support/when-seen.ts'
import { complaintsOf } from './support/board-page.ts'
import { launchBrowser, openPage } from './support/browser.ts'
import { DesktopClient } from './support/desktop-client.ts'
import { lookAt } from './support/look-at.ts'
import { paintingsOf } from './support/painted.ts'

const cleanUp = new CleanUp()
let wire: RadarWire
let station: StationProcess
let desk: Page
let secondDesk: Page
let ward: Page
let phone: Page
beforeAll(async () => {
  const data = await temporaryFolder(cleanUp)
  wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  station = await startStation(cleanUp, { data, configuration: home })
  const { url, token } = await station.address()
  const browser = await launchBrowser(cleanUp)
  ward = (await openPage(browser, `${url}/?measure#token=${token}`)).page
  const hand = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  })
  phone = await hand.newPage()
  await phone.goto(`${url}/phone?measure#token=${token}`)
  desk = (await DesktopClient.launched(cleanUp, '--data', data)).page
  // A folder of its own, as another user of the machine has: one client a folder.
  const other = await temporaryFolder(cleanUp)
  await copyFile(join(data, 'station.json'), join(other, 'station.json'))
  await writeFile(join(other, 'desktop.json'), JSON.stringify({ home: 'station' }))
  secondDesk = (await DesktopClient.launched(cleanUp, '--data', other)).page
})
afterAll(() => cleanUp.run())

/** What stands on a screen: each alarm with its state. */
const ALARMS = `[...document.querySelectorAll('[data-alarm][data-state]')]
  .map((it) => it.dataset.alarm + ' ' + it.dataset.state).sort()`

async function allShow(state: string): Promise<void> {
  const screens = [desk, secondDesk, ward, phone]
  for (const page of screens) await page.locator(`[data-alarm][data-state=${state}]`).first().waitFor()
  const [first, ...others] = await Promise.all(screens.map((page) => page.evaluate<string[]>(ALARMS)))
  expect(first).toHaveLength(1)
  for (const other of others) expect(other).toEqual(first)
}

/** The newest change that a measuring page has painted. */
const newest = async (page: Page) => (await paintingsOf(page)).at(-1)?.sequence

test('a fall and every step shows on two desks, on a board in a browser and on a telephone', async () => {
  wire.write(HEARTBEAT, FALL)
  await allShow('raised')

  const press = async (name: string) => {
    await whenSeen(phone, () => phone.getByRole('button', { name, exact: true }).tap())
  }
  await press('Kvitter')
  // Without `exact`: the tile also says what she is.
  await phone.getByRole('dialog').getByRole('button', { name: 'Kari Nordmann' }).waitFor()
  await whenSeen(phone, () => phone.getByRole('dialog').getByRole('button', { name: 'Kari Nordmann' }).tap())
  await allShow('acknowledged')
  await press('På vei')
  await allShow('on-the-way')
  await press('Framme')
  await allShow('on-site')
  expect(await lookAt(phone, 'phone-on-site')).toEqual([])
  await expect.poll(async () => (await newest(phone)) === (await newest(ward))).toBe(true)

  await press('Jeg trenger hjelp')
  await phone.getByRole('dialog').getByRole('button', { name: 'Tilkall hjelp nå' }).tap()
  await ward.locator('.card', { hasText: 'Kari Nordmann' }).first().waitFor()
  for (const page of [desk, secondDesk]) {
    await page.locator('.card', { hasText: 'Kari Nordmann' }).first().waitFor()
  }
  for (const page of [ward, phone]) expect(await complaintsOf(page)).toEqual([])

  await station.kill()
  await phone.locator('.lost').waitFor()
  expect(await lookAt(phone, 'phone-lost')).toEqual([])
})
