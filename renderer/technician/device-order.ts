/** The list of devices: what needs somebody comes first. Pure. */
import type { DeviceLine } from '../../shared/api/technician.ts'

export const DEVICE_NEEDS = [
  'faulty',
  'silent',
  'test-due',
  'suspended',
  'not-commissioned',
  'well',
  'retired',
] as const
/** What a device needs of the technician; the most urgent one where there are several. */
export type DeviceNeed = (typeof DEVICE_NEEDS)[number]

export function selectNeed(device: DeviceLine): DeviceNeed {
  if (device.lifecycle === 'retired') return 'retired'
  if (device.lifecycle === 'suspended') return 'suspended'
  if (device.faults.length > 0) return 'faulty'
  if (device.silent) return 'silent'
  if (device.lifecycle !== 'commissioned') return 'not-commissioned'
  return device.testDue ? 'test-due' : 'well'
}

export type DeviceFilter = 'all' | 'test-due' | 'attention'

/**
 * Devices that fit the words and the filter, in the order in which they need somebody, then by flat and place.
 * `words` is looked for in names, flats, places and addresses; retired ones come only when they are named.
 */
export function selectDevices(
  devices: readonly DeviceLine[],
  words: string,
  filter: DeviceFilter,
  placeOf: (device: DeviceLine) => string,
): readonly DeviceLine[] {
  const wanted = words.trim().toLowerCase()
  return devices
    .filter((device) => passes(device, filter))
    .filter((device) =>
      wanted === '' ? device.lifecycle !== 'retired' : haystack(device, placeOf).includes(wanted),
    )
    .sort((a, b) => compare(a, b, placeOf))
}

function passes(device: DeviceLine, filter: DeviceFilter): boolean {
  const need = selectNeed(device)
  if (filter === 'test-due') return device.testDue && need !== 'retired'
  return filter === 'all' || !['well', 'retired'].includes(need)
}

function haystack(device: DeviceLine, placeOf: (device: DeviceLine) => string): string {
  const { deviceId, address, protocol, receiver, resident } = device
  return [deviceId, address, protocol, receiver, resident?.name, resident?.unit, placeOf(device)]
    .join(' ')
    .toLowerCase()
}

function compare(a: DeviceLine, b: DeviceLine, placeOf: (device: DeviceLine) => string): number {
  const byNeed = DEVICE_NEEDS.indexOf(selectNeed(a)) - DEVICE_NEEDS.indexOf(selectNeed(b))
  if (byNeed !== 0) return byNeed
  const where = (device: DeviceLine) => `${device.resident?.unit ?? ''} ${placeOf(device)} ${device.deviceId}`
  return where(a).localeCompare(where(b), undefined, { numeric: true })
}
