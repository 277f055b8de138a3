/** How long a path pauses after failures in a row: doubling from 0.5 s, capped at 30 s (design: "Order of sending"). */
const FIRST_MS = 500
const LONGEST_MS = 30_000
/** Stations that lost the same centre must not come back in step. */
const JITTER = 0.25

/** `failures` ≥ 1; `random` in [0, 1). A pause the centre asked for (`Retry-After`) is kept up to the cap. */
export function pauseAfter(failures: number, random: number, askedMs: number | undefined): number {
  const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return Math.max(doubled * (1 - JITTER + JITTER * random), Math.min(askedMs ?? 0, LONGEST_MS))
}
