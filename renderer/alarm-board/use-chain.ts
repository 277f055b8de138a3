import { startTransition, useEffect, useRef, useState } from 'react'
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { StationClient } from '../station-client.ts'
import { sharedChain } from './share-chain.ts'

export type ChainState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly chain: Chain }
  | { readonly kind: 'failed' }
  /** Shown after sign-in. */
  | { readonly kind: 'veiled' }

/** A sensor that is stuck changes its card many times a second; its chain is asked for once in that time. */
const ASK_GAP_MS = 1_000
/** Keys that walk down a long list pass alarms that nobody stops at; theirs are not asked for. */
const WALK_GAP_MS = 150

/** The chain of one alarm, asked for again when its card changes; an older answer never wins. */
export function useChain(client: StationClient, card: AlarmCard, isVeiled: boolean): ChainState {
  const [loaded, setLoaded] = useState<{ readonly alarmId: string; readonly state: ChainState } | null>(null)
  const asked = useRef({ alarmId: '', at: -Infinity, number: 0 })
  const { alarmId, revision } = card
  const delivery = card.delivery.state
  useEffect(() => {
    if (isVeiled) return undefined
    const ask = () => {
      const number = asked.current.number + 1
      asked.current = { alarmId, at: performance.now(), number }
      const take = (state: ChainState) => {
        if (asked.current.number !== number) return
        // A ring must not wait for the drawing of how it came to be.
        startTransition(() => {
          setLoaded((before) => ({ alarmId, state: withShared(before?.state, state) }))
        })
      }
      client.chain(alarmId).then(
        (chain) => {
          take({ kind: 'shown', chain })
        },
        () => {
          take({ kind: 'failed' })
        },
      )
    }
    const isSame = asked.current.alarmId === alarmId
    const left = asked.current.at + (isSame ? ASK_GAP_MS : WALK_GAP_MS) - performance.now()
    if (left <= 0) {
      ask()
      return undefined
    }
    const timer = setTimeout(ask, left)
    return () => {
      clearTimeout(timer)
    }
  }, [client, alarmId, revision, delivery, isVeiled])
  if (isVeiled) return { kind: 'veiled' }
  return loaded?.alarmId === alarmId ? loaded.state : { kind: 'loading' }
}

function withShared(before: ChainState | undefined, after: ChainState): ChainState {
  if (before?.kind !== 'shown' || after.kind !== 'shown') return after
  return { kind: 'shown', chain: sharedChain(before.chain, after.chain) }
}
