/** When a device that beats is silent (scaip.md §7): its own pace decides, because makers differ. Pure. */
import type { Instant } from '../../shared/domain/time.ts'
import { STATION_SILENT_MS } from '../intake/station-watch.ts'

/** Two published devices beat every 5 and every 10 minutes; before a second beat the slower one is supposed. */
const SUPPOSED_INTERVAL_MS = 10 * 60_000
/** Beats closer than this are one that was repeated because its answer got lost. */
const SHORTEST_INTERVAL_MS = 10_000
/** Slower ones are told in the configuration: what is learned must not let a device be dead for a day. */
const LONGEST_LEARNED_MS = 60 * 60_000
const MISSED_BEATS = 3

export interface Pulse {
  readonly cid: string
  /** Of the last document of any kind. */
  readonly heardAt: Instant
  /** Of the last heartbeat. */
  readonly beatAt: Instant
  /** As measured; null before a second beat. */
  readonly intervalMs: number | null
  readonly isSilent: boolean
}

/** Milliseconds after the last thing heard. `configuredSeconds`: between two beats where the configuration says so. */
export function silentAfterMs({ intervalMs }: Pulse, configuredSeconds: number | undefined): number {
  const learned = Math.min(intervalMs ?? SUPPOSED_INTERVAL_MS, LONGEST_LEARNED_MS)
  const interval = configuredSeconds === undefined ? learned : configuredSeconds * 1000
  return Math.max(STATION_SILENT_MS, MISSED_BEATS * interval)
}

/**
 * The interval after one more beat, `gapMs` after the one before; undefined where nobody knows. A longer one is believed
 * at once, a shorter one slowly: after a single early beat the next one in its time must not be late. A gap in which it
 * was silent says nothing of its pace.
 */
export function intervalAfter(before: Pulse | undefined, gapMs: number | undefined): number | null {
  if (before === undefined) return null
  const { intervalMs, isSilent } = before
  if (isSilent || gapMs === undefined || gapMs < SHORTEST_INTERVAL_MS) return intervalMs
  const gap = Math.min(gapMs, LONGEST_LEARNED_MS)
  if (intervalMs === null || gap > intervalMs) return gap
  return Math.round((3 * intervalMs + gap) / 4)
}
