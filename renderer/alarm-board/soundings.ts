import type { Instant } from '../../shared/domain/time.ts'
import type { Rings, Sounding } from '../sound/sound-rules.ts'

/** The lost station sounds like a high alarm: nobody would notice a screen that is only silent. */
const LOST_RING = { id: 'station', ringRevision: 1, priority: 'high' } as const

const UNDELIVERED = 'undelivered'

/** False for what sounds without being an alarm of its own. */
export function isAlarmRing(id: string): boolean {
  return id !== LOST_RING.id && id !== UNDELIVERED
}

/** What sounds now. `undeliveredSince`: a critical alarm has waited for the centre for too long. */
export function soundings(rings: Rings, isLost: boolean, undeliveredSince: Instant | null = null): Rings {
  const more: [string, Sounding][] = []
  if (isLost) more.push([LOST_RING.id, LOST_RING])
  if (undeliveredSince !== null) {
    // Another one that waits sounds anew.
    more.push([UNDELIVERED, { id: UNDELIVERED, ringRevision: undeliveredSince, priority: 'medium' }])
  }
  return more.length === 0 ? rings : rings.with(more)
}
