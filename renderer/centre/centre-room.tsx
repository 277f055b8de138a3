import { memo, useMemo, useState, useSyncExternalStore } from 'react'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { mustStandStill } from '../alarm-board/focus-rules.ts'
import type { FocusStore } from '../alarm-board/focus-store.ts'
import { useFlash } from '../alarm-board/use-flash.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import { useVanishedWords } from '../sound/use-vanished-words.ts'
import { CardList } from '../ui/card-list.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { Toasts } from '../ui/toasts.tsx'
import { useSteady } from '../ui/use-steady.ts'
import { useToasts } from '../ui/use-toasts.ts'
import { CalmCentre, RestOfCentre } from './calm-centre.tsx'
import { countAlarms, type CentreBoard } from './centre-board.ts'
import { CentreAnnouncer } from './centre-announcer.tsx'
import { CentreCardView } from './centre-card-view.tsx'
import type { CentreClient, CommandChange, SessionEnd } from './centre-client.ts'
import type { CentreConnection } from './centre-connection.ts'
import { centreCommandOf, roomCommandOf, type CentreRoom } from './centre-keys.ts'
import { CentreRooms } from './centre-rooms.tsx'
import { CentreStatusBar } from './centre-status-bar.tsx'
import { CentreWindows } from './centre-windows.tsx'
import { stationWords } from './centre-words.ts'
import { DetailOf } from './detail-of.tsx'
import { SoundCheck } from './sound-check.ts'
import { LockBar, LocksSoon } from './lock-words.tsx'
import { RingsAbove } from './rings-above.tsx'
import { useCentreActs } from './use-centre-acts.ts'
import { useCentreMute } from './use-centre-mute.ts'
import { useCentreSound } from './use-centre-sound.ts'
import { useCentreSteps } from './use-centre-steps.ts'
import { useCentreStay } from './use-centre-stay.ts'
import { usePageTitle } from './use-page-title.ts'

interface RoomProps {
  readonly client: CentreClient
  readonly connection: CentreConnection
  readonly session: CentreSession
  readonly board: CentreBoard
  readonly command: CommandChange | null
  readonly isLost: boolean
  readonly focusStore: FocusStore
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onChanged: () => Promise<void>
  readonly onEnded: (why: SessionEnd) => void
}

/** The page of one operator with everything on it, and what keys and buttons do. Drawn anew by changes and not by beats. */
export const CentreRoomView = memo(function CentreRoomView(props: RoomProps) {
  const { client, connection, session, board, isLost, focusStore, settings, onSettings } = props
  const { t } = useWords()
  const { operator } = session
  const [room, setRoom] = useState<CentreRoom>('alarms')
  const shown = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().shown)
  const focusedId = useSyncExternalStore(focusStore.subscribe, () => focusStore.getState().focusedId)
  const isStill = useSyncExternalStore(focusStore.subscribe, () => mustStandStill(focusStore.getState()))
  const { toasts, show, close } = useToasts()
  const counts = useMemo(() => countAlarms(board.list), [board.list])
  useCentreStay(client, props.onChanged)
  const [isLocked, setLocked] = useState(session.isLocked)
  const sound = useCentreSound(board.rings, isLost)
  useFlash(sound.isRinging)
  usePageTitle(counts.open)
  const steps = useCentreSteps({ client, connection, session, isLocked, onChanged: props.onChanged, show })
  const onMute = useCentreMute({ client, mute: sound.mute, operatorId: operator.id, isLost })
  const acts = useCentreActs({
    board,
    focusStore,
    steps,
    operator,
    setRoom,
    onMute,
    show,
  })
  useVanishedWords(sound.view, show)
  useKeys({
    isListening: steps.open === null && !isLost,
    commandOf: room === 'alarms' ? centreCommandOf : roomCommandOf,
    onAnyKey: acts.onAnyKey,
    onCommand: acts.onCommand,
  })
  const focused = focusedId === null ? undefined : board.alarms.get(focusedId)
  const takesKeyboard = steps.open === null && !isLost
  const onWindow = useSteady((kind: 'keys' | 'sound' | 'pin') => {
    steps.setOpen({ kind })
  })
  const onSignOut = useSteady(() => {
    steps.signOut(props.onEnded)
  })
  return (
    <div
      className="board"
      data-view={acts.isDetailShown && focused !== undefined ? 'detail' : 'list'}
      inert={isLost}
    >
      <CentreStatusBar
        session={session}
        counts={counts}
        stations={board.stations}
        room={room}
        onRoom={setRoom}
        output={sound.told === 'missing' ? 'missing' : sound.output}
        muteLeftMs={sound.muteLeftMs}
        onMute={onMute}
        onUnlockSound={sound.unlock}
        theme={settings.theme}
        onSettings={onSettings}
        onWindow={onWindow}
        onSignOut={onSignOut}
      />
      {room !== 'alarms' ? (
        <CentreRooms
          room={room}
          client={client}
          board={board}
          role={operator.role}
          operatorId={operator.id}
          onAlarms={() => {
            setRoom('alarms')
          }}
        />
      ) : (
        <main className="room">
          {shown.length === 0 ? (
            <CalmCentre stations={board.stations} />
          ) : (
            <>
              <CardList
                label={t('card.list')}
                shown={shown}
                focusedId={focusedId}
                isStill={isStill}
                onPointer={acts.onPointer}
                onLeft={acts.onLeft}
                onPage={acts.onPage}
                above={(keys) => <RingsAbove board={board} above={keys} onChoose={acts.onChoose} />}
                card={(key) => {
                  const card = board.alarms.get(key) ?? board.closed.get(key)
                  return card === undefined ? null : (
                    <CentreCardView
                      card={card}
                      stationName={stationWords(card.view.station, board.stations)}
                      operatorId={operator.id}
                      isFocused={key === focusedId}
                      takesKeyboard={takesKeyboard && key === focusedId}
                      onChoose={acts.onChoose}
                    />
                  )
                }}
              />
              {focused !== undefined && (
                <DetailOf
                  client={client}
                  card={focused}
                  station={board.stations.get(focused.view.station)}
                  operator={acts.operator}
                  command={props.command}
                  onStep={acts.onStep}
                  onBack={acts.onBack}
                />
              )}
            </>
          )}
        </main>
      )}
      <footer className="foot">
        <LockBar
          session={session}
          onLocked={setLocked}
          onUnlock={() => {
            steps.setOpen({ kind: 'unlock', then: null })
          }}
        />
        {shown.length > 0 && room === 'alarms' && <RestOfCentre stations={board.stations} />}
      </footer>
      <CentreAnnouncer board={board} operatorId={operator.id} />
      <LocksSoon session={session} />
      <SoundCheck
        session={session}
        show={show}
        onCheck={() => {
          steps.setOpen({ kind: 'sound' })
        }}
      />
      <Toasts toasts={toasts} onClose={close} />
      {!isLost && (
        <CentreWindows
          client={client}
          session={session}
          steps={steps}
          board={board}
          sound={sound}
          show={show}
        />
      )}
    </div>
  )
})
