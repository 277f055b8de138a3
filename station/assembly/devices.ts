/** The devices: ports with their drivers, who is heard, and what drivers remember. */
import { findBluetoothProtocol, findProtocol, findSerialProtocol } from '../../device-drivers/protocols.ts'
import type { OpenAdapter } from '../../device-drivers/bluetooth/adapter-link.ts'
import type { OpenConnections } from '../../device-drivers/bluetooth/gatt.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import { identifiedLinkOpener } from '../../device-drivers/serial/identified-link.ts'
import type { PortLister } from '../../device-drivers/serial/list-ports.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { DeviceMemory } from '../../device-drivers/protocol-driver.ts'
import type { Clock } from '../clock.ts'
import { DeviceHub } from '../devices/device-hub.ts'
import { DeviceSetups } from '../devices/device-setups.ts'
import { Discoveries } from '../devices/discoveries.ts'
import { HeardLog } from '../devices/heard-log.ts'
import { MemoryKeeper } from '../devices/memory-keeper.ts'
import { Newcomers } from '../devices/newcomers.ts'
import { planAdapters } from '../devices/adapter-plan.ts'
import { PortIdentities } from '../devices/port-identities.ts'
import { planPorts } from '../devices/port-plan.ts'
import { RegistryRefresh } from '../devices/registry-refresh.ts'
import { SilenceWatch } from '../devices/silence-watch.ts'
import { watchedDevices } from '../devices/watched.ts'
import type { Log } from '../services.ts'
import { readBatteryEvents } from '../store/battery-rows.ts'
import { writeHeard } from '../store/heard-rows.ts'
import { readPortIdentities } from '../store/port-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { BatteryBook, MOST_READINGS } from '../supervision/battery-book.ts'
import { FaultDesk } from '../supervision/fault-desk.ts'
import { causeOf } from '../supervision/house-conditions.ts'
import { ReceiverWatch } from '../supervision/receiver-watch.ts'
import type { AlarmParts } from './alarms.ts'
import type { StoredState } from './stored-state.ts'
import type { TechnicianEars } from './technician.ts'

export interface DeviceParts {
  readonly hub: DeviceHub
  readonly heard: HeardLog
  readonly silence: SilenceWatch
  readonly receivers: ReceiverWatch
  readonly batteries: BatteryBook
  readonly faultDesk: FaultDesk
  /** Which stick each configured port means, and where that is a question. */
  readonly identities: PortIdentities
  /** Senders that nobody has paired, for the technician. */
  readonly discoveries: Discoveries
  /** What drivers remember of each device now. */
  readonly memory: ReadonlyMap<string, DeviceMemory>
  /** Another device stands in its place. */
  forgetMemory(deviceId: string): void
  /** Reads the registry anew after something in it was committed. */
  refreshRegistry(): Promise<void>
  /** Writes when each device was last heard; said in the log where it cannot be. */
  keepHeard(): Promise<void>
  /** Tells the bearer of this device that somebody has taken the call, where its protocol can. */
  helpIsComing(deviceId: string): void
  /** What drivers remember is on disk, or has been tried once more. */
  flushMemory(): Promise<void>
}

export interface DeviceSources {
  readonly alarms: AlarmParts
  readonly clock: Clock
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly lister: PortLister
  readonly openAdapter: OpenAdapter
  readonly openConnections: OpenConnections | undefined
  readonly reader: RowSource
  readonly ears: Pick<TechnicianEars, 'activity' | 'tap' | 'listenBeside' | 'onStored'>
  readonly log: Log
  readonly onPortStatus: () => void
}

