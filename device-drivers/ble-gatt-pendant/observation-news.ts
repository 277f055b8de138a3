/** What the station makes of one observation: its marks first, then its meaning. */
import type { KnownLevels } from '../protocol-driver.ts'
import type { GhsObservation } from './ghs-observation.ts'
import { isLivingSensor, livingNews } from './living-codes.ts'
import type { PendantNews } from './living-codes.ts'

/** Status bits (ble-gatt-pendant.md, section 3). */
const INVALID = 1 << 0
const NOT_AVAILABLE = 1 << 2
const TEST_DATA = 1 << 4

export type ObservationNews =
  | { readonly type: 'news'; readonly news: PendantNews }
  /** Marked as a test: shown as one, raises nothing. */
  | { readonly type: 'test'; readonly of: string }
  /** The sensor itself says that its value does not count. */
  | { readonly type: 'not-valid'; readonly of: string }
  /** Well formed, but what it means to us is not in the document. */
  | { readonly type: 'unknown'; readonly description: string }

export function observationNews(observation: GhsObservation, known: KnownLevels): readonly ObservationNews[] {
  return news(observation, known, 0)
}

/** A bundle's marks count for its members. */
function news(observation: GhsObservation, known: KnownLevels, outer: number): readonly ObservationNews[] {
  const { class: className, type, members } = observation
  const status = outer | (observation.status ?? 0)
  if (members !== undefined) return members.flatMap((member) => news(member, known, status))
  const of = type ?? className
  if ((status & (INVALID | NOT_AVAILABLE)) !== 0) return [{ type: 'not-valid', of }]
  if ((status & TEST_DATA) !== 0) return [{ type: 'test', of }]
  const told = livingNews(observation, known)
  if (told.length === 0 && !isLivingSensor(type)) {
    return [{ type: 'unknown', description: `GHS ${className} ${type ?? 'without type'}` }]
  }
  return told.map((one) => ({ type: 'news', news: one }))
}
