import { useEffect, useRef, useState } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { PatchedMap } from '../patched-map.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { BoardState } from './board-store.ts'
import { endedUnder, withEnded, withoutOpen, type Ended } from './ended-rules.ts'

interface Looked {
  readonly personId: string | null
  readonly alarms: BoardState['alarms']
}

const NOTHING: Looked = { personId: null, alarms: PatchedMap.of<AlarmCard>([]) }

/** What ended under whoever stands here and they have not seen; gone with them when they sign out. */
export function useEnded(board: Pick<BoardState, 'alarms' | 'closed'>, personId: string | null) {
  const [ended, setEnded] = useState<readonly Ended[]>([])
  const own = useRef(new Set<string>())
  const looked = useRef<Looked>(NOTHING)
  const { alarms } = board

  const endedNow = useSteady((was: AlarmCard | undefined) => endedUnder(was, board, personId, own.current))
  const look = useSteady((before: Looked) => {
    if (before.personId !== personId) {
      own.current.clear()
      setEnded([])
      return
    }
    const touched = [...alarms.changedSince(before.alarms)]
    const cards = touched.flatMap((alarmId) => endedNow(before.alarms.get(alarmId)) ?? [])
    const waiting = withoutOpen(ended, alarms)
    if (cards.length > 0) setEnded(withEnded(waiting, cards))
    else if (waiting !== ended) setEnded(waiting)
  })
  useEffect(() => {
    const before = looked.current
    looked.current = { personId, alarms }
    look(before)
  }, [personId, alarms, look])

  return {
    shown: ended,
    /** Whether a notice tells that this alarm has ended, so that nothing else need say it. */
    tells: useSteady((was: AlarmCard) => endedNow(was) !== null),
    closesOwn: useSteady((alarmIds: readonly string[]) => {
      for (const alarmId of alarmIds) own.current.add(alarmId)
    }),
    seen: useSteady((key: string) => {
      setEnded((all) => all.filter((one) => one.key !== key))
    }),
    seenAll: useSteady(() => {
      setEnded([])
    }),
  }
}
