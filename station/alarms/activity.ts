/** How often a source came on lately: what chattering is judged by (alarm-standards.md, section 5). Pure. */
import type { Instant } from '../../shared/domain/time.ts'

/** "More than 5 times in 5 min without a user action". */
export const CHATTER_TIMES = 5
export const CHATTER_WINDOW_MS = 5 * 60_000

export interface SourceActivity {
  /** When it came on within the window, the newest last; no more than say that it chatters. */
  readonly onsAt: readonly Instant[]
  readonly lastAt: Instant
  readonly isOn: boolean
}

export function cameOn(before: SourceActivity | undefined, at: Instant): SourceActivity {
  const recent = (before?.onsAt ?? []).filter((on) => isWithin(on, at)).slice(-CHATTER_TIMES)
  return { onsAt: [...recent, at], lastAt: at, isOn: true }
}

export function wentOff(before: SourceActivity | undefined, at: Instant): SourceActivity {
  return { onsAt: before?.onsAt ?? [], lastAt: at, isOn: false }
}

export function chatters({ onsAt }: SourceActivity): boolean {
  return onsAt.length > CHATTER_TIMES
}

/** True while a source was on or off within the window: it has not come to rest. */
export function isRestless(activity: SourceActivity | undefined, now: Instant): boolean {
  return activity !== undefined && isWithin(activity.lastAt, now)
}

/** A clock that was set back makes nothing look recent: then it rings. */
function isWithin(at: Instant, now: Instant): boolean {
  return at <= now && now - at < CHATTER_WINDOW_MS
}