export async function createDevices(state: StoredState, sources: DeviceSources): Promise<DeviceParts> {
  const { registry, levels, writeQueue, health, setup, book } = state
  const { alarms, clock, log, reader } = sources
  const memory = new Map(state.memory)
  const watched = () => watchedDevices(registry, findProtocol, levels, memory, book)
  const heard = new HeardLog(watched(), clock.mono())
  let hasLearnt = false
  const watchAnew = (): void => {
    hasLearnt = false
    heard.watch(watched(), clock.mono())
  }
  registry.onReplaced(watchAnew)
  const learn = (deviceId: string, told: DeviceMemory): void => {
    memory.set(deviceId, { ...memory.get(deviceId), ...told })
    hasLearnt = true
  }
  const receivers = new ReceiverWatch()
  const faultDesk = new FaultDesk(alarms.deskParts)
  const batteries = new BatteryBook(await readBatteryEvents(reader, MOST_READINGS))
  const discoveries = new Discoveries()
  registry.onReplaced(() => {
    discoveries.forget(({ receiver, protocol, address }) => {
      const lifecycle = registry.deviceOn(receiver, protocol, address)?.lifecycle
      return lifecycle !== undefined && lifecycle !== 'discovered'
    })
  })
  const refresh = new RegistryRefresh(reader, registry)
  const silence = new SilenceWatch({
    registry,
    intake: alarms.intake,
    heard,
    clock,
    log,
    canStore: () => health.state === 'ok',
    receptionOf: (device, now) => receivers.receptionOf(device, now),
    causeOf: (device) => causeOf(device, receivers, faultDesk, clock.mono()),
  })
  const setups = new DeviceSetups(levels, memory)
  const memoryKeeper = new MemoryKeeper(writeQueue, (reason) => {
    log.error({ reason }, 'what a driver remembers could not be stored; it is tried again')
  })
  const { lister } = sources
  const known = await readPortIdentities(reader)
  const identities = new PortIdentities({ known, lister, writeQueue, log })
  const hub = new DeviceHub(
    {
      registry,
      intake: alarms.intake,
      evidence: alarms.evidence,
      silence,
      receivers,
      discoveries,
      newcomers: new Newcomers(),
      mono: () => clock.mono(),
      serialClock: sources.serialClock,
      openLink: sources.ears.listenBeside(identifiedLinkOpener(sources.openLink, lister, identities)),
      openAdapter: sources.openAdapter,
      openConnections: sources.openConnections,
      log,
      setupOf: (device) => setups.setupOf(device),
      tap: sources.ears.tap,
      remember: (remembered) => {
        learn(remembered.deviceId, remembered.memory)
        memoryKeeper.keep(remembered)
      },
      onStored: (arrivals) => {
        for (const { event, remember } of arrivals) {
          batteries.take(event)
          sources.ears.onStored(event)
          if (remember !== null) learn(event.deviceId, remember)
        }
      },
      onNewcomer: () => {
        refresh.refresh().catch((error: unknown) => {
          const reason = error instanceof Error ? error.name : 'unknown'
          log.error({ reason }, 'the devices could not be read anew')
        })
      },
      onStatus: sources.onPortStatus,
    },
    planPorts(setup.ports, findSerialProtocol),
    planAdapters(setup.bluetooth, findBluetoothProtocol),
  )
  return {
    hub,
    heard,
    silence,
    receivers,
    batteries,
    faultDesk,
    identities,
    discoveries,
    memory,
    forgetMemory: (deviceId) => {
      memory.delete(deviceId)
    },
    refreshRegistry: () => refresh.refresh(),
    keepHeard: async () => {
      // A learnt interval changes how long a device may be silent.
      if (hasLearnt) watchAnew()
      try {
        await writeHeard(writeQueue, sources.ears.activity.allHeardAt())
      } catch (error) {
        log.warn(
          { reason: error instanceof Error ? error.name : 'unknown' },
          '"last heard" could not be written',
        )
      }
    },
    helpIsComing: (deviceId) => {
      const device = registry.device(deviceId)
      if (device === undefined || findProtocol(device.protocol)?.canBeFound !== true) return
      const isOpen = hub.commandDevice(device, { type: 'help-is-coming', address: device.address })
      if (!isOpen) log.info({ device: deviceId }, 'no receiver to say over that help is coming')
    },
    flushMemory: () => memoryKeeper.flush(),
  }
}
