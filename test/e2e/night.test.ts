/**
 * A whole night on one station with the desktop window and a board in Chromium on it: three caregivers, forty alarms of
 * real bytes, a station killed in the middle, a screen lost in the middle of a step; in the morning the report of the
 * shift agrees with the database, number by number, in both and on paper.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import nb from '../../resources/locales/nb.json' with { type: 'json' }
import type { StationFile } from '../../shared/api/station-file.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import type { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { readPdf } from '../support/pdf-text.ts'
import { readAudit } from '../support/stored.ts'
import { storedShift } from '../support/stored-shift.ts'
import { waitUntil } from '../support/wait-until.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { launchBrowser, openPage } from './support/browser.ts'
import { answers, colleague, isCall, manyCall } from './support/colleague.ts'
import { DesktopClient, stationOn } from './support/desktop-client.ts'
import { CODES, NAMES, nightHouse, type NightHouse } from './support/night-house.ts'
import { signIn } from './support/sign-in.ts'

const FORTY = 40

const cleanUp = new CleanUp()
let house: NightHouse
let client: DesktopClient
let page: Page
let browser: Browser
let station: StationFile
beforeAll(async () => {
  house = await nightHouse(cleanUp, await temporaryFolder(cleanUp))
  client = await DesktopClient.launched(cleanUp, '--data', house.data, '--config', house.configurationFile)
  page = client.page
  browser = await launchBrowser(cleanUp)
  station = await stationOn(house.data)
})
afterAll(async () => {
  await cleanUp.run()
})

/** A card on the board; what is drawn unseen to warm up is not in the room. */
const cardOf = (on: Page, who: string, state: string) =>
  on.locator(`main .card[data-state=${state}]`, { hasText: who })
const isWith = (on: Page, who: string, state: string, name: string) =>
  cardOf(on, who, state).getByText(name).waitFor()

async function chooseCard(on: Page, who: string, state: string): Promise<void> {
  await cardOf(on, who, state).click()
  await on.locator('.detail', { hasText: who }).waitFor()
}

async function resolveByKeys(on: Page): Promise<void> {
  await pressWhenSeen(on, 'r')
  await on.getByRole('dialog', { name: nb.resolve.title }).waitFor()
  for (const key of ['Space', 'Tab', 'Tab', 'Enter']) await on.keyboard.press(key)
  await on.getByRole('dialog').waitFor({ state: 'detached' })
}

async function openShift(on: Page): Promise<void> {
  await on.getByRole('button', { name: nb.status.menu }).press('Enter')
  await on.getByRole('menuitem', { name: nb.menu.shift, exact: true }).press('Enter')
}

async function beginsShift(on: Page): Promise<void> {
  await openShift(on)
  await on.getByRole('button', { name: nb.shift.play }).press('Enter')
  await on.getByRole('button', { name: nb.shift.heard, exact: true }).press('Enter')
  await on.getByRole('button', { name: nb.shift.start, exact: true }).press('Enter')
  await on.getByText(nb.shift.started).waitFor()
}

/** A fall is taken, handed over, lost with the screen of whoever had it, and ended by a third. */
async function oneFallThreeHands(): Promise<void> {
  const { page: ola, errors } = await openPage(browser, `${station.url}/#token=${station.token}`)
  await ola.getByRole('button', { name: nb.who.signIn }).waitFor()
  await signIn(ola, NAMES.ola, CODES.ola)
  house.falls('ingrid')
  for (const on of [page, ola]) await cardOf(on, 'Ingrid Solberg', 'raised').waitFor()
  await chooseCard(page, 'Ingrid Solberg', 'raised')
  await pressWhenSeen(page, 'Enter')
  for (const on of [page, ola]) await isWith(on, 'Ingrid Solberg', 'acknowledged', NAMES.kari)
  // A screen reader hears who took it.
  await ola.locator('[aria-live=polite]', { hasText: `Ingrid Solberg: ${NAMES.kari}` }).waitFor()

  await pressWhenSeen(page, 'h')
  await page
    .getByRole('dialog', { name: nb.handOver.title })
    .getByRole('button', { name: NAMES.ola })
    .press('Enter')
  await isWith(ola, 'Ingrid Solberg', 'acknowledged', NAMES.ola)
  await chooseCard(ola, 'Ingrid Solberg', 'acknowledged')
  await pressWhenSeen(ola, 'Enter')
  await cardOf(ola, 'Ingrid Solberg', 'on-the-way').waitFor()
  await pressWhenSeen(ola, 'r')
  await ola.getByRole('dialog', { name: nb.resolve.title }).waitFor()
  expect(errors).toEqual([])
  // The screen is gone in the middle of the step: nothing was said, nothing was stored.
  await ola.context().close()

  await signIn(page, NAMES.mona, CODES.mona)
  await chooseCard(page, 'Ingrid Solberg', 'on-the-way')
  await page.locator('.detail').getByRole('button', { name: nb.step['on-site'] }).focus()
  await pressWhenSeen(page, 'Enter')
  await isWith(page, 'Ingrid Solberg', 'on-site', NAMES.mona)
  await resolveByKeys(page)
  await page.getByText(nb.toast.resolved.replace('{{who}}', 'Ingrid Solberg')).waitFor()
  await page.keyboard.press('z')
  await chooseCard(page, 'Ingrid Solberg', 'raised')
  await pressWhenSeen(page, 'Enter')
  await cardOf(page, 'Ingrid Solberg', 'acknowledged').waitFor()
  await resolveByKeys(page)
  await cardOf(page, 'Ingrid Solberg', 'acknowledged').waitFor({ state: 'detached' })
}

