import { useCallback } from 'react'
import { MOST_SOUNDED } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'
import { isAlarmRing } from './soundings.ts'

/** Tells the station which alarms this desk has just sounded for the first time; a page elsewhere is not the duty room. */
export function useSounded(client: StationClient, isDesk: boolean): (alarmIds: readonly string[]) => void {
  return useCallback(
    (alarmIds) => {
      const alarms = alarmIds.filter(isAlarmRing)
      if (!isDesk || alarms.length === 0) return
      // A station that is away has heard of no new alarm either; what it missed sounds and is told again with the next ring.
      client.sounded(alarms.slice(0, MOST_SOUNDED)).catch(() => undefined)
    },
    [client, isDesk],
  )
}
