/** A stop on purpose is said on the board and to the centre, so that neither takes it for a failure. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { CareCentre } from '../support/centre-process.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { homeWith } from '../support/home.ts'
import { startStation } from '../support/station-process.ts'

let cleanUp: CleanUp
beforeEach(() => {
  cleanUp = new CleanUp()
})
afterEach(() => cleanUp.run())

test('SIGTERM: the board hears of it before the connection ends, and the centre calls the station stopped', async () => {
  const folder = await temporaryFolder(cleanUp)
  const centre = await CareCentre.started(cleanUp, join(folder, 'centre'))
  const data = join(folder, 'station')
  const station = await startStation(cleanUp, { data, configuration: homeWith([], centre.path) })
  const client = await BoardClient.connected(cleanUp, station)
  await client.proven(({ centre: { link } }) => link === 'ok', 'the centre was not reached')
  const told = client.proven(({ stoppingAt }) => stoppingAt !== undefined, 'the board was told nothing')
  expect(await station.stop()).toMatchObject({ code: 0 })
  await told
  const health = (await (await fetch(`${centre.url}/healthz`)).json()) as { stations: unknown[] }
  expect(health.stations).toMatchObject([{ stopped: true, silent: false }])
})
