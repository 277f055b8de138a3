import type { StationsHeard } from '../store/station-store.ts'

/** A node that has not heard a station itself knows of it so late at most; 90 s make it silent. */
const LOOK_EVERY_MS = 2_000

/** Keeps `observe` told of the stations that other nodes heard. Gives the end of it. */
export function followOtherNodes(
  read: () => Promise<StationsHeard>,
  observe: (heard: StationsHeard) => void,
): () => void {
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    read()
      .then(observe, () => {
        // The database does not answer, which health and the next body say; the next look makes up for it.
      })
      .finally(() => {
        isLooking = false
      })
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
