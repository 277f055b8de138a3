import { useEffect, useRef, useState } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import { PatchedMap } from '../patched-map.ts'
import { StationCallError, type StationClient } from '../station-client.ts'
import { useSteady } from '../ui/use-steady.ts'
import type { BoardState } from './board-store.ts'
import { endedMeanwhile, endedUnder, withEnded, withoutOpen, type Ended } from './ended-rules.ts'
import type { OwnAlarms } from './own-alarms.ts'

interface Looked {
  readonly personId: string | null
  readonly alarms: BoardState['alarms']
}

/** Asked for at a sign-in; what is beyond that is asked for at the next. */
const MOST_ASKED = 20

const NOTHING: Looked = { personId: null, alarms: PatchedMap.of<AlarmCard>([]) }

/** What ended under whoever stands here and they have not seen, also while they were away from this screen. */
export function useEnded(
  client: Pick<StationClient, 'chain'>,
  board: Pick<BoardState, 'alarms' | 'closed'>,
  personId: string | null,
  ownAlarms: OwnAlarms,
) {
  const [ended, setEnded] = useState<readonly Ended[]>([])
  const own = useRef(new Set<string>())
  const looked = useRef<Looked>(NOTHING)
  const here = useRef(personId)
  const { alarms } = board

  const endedNow = useSteady((was: AlarmCard | undefined) => endedUnder(was, board, personId, own.current))
  const told = useSteady((alarmIds: readonly string[]) => {
    if (personId !== null && alarmIds.length > 0) ownAlarms.isTold(personId, alarmIds)
  })
  const askWhatEnded = useSteady((by: string) => {
    const gone = ownAlarms.of(by).filter((alarmId) => !alarms.has(alarmId))
    for (const alarmId of gone.slice(0, MOST_ASKED)) {
      client.chain(alarmId).then(
        (chain) => {
          if (here.current !== by || isOpen(chain.alarm)) return
          const card = endedMeanwhile(chain, by)
          if (card === null) told([alarmId])
          else setEnded((waiting) => withEnded(waiting, [card]))
        },
        (error: unknown) => {
          if (error instanceof StationCallError && error.code === 'unknown-alarm') told([alarmId])
        },
      )
    }
  })
  const look = useSteady((before: Looked) => {
    const touched = [...alarms.changedSince(before.alarms)]
    if (before.personId !== personId) {
      own.current.clear()
      setEnded([])
      if (personId !== null) {
        ownAlarms.isHere(personId)
        ownAlarms.follow(alarms, alarms.keys())
        askWhatEnded(personId)
      }
      return
    }
    ownAlarms.follow(alarms, touched)
    const left = touched.map((alarmId) => before.alarms.get(alarmId)).filter(isGone(alarms))
    const cards = left.flatMap((was) => endedNow(was) ?? [])
    told(left.filter((was) => was.owner?.id === personId && endedNow(was) === null).map(idOf))
    const waiting = withoutOpen(ended, alarms)
    if (cards.length > 0) setEnded(withEnded(waiting, cards))
    else if (waiting !== ended) setEnded(waiting)
  })
  useEffect(() => {
    const before = looked.current
    looked.current = { personId, alarms }
    here.current = personId
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
      told(ended.filter((one) => one.key === key).flatMap(({ cards }) => cards.map(idOf)))
      setEnded((all) => all.filter((one) => one.key !== key))
    }),
    seenAll: useSteady(() => {
      told(ended.flatMap(({ cards }) => cards.map(idOf)))
      setEnded([])
    }),
  }
}

const idOf = ({ alarmId }: AlarmCard) => alarmId

function isGone(alarms: BoardState['alarms']) {
  return (was: AlarmCard | undefined): was is AlarmCard => was !== undefined && !alarms.has(was.alarmId)
}
