import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { SessionState } from '../../shared/api/people.ts'
import type { PeopleClient } from './people-client.ts'
import { SessionStore } from './session-store.ts'

/** A touch is told at most this often; the station locks by minutes. */
const STAY_EVERY_MS = 20_000
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

export function useSession(client: PeopleClient): SessionState | null {
  const [store] = useState(() => new SessionStore(client))
  useEffect(() => store.start(), [store])
  const state = useSyncExternalStore(store.subscribe, store.getState)
  const isSignedIn = state !== null && state.person !== null
  useEffect(() => {
    if (!isSignedIn) return undefined
    let toldAt = Number.NEGATIVE_INFINITY
    const touched = () => {
      if (performance.now() - toldAt < STAY_EVERY_MS) return
      toldAt = performance.now()
      // Unanswered it changes nothing here: a station that is gone says so on the whole screen.
      client.stay().catch(() => undefined)
    }
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true })
    return () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, touched)
    }
  }, [client, isSignedIn])
  return state
}

export interface SignInDoor {
  readonly client: PeopleClient
  readonly session: SessionState | null
}

export const SignInContext = createContext<SignInDoor | null>(null)

export function useSignIn(): SignInDoor {
  const door = useContext(SignInContext)
  if (door === null) throw new Error('nobody can sign in outside the board')
  return door
}
