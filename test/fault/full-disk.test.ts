import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { runFullDiskRounds } from '../support/full-disk-rounds.ts'
import { homeWith } from '../support/home.ts'
import { FALL, RadarWire } from '../support/radar-wire.ts'
import { SmallDisk } from '../support/small-disk.ts'
import { assertWhole, readStationRows } from '../support/station-rows.ts'
import { startStation } from '../support/station-process.ts'

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('a full disk is said on board and health, survived, and every fall is stored when there is room', async () => {
  const result = await runFullDiskRounds({ folder: await temporaryFolder(cleanUp), rounds: 2 })
  expect(result.fallsStored).toBe(result.fallsWritten)
})

test('killed while the disk is full: starts again with what it had, and takes alarms when there is room', async () => {
  const folder = await temporaryFolder(cleanUp)
  const wire = await RadarWire.plugged(cleanUp)
  const disk = await SmallDisk.mounted(cleanUp, join(folder, 'small'), 12)
  const configuration = homeWith([{ device: 'radar-204-bath', port: wire.port }], null)
  const start = { data: disk.mount, configuration, prefix: disk.prefix }
  const first = (await startStation(cleanUp, start)).seenAt(disk.outside)
  const before = await BoardClient.connected(cleanUp, first)
  wire.write(FALL)
  const { alarmId } = await before.card(({ count }) => count === 1, 'no fall')
  await disk.fill()
  await first.kill()
  before.close()

  const second = (await startStation(cleanUp, start)).seenAt(disk.outside)
  const client = await BoardClient.connected(cleanUp, second)
  await client.card((card) => card.alarmId === alarmId, 'the alarm is not on the board')
  wire.write(FALL, FALL)
  await client.proven(({ database }) => database === 'full', 'the board does not say that the disk is full')
  expect((await second.health()).code).toBe(503)
  await disk.makeRoom()
  await client.card(({ count }) => count === 3, 'the falls were not stored')
  expect((await second.health()).code).toBe(200)
  await second.stop()
  const rows = await readStationRows(await disk.copiedDatabase(cleanUp))
  assertWhole(rows)
  expect(rows.falls).toHaveLength(3)
})
