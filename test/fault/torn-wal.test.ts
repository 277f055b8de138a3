/**
 * The power goes in the middle of a write: the log of the database ends anywhere. A copy of the running
 * station's folder, its log cut at that place, holds everything that was committed before it.
 */
import { copyFile, mkdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { FALL, NO_FALL, RadarWire } from '../support/radar-wire.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { assertWhole, readStationRows } from '../support/station-rows.ts'
import { startStation } from '../support/station-process.ts'

const SEED = 304
const FALLS = 20
const CUTS = 40

let cleanUp: CleanUp
let folder: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

test('the log cut at any place: all that was committed before it is there, and whole', async () => {
  const wire = await RadarWire.plugged(cleanUp)
  const data = join(folder, 'station')
  const radar = { device: 'radar-204-bath', port: wire.port }
  const start = { data, configuration: homeWith([radar], null) }
  // A clean stop moves the schema into the database itself; what follows is in the log alone.
  await (await startStation(cleanUp, start)).stop()
  const station = await startStation(cleanUp, start)
  const client = await BoardClient.connected(cleanUp, station)
  const log = (inFolder: string) => join(inFolder, 'station.sqlite-wal')

  const shownAt: number[] = []
  for (let fall = 1; fall <= FALLS; fall += 1) {
    wire.write(FALL, NO_FALL)
    await client.card(({ count }) => count === fall, `fall ${fall} was not shown`)
    shownAt.push((await stat(log(data))).size)
  }
  expect(shownAt).toEqual([...shownAt].sort((a, b) => a - b))
  const whole = join(folder, 'copy')
  await copyDatabase(data, whole)
  const length = (await stat(log(whole))).size

  const random = seededRandom(SEED)
  const cuts = [0, length, ...Array.from({ length: CUTS }, () => random(length))]
  for (const [index, cut] of cuts.entries()) {
    const torn = join(folder, `cut-${index}`)
    await copyDatabase(whole, torn)
    await truncate(log(torn), cut)
    const rows = await readStationRows(torn)
    assertWhole(rows)
    const shownBefore = shownAt.filter((size) => size <= cut).length
    expect(rows.falls.length, `log cut at ${cut} of ${length}`).toBeGreaterThanOrEqual(shownBefore)
  }

  await station.stop()
  await wire.unplug()
  const torn = join(folder, 'cut-2')
  const before = await readStationRows(torn)
  const again = await startStation(cleanUp, { data: torn })
  expect((await again.health()).openAlarms).toBe(before.alarms.length)
  await again.stop()
  const { falls, alarms } = await readStationRows(torn)
  expect({ falls, alarms }).toEqual({ falls: before.falls, alarms: before.alarms })
})

async function copyDatabase(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const name of ['station.sqlite', 'station.sqlite-wal'])
    await copyFile(join(from, name), join(to, name))
}
