import type { Sounding } from '../sound/sound-rules.ts'
import { selectRings } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'

/** The lost station sounds like a high alarm: nobody would notice a screen that is only silent. */
const LOST_RING: readonly Sounding[] = [{ id: 'station', ringRevision: 1, priority: 'high' }]

/** What sounds now. */
export function soundings(alarms: BoardState['alarms'], isLost: boolean): readonly Sounding[] {
  const rings = selectRings(alarms)
  return isLost ? [...rings, ...LOST_RING] : rings
}
