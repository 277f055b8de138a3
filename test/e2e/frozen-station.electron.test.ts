/** A station that still lives but no longer answers: the client's own is started anew, another's is left alone. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processLives } from '../../electron/running-station.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, HEARTBEAT, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'
import { act } from './support/beside.ts'
import { cardIn, residentOf } from './support/board-page.ts'
import { DesktopClient, stationOn } from './support/desktop-client.ts'

/** Half a minute without an answer, and a start. */
const PATIENCE = { timeout: 60_000 }
const RADAR = 'radar-204-bath'

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(async () => {
  await cleanUp.run()
})

/** The words of the native boxes that the client has open, instead of the boxes. */
async function recordBoxes(client: DesktopClient): Promise<() => Promise<readonly string[]>> {
  await client.app.evaluate(({ dialog }) => {
    const open = new Set<string>()
    Object.assign(globalThis, { openBoxes: open })
    dialog.showMessageBox = ((options: Electron.MessageBoxOptions) => {
      const words = `${options.message}: ${options.detail ?? ''}`
      open.add(words)
      options.signal?.addEventListener('abort', () => open.delete(words))
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  })
  return () => client.app.evaluate(() => [...(globalThis as unknown as { openBoxes: Set<string> }).openBoxes])
}

/** Frozen, and said within the two seconds that are promised; gives what follows. */
async function ownStationIsFrozen(): Promise<() => Promise<void>> {
  const data = await temporaryFolder(cleanUp)
  const { page } = await DesktopClient.launched(cleanUp, '--training', '--data', data)
  const station = await stationOn(data)
  await act(station, RADAR, 'fall')
  await cardIn(page, 'raised', residentOf(RADAR))

  process.kill(station.pid, 'SIGSTOP')
  cleanUp.add(() => processLives(station.pid) && process.kill(station.pid, 'SIGKILL'))
  const lost = page.getByRole('alertdialog', { name: 'Mistet stasjonen' })
  await lost.waitFor({ timeout: 2_000 })
  return async () => {
    await lost.waitFor({ state: 'detached', ...PATIENCE })
    await cardIn(page, 'raised', residentOf(RADAR))
    expect((await stationOn(data, station.pid)).pid).not.toBe(station.pid)
    expect(processLives(station.pid)).toBe(false)
  }
}

async function joinedStationIsLeftAlone(): Promise<void> {
  const data = await temporaryFolder(cleanUp)
  const wire = await RadarWire.plugged(cleanUp)
  const configuration = homeWith([{ device: RADAR, port: wire.port }], null)
  const station = await startStation(cleanUp, { data, configuration })
  const client = await DesktopClient.launched(cleanUp, '--data', data)
  const boxes = await recordBoxes(client)
  wire.write(HEARTBEAT, FALL)
  await cardIn(client.page, 'raised', 'Ingrid Solberg')

  process.kill(station.pid, 'SIGSTOP')
  const [words] = await waitUntil(
    async () => {
      const open = await boxes()
      return open.length > 0 && open
    },
    'the client does not say that the station is frozen',
    { limitMs: PATIENCE.timeout },
  )
  expect(words).toContain(`kill -9 ${station.pid}`)
  expect(processLives(station.pid)).toBe(true)
  process.kill(station.pid, 'SIGCONT')
  await waitUntil(async () => (await boxes()).length === 0, 'the words are not taken back')
  await cardIn(client.page, 'raised', 'Ingrid Solberg')
  expect((await station.health()).openAlarms).toBe(1)
}

test('a frozen station of its own is ended and started anew; one it joined is left alone, and a person told', async () => {
  // Not beside a second client that starts: within two seconds is promised of a client at work.
  const isStartedAnew = await ownStationIsFrozen()
  // Side by side: each takes the half minute that is given to a station.
  await Promise.all([isStartedAnew(), joinedStationIsLeftAlone()])
})
