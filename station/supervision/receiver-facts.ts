/**
 * What is wrong with a receiver (a serial port, a Bluetooth adapter): a pure function of what it told and of now
 * on the monotonic clock.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'

/** A replug takes two seconds and a port is back within five of it: what lasts longer needs a person. */
export const LOST_AFTER_MS = 10_000
/** With these nothing comes through any more; with others (a pager that can't send) calls still do. */
const DEAF_FAULTS: ReadonlySet<string> = new Set(['wrong-line-settings', 'stick-silent', 'station-silent'])
/** At wrong settings every partner is silent, and there is nothing to replug. */
const EXPLAINED_BY_WRONG_SETTINGS: ReadonlySet<string> = new Set(['stick-silent', 'station-silent'])
/** A loose plug is lost and back before any single loss counts; so often in this time is a fault of its own. */
const UNSTABLE_LOSSES = 5
const UNSTABLE_WITHIN_MS = 10 * 60_000
/** An open that hangs in the operating system says nothing at all; a slow machine is through by then. */
const HANGS_AFTER_MS = 30_000

export interface ReceiverFacts {
  readonly kind: 'port' | 'adapter'
  /** As configured: `/dev/ttyUSB0`, `hci0`. */
  readonly name: string
  readonly protocols: readonly string[]
  /** Null until it has been tried once; `open`, or why it is not. */
  readonly state: string | null
  /** Since when it is watched. */
  readonly watchedSince: MonotonicMs | null
  /** Since when it is not open, through all the reasons for it; null while it is. */
  readonly downSince: MonotonicMs | null
  readonly openSince: MonotonicMs | null
  readonly lastFrameAt: MonotonicMs | null
  /** Longest silence of whatever must always speak there (a stick, a control station); null where nothing must. */
  readonly supervisionMs: number | null
  /** Faults that its driver tells of, each since when. */
  readonly faults: ReadonlyMap<string, MonotonicMs>
  /** When it was lost lately, the oldest first. */
  readonly losses: readonly MonotonicMs[]
}

export interface ReceiverTrouble {
  /** `missing`, `busy`, `no-permission`, `lost`, `failed`, `partner-silent`, `unstable`, or a driver's code. */
  readonly code: string
  readonly since: MonotonicMs
  /** How long it must last before it is an alarm. */
  readonly afterMs: number
  /** False where frames still come through between the faults. */
  readonly isDeaf: boolean
}

/** The worst that is wrong, or null; undefined while nothing is known of it yet. */
export function receiverTrouble(facts: ReceiverFacts, now: MonotonicMs): ReceiverTrouble | null | undefined {
  const { state, watchedSince, downSince, openSince, lastFrameAt, supervisionMs, faults } = facts
  if (state === null) {
    if (watchedSince === null || now - watchedSince < HANGS_AFTER_MS) return undefined
    return { code: 'failed', since: watchedSince, afterMs: HANGS_AFTER_MS, isDeaf: true }
  }
  if (downSince !== null) return { code: state, since: downSince, afterMs: LOST_AFTER_MS, isDeaf: true }
  const told = toldFaults(faults)
  const code = told.find((one) => DEAF_FAULTS.has(one)) ?? told[0]
  if (code !== undefined) {
    const isDeaf = DEAF_FAULTS.has(code)
    // Deaf since the first of them: an explanation that comes later begins nothing anew.
    const since = [...faults].flatMap(([one, from]) => (isDeaf === DEAF_FAULTS.has(one) ? from : []))
    return { code, since: Math.min(...since), afterMs: LOST_AFTER_MS, isDeaf }
  }
  const quietSince = Math.max(openSince ?? now, lastFrameAt ?? Number.NEGATIVE_INFINITY)
  if (supervisionMs !== null && now - quietSince > supervisionMs) {
    return { code: 'partner-silent', since: quietSince + supervisionMs, afterMs: 0, isDeaf: true }
  }
  const losses = recentLosses(facts.losses, now)
  if (losses.length >= UNSTABLE_LOSSES) {
    return { code: 'unstable', since: losses.at(-1) ?? now, afterMs: 0, isDeaf: false }
  }
  // Open is not proven where a partner must speak and has not yet.
  const isProven = supervisionMs === null || (lastFrameAt !== null && lastFrameAt >= (openSince ?? 0))
  return isProven ? null : undefined
}

/** The driver's faults that are to be told: one cause is one sentence. */
export function toldFaults(faults: ReceiverFacts['faults']): readonly string[] {
  const codes = [...faults.keys()]
  if (!faults.has('wrong-line-settings')) return codes
  return codes.filter((code) => !EXPLAINED_BY_WRONG_SETTINGS.has(code))
}

/** What still counts towards an unstable plug; bounded, because more would say no more. */
export function recentLosses(losses: readonly MonotonicMs[], now: MonotonicMs): readonly MonotonicMs[] {
  return losses.filter((at) => now - at < UNSTABLE_WITHIN_MS).slice(-UNSTABLE_LOSSES)
}
