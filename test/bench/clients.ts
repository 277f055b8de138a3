/** How far apart screens show the same change: two Electron windows and a telephone on one station; then a board in a browser as well. */
import { copyFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, type Page } from 'playwright-core'
import type { AlarmCard } from '../../shared/api/board.ts'
import { launchBrowser, openPage } from '../e2e/support/browser.ts'
import { apart, paintingsOf, type Painting } from '../e2e/support/painted.ts'
import { apiClient } from '../fakes/api-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CAREGIVER, homeWith } from '../support/home.ts'
import { ROOT } from '../support/program.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'
import { heading, print, processorTime, spreadLine, spreadOf, usedMs } from './figures.ts'

const FALLS = 100
const EVERY_MS = 150
/** The first drawings of a page are its start. */
const SETTLED_MS = 3_000
/** How long one alarm rings and nothing changes: what the screens use anyway. */
const RINGING_MS = 6_000

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
  await pause(SETTLED_MS)
  const caregiver = await Caregiver.at(cleanUp, station)
  const ringingMs = await usedWhileRinging(caregiver, wire)
  const startedAt = performance.now()
  const before = processorTime()
  const ofThree = apart(await paintingsWhile(three, () => fallAndAnswer(caregiver, wire)))
  const used = usedMs(before) - ringingMs * (performance.now() - startedAt)
  print(spreadLine('first to last of the three (goal 100)', spreadOf(ofThree)))
  print(
    `processor time of all programs for one change: ${(used / ofThree.length).toFixed(1)} ms over ` +
      `${String(cpus().length)} cores; while one alarm only rings: ${(100 * ringingMs).toFixed(0)} % of a core`,
  )
  // Not before: a fourth screen draws on the same cores.
  const { page: ward } = await openPage(browser, `${url}/?measure#token=${token}`)
  await pause(SETTLED_MS)
  const ofFour = apart(await paintingsWhile([...three, ward], () => fallAndAnswer(caregiver, wire)))
  print(spreadLine('with a board in a browser beside them', spreadOf(ofFour)))
}

async function paintingsWhile(
  screens: readonly Page[],
  act: () => Promise<void>,
): Promise<readonly (readonly Painting[])[]> {
  for (const page of screens) await page.evaluate("performance.clearMarks('board-painted')")
  await act()
  await pause(EVERY_MS)
  return await Promise.all(screens.map(paintingsOf))
}

/** Milliseconds of processor time in one of the clock. */
async function usedWhileRinging(caregiver: Caregiver, wire: RadarWire): Promise<number> {
  wire.write(FALL)
  await caregiver.hears()
  await pause(SETTLED_MS)
  const before = processorTime()
  const startedAt = performance.now()
  await pause(RINGING_MS)
  const share = usedMs(before) / (performance.now() - startedAt)
  await caregiver.answers()
  return share
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
async function fallAndAnswer(caregiver: Caregiver, wire: RadarWire): Promise<void> {
  for (let number = 0; number < FALLS; number += 1) {
    wire.write(FALL)
    await Promise.all([caregiver.hears(), pause(EVERY_MS)])
    await Promise.all([caregiver.answers(), pause(EVERY_MS)])
  }
}

/** One who answers over the API what rings. */
class Caregiver {
  #ringing: AlarmCard | null = null

  private constructor(private readonly api: ReturnType<typeof apiClient>['api']) {}

  static async at(cleanUp: CleanUp, station: StationProcess): Promise<Caregiver> {
    const { url, token } = await station.address()
    const { api, close } = apiClient(url, token)
    cleanUp.add(() => close())
    const caregiver = new Caregiver(api)
    let isThere = false
    api.board.changes.subscribe(undefined, {
      onData: (message) => {
        isThere = true
        if (message.type === 'change')
          for (const card of message.alarms) caregiver.#ringing = card.ringing ? card : null
      },
    })
    await waitUntil(() => isThere, 'no snapshot came within a minute')
    return caregiver
  }

  hears(): Promise<AlarmCard> {
    return waitUntil(() => this.#ringing, 'the fall did not ring within a minute', { everyMs: 5 })
  }

  async answers(): Promise<void> {
    const { alarmId, revision } = await this.hears()
    this.#ringing = null
    await this.api.alarm.acknowledge.mutate({ alarmId, seenRevision: revision, by: CAREGIVER })
  }
}
