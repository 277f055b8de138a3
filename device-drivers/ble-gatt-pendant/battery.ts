/** Below this a pendant needs a new battery (ble-gatt-pendant.md, section 2). */
const LOW_PERCENT = 20

export function isBatteryLow(percent: number): boolean {
  return percent < LOW_PERCENT
}
