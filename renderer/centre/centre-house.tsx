import { useEffect, useState, useSyncExternalStore } from 'react'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import { FocusStore } from '../alarm-board/focus-store.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import { NowProvider } from '../ui/now.tsx'
import { WindowsClosed } from '../ui/windows-closed.ts'
import type { CentreClient, SessionEnd } from './centre-client.ts'
import { CentreConnection } from './centre-connection.ts'
import { CentreLost } from './centre-lost.tsx'
import { CentreRoomView } from './centre-room.tsx'

interface HouseProps {
  readonly client: CentreClient
  readonly session: CentreSession
  readonly settings: Settings
  readonly onSettings: (change: Partial<Settings>) => void
  /** Asks the centre anew who is signed in. */
  readonly onChanged: () => Promise<void>
  readonly onEnded: (why: SessionEnd) => void
}

/** Follows the centre for whoever is signed in, and shows it, or that it is gone. */
export function CentreHouse({ client, session, settings, onSettings, onChanged, onEnded }: HouseProps) {
  const { t } = useWords()
  const [connection] = useState(() => new CentreConnection(client))
  const [focusStore] = useState(() => new FocusStore(connection.followed()))
  useEffect(() => connection.start(), [connection])
  useEffect(() => focusStore.start(), [focusStore])
  const { link, board, clockOffsetMs, heardAt, ended, command } = useSyncExternalStore(
    connection.subscribe,
    connection.getState,
  )
  useEffect(() => {
    if (ended !== null) onEnded(ended)
  }, [ended, onEnded])
  const isLost = link === 'lost'
  return (
    <NowProvider clockOffsetMs={clockOffsetMs}>
      {board === null && !isLost && <p className="waiting">{t('centre.connecting')}</p>}
      {board !== null && (
        <WindowsClosed value={isLost}>
          <CentreRoomView
            client={client}
            connection={connection}
            session={session}
            board={board}
            command={command}
            isLost={isLost}
            focusStore={focusStore}
            settings={settings}
            onSettings={onSettings}
            onChanged={onChanged}
            onEnded={onEnded}
          />
        </WindowsClosed>
      )}
      {isLost && (
        <CentreLost
          heardAt={heardAt === null ? null : heardAt + clockOffsetMs}
          board={board}
          operatorId={session.operator.id}
        />
      )}
    </NowProvider>
  )
}
