import type { TryggvaktShell } from '../../shared/api/shell.ts'
import type { ScreenKind } from '../../shared/domain/locked-call.ts'
import { LockWarning } from '../people/lock-warning.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { Announcer } from './announcer.tsx'
import { BoardWindows } from './board-windows.tsx'
import { GivenNotices } from './given-notices.tsx'
import type { AlarmRoom, AlarmRoomProps } from './use-alarm-room.ts'

interface OverTheRoomProps extends Pick<AlarmRoomProps, 'client' | 'board' | 'isLost' | 'settings'> {
  readonly room: AlarmRoom
  readonly shell: TryggvaktShell | null
  readonly screen: ScreenKind
}

/** What stands over the board and the phone page alike: the screen reader's words, short messages, the open window. */
export function OverTheRoom({ client, board, isLost, settings, room, shell, screen }: OverTheRoomProps) {
  const { show } = room
  return (
    <>
      <Announcer alarms={board.alarms} closed={board.closed} isTold={room.ended.tells} />
      <LockWarning />
      <Toasts toasts={room.toasts} onClose={room.close}>
        <GivenNotices
          given={room.given.shown}
          alarms={board.alarms}
          hasKey={screen !== 'phone' && room.room === 'board'}
          onShow={room.showGiven}
          onSeen={room.given.seen}
          ended={room.ended}
        />
      </Toasts>
      {!isLost && (
        <BoardWindows
          steps={room.steps}
          people={board.people}
          client={client}
          runtime={shell?.runtime ?? null}
          personId={room.who.personId}
          screen={{ from: screen, lastPersonId: settings.personId }}
          alarms={board.alarms}
          onEnter={room.enter}
          sound={room.sound}
          onShow={room.acts.onChoose}
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
    </>
  )
}
