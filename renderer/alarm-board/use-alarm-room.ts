import { useMemo, useState, useSyncExternalStore } from 'react'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import { useRooms } from '../people/use-rooms.ts'
import type { Settings } from '../settings.ts'
import type { StationClient } from '../station-client.ts'
import { useToasts } from '../ui/use-toasts.ts'
import type { BoardState } from './board-store.ts'
import type { FocusStore } from './focus-store.ts'
import { incidentOf } from './incident-order.ts'
import { OwnAlarms } from './own-alarms.ts'
import { soundings } from './soundings.ts'
import { useAttended } from './use-attended.ts'
import { useBoardActs } from './use-board-acts.ts'
import { useEnded } from './use-ended.ts'
import { useFlash } from './use-flash.ts'
import { useGiven } from './use-given.ts'
import { useMute } from './use-mute.ts'
import { useOutsideWorld } from './use-outside-world.ts'
import { usePaintMark } from './use-paint-mark.ts'
import { useSound } from './use-sound.ts'
import { useSounded } from './use-sounded.ts'
import { useSteps } from './use-steps.ts'
import { useUndelivered } from './use-undelivered.ts'
import { useWentOn } from './use-went-on.ts'

/** What the board and the phone page are given. */
export interface AlarmRoomProps {
  readonly client: StationClient
  readonly board: BoardState
  readonly isLost: boolean
  /** It was stopped on purpose a short while ago. */
  readonly isPlanned: boolean
  readonly focusStore: FocusStore
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
}

/** What the board and the phone page do alike: who stands here, the alarm that has the focus, its steps, the sound. */
export function useAlarmRoom(props: AlarmRoomProps, shell: TryggvaktShell | null) {
  const { client, board, isLost, isPlanned, focusStore, settings, onSettings } = props
  const shown = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().shown)
  const focusedId = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().focusedId)
  const { toasts, show, close } = useToasts()
  const { who, door, room, enter } = useRooms({
    client: client.people,
    people: board.people,
    chosen: settings.personId,
    show,
  })
  const { personId } = who
  const [own] = useState(() => new OwnAlarms(localStorage))
  const ended = useEnded(client, board, personId, own)
  const steps = useSteps({
    client,
    people: board.people,
    personId,
    incidents: board.incidents,
    onPerson: (chosen) => {
      onSettings({ personId: chosen })
    },
    onClosing: ended.closesOwn,
    show,
  })
  const undelivered = useUndelivered(board.proof.centre.criticalWaitingSince ?? null, board.clockOffsetMs)
  const rings = useMemo(
    () => soundings(board.rings, isLost && !isPlanned, undelivered),
    [board.rings, isLost, isPlanned, undelivered],
  )
  const onBegun = useSounded(client, shell !== null)
  const sound = useSound(rings, shell !== null, onBegun)
  useFlash(rings.size > 0)
  usePaintMark(board.sequence)
  const onMute = useMute({ client, mute: sound.mute, personId, isLost })
  const given = useGiven(
    client,
    board.alarms,
    { personId, lastPersonId: settings.personId },
    own,
    sound.notice,
  )
  useOutsideWorld(board, given.outside, shell)
  const [firstGiven] = given.shown
  const acts = useBoardActs({
    board,
    focusStore,
    steps,
    who,
    enter,
    onMute,
    onGiven: () => {
      if (firstGiven !== undefined) showGiven(firstGiven.alarmId)
    },
    show,
  })
  const showGiven = (alarmId: string) => {
    given.seen(alarmId)
    if (room !== 'board') enter('board', null)
    acts.onChoose(alarmId)
  }
  const focused = focusedId === null ? undefined : board.alarms.get(focusedId)
  // Also who answered a later cause on a colleague's card.
  const isHers =
    personId !== null &&
    focused !== undefined &&
    incidentOf(board.incidents, focused).some(({ owner }) => owner?.id === personId)
  useAttended(focusStore, focused, isHers || steps.open !== null || room !== 'board')
  useWentOn(focusStore, board, show)
  return {
    shown,
    focusedId,
    focused,
    toasts,
    show,
    close,
    who,
    door,
    room,
    enter,
    steps,
    sound,
    onMute,
    acts,
    given,
    ended,
    showGiven,
  }
}

export type AlarmRoom = ReturnType<typeof useAlarmRoom>
