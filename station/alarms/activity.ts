/** How often a source came on lately: what chattering is judged by (alarm-standards.md, section 5). Pure. */
import { isMoreUrgent, type Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'

/** "More than 5 times in 5 min without a user action". */
export const CHATTER_TIMES = 5
export const CHATTER_WINDOW_MS = 5 * 60_000

/** "Same source and type within 15 min joins" (the same section). */
export const FOLD_MS = 15 * 60_000

export interface SourceActivity {
  /** When it came on within the window, the newest last; no more than say that it chatters. */
  readonly onsAt: readonly Instant[]
  readonly lastAt: Instant
  readonly isOn: boolean
  /** When it last rang, and how urgently; kept over alarms that ended by themselves. */
  readonly rang: { readonly at: Instant; readonly as: Priority } | null
}

export function cameOn(before: SourceActivity | undefined, at: Instant): SourceActivity {
  const recent = (before?.onsAt ?? []).filter((on) => isWithin(on, at)).slice(-CHATTER_TIMES)
  return { onsAt: [...recent, at], lastAt: at, isOn: true, rang: before?.rang ?? null }
}

export function wentOff(before: SourceActivity | undefined, at: Instant): SourceActivity {
  return { onsAt: before?.onsAt ?? [], lastAt: at, isOn: false, rang: before?.rang ?? null }
}

export function chatters({ onsAt }: SourceActivity): boolean {
  return onsAt.length > CHATTER_TIMES
}

/** True while a source was on or off within the window: it has not come to rest. */
export function isRestless(activity: SourceActivity | undefined, now: Instant): boolean {
  return activity !== undefined && isWithin(activity.lastAt, now)
}

/** True while a report no more urgent than the last one that rang joins it without a ring. */
export function hasJustRung(
  activity: SourceActivity | undefined,
  now: Instant,
  as: Priority | null = null,
): boolean {
  const rang = activity?.rang ?? null
  if (rang === null || (as !== null && isMoreUrgent(as, rang.as))) return false
  return isWithin(rang.at, now, FOLD_MS)
}

/** A clock that was set back makes nothing look recent: then it rings. */
export function isWithin(at: Instant, now: Instant, window = CHATTER_WINDOW_MS): boolean {
  return at <= now && now - at < window
}
