import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import type { WatchedDevice } from './heard-log.ts'
import type { Registry } from './registry.ts'

/** The devices whose silence means something: those in use whose protocol this program runs. */
export function watchedDevices(
  registry: Registry,
  findProtocol: (id: string) => SerialProtocol | undefined,
  levels: ReadonlyMap<string, ReadonlyMap<EventKind, EventValue>>,
): WatchedDevice[] {
  return [...registry.devices()].flatMap((device) => {
    const protocol = findProtocol(device.protocol)
    if (protocol === undefined || device.lifecycle !== 'commissioned') return []
    const resident = device.resident_id === null ? undefined : registry.resident(device.resident_id)
    const variant = device.variant ?? protocol.defaultVariant
    const seconds = device.supervision_seconds ?? protocol.defaultSupervisionSeconds(variant)
    return {
      deviceId: device.id,
      placement: device.placement,
      unit: resident?.unit ?? null,
      supervisionMs: seconds * 1000,
      silent: levels.get(device.id)?.get('silent') === true,
    }
  })
}
