/** A whole station over a real database; only its ports are simulated. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { v7 as newId } from 'uuid'
import type { OpenLink } from '../../../device-drivers/serial/byte-link.ts'
import { PortLister } from '../../../device-drivers/serial/list-ports.ts'
import { systemSerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import { assemble, type AssembledStation } from '../../../station/assemble.ts'
import { systemClock } from '../../../station/clock.ts'
import { ConfigurationSchema } from '../../../station/config/configuration.ts'
import { openStore, type OpenedStore } from '../../../station/store/open-store.ts'
import { homeWith } from '../../support/home.ts'
import { newFolder, quiet, removeFolder } from './station-core.ts'

let folder: string
let store: OpenedStore

beforeEach(async () => {
  folder = await newFolder()
  store = await openStore(folder)
})

afterEach(async () => {
  await store.close()
  await removeFolder(folder)
})

const noPort: OpenLink = () => Promise.reject(new Error('no port in this test'))

function assembled(digest = 'content'): Promise<AssembledStation> {
  const configuration = ConfigurationSchema.parse(
    homeWith([{ device: 'radar-0', port: '/dev/ttyTest' }], null),
  )
  return assemble({
    store,
    configuration: { configuration, digest, warnings: [] },
    clock: systemClock,
    serialClock: systemSerialClock,
    openLink: noPort,
    openAdapter: () => Promise.reject(new Error('this house has no Bluetooth')),
    lister: new PortLister({ listSystem: () => Promise.resolve([]), mono: () => systemClock.mono() }),
    log: quiet,
    newId,
    dataFolder: folder,
    training: false,
  })
}

test('a disk without room for a new configuration is said, not stumbled over', async () => {
  const [pages] = await store.reader.query<{ page_count: number }[]>('PRAGMA page_count')
  await store.writer.query(`PRAGMA max_page_count = ${String(pages?.page_count)}`)
  await expect(assembled('longer than the room that is left '.repeat(10_000))).rejects.toMatchObject({
    code: 'full',
  })
})

test('a port that will not open holds back neither start nor stop', async () => {
  const station = await assembled()
  await station.start()
  expect(station.vitals.health()).toMatchObject({ status: 'degraded', database: 'ok', openAlarms: 0 })
  await station.stop()
})
