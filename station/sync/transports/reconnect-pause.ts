/** How long a broker that did not take us, or dropped us, is left alone: doubling from 0.5 s, capped at 30 s. */
const FIRST_MS = 500
const LONGEST_MS = 30_000
/** Stations that lost the same broker must not come back in step. */
const JITTER = 0.25

/** Milliseconds after `failures` (≥ 1) in a row; `random` in [0, 1). */
export function reconnectPause(failures: number, random: number): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return doubled * (1 - JITTER + JITTER * random)
}
