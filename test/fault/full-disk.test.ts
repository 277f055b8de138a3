import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepStationFile } from '../../station/api/station-file.ts'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { runFullDiskRounds } from '../support/full-disk-rounds.ts'
import { homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { SmallDisk } from '../support/small-disk.ts'
import { assertWhole, readStationRows } from '../support/station-rows.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { waitUntil } from '../support/wait-until.ts'

/** More than fit into what a station keeps in reserve for its own start. */
const FALLS_WITHOUT_ROOM = 100

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('a full disk is said on board and health, survived, and every fall is stored when there is room', async () => {
  const result = await runFullDiskRounds({ folder: await temporaryFolder(cleanUp), rounds: 2 })
  expect(result.fallsStored).toBe(result.fallsWritten)
})

/** How a station ends around a full disk; afterwards not one block is free. */
const ENDS: readonly [string, (disk: SmallDisk, station: StationProcess) => Promise<void>][] = [
  [
    'killed while the disk is full',
    async (disk, station) => {
      await disk.fill()
      await station.kill()
    },
  ],
  [
    'ended cleanly while the disk is full, and what that set free is taken',
    async (disk, station) => {
      await disk.fill()
      expect(await station.stop()).toEqual({ code: 0, signal: null })
      await disk.fill()
    },
  ],
  [
    'ended cleanly, and then the disk fills up',
    async (disk, station) => {
      expect(await station.stop()).toEqual({ code: 0, signal: null })
      await disk.fill()
    },
  ],
]

test.for(ENDS)('%s: starts again with what it had, and takes alarms when there is room', async ([, end]) => {
  const folder = await temporaryFolder(cleanUp)
  const wire = await RadarWire.plugged(cleanUp)
  const disk = await SmallDisk.mounted(cleanUp, join(folder, 'small'), 12)
  const configuration = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  const start = { data: disk.mount, configuration, prefix: disk.prefix }
  const first = (await startStation(cleanUp, start)).seenAt(disk.outside)
  const before = await BoardClient.connected(cleanUp, first)
  wire.write(FALL)
  const { alarmId } = await before.card(({ count }) => count === 1, 'no fall')
  before.close()
  await end(disk, first)

  const second = (await startStation(cleanUp, start)).seenAt(disk.outside)
  const client = await BoardClient.connected(cleanUp, second)
  await client.card((card) => card.alarmId === alarmId, 'the alarm is not on the board')
  // The little room that a start sets free may hold some of them; then it is full, and says so.
  for (let fall = 0; fall < FALLS_WITHOUT_ROOM; fall += 1) wire.write(FALL)
  await client.proven(({ database }) => database === 'full', 'the board does not say that the disk is full')
  await waitUntil(
    async () => (await second.health()).code === 503,
    'health does not say that the disk is full',
  )
  await disk.makeRoom()
  await client.card(({ count }) => count === 1 + FALLS_WITHOUT_ROOM, 'the falls were not stored')
  await client.proven(({ database }) => database === 'ok', 'the board does not say that there is room again')
  expect((await second.health()).code).toBe(200)
  await second.stop()
  const rows = await readStationRows(await disk.copiedDatabase(cleanUp))
  assertWhole(rows)
  expect(rows.falls).toHaveLength(1 + FALLS_WITHOUT_ROOM)
})

test('without even a block for it, station.json is written as soon as there is one', async () => {
  const disk = await SmallDisk.mounted(cleanUp, join(await temporaryFolder(cleanUp), 'small'), 1)
  await disk.fill()
  const said: string[] = []
  const say = (_fields: unknown, message: string): void => void said.push(message)
  const content = {
    url: 'http://127.0.0.1:4120',
    token: 'a'.repeat(64),
    pid: 7,
    startedAt: '2026-11-22T03:40:18.123Z',
  }
  const kept = await keepStationFile(disk.outside, content, { info: say, warn: say, error: say })
  const file = join(disk.outside, 'station.json')
  const written = () => readFile(file, 'utf8').catch(() => undefined)
  expect(await written()).toBeUndefined()
  expect(said).toEqual(['no room for station.json: local clients do not find the station yet'])
  await disk.makeRoom()
  const text = await waitUntil(written, 'station.json was not written')
  expect(JSON.parse(text)).toEqual(content)
  await kept.remove()
  expect(await written()).toBeUndefined()
})
