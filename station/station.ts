/**
 * The composition root: what the station is made of, started in the order that its promises need and
 * stopped in the reverse one. It decides nothing.
 */
import { v7 as newId } from 'uuid'
import { systemAdapterOpener, systemConnectionsOpener } from '../device-drivers/bluetooth/system-bluetooth.ts'
import { PortLister } from '../device-drivers/serial/list-ports.ts'
import { serialLinkOpener, systemPorts } from '../device-drivers/serial/serial-link.ts'
import { systemSerialClock } from '../device-drivers/serial/serial-clock.ts'
import { startApi } from './api/start-api.ts'
import { systemClock } from './clock.ts'
import { BLUETOOTH_PROTOCOLS, SERIAL_PROTOCOLS } from '../device-drivers/protocols.ts'
import { readConfigurationFile } from './config/read-configuration-file.ts'
import { endOnProgrammingError } from './crash-policy.ts'
import { makeDataFolder } from './data-folder.ts'
import { openLog } from './logging.ts'
import { assemble } from './assemble.ts'
import { logSelfCheck } from './self-check/self-check.ts'
import { startErrorOf } from './start-words.ts'
import { openStore, type OpenedStore } from './store/open-store.ts'
import { StoreError } from './store/store-error.ts'
import type { TrainingControl } from './training/training-control.ts'

export interface StationOptions {
  readonly dataFolder: string
  /** Null: what an earlier file or the screens have set up. */
  readonly configurationFile: string | null
  readonly listen: { readonly host: string; readonly port: number }
  readonly training: TrainingControl | null
}

export interface RunningStation {
  /** `http://127.0.0.1:4120`, no trailing slash. */
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Resolves when the station receives alarms. @throws StartError with words and an exit code. */
export async function startStation(options: StationOptions): Promise<RunningStation> {
  const { configurationFile } = options
  const configuration =
    configurationFile === null
      ? null
      : await readConfigurationFile(configurationFile, [...SERIAL_PROTOCOLS, ...BLUETOOTH_PROTOCOLS])
  await makeDataFolder(options.dataFolder)
  const store = await open(options.dataFolder)
  const log = openLog(options.dataFolder)
  const forgetErrors = endOnProgrammingError(log)
  for (const warning of configuration?.warnings ?? []) log.warn({}, warning)
  try {
    const station = await assemble({
      store,
      configuration,
      clock: systemClock,
      serialClock: systemSerialClock,
      openLink: serialLinkOpener(systemSerialClock),
      lister: new PortLister({ listSystem: systemPorts, mono: () => systemClock.mono() }),
      openAdapter: systemAdapterOpener(systemSerialClock),
      openConnections: systemConnectionsOpener(systemSerialClock),
      log,
      newId,
      dataFolder: options.dataFolder,
      training: options.training !== null,
    })
    const api = await startApi(station, options)
    await station.start()
    const checked = logSelfCheck(station.receivers, log)
    return {
      url: api.url,
      pid: process.pid,
      stop: async () => {
        await checked
        await station.stop()
        await api.close()
        await store.close()
        forgetErrors()
        await log.close()
      },
    }
  } catch (error) {
    forgetErrors()
    // What went wrong is what must be said; that something of a half-built station will not close is not.
    await Promise.allSettled([store.close(), log.close()])
    if (error instanceof StoreError) throw startErrorOf(error, options.dataFolder)
    throw error
  }
}

async function open(dataFolder: string): Promise<OpenedStore> {
  try {
    return await openStore(dataFolder)
  } catch (error) {
    if (error instanceof StoreError) throw startErrorOf(error, dataFolder)
    throw error
  }
}
