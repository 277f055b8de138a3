/** A whole station over a real database as a start puts it together; only its ports and adapters are not there. */
import { v7 as newId } from 'uuid'
import { PortLister } from '../../../device-drivers/serial/list-ports.ts'
import { systemSerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import { assemble } from '../../../station/assemble.ts'
import type { AssembledStation } from '../../../station/assembly/assembled-station.ts'
import { systemClock, type Clock } from '../../../station/clock.ts'
import { ConfigurationSchema, type ConfigurationText } from '../../../station/config/configuration.ts'
import type { OpenedStore } from '../../../station/store/open-store.ts'
import { quiet } from './station-core.ts'

interface HouseParts {
  readonly store: OpenedStore
  readonly folder: string
  readonly configuration: ConfigurationText
  /** Of the configuration's text; another one is read anew. */
  readonly digest?: string
  readonly clock?: Clock
}

export function assembleHouse(parts: HouseParts): Promise<AssembledStation> {
  const { store, folder, digest = 'content', clock = systemClock } = parts
  return assemble({
    store,
    configuration: { configuration: ConfigurationSchema.parse(parts.configuration), digest, warnings: [] },
    clock,
    serialClock: systemSerialClock,
    openLink: () => Promise.reject(new Error('no port in this test')),
    openAdapter: () => Promise.reject(new Error('this house has no Bluetooth')),
    lister: new PortLister({ listSystem: () => Promise.resolve([]), mono: () => clock.mono() }),
    log: quiet,
    newId,
    dataFolder: folder,
    training: false,
  })
}
