/** The devices: ports with their drivers, who is heard, and what drivers remember. */
import { findProtocol } from '../../device-drivers/protocols.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { Clock } from '../clock.ts'
import { DeviceHub } from '../devices/device-hub.ts'
import { DeviceSetups } from '../devices/device-setups.ts'
import { HeardLog } from '../devices/heard-log.ts'
import { MemoryKeeper } from '../devices/memory-keeper.ts'
import { planPorts } from '../devices/port-plan.ts'
import { watchedDevices } from '../devices/watched.ts'
import type { Log } from '../services.ts'
import { writeHeard } from '../store/heard-rows.ts'
import type { AlarmParts } from './alarms.ts'
import type { StoredState } from './stored-state.ts'

export interface DeviceParts {
  readonly hub: DeviceHub
  readonly heard: HeardLog
  /** Writes when each device was last heard; said in the log where it cannot be. */
  keepHeard(): Promise<void>
  /** What drivers remember is on disk, or has been tried once more. */
  flushMemory(): Promise<void>
}

export interface DeviceSources {
  readonly alarms: AlarmParts
  readonly clock: Clock
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly log: Log
  readonly onPortStatus: () => void
}

export function createDevices(state: StoredState, sources: DeviceSources): DeviceParts {
  const { registry, levels, memory, writeQueue, health, setup } = state
  const { alarms, clock, log } = sources
  const heard = new HeardLog(watchedDevices(registry, findProtocol, levels, memory), clock.mono())
  registry.onReplaced(() => {
    heard.watch(watchedDevices(registry, findProtocol, levels, memory), clock.mono())
  })
  const setups = new DeviceSetups(levels, memory)
  const memoryKeeper = new MemoryKeeper(writeQueue, (reason) => {
    log.error({ reason }, 'what a driver remembers could not be stored; it is tried again')
  })
  const hub = new DeviceHub(
    {
      registry,
      intake: alarms.intake,
      evidence: alarms.evidence,
      heard,
      clock,
      serialClock: sources.serialClock,
      openLink: sources.openLink,
      log,
      canStore: () => health.state === 'ok',
      setupOf: (device) => setups.setupOf(device),
      remember: (remembered) => {
        memoryKeeper.keep(remembered)
      },
      onPortStatus: sources.onPortStatus,
    },
    planPorts(setup.ports, findProtocol),
  )
  return {
    hub,
    heard,
    keepHeard: async () => {
      try {
        await writeHeard(writeQueue, heard.heardAt())
      } catch (error) {
        log.warn(
          { reason: error instanceof Error ? error.name : 'unknown' },
          '"last heard" could not be written',
        )
      }
    },
    flushMemory: () => memoryKeeper.flush(),
  }
}
