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
/**
 * So long after a change the screens have painted it, a telephone beside two desks as well: on a machine that they share
 * the telling of how it came to be must not stand in the way of what rings.
 */
const PAINTED_MS = 150
/** Keys that walk down a long list pass alarms that nobody stops at; theirs are not asked for. */
const WALK_GAP_MS = 150

/** The chain of one alarm, asked for again when its card changes; an older answer never wins. */
export function useChain(client: StationClient, card: AlarmCard, isVeiled: boolean): ChainState {
  const [loaded, setLoaded] = useState<{ readonly alarmId: string; readonly state: ChainState } | null>(null)
  const asked = useRef({ alarmId: '', at: -Infinity, number: 0 })
  /** Since when there is something newer than what was asked for; null while there is not. */
  const changedAt = useRef<number | null>(null)
  const { alarmId, revision } = card
  const delivery = card.delivery.state
  useEffect(() => {
    if (isVeiled) return undefined
    const ask = () => {
      const number = asked.current.number + 1
      asked.current = { alarmId, at: performance.now(), number }
      changedAt.current = null
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
    const now = performance.now()
    changedAt.current = isSame ? (changedAt.current ?? now) : null
    const { at } = asked.current
    const askAt =
      changedAt.current === null
        ? at + WALK_GAP_MS
        : Math.max(at + ASK_GAP_MS, changedAt.current + PAINTED_MS)
    const left = askAt - now
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
