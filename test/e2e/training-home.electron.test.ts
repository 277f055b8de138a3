/** The training home in the real window, by keyboard: from the first start to the care centre. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import en from '../../resources/locales/shell.en.json' with { type: 'json' }
import nb from '../../resources/locales/shell.nb.json' with { type: 'json' }
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { act, handsThereAndBack, stepsAtCentre } from './support/beside.ts'
import { cardIn, cardOf, complaintsOf, residentOf, untilCalm } from './support/board-page.ts'
import { DesktopClient, stationOn, untilGone } from './support/desktop-client.ts'
import { lookAt } from './support/look-at.ts'
import { keepNotices, keptNotices, pressNotice } from './support/notices.ts'

const RADAR = 'radar-204-bath'

/**
 * Presses Enter in the very task in which the card comes to stand: somebody falls by themselves 20 s after the start; the
 * next one follows after minutes.
 */
const ENTER_AS_THE_CARD_COMES = `new Promise((done) => {
  const look = () => {
    if (document.querySelector('main .card') === null) return
    watch.disconnect()
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    done(true)
  }
  const watch = new MutationObserver(look)
  watch.observe(document.body, { childList: true, subtree: true })
  look()
})`

let cleanUp: CleanUp
let folder: string
let data: string
beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  data = join(folder, 'training')
})
afterEach(async () => {
  await cleanUp.run()
})

test('the first start offers the training home; its first fall is answered by keyboard alone', async () => {
  const client = await DesktopClient.launched(cleanUp, '--data', folder)
  const { page } = client
  await page.getByRole('heading', { name: 'Velkommen til Tryggvakt' }).waitFor()
  expect(await page.locator('button:focus').textContent()).toContain('Prøv øvingshjemmet')
  await page.keyboard.press('Enter')

  await untilCalm(page)
  const proof = await page.locator('.calm').innerText()
  expect(proof).toContain('Alt er rolig')
  expect(proof).toContain('5 av 5')
  expect(proof).toMatch(/Siste livstegn\s+\d\d:\d\d:\d\d/)
  expect(proof).toMatch(/Responssenter\s+kontakt for \d+ s siden/)

  await page.evaluate(ENTER_AS_THE_CARD_COMES)
  // The words stand for seconds only.
  await page.getByText('Alarmen kom nettopp').waitFor()
  const [alarm] = await readStored('alarms', data)
  const who = residentOf(alarm?.device ?? '')
  const alarmId = alarm?.id ?? ''
  const card = await cardIn(page, 'raised', who)
  expect(await card.getAttribute('data-ringing')).toBe('true')
  await card.and(page.locator(':focus')).waitFor()
  const said = await card.innerText()
  for (const words of [who, 'Leilighet', 'Fall oppdaget', 'Ingen har svart']) expect(said).toContain(words)
  expect(said).toMatch(/\d:\d\d/)
  expect(await page.getByRole('dialog').count()).toBe(0)

  await pressWhenSeen(page, 'Enter')
  await page.getByRole('dialog', { name: 'Hvem er du?' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await page.locator('button:focus').textContent()).toContain('Kari Nordmann')
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'acknowledged', who)
  expect(await cardOf(page, who).innerText()).toContain('Kari Nordmann har kvittert')
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'on-the-way', who)
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'on-site', who)
  await cardOf(page, who).getByText('Senteret har den').waitFor()

  await page.getByText('Hvorfor?').press('Enter')
  const frame = await page.locator('.frame').first().textContent()
  const fall = (await readStored('events', data)).find((event) => event.alarm === alarmId)
  expect(fall?.kind).toBe('fall')
  expect(frame?.replaceAll(' ', '')).toBe(fall?.raw)
  expect(await page.locator('.fields').first().innerText()).toMatch(/\S+\s+\S+/)
  await page.getByText('Hvorfor?').press('Enter')

  await pressWhenSeen(page, 'r')
  await page.getByRole('dialog', { name: 'Avslutt alarmen' }).waitFor()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await untilCalm(page)

  const steps = ['alarm.raised', 'alarm.acknowledged', 'alarm.on-the-way', 'alarm.on-site', 'alarm.resolved']
  await waitUntil(
    async () => (await stepsAtCentre(data, alarmId)).length === steps.length,
    'the care centre has not every step',
  )
  expect(await stepsAtCentre(data, alarmId)).toEqual(steps)

  const { pid } = await stationOn(data)
  expect(await complaintsOf(page)).toEqual([])
  await client.quit()
  await untilGone(pid)
})

