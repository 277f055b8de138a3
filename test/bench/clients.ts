/** How far apart screens show the same change: two Electron windows, a telephone and a board in a browser on one station. */
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, type Page } from 'playwright-core'
import { launchBrowser, openPage } from '../e2e/support/browser.ts'
import { apart, paintingsOf } from '../e2e/support/painted.ts'
import { apiClient } from '../fakes/api-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { ROOT } from '../support/program.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { heading, print, spreadLine, spreadOf } from './figures.ts'

const FALLS = 100
const EVERY_MS = 150
/** The first drawings of a page are its start. */
const SETTLED_MS = 3_000

export async function benchClients(): Promise<void> {
  if (process.env['DISPLAY'] === undefined) {
    print('\nclients: not run, there is no display; install xvfb')
    return
  }
  heading('How far apart two Electron windows and a phone browser paint the same change')
  const cleanUp = new CleanUp()
  try {
    await measure(cleanUp)
  } finally {
    await cleanUp.run()
  }
}

async function measure(cleanUp: CleanUp): Promise<void> {
  const wire = await RadarWire.plugged(cleanUp)
  const data = await temporaryFolder(cleanUp)
  const station = await startStation(cleanUp, {
    data,
    configuration: homeWith([{ device: 'radar-204-bath', port: wire.port }], null),
  })
  const { url, token } = await station.address()
  const browser = await launchBrowser(cleanUp)
  const { page: phone } = await openPage(browser, `${url}/phone?measure#token=${token}`, (page) =>
    page.setViewportSize({ width: 360, height: 740 }),
  )
  // A folder of its own, as another user of the machine has: one client a folder.
  const other = await temporaryFolder(cleanUp)
  await copyFile(join(data, 'station.json'), join(other, 'station.json'))
  await writeFile(join(other, 'desktop.json'), JSON.stringify({ home: 'station' }))
  const three = [await openDesk(cleanUp, data), await openDesk(cleanUp, other), phone]
  const { page: ward } = await openPage(browser, `${url}/?measure#token=${token}`)
  const screens = [...three, ward]
  await pause(SETTLED_MS)
  for (const page of screens) await page.evaluate("performance.clearMarks('board-painted')")
  await fallAndAnswer(cleanUp, station, wire)
  const paintings = await Promise.all(screens.map(paintingsOf))
  const ofThree = paintings.slice(0, three.length)
  print(spreadLine('first to last of the three (goal 100)', spreadOf(apart(ofThree))))
  print(spreadLine('with a board in a browser beside them', spreadOf(apart(paintings))))
}

async function openDesk(cleanUp: CleanUp, data: string): Promise<Page> {
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    args: [...rootFlags, '--disable-gpu', '--log-level=3', '.', '--data', data],
    cwd: ROOT,
  })
  cleanUp.add(() => app.close())
  const page = await app.firstWindow()
  await page.waitForSelector('main')
  const address = new URL(page.url())
  address.search = '?measure'
  await page.goto(address.href)
  await page.waitForSelector('main')
  return page
}

/** Somebody falls, the night shift answers, again and again: two changes of the same card in turns. */
async function fallAndAnswer(cleanUp: CleanUp, station: StationProcess, wire: RadarWire): Promise<void> {
  const { url, token } = await station.address()
  const { api, close } = apiClient(url, token)
  cleanUp.add(() => close())
  let seen: { alarmId: string; seenRevision: number } | undefined
  const feed = api.board.changes.subscribe(undefined, {
    onData: (message) => {
      if (message.type !== 'change') return
      const ringing = message.alarms.find((card) => card.ringing)
      if (ringing !== undefined) seen = { alarmId: ringing.alarmId, seenRevision: ringing.revision }
    },
  })
  for (let number = 0; number < FALLS; number += 1) {
    wire.write(FALL)
    await pause(EVERY_MS)
    if (seen !== undefined) await api.alarm.acknowledge.mutate({ ...seen, by: CAREGIVER })
    seen = undefined
    await pause(EVERY_MS)
  }
  feed.unsubscribe()
}
