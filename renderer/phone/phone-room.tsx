import { CalmBoard, RestLine } from '../alarm-board/calm-board.tsx'
import { OverTheRoom } from '../alarm-board/over-the-room.tsx'
import { useAlarmRoom, type AlarmRoomProps } from '../alarm-board/use-alarm-room.ts'
import { SignInContext } from '../people/use-session.ts'
import { OtherAlarms } from './other-alarms.tsx'
import { PhoneAlarm } from './phone-alarm.tsx'
import { PhoneFoot } from './phone-foot.tsx'
import { PhoneHead } from './phone-head.tsx'

interface PhoneRoomProps extends AlarmRoomProps {
  /** Shows the whole board instead; null where this page has an address of its own. */
  readonly toBoard: (() => void) | null
}

/** The responder's page: one alarm for one hand, then the others. The same steps and rules as at the board. */
export function PhoneRoom({ toBoard, ...given }: PhoneRoomProps) {
  const { client, board, isLost, settings, onSettings } = given
  const room = useAlarmRoom(given, null)
  const { shown, focusedId, focused, who, steps, sound, acts } = room
  const ask = () => {
    steps.setOpen({ kind: 'who', pending: null })
  }

  return (
    <SignInContext value={room.door}>
      {/* A finger on the page holds the alarm that it means, as a key does at the board. */}
      <div className="phone" inert={isLost} onPointerDownCapture={acts.onAnyKey}>
        <PhoneHead
          stationName={board.station.name}
          isTraining={board.station.training}
          open={board.counts.open}
          shelved={board.counts.shelved}
          who={who}
          output={sound.output}
          muteLeftMs={sound.muteLeftMs}
          onMute={room.onMute}
          onUnlockSound={sound.unlock}
          onWho={ask}
          onShelved={() => {
            steps.setOpen({ kind: 'night', window: { kind: 'shelved' } })
          }}
        />
        <main className="phone-main">
          {focused === undefined ? (
            <CalmBoard proof={board.proof} counts={board.counts} />
          ) : (
            <PhoneAlarm
              card={focused}
              incidents={board.incidents}
              client={client}
              who={who}
              onStep={acts.onStep}
            />
          )}
          <OtherAlarms board={board} ids={shown.filter((id) => id !== focusedId)} onChoose={acts.onChoose} />
          {board.counts.open > 0 && <RestLine proof={board.proof} shelved={board.counts.shelved} />}
        </main>
        <PhoneFoot
          flood={board.proof.flood}
          settings={settings}
          onSettings={onSettings}
          onHelp={() => {
            steps.setOpen({ kind: 'night', window: { kind: 'help' } })
          }}
          onShift={() => {
            if (who.personId === null) ask()
            else steps.setOpen({ kind: 'shift' })
          }}
          toBoard={toBoard}
        />
        <OverTheRoom
          client={client}
          board={board}
          isLost={isLost}
          settings={settings}
          room={room}
          shell={null}
          screen="phone"
        />
      </div>
    </SignInContext>
  )
}
