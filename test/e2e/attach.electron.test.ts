/** A desk beside a station that already runs: the client joins it, starts none, and leaves it running. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processLives } from '../../electron/running-station.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, HEARTBEAT, RadarWire } from '../support/radar-wire.ts'
import { startStation } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'
import { pressWhenSeen } from '../support/when-seen.ts'
import { cardIn } from './support/board-page.ts'
import { DesktopClient, stationOn } from './support/desktop-client.ts'

const WHO = 'Ingrid Solberg'

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(async () => {
  await cleanUp.run()
})

test('a client joins the station of its folder, answers there, and leaves it running', async () => {
  const data = await temporaryFolder(cleanUp)
  const wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  const station = await startStation(cleanUp, { data, configuration: home })
  wire.write(HEARTBEAT, FALL)
  await waitUntil(async () => (await readStored('alarms', data)).length > 0, 'the fall was not stored')

  const client = await DesktopClient.launched(cleanUp, '--data', data)
  await cardIn(client.page, 'raised', WHO)
  await pressWhenSeen(client.page, 'Enter')
  await client.page.getByRole('dialog').getByRole('button', { name: 'Kari Nordmann' }).focus()
  await pressWhenSeen(client.page, 'Enter')
  await cardIn(client.page, 'acknowledged', WHO)
  expect((await stationOn(data)).pid).toBe(station.pid)

  await client.quit()
  expect(processLives(station.pid)).toBe(true)
  expect((await station.health()).openAlarms).toBe(1)
  const [alarm] = await readStored('alarms', data)
  expect(alarm).toMatchObject({ state: 'acknowledged', device: 'radar-204-bath' })
})

test('when the station it joined ends, the client starts one itself, and its alarm is there', async () => {
  const data = await temporaryFolder(cleanUp)
  const wire = await RadarWire.plugged(cleanUp)
  const home = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  const station = await startStation(cleanUp, { data, configuration: home })
  const client = await DesktopClient.launched(cleanUp, '--data', data)
  wire.write(HEARTBEAT, FALL)
  await cardIn(client.page, 'raised', WHO)

  await station.kill()
  const own = await stationOn(data, station.pid)
  await cardIn(client.page, 'raised', WHO)
  await client.quit()
  await waitUntil(() => !processLives(own.pid), 'the station it started was left behind')
})