test('a closed window leaves the station running, and a second start brings it back', async () => {
  const client = await DesktopClient.launched(cleanUp, '--training', '--data', data)
  const { page } = client
  await untilCalm(page)
  const station = await stationOn(data)

  await keepNotices(client.app)
  await client.closeWindow()
  await waitUntil(async () => !(await client.isVisible()), 'the window stays')
  expect((await fetch(`${station.url}/healthz`)).status).toBe(200)
  await act(station, RADAR, 'fall')
  const stored = await waitUntil(
    async () => (await readStored('alarms', data)).find(({ device }) => device === RADAR),
    'the fall was not stored while the window was closed',
  )
  expect(stored).toMatchObject({ cause: 'fall', state: 'raised' })
  // A critical alarm fetches the window by itself.
  await waitUntil(() => client.isVisible(), 'the alarm did not bring the window')
  const locale = await client.app.evaluate(({ app }) => app.getLocale())
  const words = locale.startsWith('en') ? en : nb
  // Word for word: nobody's name, and not where they live.
  const notice = { title: words.criticalAlarm, body: words.criticalAlarmWhere, isClosed: false }
  expect((await keptNotices(client.app)).filter(({ title }) => title === notice.title)).toEqual([notice])
  await client.closeWindow()
  await waitUntil(async () => !(await client.isVisible()), 'the window stays')
  await pressNotice(client.app)
  await waitUntil(() => client.isVisible(), 'the notification did not bring the window')

  await client.closeWindow()
  await waitUntil(async () => !(await client.isVisible()), 'the window stays')
  expect(await client.startedAgain(cleanUp)).toBe(0)
  await waitUntil(() => client.isVisible(), 'the second start did not bring the window')
  await cardIn(page, 'raised', residentOf(RADAR))
  expect((await stationOn(data)).pid).toBe(station.pid)

  await pressWhenSeen(page, 'Enter')
  await page.getByRole('dialog', { name: 'Hvem er du?' }).waitFor()
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'acknowledged', residentOf(RADAR))
  await waitUntil(
    async () =>
      (await keptNotices(client.app)).every(
        ({ title, isClosed }) => isClosed || title !== words.criticalAlarm,
      ),
    'the notification of an answered alarm stays',
  )
})

test('an alarm that a colleague hands over is told while the window is closed', async () => {
  const client = await DesktopClient.launched(cleanUp, '--training', '--data', data)
  const { page } = client
  await untilCalm(page)
  const station = await stationOn(data)
  await act(station, RADAR, 'fall')
  await cardIn(page, 'raised', residentOf(RADAR))
  await pressWhenSeen(page, 'Enter')
  await page.getByRole('dialog', { name: 'Hvem er du?' }).waitFor()
  await pressWhenSeen(page, 'Enter')
  await cardIn(page, 'acknowledged', residentOf(RADAR))

  await keepNotices(client.app)
  await client.closeWindow()
  await waitUntil(async () => !(await client.isVisible()), 'the window stays')
  await handsThereAndBack(station, RADAR)
  const locale = await client.app.evaluate(({ app }) => app.getLocale())
  const words = locale.startsWith('en') ? en : nb
  const told = async () => (await keptNotices(client.app)).filter(({ title }) => title === words.alarmGiven)
  await waitUntil(async () => (await told()).length > 0, 'the hand-over is not told')
  // Word for word: nobody's name, and not where they live.
  expect(await told()).toEqual([{ title: words.alarmGiven, body: words.alarmGivenWhere, isClosed: false }])
  await pressNotice(client.app)
  await waitUntil(() => client.isVisible(), 'the notification did not bring the window')
  await page.getByRole('button', { name: 'Sett', exact: true }).click()
  await waitUntil(
    async () => (await told()).every(({ isClosed }) => isClosed),
    'the notification of a hand-over that was seen stays',
  )
})

test('a killed station is shown as lost with what was open, started anew, and its alarm is back', async () => {
  const client = await DesktopClient.launched(cleanUp, '--training', '--data', data)
  const { page } = client
  await untilCalm(page)
  const station = await stationOn(data)
  await act(station, RADAR, 'fall')
  await cardIn(page, 'raised', residentOf(RADAR))

  process.kill(station.pid, 'SIGKILL')
  const lost = page.getByRole('alertdialog', { name: 'Mistet stasjonen' })
  await lost.waitFor({ timeout: 2_000 })
  expect(await lost.innerText()).toContain(residentOf(RADAR))
  expect(await lookAt(page, 'killed-station')).toEqual([])

  const again = await stationOn(data, station.pid)
  await lost.waitFor({ state: 'detached' })
  await cardIn(page, 'raised', residentOf(RADAR))
  expect(again.pid).not.toBe(station.pid)
  await pressWhenSeen(page, 'Enter')
  await page.getByRole('dialog', { name: 'Hvem er du?' }).waitFor()
})
