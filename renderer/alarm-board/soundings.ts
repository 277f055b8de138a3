import type { Rings } from '../sound/sound-rules.ts'

/** The lost station sounds like a high alarm: nobody would notice a screen that is only silent. */
const LOST_RING = { id: 'station', ringRevision: 1, priority: 'high' } as const

/** What sounds now. */
export function soundings(rings: Rings, isLost: boolean): Rings {
  return isLost ? rings.with([[LOST_RING.id, LOST_RING]]) : rings
}
