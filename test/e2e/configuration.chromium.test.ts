/** What a technician sets up on the page of a real station with real serial lines, in place of a configuration file. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import nb from '../../resources/locales/nb.json' with { type: 'json' }
import { hashPin } from '../../station/people/pin.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readAudit, readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'
import { cardIn } from './support/board-page.ts'
import { launchBrowser, openPage } from './support/browser.ts'
import { signIn } from './support/sign-in.ts'

const RADAR = 'radar-204-bath'
const room = nb.technician

const cleanUp = new CleanUp()
let browser: Browser
let station: StationProcess
let before: RadarWire
let after: RadarWire
beforeAll(async () => {
  before = await RadarWire.plugged(cleanUp)
  after = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: RADAR, port: before.port }], null)
  station = await startStation(cleanUp, {
    data: join(await temporaryFolder(cleanUp), 'station'),
    configuration: {
      ...home,
      people: [{ id: 'tuva', name: 'Tuva Teknes', role: 'technician', pin: await hashPin('482915') }],
    },
  })
  browser = await launchBrowser(cleanUp)
})
afterAll(() => cleanUp.run())

const receiver = (page: Page, path: string) => page.locator('.receiver').filter({ hasText: path })
const toast = (page: Page, words: string) => page.locator('.toast', { hasText: words })

test('a swapped stick: its port is moved to a written path and read otherwise while the station runs; the screen gets a name that a call for help tells', async () => {
  const { token } = await station.address()
  const { page, errors } = await openPage(browser, `${station.url}/#token=${token}`)
  await page.getByRole('button', { name: 'Logg inn' }).waitFor()
  await signIn(page, 'Tuva Teknes', '482915')
  await page.keyboard.press('t')
  await receiver(page, before.port).getByText(room.state.quiet).waitFor()

  await receiver(page, before.port).getByRole('button', { name: room.movePort.open }).press('Enter')
  const window = page.getByRole('dialog')
  await window.getByRole('button', { name: room.movePort.to }).press('Enter')
  await page.getByRole('option', { name: room.path.other }).click()
  await window.getByRole('textbox', { name: room.path.written }).fill(after.port)
  await window.getByRole('button', { name: room.movePort.confirm, exact: true }).press('Enter')
  await toast(page, after.port).waitFor()
  await receiver(page, before.port).waitFor({ state: 'detached' })

  await receiver(page, after.port).getByRole('button', { name: room.portSetup.open }).press('Enter')
  await window.getByRole('textbox', { name: new RegExp(room.addPort.baudUsual.slice(0, 17)) }).fill('57600')
  await window.getByRole('button', { name: room.portSetup.confirm, exact: true }).press('Enter')
  await window.waitFor({ state: 'detached' })
  await receiver(page, after.port).getByText('57600').waitFor()
  await waitUntil(async () => {
    const { ports } = await station.health()
    return ports.some(({ path, state }) => path === after.port && state === 'open')
  }, 'the new port did not open')

  await page.getByRole('tab', { name: room.page.screens }).press('Enter')
  await page.getByRole('button', { name: room.screens.name }).press('Enter')
  await window.getByRole('textbox', { name: room.screens.label }).fill('Vaktrom 2')
  await window.getByRole('button', { name: room.screens.confirm, exact: true }).press('Enter')
  await page.getByRole('heading', { name: 'Vaktrom 2' }).waitFor()
  await page.getByRole('button', { name: room.back }).press('Enter')

  // A new window of the same browser, on which nobody has signed in, is the same screen.
  const other = await page.context().newPage()
  await other.goto(`${station.url}/#token=${token}`)
  await other.getByRole('button', { name: 'Jeg trenger hjelp' }).click()
  await other.getByRole('button', { name: 'Tilkall hjelp nå' }).click()
  await page
    .locator('.card', { hasText: 'Kollega trenger hjelp' })
    .getByText(nb.card.lockedNamed.replace('{{screen}}', 'Vaktrom 2'))
    .waitFor()

  after.write(FALL)
  await cardIn(page, 'raised', '204')
  const alarms = await readStored('alarms', station.data)
  expect(alarms).toContainEqual(expect.objectContaining({ device: RADAR, cause: 'fall' }))
  expect(await readAudit(station.data)).toMatchObject({ ok: true })
  expect(errors).toEqual([])
})
