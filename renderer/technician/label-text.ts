/** What the QR code of a device's label says. A reader of such codes writes it into the search field. Pure. */
import type { DeviceLine } from '../../shared/api/technician.ts'

const HEAD = 'tryggvakt:device:'

export function labelText(stationId: string, deviceId: string): string {
  return `${HEAD}${stationId}:${deviceId}`
}

export type LabelVerdict =
  | { readonly kind: 'no-label' }
  | { readonly kind: 'device'; readonly deviceId: string }
  | { readonly kind: 'unknown-device'; readonly deviceId: string }
  | { readonly kind: 'other-station' | 'retired' }

/** Whose label this is: one of this station's devices, one that is gone, one of another station, or no label. */
export function readLabel(text: string, stationId: string, devices: readonly DeviceLine[]): LabelVerdict {
  const trimmed = text.trim()
  if (!trimmed.startsWith(HEAD)) return { kind: 'no-label' }
  const [station, deviceId = ''] = trimmed.slice(HEAD.length).split(':')
  if (station !== stationId) return { kind: 'other-station' }
  const device = devices.find((it) => it.deviceId === deviceId)
  if (device === undefined) return { kind: 'unknown-device', deviceId }
  return device.lifecycle === 'retired' ? { kind: 'retired' } : { kind: 'device', deviceId: device.deviceId }
}

/** What to ask the station about: an id or an address that is none of the devices here. Null: nothing. */
export function selectSought(label: LabelVerdict, words: string, found: number): string | null {
  if (label.kind === 'unknown-device') return label.deviceId
  const typed = words.trim()
  return label.kind === 'no-label' && found === 0 && typed !== '' ? typed : null
}
