import { setTimeout as pause } from 'node:timers/promises'

/** The limit of every wait: it says that the event does not come, which a busy machine does not change. */
const LIMIT_MS = 60_000

/** For Vitest's own `vi.waitFor`, which else gives up after a second. */
export const PATIENTLY = { timeout: LIMIT_MS, interval: 50 } as const

type Nothing = undefined | null | false

/**
 * Waits for something to be there and gives it; fails with the sentence after `limitMs`. Looks again every
 * `everyMs`: a wait for an event, not for the clock.
 */
export async function waitUntil<T>(
  look: () => T | Nothing | Promise<T | Nothing>,
  otherwise: string | (() => string),
  { limitMs = LIMIT_MS, everyMs = 20 }: { limitMs?: number; everyMs?: number } = {},
): Promise<T> {
  for (const end = performance.now() + limitMs; ;) {
    const found = await look()
    if (found !== undefined && found !== null && found !== false) return found
    if (performance.now() > end) throw new Error(typeof otherwise === 'string' ? otherwise : otherwise())
    await pause(everyMs)
  }
}
