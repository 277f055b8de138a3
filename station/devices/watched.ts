import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { DeviceMemory, Protocol } from '../../device-drivers/protocol-driver.ts'
import type { WatchedDevice } from './heard-log.ts'
import type { OpenAlarms } from '../alarms/intake-decision.ts'
import type { Registry } from './registry.ts'

/** The devices whose silence means something: those in use whose protocol this program runs and can be heard. */
export function watchedDevices(
  registry: Registry,
  findProtocol: (id: string) => Protocol | undefined,
  levels: ReadonlyMap<string, ReadonlyMap<EventKind, EventValue>>,
  memory: ReadonlyMap<string, DeviceMemory>,
  open?: OpenAlarms,
): WatchedDevice[] {
  return [...registry.devices()].flatMap((device) => {
    const protocol = findProtocol(device.protocol)
    if (protocol === undefined || device.lifecycle !== 'commissioned') return []
    const resident = device.resident_id === null ? undefined : registry.resident(device.resident_id)
    const { variant, eep, settings } = device
    const facts = { variant, eep, settings, memory: memory.get(device.id) ?? {} }
    const seconds = device.supervision_seconds ?? protocol.defaultSupervisionSeconds(facts)
    if (seconds === null) return []
    const silent = levels.get(device.id)?.get('silent') === true
    const source = { deviceId: device.id, residentId: device.resident_id, category: 'technical' } as const
    const hasAlarm = open?.openFor({ ...source, cause: 'device-silent' }) !== undefined
    return {
      deviceId: device.id,
      placement: device.placement,
      unit: resident?.unit ?? null,
      supervisionMs: seconds * 1000,
      silent,
      inhibited: silent && open !== undefined && !hasAlarm,
    }
  })
}
