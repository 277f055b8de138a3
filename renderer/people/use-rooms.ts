import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { PersonTile } from '../../shared/api/board.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import type { PeopleClient } from './people-client.ts'
import { useSession, type SignInDoor } from './use-session.ts'
import { useStay } from './use-stay.ts'
import { mayEnter, selectWho, type Room, type WhoIsHere } from './who-is-here.ts'

const MINUTE_MS = 60_000

interface RoomsContext {
  readonly client: PeopleClient
  readonly people: readonly PersonTile[]
  /** The name tile this window remembers. */
  readonly chosen: string | null
  readonly show: (words: SpokenWords) => void
}

interface Rooms {
  readonly who: WhoIsHere
  readonly door: SignInDoor
  readonly room: Room
  /** Opens the room for this person; the board for anybody. */
  readonly enter: (room: Room, personId: string | null) => void
}

/** Who stands here, and in which room of the house: a room closes with the session that opened it. */
export function useRooms({ client, people, chosen, show }: RoomsContext): Rooms {
  const session = useSession(client)
  const isSignedIn = session !== null && session.person !== null
  const locksAt = useStay(client, isSignedIn ? session.lockAfterMinutes * MINUTE_MS : null)
  const who = selectWho(session, people, chosen)
  const [entered, setEntered] = useState<{ readonly room: Room; readonly by: string | null }>({
    room: 'board',
    by: null,
  })
  const isTheirs = !who.isGuarded || entered.by === who.personId
  const sayLocked = useEffectEvent(() => {
    show((t) => t('signIn.locked'))
  })
  const ended = session?.ended ?? null
  useEffect(() => {
    if (ended === 'idle' || ended === 'signed-out' || ended === 'revoked') sayLocked()
  }, [ended])
  const door = useMemo(() => ({ client, session, locksAt }), [client, session, locksAt])
  return {
    who,
    door,
    room: isTheirs && mayEnter(entered.room, who) ? entered.room : 'board',
    enter: (room, by) => {
      setEntered({ room, by })
    },
  }
}
