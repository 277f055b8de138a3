/** When a device that beats is silent (scaip.md §7): its own pace decides, because makers differ. Pure. */
import type { Instant } from '../../shared/domain/time.ts'
import { STATION_SILENT_MS } from '../intake/station-watch.ts'

/** Two published devices beat every 5 and every 10 minutes; before a second beat the slower one is supposed. */
const SUPPOSED_INTERVAL_MS = 10 * 60_000
/** Beats closer than this are one that was repeated because its answer got lost. */
const SHORTEST_INTERVAL_MS = 10_000
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

/** `configured`: seconds between two beats where the configuration says so. */
export function silentAt(pulse: Pulse, configuredSeconds: number | undefined): Instant {
  const interval =
    configuredSeconds === undefined ? (pulse.intervalMs ?? SUPPOSED_INTERVAL_MS) : configuredSeconds * 1000
  return pulse.heardAt + Math.max(STATION_SILENT_MS, MISSED_BEATS * interval)
}

/**
 * The interval after one more beat. A longer one is believed at once, a shorter one slowly: after a single early beat
 * the next one in its time must not be late. A gap in which it was silent says nothing of its pace.
 */
export function intervalAfter(before: Pulse | undefined, beatAt: Instant): number | null {
  if (before === undefined) return null
  const gap = beatAt - before.beatAt
  if (before.isSilent || gap < SHORTEST_INTERVAL_MS) return before.intervalMs
  if (before.intervalMs === null || gap > before.intervalMs) return gap
  return Math.round((3 * before.intervalMs + gap) / 4)
}
