/** Whether the house is in a flood of alarms (ISA-18.2; alarm-standards.md, section 5). Pure. */
import type { Alarm, Cause } from '../../shared/domain/alarm.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** "Starts when a 10-min window has more than 10 new alarms, ends when one has fewer than 5." */
export const FLOOD_WINDOW_MS = 10 * 60_000
export const FLOOD_STARTS_ABOVE = 10
export const FLOOD_ENDS_BELOW = 5
/** What a start looks back over, so that a flood that wanes is still known as one. */
export const FLOOD_LOOK_BACK_MS = 60 * 60_000
/** Newest alarms that are remembered: enough to say that it is a flood and of what. */
const MOST_REMEMBERED = 500

export interface NewAlarms {
  /** Of the window, the oldest first. */
  readonly opened: readonly { readonly at: Instant; readonly cause: Cause }[]
  /** Since when it floods; null while it does not. */
  readonly floodSince: Instant | null
}

export const NO_ALARMS: NewAlarms = { opened: [], floodSince: null }

export type OpenedAlarm = Pick<Alarm, 'openedAt' | 'cause' | 'category'>

export function withOpened(before: NewAlarms, alarms: readonly OpenedAlarm[], now: Instant): NewAlarms {
  const counted = alarms.filter(({ category }) => category !== 'test')
  const added = counted.map(({ openedAt, cause }) => ({ at: openedAt, cause }))
  // What was over just before stays over: it begins with more than ten, and not with the fifth again.
  const { opened, floodSince } = settled(before, now)
  return settled({ floodSince, opened: [...opened, ...added].slice(-MOST_REMEMBERED) }, now)
}

export function settled({ opened, floodSince }: NewAlarms, now: Instant): NewAlarms {
  const recent = opened.filter(({ at }) => at <= now && now - at < FLOOD_WINDOW_MS)
  const floods = floodSince === null ? recent.length > FLOOD_STARTS_ABOVE : recent.length >= FLOOD_ENDS_BELOW
  return { opened: recent, floodSince: floods ? (floodSince ?? now) : null }
}

export interface FloodBanner {
  readonly since: Instant
  readonly newAlarms: number
  /** What most of them are about. */
  readonly cause: Cause
}

export function bannerOf({ opened, floodSince }: NewAlarms): FloodBanner | null {
  if (floodSince === null) return null
  const counts = new Map<Cause, number>()
  for (const { cause } of opened) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most === undefined ? null : { since: floodSince, newAlarms: opened.length, cause: most[0] }
}
