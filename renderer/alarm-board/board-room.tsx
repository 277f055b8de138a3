import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { Settings } from '../settings.ts'
import type { StationClient } from '../station-client.ts'
import { SignInContext } from '../people/use-session.ts'
import { useFirstStart } from '../people/use-first-start.ts'
import { useRooms } from '../people/use-rooms.ts'
import { mayEnter, type Room } from '../people/who-is-here.ts'
import type { NightButton } from '../night/night-buttons.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { useSteady } from '../ui/use-steady.ts'
import { useToasts } from '../ui/use-toasts.ts'
import { AlarmList } from './alarm-list.tsx'
import { selectNextStep, type StepName } from './alarm-steps.ts'
import { Announcer } from './announcer.tsx'
import { selectCounts } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'
import { BoardWindows } from './board-windows.tsx'
import { CalmBoard, RestLine } from './calm-board.tsx'
import { personWords } from './card-words.ts'
import { DetailWithChain } from './detail-with-chain.tsx'
import { decideKey } from './focus-rules.ts'
import type { FocusStore } from './focus-store.ts'
import type { KeyCommand } from './key-commands.ts'
import { OtherRooms } from './other-rooms.tsx'
import { soundings } from './soundings.ts'
import { StatusBar } from './status-bar.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { useAttendance } from './use-attendance.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { useFlash } from './use-flash.ts'
import { useOutsideWorld } from './use-outside-world.ts'
import { usePaintMark } from './use-paint-mark.ts'
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
  const [isDetailShown, setDetailShown] = useState(false)
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
  const sound = useSound(rings)
  useAttendance(client, shell !== null, sound.output)
  useFlash(rings.length > 0)
  usePaintMark(board.sequence)
  useOutsideWorld(counts, shell)

  const focused = focusedId === null ? undefined : board.alarms.get(focusedId)

  const take = (step: StepName | 'next', isRepeat: boolean) => {
    const verdict = decideKey(focusStore.getState(), { repeat: isRepeat, now: performance.now() })
    if (!verdict.counts) {
      if (verdict.why === 'too-soon') show((t) => t('toast.tooSoon'))
      return
    }
    const card = board.alarms.get(verdict.alarmId)
    if (card === undefined) return
    const wanted = step === 'next' ? selectNextStep(card, personId) : step
    if (wanted !== null) steps.wish(wanted, card)
    else if (card.owner !== null) {
      const { owner } = card
      show((t) => t('toast.ownedByOther', { name: personWords(owner, t) }))
    } else if (card.carer !== undefined) show((t) => t('error.own-call'))
  }

  const onCommand = (command: KeyCommand, isRepeat: boolean) => {
    switch (command.kind) {
      case 'move':
        focusStore.dispatch({ type: 'move', by: command.by })
        return
      case 'next-step':
        take('next', isRepeat)
        return
      case 'step':
        take(command.step, isRepeat)
        return
      case 'mute':
        if (!isRepeat) sound.mute()
        return
      case 'report':
      case 'help':
      case 'shelved':
      case 'search':
        steps.setOpen({ kind: 'night', window: { kind: command.kind } })
        return
      case 'undo':
        if (!isRepeat) steps.undo()
        return
      case 'keys':
      case 'diagnostics':
        steps.setOpen({ kind: command.kind })
        return
      case 'technician':
        goTo('technician')
        return
      case 'user':
        steps.setOpen({ kind: 'who', pending: null })
        return
      default:
        assertNever(command)
    }
  }
  const goTo = (wanted: Exclude<Room, 'board'>) => {
    if (mayEnter(wanted, who)) enter(wanted, personId)
    else steps.setOpen({ kind: 'enter', then: wanted })
  }
  useBoardKeys({
    isListening: steps.open === null && !isLost && room === 'board',
    onAnyKey: () => {
      focusStore.dispatch({ type: 'key', now: performance.now() })
    },
    onCommand,
  })
  const choose = useCallback(
    (id: string) => {
      focusStore.dispatch({ type: 'choose', id })
      setDetailShown(true)
    },
    [focusStore],
  )
  const onPointer = useCallback(() => {
    focusStore.dispatch({ type: 'pointer', now: performance.now() })
  }, [focusStore])

  const onStep = useSteady((step: StepName) => {
    take(step, false)
  })
  const onBack = useCallback(() => {
    setDetailShown(false)
  }, [])
  const onWho = useSteady(() => {
    steps.setOpen({ kind: 'who', pending: null })
  })
  const onNight = useSteady((kind: NightButton) => {
    steps.setOpen({ kind: 'night', window: { kind } })
  })
  const onWindow = useSteady((kind: 'keys' | 'diagnostics') => {
    steps.setOpen({ kind })
  })
  const onBoard = useSteady(() => {
    enter('board', null)
  })
  const onTechnician = useSteady(() => {
    goTo('technician')
  })
  const onPeople = useSteady(() => {
    goTo('people')
  })
  const onResidents = useSteady(() => {
    goTo('residents')
  })
  const onShift = useSteady(() => {
    steps.setOpen(personId === null ? { kind: 'who', pending: null } : { kind: 'shift' })
  })
  const onPerson = useSteady((chosen: string) => {
    onSettings({ personId: chosen })
  })
  const onMute = useSteady(sound.mute)
  const onTrainingAct = useTrainingAct(client, show)

  return (
    <SignInContext value={door}>
      <div
        className="board"
        data-view={isDetailShown && focused !== undefined ? 'detail' : 'list'}
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
          onWho={onWho}
          theme={settings.theme}
          onSettings={onSettings}
          onWindow={onWindow}
          onTechnician={onTechnician}
          onShift={onShift}
          onPeople={onPeople}
          onResidents={onResidents}
          onNight={onNight}
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
                  onChoose={choose}
                  onPointer={onPointer}
                />
                {focused !== undefined && (
                  <DetailWithChain
                    card={focused}
                    client={client}
                    personId={personId}
                    role={who.role}
                    isVeiled={who.isVeiled}
                    onStep={onStep}
                    onBack={onBack}
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
        <Announcer alarms={board.alarms} />
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
            onTestSound={sound.test}
            onShow={choose}
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
