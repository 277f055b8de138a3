/** What a Bluetooth LE device said without being connected, as BlueZ tells it (ble-gatt-pendant.md, section 4). */

export interface Advertisement {
  /** As displayed: `B4:35:22:F5:3D:A4`. */
  readonly address: string
  /** A random address may change unless the device is bonded. */
  readonly addressType: 'public' | 'random' | null
  readonly name: string | null
  /** Received strength in dBm. */
  readonly signal: number | null
  /** Services the device offers, long form in lower case. */
  readonly services: readonly string[]
  /** Of this very advertisement: by service, long form in lower case. Empty when only the strength was told. */
  readonly serviceData: ReadonlyMap<string, Uint8Array>
  /** Of this very advertisement: by the company's number. */
  readonly manufacturerData: ReadonlyMap<number, Uint8Array>
}

/** `fcd2` → `0000fcd2-0000-1000-8000-00805f9b34fb`, the form BlueZ gives. */
export function longUuid(short: string): string {
  return `0000${short.toLowerCase()}-0000-1000-8000-00805f9b34fb`
}
