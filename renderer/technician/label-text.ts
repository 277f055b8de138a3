/** What the QR code of a device's label says. A reader of such codes writes it into the search field. Pure. */
import type { DeviceLine } from '../../shared/api/technician.ts'

const HEAD = 'tryggvakt:device:'

export function labelText(stationId: string, deviceId: string): string {
  return `${HEAD}${stationId}:${deviceId}`
}

export type LabelVerdict =
  | { readonly kind: 'no-label' }
  | { readonly kind: 'device'; readonly deviceId: string }
  | { readonly kind: 'other-station' | 'unknown-device' | 'retired' }

/** Whose label this is: one of this station's devices, one that is gone, one of another station, or no label. */
export function readLabel(text: string, stationId: string, devices: readonly DeviceLine[]): LabelVerdict {
  const trimmed = text.trim()
  if (!trimmed.startsWith(HEAD)) return { kind: 'no-label' }
  const [station, deviceId] = trimmed.slice(HEAD.length).split(':')
  if (station !== stationId) return { kind: 'other-station' }
  const device = devices.find((it) => it.deviceId === deviceId)
  if (device === undefined) return { kind: 'unknown-device' }
  return device.lifecycle === 'retired' ? { kind: 'retired' } : { kind: 'device', deviceId: device.deviceId }
}
