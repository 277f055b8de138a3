import { useEffect, useState } from 'react'
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'

export type ChainState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly chain: Chain }
  | { readonly kind: 'failed' }

/** The chain of one alarm, asked for again whenever its card changes; an older answer never wins. */
export function useChain(client: StationClient, card: AlarmCard): ChainState {
  const [loaded, setLoaded] = useState<{ readonly alarmId: string; readonly state: ChainState } | null>(null)
  const { alarmId, revision } = card
  const delivery = card.delivery.state
  useEffect(() => {
    let isCurrent = true
    client.chain(alarmId).then(
      (chain) => {
        if (isCurrent) setLoaded({ alarmId, state: { kind: 'shown', chain } })
      },
      () => {
        if (isCurrent) setLoaded({ alarmId, state: { kind: 'failed' } })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, alarmId, revision, delivery])
  return loaded?.alarmId === alarmId ? loaded.state : { kind: 'loading' }
}
