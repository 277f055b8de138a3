/** The operator page on a real care centre with a real station, in the machine's Chromium: one fall, two operators. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPin } from '../../care-centre/people/pin.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { freePort } from '../support/free-port.ts'
import { homeWith, STATION_ID } from '../support/home.ts'
import { CENTRE_CLI, Program } from '../support/program.ts'
import { FALL, HEARTBEAT, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { cardIn } from './support/board-page.ts'
import { launchBrowser, openPage } from './support/browser.ts'
import { keyCodes } from './support/sign-in.ts'

const TOKEN = 'station-door'
const FIRST_CODE = '730264'

const cleanUp = new CleanUp()
let browser: Browser
let wire: RadarWire
let station: StationProcess
let centre: Program
let argv: readonly string[]
let url: string

beforeAll(async () => {
  const folder = await temporaryFolder(cleanUp)
  const pin = await hashPin('482915')
  const configuration = {
    municipalities: [
      {
        id: '5001',
        name: 'Trondheim',
        stations: [{ id: STATION_ID, name: 'Solbakken', phone: '73 00 00 17', token: TOKEN }],
        operators: [
          { id: 'eva', name: 'Eva Lund', role: 'operator', pin: FIRST_CODE },
          { id: 'per', name: 'Per Holm', role: 'lead', pin },
        ],
      },
      { id: '5035', name: 'Stjørdal', operators: [{ id: 'ida', name: 'Ida Moe', role: 'operator', pin }] },
    ],
  }
  const file = join(folder, 'centre.json')
  await writeFile(file, JSON.stringify(configuration))
  const listen = `127.0.0.1:${String(await freePort())}`
  argv = [CENTRE_CLI, '--data', join(folder, 'centre'), '--config', file, '--listen', listen]
  await startCentre()
  wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: 'radar-204-bath', port: wire.port }], { url, token: TOKEN })
  station = await startStation(cleanUp, { data: join(folder, 'station'), configuration: home })
  browser = await launchBrowser(cleanUp)
})
afterAll(() => cleanUp.run())

async function startCentre(): Promise<void> {
  centre = new Program(cleanUp, process.execPath, argv)
  url = (await centre.ready()).url
}

/** By keyboard: municipality, name, code; a first-use code is followed by one's own, twice. */
async function signedIn(municipality: string, name: string, ...codes: readonly string[]) {
  const opened = await openPage(browser, url)
  const { page } = opened
  await page.getByRole('button', { name: municipality }).press('Enter')
  await page.getByRole('button', { name }).press('Enter')
  await keyCodes(page.locator('body'), codes)
  await page.getByRole('button', { name: 'Stasjoner', exact: true }).waitFor()
  return opened
}

/** Answers that a browser reports as errors: nobody has signed in yet, somebody else was faster. */
const EXPECTED = /status of (401|409)/

const words = (page: Page) => page.locator('body').textContent()

test('a fall reaches two operators; the first to take it has it, calls, notes and closes it; a third municipality sees nothing', async () => {
  const eva = await signedIn('Trondheim', 'Eva Lund', FIRST_CODE, '550918', '550918')
  const per = await signedIn('Trondheim', 'Per Holm', '482915')
  const ida = await signedIn('Stjørdal', 'Ida Moe', '482915')
  await eva.page.locator('.calm[data-calm=true]').waitFor()
  const { token } = await station.address()
  const shift = await openPage(browser, `${station.url}/#token=${token}`)

  wire.write(HEARTBEAT, FALL)
  await Promise.all([eva, per].map(({ page }) => page.locator('.card', { hasText: 'Solbakken' }).waitFor()))
  await cardIn(shift.page, 'raised')
  await Promise.all([eva, per].map(({ page }) => pressWhenSeen(page, 'Enter')))
  await Promise.all([eva, per].map(({ page }) => page.locator('.card', { hasText: 'har den' }).waitFor()))
  const isEvas = (await words(eva.page))?.includes('Du har den') === true
  const [winner, loser] = isEvas ? [eva, per] : [per, eva]
  await winner.page.locator('.card', { hasText: 'Du har den' }).waitFor()
  await loser.page.locator('.card', { hasText: isEvas ? 'Eva Lund har den' : 'Per Holm har den' }).waitFor()
  await loser.page.locator('.toast', { hasText: 'alarmen' }).waitFor()
  await cardIn(shift.page, 'acknowledged')
  await shift.page.locator('.card', { hasText: 'Responssenteret har kvittert' }).waitFor()

  await pressWhenSeen(winner.page, 'c')
  await winner.page.getByText('73 00 00 17').first().waitFor()
  await winner.page.getByRole('button', { name: 'Fikk svar' }).press('Enter')
  await pressWhenSeen(winner.page, 'n')
  await winner.page.getByRole('dialog').getByRole('textbox').fill('Kari er på vei opp.')
  await winner.page.getByRole('button', { name: 'Lagre' }).press('Enter')
  await winner.page.locator('.timeline', { hasText: 'Kari er på vei opp.' }).waitFor()
  await loser.page.locator('.timeline', { hasText: 'Kari er på vei opp.' }).waitFor()

  await pressWhenSeen(winner.page, 'r')
  await winner.page.getByRole('dialog').getByRole('radio', { name: 'Hjulpet opp, uskadd' }).press('Space')
  await winner.page.getByRole('dialog').getByRole('button', { name: 'Avslutt' }).press('Enter')
  await Promise.all([eva, per].map(({ page }) => page.locator('.calm').waitFor()))
  await shift.page.locator('.card').waitFor({ state: 'detached' })

  await per.page.getByRole('button', { name: 'Historikk' }).press('Enter')
  await per.page.locator('.found-alarm', { hasText: 'Hjulpet opp, uskadd' }).waitFor()

  await ida.page.getByText('Ingen stasjoner er satt opp her.').waitFor()
  expect(await words(ida.page)).not.toContain('Solbakken')
  const errors = [eva, per, ida, shift].flatMap((opened) => opened.errors)
  expect(errors.filter((words) => !EXPECTED.test(words))).toEqual([])
})

test('a centre that dies is said over everything, and the page comes back by itself with whoever was signed in', async () => {
  const { page } = await signedIn('Trondheim', 'Per Holm', '482915')
  await page.locator('.calm').waitFor()
  await centre.end('SIGKILL')
  await page.getByRole('alertdialog', { name: 'Mistet responssenteret' }).waitFor()
  wire.write(HEARTBEAT, FALL)
  await startCentre()
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await page.locator('.card', { hasText: 'Solbakken' }).waitFor()
  await page.getByRole('button', { name: 'Historikk' }).press('Enter')
  await page.locator('.found-alarm', { hasText: 'Solbakken' }).first().waitFor()
})
