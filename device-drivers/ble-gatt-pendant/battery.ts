import type { KnownLevels } from '../protocol-driver.ts'
import type { PendantNews } from './living-codes.ts'

/** Below this a pendant needs a new battery (ble-gatt-pendant.md, section 2). */
export const BATTERY_LOW_PERCENT = 20

/**
 * What a battery level tells: each step once it is low, and each change from what was read `before`, so that its
 * course can be forecast. The first level of all is only kept.
 */
export function batteryNews(
  percent: number,
  known: KnownLevels,
  before: number | undefined,
): readonly PendantNews[] {
  const isLow = percent < BATTERY_LOW_PERCENT
  const wasLow =
    typeof known.battery === 'string' ||
    (typeof known.battery === 'number' && known.battery < BATTERY_LOW_PERCENT)
  const isNews = isLow ? percent !== known.battery : before !== undefined && percent !== before
  return [
    ...(wasLow && !isLow ? [{ kind: 'restored', value: 'battery' } as const] : []),
    ...(isNews ? [{ kind: 'battery', value: percent } as const] : []),
  ]
}
