import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { TryggvaktShell } from '../../shared/api/shell.ts'
import { useWords } from '../i18n/use-words.ts'
import { PhoneRoom } from '../phone/phone-room.tsx'
import { useViewOnDocument, type View } from '../phone/use-view.ts'
import type { Settings } from '../settings.ts'
import { OtherVersion } from '../start/other-version.tsx'
import type { StationClient } from '../station-client.ts'
import { NowProvider } from '../ui/now.tsx'
import { WindowsClosed } from '../ui/windows-closed.ts'
import { BoardConnection } from './board-connection.ts'
import { BoardRoom } from './board-room.tsx'
import { followBoard, FocusStore } from './focus-store.ts'
import { Rehearsal } from './rehearsal.tsx'
import { usePlannedStop } from './use-planned-stop.ts'
import { StationLost } from './station-lost.tsx'

interface AlarmBoardProps {
  readonly client: StationClient
  readonly settings: Settings
  readonly onSettings: (settings: Settings) => void
  readonly shell: TryggvaktShell | null
  /** Absent: the board. */
  readonly view?: View
  readonly toBoard?: (() => void) | null
}

/** The night-shift board: follows one station and shows it, or that it is gone. */
export function AlarmBoard({
  client,
  settings,
  onSettings,
  shell,
  view = 'board',
  toBoard = null,
}: AlarmBoardProps) {
  const { t, language } = useWords()
  const [connection] = useState(() => new BoardConnection(client))
  const [focusStore] = useState(() => new FocusStore(followBoard(connection)))
  useEffect(() => connection.start(), [connection])
  useEffect(() => focusStore.start(), [focusStore])

  const { link, board, heardAt, otherVersion, isKeyRefused } = useSyncExternalStore(
    connection.subscribe,
    connection.getState,
  )
  const isLost = link === 'lost'
  // The desktop shell hears of the new key by itself, and shows this board anew with it.
  const needsKey = isKeyRefused && shell === null
  const isPlanned = usePlannedStop(isLost, board?.proof.stoppingAt)
  const changeSettings = useCallback(
    (change: Partial<Settings>) => {
      onSettings({ ...settings, ...change })
    },
    [onSettings, settings],
  )

  useViewOnDocument(view)
  const shared =
    board === null
      ? null
      : { client, board, isLost, isPlanned, focusStore, settings, onSettings: changeSettings }
  if (otherVersion !== null) {
    return (
      <OtherVersion
        station={otherVersion}
        isDesktop={shell !== null}
        onReload={() => {
          location.reload()
        }}
      />
    )
  }
  return (
    <I18nProvider locale={language === 'nb' ? 'nb-NO' : 'en-GB'}>
      <NowProvider clockOffsetMs={board?.clockOffsetMs ?? 0}>
        {board === null && !isLost && <p className="waiting">{t('app.connecting')}</p>}
        {shared !== null && (
          <WindowsClosed value={isLost}>
            {view === 'phone' ? (
              <PhoneRoom {...shared} toBoard={toBoard} />
            ) : (
              <BoardRoom {...shared} shell={shell} />
            )}
          </WindowsClosed>
        )}
        <Rehearsal alarms={view === 'board' && board !== null && !isLost ? board.alarms : null} />
        {isLost && (
          <StationLost
            why={needsKey ? 'key' : isPlanned ? 'planned' : 'lost'}
            heardAt={heardAt === null ? null : heardAt + (board?.clockOffsetMs ?? 0)}
            alarms={board?.alarms ?? null}
          />
        )}
      </NowProvider>
    </I18nProvider>
  )
}