/** What a night has beside falls: help for the carer, water that is known of, a fall that was phoned in, a question. */
async function besideFalls(ola: BoardClient): Promise<void> {
  await page.keyboard.press('s')
  await page.getByRole('button', { name: nb.night.help.send }).press('Enter')
  await page.getByText(nb.night.done.asked).waitFor()
  await ola.card(({ cause, carer }) => cause === 'assistance' && carer?.id === 'mona', 'nobody was called')
  await answers(ola, 'ola', ({ cause }) => cause === 'assistance')

  house.leaks()
  await chooseCard(page, nb.cause.water, 'raised')
  await pressWhenSeen(page, 'p')
  const shelve = page.getByRole('dialog', { name: nb.night.shelve.title })
  await shelve.getByRole('button', { name: nb.step.shelve }).press('Enter')
  await page.locator('.shelved-button').press('Enter')
  await page.getByRole('dialog', { name: nb.night.shelved.title }).getByText(nb.cause.water).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.keyboard.press('a')
  await page.getByRole('textbox', { name: nb.night.report.place }).fill('Vaskerommet')
  await page.getByRole('button', { name: nb.night.report.send }).press('Enter')
  await cardOf(page, 'Vaskerommet', 'raised').waitFor()
  await answers(ola, 'ola', ({ placement }) => placement === 'Vaskerommet')

  await page.keyboard.press('/')
  await page.keyboard.type('ingrid fall')
  await page.locator('.found-alarm', { hasText: 'Ingrid Solberg' }).first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** kill -9 while somebody lies on the floor: lost, started anew, and the alarm is back with its time. */
async function stationIsKilled(): Promise<void> {
  const { pid } = station
  process.kill(pid, 'SIGKILL')
  const lost = page.getByRole('alertdialog', { name: nb.lost.title })
  await lost.getByText('Olav Berg').waitFor({ timeout: 5_000 })
  station = await stationOn(house.data, pid)
  await lost.waitFor({ state: 'detached' })
  await cardOf(page, 'Olav Berg', 'raised').waitFor()
}

/** The fall from before the kill is answered, gone to and ended at the screen in Chromium; the desktop window sees it. */
async function onTheTablet(tablet: Page): Promise<void> {
  await chooseCard(tablet, 'Olav Berg', 'raised')
  for (const state of ['acknowledged', 'on-the-way', 'on-site']) {
    await pressWhenSeen(tablet, 'Enter')
    for (const on of [tablet, page]) await isWith(on, 'Olav Berg', state, NAMES.ola)
  }
  await resolveByKeys(tablet)
  for (const on of [tablet, page]) await cardOf(on, 'Olav Berg', 'on-site').waitFor({ state: 'detached' })
}

/** The report that stands on the screen, kept as PDF where the person wants it. */
async function savedAsPdf(path: string): Promise<Buffer> {
  await client.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.getByRole('button', { name: nb.night.shiftReport.pdf }).press('Enter')
  await page.getByText(nb.night.shiftReport.saved).waitFor()
  return waitUntil(() => readFile(path).catch(() => undefined), 'no PDF was written')
}

function median(times: readonly number[]): number | null {
  const sorted = [...times].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}

test(
  'forty alarms, three hands, a killed station and a lost screen: the morning report agrees with the database',
  { timeout: 900_000 },
  async () => {
    // Before anybody has begun: it is carried into the shift, and the board hides whose it is.
    await page.getByRole('button', { name: nb.who.signIn }).waitFor()
    house.falls('olav')
    await page.locator('main .card', { hasText: '112' }).waitFor()
    await signIn(page, NAMES.kari, CODES.kari)
    await beginsShift(page)
    const ola = await colleague(cleanUp, station, 'ola')
    let mona = await colleague(cleanUp, station, 'mona')
    await ola.api.shift.start.mutate({ by: 'ola', soundCheck: 'heard' })
    await mona.api.shift.start.mutate({ by: 'mona', soundCheck: 'heard' })

    await oneFallThreeHands()
    await besideFalls(ola)
    await manyCall(house, ola, 11, 3)
    await Promise.all([
      answers(ola, 'ola', (card) => isCall(card) && card.deviceId?.startsWith('cord') === true),
      answers(mona, 'mona', (card) => isCall(card) && card.deviceId?.startsWith('call') === true),
    ])
    for (const board of [ola, mona]) board.close()
    await stationIsKilled()

    mona = await colleague(cleanUp, station, 'mona')
    const { page: tablet, errors } = await openPage(browser, `${station.url}/#token=${station.token}`)
    await tablet.getByRole('button', { name: nb.who.signIn }).waitFor()
    await signIn(tablet, NAMES.ola, CODES.ola)
    await onTheTablet(tablet)
    await manyCall(house, mona, 11, 3)
    await answers(mona, 'mona', isCall)
    house.falls('olav')
    await cardOf(tablet, 'Olav Berg', 'raised').waitFor()
    await manyCall(house, mona, 9, 0)
    await answers(mona, 'mona', (card) => isCall(card) && card.deviceId !== 'cord-101')

    await signIn(page, NAMES.kari, CODES.kari)
    await chooseCard(page, 'Olav Berg', 'raised')
    await pressWhenSeen(page, 'Enter')
    for (const on of [page, tablet]) await isWith(on, 'Olav Berg', 'acknowledged', NAMES.kari)
    await openShift(page)
    await page.getByRole('button', { name: nb.shift.end, exact: true }).press('Enter')
    const paper = page.getByRole('article', { name: nb.night.shiftReport.title })
    await paper.waitFor()

    const kari = await colleague(cleanUp, station, 'kari')
    const said = await kari.api.night.shiftReport.query({ by: 'kari', shiftId: null })
    const { figures, lines } = await storedShift(house.data, said.shift.shiftId, said.until)
    expect(figures.came + figures.carriedIn).toBeGreaterThanOrEqual(FORTY)
    expect(said.shift.endedAt).toBe(said.until)
    expect(said.figures).toEqual({
      came: figures.came,
      answered: figures.answered,
      late: figures.late,
      medianAnswerMs: median(
        lines.flatMap(({ isCarriedIn, isAnswered, longestWaitMs }) =>
          isCarriedIn || !isAnswered ? [] : (longestWaitMs ?? []),
        ),
      ),
    })
    expect(
      said.lines.map(({ card: { alarmId, state, cause, outcome }, answeredBy, notes: _notes, ...line }) => ({
        alarmId,
        state,
        cause,
        outcome,
        answeredBy: answeredBy?.id ?? null,
        ...line,
      })),
    ).toEqual(lines.map(({ isAnswered: _isAnswered, ...line }) => line))
    expect(said.lines.filter(({ isCarriedIn }) => isCarriedIn)).toHaveLength(figures.carriedIn)
    expect(said.lines.flatMap(({ notes }) => notes)).toHaveLength(figures.notes)
    expect(said.lines.filter(({ card }) => isOpen(card))).toHaveLength(figures.left)
    expect(new Set(said.colleagues.map(({ personId }) => personId))).toEqual(new Set(['ola', 'mona']))

    const words = await paper.innerText()
    for (const [key, count] of [
      ['came_other', figures.came],
      ['answered_other', figures.answered],
      ['late_other', figures.late],
    ] as const) {
      expect(words).toContain(nb.night.shiftReport[key].replace('{{count}}', String(count)))
    }
    expect(await paper.locator('.report-line').count()).toBe(figures.lines)

    // The board in Chromium says the same of the shift of whoever is on it; his goes on.
    await openShift(tablet)
    await tablet.getByRole('button', { name: nb.night.shiftReport.title, exact: true }).press('Enter')
    const his = tablet.getByRole('article', { name: nb.night.shiftReport.title })
    await his.waitFor()
    const { api } = await colleague(cleanUp, station, 'ola')
    const olas = await api.night.shiftReport.query({ by: 'ola', shiftId: null })
    const ofHis = (await storedShift(house.data, olas.shift.shiftId, olas.until)).figures
    expect(olas.figures).toMatchObject({ came: ofHis.came, answered: ofHis.answered, late: ofHis.late })
    expect(await his.innerText()).toContain(
      nb.night.shiftReport.came_other.replace('{{count}}', String(ofHis.came)),
    )
    expect(await his.locator('.report-line').count()).toBe(ofHis.lines)

    const pdf = readPdf(await savedAsPdf(join(house.data, 'vaktrapport.pdf')))
    expect(pdf.pages).toBeGreaterThan(1)
    expect(pdf.text).toContain(words.split('\n')[0]?.replaceAll(/\s/g, ''))
    for (const { card } of said.lines)
      expect(pdf.text).toContain(card.resident?.name?.replaceAll(' ', '') ?? '')

    expect(errors).toEqual([])
    expect(await readAudit(house.data)).toMatchObject({ ok: true })
    await client.quit()

    // With the station down the list of residents opens by itself.
    const { page: list } = await openPage(browser, `file://${join(house.data, 'residents.html')}`)
    await list.getByRole('heading', { name: 'Ingrid Solberg' }).waitFor()
  },
)
