import { useSyncExternalStore } from 'react'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import { useFirstStart } from '../people/use-first-start.ts'
import { SignInContext } from '../people/use-session.ts'
import { PaperAsked } from '../residents/paper-question.tsx'
import { useVanishedWords } from '../sound/use-vanished-words.ts'
import { StationCallError } from '../station-client.ts'
import { useSteady } from '../ui/use-steady.ts'
import { AlarmList } from './alarm-list.tsx'
import { CalmBoard, RestLine } from './calm-board.tsx'
import { IncidentDetail } from './detail-with-chain.tsx'
import { errorWords } from './error-words.ts'
import { FloodBanner } from './flood-banner.tsx'
import { mustStandStill } from './focus-rules.ts'
import { OtherRooms } from './other-rooms.tsx'
import { OverTheRoom } from './over-the-room.tsx'
import { StatusBar } from './status-bar.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { useAlarmRoom, type AlarmRoomProps } from './use-alarm-room.ts'
import { useAttendance } from './use-attendance.ts'
import { useBoardKeys } from './use-board-keys.ts'
import { useHeadButtons } from './use-head-buttons.ts'
import { useTrainingAct } from './use-training-act.ts'

interface BoardRoomProps extends AlarmRoomProps {
  readonly shell: TryggvaktShell | null
}

/** The board with everything on it, and what keys and buttons do. */
export function BoardRoom({ shell, ...given }: BoardRoomProps) {
  const { client, board, isLost, focusStore, settings, onSettings } = given
  const alarmRoom = useAlarmRoom(given, shell)
  const { shown, focusedId, focused, show, who, door, room, enter, steps, sound, onMute, acts } = alarmRoom
  const isStill = useSyncExternalStore(focusStore.subscribe, () => mustStandStill(focusStore.getState()))
  const { personId } = who
  const isFirstStart = door.session?.needsAdministrator === true && board.people.length === 0
  useFirstStart(isFirstStart && board.alarms.size === 0, () => {
    steps.setOpen({ kind: 'who', pending: null })
  })
  useAttendance(client, shell !== null, sound.told)
  useVanishedWords(sound.view, show)
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
          counts={board.counts}
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
              <CalmBoard proof={board.proof} counts={board.counts}>
                {who.role === 'administrator' && personId !== null && (
                  <PaperAsked
                    client={client.residents}
                    personId={personId}
                    onFailed={(error) => {
                      const code = error instanceof StationCallError ? error.code : 'internal'
                      show((words) => errorWords(code, null, words))
                    }}
                  />
                )}
              </CalmBoard>
            ) : (
              <>
                <AlarmList
                  alarms={board.alarms}
                  closed={board.closed}
                  incidents={board.incidents}
                  shown={shown}
                  focusedId={focusedId}
                  takesKeyboard={steps.open === null && !isLost}
                  isStill={isStill}
                  onChoose={acts.onChoose}
                  onPointer={acts.onPointer}
                  onLeft={acts.onLeft}
                  onPage={acts.onPage}
                />
                {focused !== undefined && (
                  <IncidentDetail
                    card={focused}
                    incidents={board.incidents}
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
          {board.alarms.size > 0 && <FloodBanner flood={board.proof.flood} />}
          {board.counts.open > 0 && <RestLine proof={board.proof} shelved={board.counts.shelved} />}
          {board.station.training && <TrainingPanel client={client} onAct={onTrainingAct} />}
        </footer>
        <OverTheRoom
          client={client}
          board={board}
          isLost={isLost}
          settings={settings}
          room={alarmRoom}
          shell={shell}
          screen={shell === null ? 'browser' : 'desk'}
        />
      </div>
    </SignInContext>
  )
}
