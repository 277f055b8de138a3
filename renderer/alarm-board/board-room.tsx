import { useMemo, useSyncExternalStore } from 'react'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import type { Settings } from '../settings.ts'
import type { StationClient } from '../station-client.ts'
import { LockWarning } from '../people/lock-warning.tsx'
import { SignInContext } from '../people/use-session.ts'
import { useFirstStart } from '../people/use-first-start.ts'
import { useRooms } from '../people/use-rooms.ts'
import { useVanishedWords } from '../sound/use-vanished-words.ts'
import { Toasts } from '../ui/toasts.tsx'
import { useSteady } from '../ui/use-steady.ts'
import { useToasts } from '../ui/use-toasts.ts'
import { AlarmList } from './alarm-list.tsx'
import { Announcer } from './announcer.tsx'
import { selectCounts } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'
import { BoardWindows } from './board-windows.tsx'
import { CalmBoard, RestLine } from './calm-board.tsx'
import { IncidentDetail } from './detail-with-chain.tsx'
import { mustStandStill } from './focus-rules.ts'
import type { FocusStore } from './focus-store.ts'
import { OtherRooms } from './other-rooms.tsx'
import { soundings } from './soundings.ts'
import { StatusBar } from './status-bar.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { useAttendance } from './use-attendance.ts'
import { useBoardActs } from './use-board-acts.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { useFlash } from './use-flash.ts'
import { useHeadButtons } from './use-head-buttons.ts'
import { useOutsideWorld } from './use-outside-world.ts'
import { usePaintMark } from './use-paint-mark.ts'
import { useMute } from './use-mute.ts'
import { useSound } from './use-sound.ts'
import { useTrainingAct } from './use-training-act.ts'
import { useSteps } from './use-steps.ts'

interface BoardRoomProps {
  readonly client: StationClient
  readonly board: BoardState
  readonly isLost: boolean
  /** It was stopped on purpose a short while ago. */
  readonly isPlanned: boolean
  readonly focusStore: FocusStore
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly shell: TryggvaktShell | null
}

/** The board with everything on it, and what keys and buttons do. */
export function BoardRoom({
  client,
  board,
  isLost,
  isPlanned,
  focusStore,
  settings,
  onSettings,
  shell,
}: BoardRoomProps) {
  const shown = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().shown)
  const focusedId = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().focusedId)
  const isStill = useSyncExternalStore(focusStore.subscribe, () => mustStandStill(focusStore.getState()))
  const { toasts, show, close } = useToasts()
  const { who, door, room, enter } = useRooms({
    client: client.people,
    people: board.people,
    chosen: settings.personId,
    show,
  })
  const { personId } = who
  const isFirstStart = door.session?.needsAdministrator === true && board.people.length === 0
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
  useFirstStart(isFirstStart && board.alarms.size === 0, () => {
    steps.setOpen({ kind: 'who', pending: null })
  })
  const counts = useMemo(() => selectCounts(board.alarms), [board.alarms])
  const rings = useMemo(
    () => soundings(board.alarms, isLost && !isPlanned),
    [board.alarms, isLost, isPlanned],
  )
  const sound = useSound(rings, shell !== null)
  useAttendance(client, shell !== null, sound.told)
  useVanishedWords(sound.view, show)
  useFlash(rings.length > 0)
  usePaintMark(board.sequence)
  useOutsideWorld(counts, shell)

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
  const buttons = useHeadButtons({ steps, personId, goTo: acts.goTo })
  useBoardKeys({
    isListening: steps.open === null && !isLost && room === 'board',
    onAnyKey: acts.onAnyKey,
    onCommand: acts.onCommand,
  })
  const onBoard = useSteady(() => {
    enter('board', null)
  })
  const onPerson = useSteady((chosen: string) => {
    onSettings({ personId: chosen })
  })
  const onTrainingAct = useTrainingAct(client, show)

  return (
    <SignInContext value={door}>
      <div
        className="board"
        data-view={acts.isDetailShown && focused !== undefined ? 'detail' : 'list'}
        inert={isLost}
      >
        <StatusBar
          stationName={board.station.name}
          isTraining={board.station.training}
          counts={counts}
          proof={board.proof}
          personName={who.name}
          isGuarded={who.isGuarded}
          output={sound.output}
          muteLeftMs={sound.muteLeftMs}
          onMute={onMute}
          onUnlockSound={sound.unlock}
          theme={settings.theme}
          onSettings={onSettings}
          {...buttons}
        />
        {room !== 'board' ? (
          <OtherRooms
            room={room}
            client={client}
            board={board}
            who={who}
            onPerson={onPerson}
            show={show}
            onBoard={onBoard}
          />
        ) : (
          <main className="room">
            {shown.length === 0 ? (
              <CalmBoard proof={board.proof} />
            ) : (
              <>
                <AlarmList
                  board={board}
                  shown={shown}
                  focusedId={focusedId}
                  takesKeyboard={steps.open === null && !isLost}
                  isStill={isStill}
                  onChoose={acts.onChoose}
                  onPointer={acts.onPointer}
                  onPage={acts.onPage}
                />
                {focused !== undefined && (
                  <IncidentDetail
                    card={focused}
                    alarms={board.alarms}
                    client={client}
                    personId={personId}
                    role={who.role}
                    isVeiled={who.isVeiled}
                    onStep={acts.onStep}
                    onBack={acts.onBack}
                  />
                )}
              </>
            )}
          </main>
        )}
        <footer className="foot">
          {board.alarms.size > 0 && <RestLine proof={board.proof} />}
          {board.station.training && <TrainingPanel client={client} onAct={onTrainingAct} />}
        </footer>
        <Announcer alarms={board.alarms} closed={board.closed} />
        <LockWarning />
        <Toasts toasts={toasts} onClose={close} />
        {!isLost && (
          <BoardWindows
            steps={steps}
            people={board.people}
            client={client}
            runtime={shell?.runtime ?? null}
            personId={personId}
            alarms={board.alarms}
            onEnter={enter}
            sound={sound}
            onShow={acts.onChoose}
            stationName={board.station.name}
            saveAsPdf={shell === null ? null : (name) => shell.saveAsPdf(name)}
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
