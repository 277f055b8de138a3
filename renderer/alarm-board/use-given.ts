import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { PatchedMap } from '../patched-map.ts'
import type { StationClient } from '../station-client.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { BoardState } from './board-store.ts'
import { givenBy, isStillGiven, mayBeGiven, type Given, type GivenCard } from './given-rules.ts'
import type { OwnAlarms } from './own-alarms.ts'

interface Looked {
  readonly personId: string | null
  readonly alarms: BoardState['alarms']
}

interface Here {
  readonly personId: string | null
  /** Whoever was here last, while nobody is signed in. */
  readonly lastPersonId: string | null
}

/** Whoever has more alarms than this when they sign in has them all, and reads no more notices. */
const MOST_ASKED = 20

const NOTHING: Looked = { personId: null, alarms: PatchedMap.of<AlarmCard>([]) }

/**
 * The alarms that colleagues gave to whoever stands here, until they are seen or in hand; also those that were given
 * before they signed in. `own` knows which they have seen; `onGiven`: a new one is there.
 */
export function useGiven(
  client: Pick<StationClient, 'chain'>,
  alarms: BoardState['alarms'],
  { personId, lastPersonId }: Here,
  own: OwnAlarms,
  onGiven: () => void,
) {
  const [given, setGiven] = useState<readonly Given[]>([])
  const [unread, setUnread] = useState<readonly GivenCard[]>([])
  const [soFar, setSoFar] = useState(0)
  const looked = useRef<Looked>(NOTHING)
  const here = useRef(personId)
  const tell = useEffectEvent(onGiven)
  // Said again, that there is nothing may draw the whole board once more.
  const forgetUnread = useEffectEvent(() => {
    if (unread.length > 0) setUnread([])
  })

  useEffect(() => {
    const before = looked.current
    looked.current = { personId, alarms }
    here.current = personId
    const isSamePerson = before.personId === personId
    const ids = isSamePerson ? alarms.changedSince(before.alarms) : alarms.keys()
    if (personId === null) {
      // Who gave it is told to whoever signs in; that there is one must not wait for them.
      const theirs = [...alarms.changedSince(before.alarms)].flatMap((alarmId) => {
        const [was, card] = [before.alarms.get(alarmId), alarms.get(alarmId)]
        const isGiven = was !== undefined && card !== undefined && mayBeGiven(was, card, lastPersonId)
        return isGiven ? [{ alarmId, state: card.state }] : []
      })
      if (theirs.length === 0) return
      setUnread((others) => [...others, ...theirs])
      setSoFar((count) => count + theirs.length)
      tell()
      return
    }
    forgetUnread()
    const theirs = [...ids].filter((alarmId) => {
      const card = alarms.get(alarmId)
      const was = isSamePerson ? before.alarms.get(alarmId) : undefined
      return card !== undefined && mayBeGiven(was, card, personId)
    })
    for (const alarmId of theirs.slice(0, MOST_ASKED)) {
      client.chain(alarmId).then(
        (chain) => {
          const one = givenBy(chain, personId)
          if (one === null || own.hasSeen(one.handOver) || here.current !== personId) return
          setGiven((shown) => [...shown.filter((other) => other.alarmId !== alarmId), one])
          setSoFar((count) => count + 1)
          tell()
        },
        // Without an answer nobody knows who gave it; the card says all the same whose it is.
        () => undefined,
      )
    }
  }, [client, alarms, personId, lastPersonId, own])

  const shown = given.filter((one) => isStillGiven(one, alarms.get(one.alarmId), personId))
  const untold = unread.filter((one) => isStillGiven(one, alarms.get(one.alarmId), lastPersonId))
  const waiting = personId === null ? untold : shown
  return {
    shown,
    /** For whoever does not look at this screen. */
    outside: {
      given: waiting.length,
      ringingGiven: waiting.filter(({ alarmId }) => alarms.get(alarmId)?.ringing === true).length,
      givenSoFar: soFar,
    },
    seen: useSteady((alarmId: string) => {
      for (const one of given) if (one.alarmId === alarmId) own.sees(one.handOver)
      setGiven((all) => all.filter((one) => one.alarmId !== alarmId))
    }),
  }
}
