import { useEffect } from 'react'
import type { ClientSound } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'

/** The desktop is there to be heard and says how it sounds; a page in a browser or on a phone need not be. Null: not known yet. */
export function useAttendance(client: StationClient, isDesktop: boolean, sound: ClientSound | null): void {
  useEffect(
    () => (isDesktop && sound !== null ? client.attend(sound) : undefined),
    [client, isDesktop, sound],
  )
}
