import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import type { Sounding } from '../sound/sound-rules.ts'
import type { StationClient } from '../station-client.ts'
import { Toasts } from '../ui/toasts.tsx'
import { useToasts } from '../ui/use-toasts.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import { AlarmList } from './alarm-list.tsx'
import { selectNextStep, type StepName } from './alarm-steps.ts'
import { Announcer } from './announcer.tsx'
import { BoardMenu } from './board-menu.tsx'
import { selectCounts, selectRings, type BoardCounts } from './board-selectors.ts'
import type { BoardState } from './board-store.ts'
import { BoardWindows } from './board-windows.tsx'
import { CalmBoard, RestLine } from './calm-board.tsx'
import { nameOf } from './card-words.ts'
import { decideKey } from './focus-rules.ts'
import type { FocusStore } from './focus-store.ts'
import type { KeyCommand } from './key-commands.ts'
import { StatusBar } from './status-bar.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { useBoardKeys } from './use-board-keys.ts'
import { useChain } from './use-chain.ts'
import { usePaintMark } from './use-paint-mark.ts'
import { useSound } from './use-sound.ts'
import { useSteps } from './use-steps.ts'

interface BoardRoomProps {
  readonly client: StationClient
  readonly board: BoardState
  readonly isLost: boolean
  readonly focusStore: FocusStore
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly shell: TryggvaktShell | null
}

/** The lost station sounds like a high alarm: nobody would notice a screen that is only silent. */
const LOST_RING: readonly Sounding[] = [{ id: 'station', ringRevision: 1, priority: 'high' }]

/** The board with everything on it, and what keys and buttons do. */
export function BoardRoom({
  client,
  board,
  isLost,
  focusStore,
  settings,
  onSettings,
  shell,
}: BoardRoomProps) {
  const { t } = useWords()
  const focus = useSyncExternalStore(focusStore.subscribe, focusStore.getState)
  const [isDetailShown, setDetailShown] = useState(false)
  const { toasts, show, close } = useToasts()
  const personName = nameOf(board.people, settings.personId)
  const personId = personName === null ? null : settings.personId
  const steps = useSteps({
    client,
    people: board.people,
    personId,
    onPerson: (chosen) => {
      onSettings({ personId: chosen })
    },
    show,
  })
  const counts = useMemo(() => selectCounts(board.alarms), [board.alarms])
  const rings = useMemo(() => soundings(board.alarms, isLost), [board.alarms, isLost])
  const sound = useSound(rings)
  usePaintMark(board.sequence)
  useOutsideWorld(counts, shell)

  const focused = focus.focusedId === null ? undefined : board.alarms.get(focus.focusedId)

  const take = (step: StepName | 'next', isRepeat: boolean) => {
    const verdict = decideKey(focus, { repeat: isRepeat, now: performance.now() })
    if (!verdict.counts) {
      if (verdict.why === 'too-soon') show(t('toast.tooSoon'))
      return
    }
    const card = board.alarms.get(verdict.alarmId)
    if (card === undefined) return
    const wanted = step === 'next' ? selectNextStep(card, personId) : step
    if (wanted !== null) steps.wish(wanted, card)
    else if (card.owner !== null) show(t('toast.ownedByOther', { name: card.owner.name }))
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
      case 'keys':
      case 'diagnostics':
        steps.setOpen({ kind: command.kind })
        return
      default:
        assertNever(command)
    }
  }
  useBoardKeys({
    isListening: steps.open === null && !isLost,
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

  return (
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
        personName={personName}
        output={sound.output}
        muteLeftMs={sound.muteLeftMs}
        onMute={sound.mute}
        onUnlockSound={sound.unlock}
        onWho={() => {
          steps.setOpen({ kind: 'who', pending: null })
        }}
        menu={
          <BoardMenu
            theme={settings.theme}
            onTheme={(theme) => {
              onSettings({ theme })
            }}
            onLanguage={(language) => {
              onSettings({ language })
            }}
            onKeys={() => {
              steps.setOpen({ kind: 'keys' })
            }}
            onDiagnostics={() => {
              steps.setOpen({ kind: 'diagnostics' })
            }}
          />
        }
      />
      <main className="room">
        {focus.shown.length === 0 ? (
          <CalmBoard proof={board.proof} />
        ) : (
          <>
            <AlarmList
              board={board}
              shown={focus.shown}
              focusedId={focus.focusedId}
              takesKeyboard={steps.open === null && !isLost}
              onChoose={choose}
              onPointer={onPointer}
            />
            {focused !== undefined && (
              <DetailWithChain
                card={focused}
                client={client}
                board={board}
                personId={personId}
                onStep={(step) => {
                  take(step, false)
                }}
                onBack={() => {
                  setDetailShown(false)
                }}
              />
            )}
          </>
        )}
      </main>
      <footer className="foot">
        {board.alarms.size > 0 && <RestLine proof={board.proof} />}
        {board.station.training && (
          <TrainingPanel
            client={client}
            onAct={(device, act) => {
              client.trainingAct(device.deviceId, act).then(
                () => {
                  show(t('toast.trainingActed', { name: device.residentName, act: t(`training.act.${act}`) }))
                },
                () => {
                  show(t('training.failed'))
                },
              )
            }}
          />
        )}
      </footer>
      <Announcer alarms={board.alarms} />
      <Toasts toasts={toasts} onClose={close} />
      {!isLost && (
        <BoardWindows steps={steps} people={board.people} client={client} runtime={shell?.runtime ?? null} />
      )}
    </div>
  )
}

interface DetailWithChainProps {
  readonly card: AlarmCard
  readonly client: StationClient
  readonly board: BoardState
  readonly personId: string | null
  readonly onStep: (step: StepName) => void
  readonly onBack: () => void
}

function DetailWithChain({ card, client, board, personId, onStep, onBack }: DetailWithChainProps) {
  const chain = useChain(client, card)
  return (
    <AlarmDetail
      card={card}
      chain={chain}
      people={board.people}
      personId={personId}
      onStep={onStep}
      onBack={onBack}
    />
  )
}

/** The window's title and the shell (tray, window to the front) follow the counts. */
function useOutsideWorld(counts: BoardCounts, shell: TryggvaktShell | null): void {
  const { t } = useWords()
  const { open, ringingCritical } = counts
  useEffect(() => {
    document.title = open === 0 ? t('app.title') : t('app.titleOpen', { count: open })
  }, [open, t])
  useEffect(() => {
    shell?.reportBoard({ open, ringingCritical })
  }, [shell, open, ringingCritical])
}

function soundings(alarms: BoardState['alarms'], isLost: boolean): readonly Sounding[] {
  const rings = selectRings(alarms).map(({ alarmId, ...ring }) => ({ id: alarmId, ...ring }))
  return isLost ? [...rings, ...LOST_RING] : rings
}
