import { useEffect, useState } from 'react'
import type { PeopleClient } from './people-client.ts'
import { locksSoon, mustTell, present } from './presence.ts'

const LOOK_MS = 1_000
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/**
 * Tells the station that this screen is used. Answers with the moment of the steady clock at which it locks, once that
 * is near. `lockAfterMs` is null while nobody has signed in.
 */
export function useStay(client: Pick<PeopleClient, 'stay'>, lockAfterMs: number | null): number | null {
  const [locksAt, setLocksAt] = useState<number | null>(null)
  useEffect(() => {
    if (lockAfterMs === null) return undefined
    let presence = present(performance.now())
    const look = () => {
      const now = performance.now()
      if (mustTell(presence, now)) {
        presence = { ...presence, toldAt: now }
        // Unanswered it changes nothing here: a station that is gone says so on the whole screen.
        client.stay().catch(() => undefined)
      }
      setLocksAt(locksSoon(presence, now, lockAfterMs))
    }
    const touched = () => {
      presence = { ...presence, touchedAt: performance.now() }
      look()
    }
    const timer = setInterval(look, LOOK_MS)
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true })
    return () => {
      clearInterval(timer)
      for (const touch of TOUCHES) window.removeEventListener(touch, touched)
      setLocksAt(null)
    }
  }, [client, lockAfterMs])
  return locksAt
}
