import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { SessionState } from '../../shared/api/people.ts'
import { FeedStore } from '../feed-store.ts'
import type { PeopleClient } from './people-client.ts'

/** Who has signed in on this screen, as the station says; null until it has said so. */
function sessionStore(client: PeopleClient): FeedStore<SessionState | null, SessionState> {
  return new FeedStore<SessionState | null, SessionState>({
    initial: null,
    watch: (listener) => client.watchSession(listener),
    fold: (_, state) => state,
  })
}

export function useSession(client: PeopleClient): SessionState | null {
  const [store] = useState(() => sessionStore(client))
  useEffect(() => store.start(), [store])
  return useSyncExternalStore(store.subscribe, store.getState)
}

export interface SignInDoor {
  readonly client: PeopleClient
  readonly session: SessionState | null
  /** When this screen locks, by the steady clock; null while that is not near. */
  readonly locksAt: number | null
}

export const SignInContext = createContext<SignInDoor | null>(null)

export function useSignIn(): SignInDoor {
  const door = useContext(SignInContext)
  if (door === null) throw new Error('nobody can sign in outside the board')
  return door
}
