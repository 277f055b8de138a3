import { useMemo, useSyncExternalStore } from 'react'
import { Announcer } from '../alarm-board/announcer.tsx'
import { selectCounts } from '../alarm-board/board-selectors.ts'
import type { BoardState } from '../alarm-board/board-store.ts'
import { BoardWindows } from '../alarm-board/board-windows.tsx'
import { CalmBoard, RestLine } from '../alarm-board/calm-board.tsx'
import type { FocusStore } from '../alarm-board/focus-store.ts'
import { soundings } from '../alarm-board/soundings.ts'
import { useBoardActs } from '../alarm-board/use-board-acts.ts'
import { useFlash } from '../alarm-board/use-flash.ts'
import { useOutsideWorld } from '../alarm-board/use-outside-world.ts'
import { usePaintMark } from '../alarm-board/use-paint-mark.ts'
import { useMute } from '../alarm-board/use-mute.ts'
import { useSound } from '../alarm-board/use-sound.ts'
import { useSteps } from '../alarm-board/use-steps.ts'
import { LockWarning } from '../people/lock-warning.tsx'
import { useRooms } from '../people/use-rooms.ts'
import { SignInContext } from '../people/use-session.ts'
import type { Settings } from '../settings.ts'
import type { StationClient } from '../station-client.ts'
import { Toasts } from '../ui/toasts.tsx'
import { useToasts } from '../ui/use-toasts.ts'
import { OtherAlarms } from './other-alarms.tsx'
import { PhoneAlarm } from './phone-alarm.tsx'
import { PhoneFoot } from './phone-foot.tsx'
import { PhoneHead } from './phone-head.tsx'

interface PhoneRoomProps {
  readonly client: StationClient
  readonly board: BoardState
  readonly isLost: boolean
  readonly isPlanned: boolean
  readonly focusStore: FocusStore
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  /** Shows the whole board instead; null where this page has an address of its own. */
  readonly toBoard: (() => void) | null
}

/** The responder's page: one alarm for one hand, then the others. The same steps and rules as at the board. */
export function PhoneRoom(props: PhoneRoomProps) {
  const { client, board, isLost, isPlanned, focusStore, settings, onSettings, toBoard } = props
  const shown = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().shown)
  const focusedId = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().focusedId)
  const { toasts, show, close } = useToasts()
  const { who, door, enter } = useRooms({
    client: client.people,
    people: board.people,
    chosen: settings.personId,
    show,
  })
  const { personId } = who
  const steps = useSteps({
    client,
    people: board.people,
    personId,
    alarms: board.alarms,
    onPerson: (chosen) => {
      onSettings({ personId: chosen })
    },
    show,
  })
  const counts = useMemo(() => selectCounts(board.alarms), [board.alarms])
  const rings = useMemo(
    () => soundings(board.alarms, isLost && !isPlanned),
    [board.alarms, isLost, isPlanned],
  )
  const sound = useSound(rings, false)
  useFlash(rings.length > 0)
  usePaintMark(board.sequence)
  useOutsideWorld(counts, null)

  const onMute = useMute(client, sound.mute, personId)

  const focused = focusedId === null ? undefined : board.alarms.get(focusedId)
  const acts = useBoardActs({
    alarms: board.alarms,
    focusStore,
    steps,
    who,
    enter,
    onMute,
    show,
  })
  const ask = () => {
    steps.setOpen({ kind: 'who', pending: null })
  }

  return (
    <SignInContext value={door}>
      {/* A finger on the page holds the alarm that it means, as a key does at the board. */}
      <div className="phone" inert={isLost} onPointerDownCapture={acts.onAnyKey}>
        <PhoneHead
          stationName={board.station.name}
          isTraining={board.station.training}
          open={counts.open}
          shelved={counts.shelved}
          who={who}
          output={sound.output}
          muteLeftMs={sound.muteLeftMs}
          onMute={onMute}
          onUnlockSound={sound.unlock}
          onWho={ask}
          onShelved={() => {
            steps.setOpen({ kind: 'night', window: { kind: 'shelved' } })
          }}
        />
        <main className="phone-main">
          {focused === undefined ? (
            <CalmBoard proof={board.proof} />
          ) : (
            <PhoneAlarm card={focused} alarms={board.alarms} client={client} who={who} onStep={acts.onStep} />
          )}
          <OtherAlarms board={board} ids={shown.filter((id) => id !== focusedId)} onChoose={acts.onChoose} />
          {board.alarms.size > 0 && <RestLine proof={board.proof} />}
        </main>
        <PhoneFoot
          settings={settings}
          onSettings={onSettings}
          onHelp={() => {
            steps.setOpen({ kind: 'night', window: { kind: 'help' } })
          }}
          onShift={() => {
            steps.setOpen(personId === null ? { kind: 'who', pending: null } : { kind: 'shift' })
          }}
          toBoard={toBoard}
        />
        <Announcer alarms={board.alarms} closed={board.closed} />
        <LockWarning />
        <Toasts toasts={toasts} onClose={close} />
        {!isLost && (
          <BoardWindows
            steps={steps}
            people={board.people}
            client={client}
            runtime={null}
            personId={personId}
            alarms={board.alarms}
            sound={sound}
            onEnter={enter}
            onShow={acts.onChoose}
            stationName={board.station.name}
            saveAsPdf={null}
            onShift={(what) => {
              show((t) => t(`shift.${what}`))
            }}
            onNight={(what) => {
              show((t) => t(`night.done.${what}`))
            }}
          />
        )}
      </div>
    </SignInContext>
  )
}
