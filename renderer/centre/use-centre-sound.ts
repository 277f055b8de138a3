import { useMemo } from 'react'
import { useSound } from '../alarm-board/use-sound.ts'
import type { Rings } from '../sound/sound-rules.ts'
import { soundings } from '../alarm-board/soundings.ts'

/** No station waits to hear that a response centre sounds. */
const tellNobody = () => undefined

/** Sounds what rings at this page; a page that is lost, or soon locks, sounds like a high alarm. */
export function useCentreSound(alarms: Rings, isPageInTrouble: boolean) {
  const rings = useMemo(() => soundings(alarms, isPageInTrouble), [alarms, isPageInTrouble])
  return { ...useSound(rings, false, tellNobody), isRinging: rings.size > 0 }
}
