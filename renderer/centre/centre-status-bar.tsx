import { memo } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { Clock, SoundButton } from '../alarm-board/status-bar.tsx'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import type { OutputState } from '../sound/alarm-sound.ts'
import { LookSections } from '../ui/look-sections.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { countStations, prioritiesPresent, type CentreCounts } from './centre-board.ts'
import type { CentreRoom } from './centre-keys.ts'

interface StatusBarProps {
  readonly session: CentreSession
  readonly counts: CentreCounts
  readonly stations: ReadonlyMap<string, StationLine>
  readonly room: CentreRoom
  readonly onRoom: (room: CentreRoom) => void
  readonly output: OutputState
  /** Milliseconds until the sound comes back; null when it is not paused. */
  readonly muteLeftMs: number | null
  readonly onMute: () => void
  readonly onUnlockSound: () => void
  readonly theme: Settings['theme']
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onWindow: (kind: 'keys' | 'sound' | 'pin') => void
  readonly onSignOut: () => void
}

const ROOMS: readonly CentreRoom[] = ['alarms', 'stations', 'history']
/** What devices said word for word may name residents. */
const ROOMS_OF_ADMINISTRATOR: readonly CentreRoom[] = [...ROOMS, 'documents']

/** The head of the page: where, what is open, whether every station speaks, who sits here. */
export function CentreStatusBar(props: StatusBarProps) {
  const { t } = useWords()
  const { session } = props
  return (
    <header className="status centre-status" aria-label={t('status.label')}>
      <h1>
        {t('app.name')} <span className="muted">{t('centre.name')}</span>{' '}
        <span className="muted">· {session.municipality.name}</span>
      </h1>
      <Clock />
      <Counts counts={props.counts} />
      <StationCounts stations={props.stations} />
      <div className="status-buttons">
        <RoomButtons
          rooms={session.operator.role === 'administrator' ? ROOMS_OF_ADMINISTRATOR : ROOMS}
          room={props.room}
          onRoom={props.onRoom}
        />
        <SoundButton
          output={props.output}
          muteLeftMs={props.muteLeftMs}
          onMute={props.onMute}
          onUnlockSound={props.onUnlockSound}
        />
        <CentreMenu
          operatorName={session.operator.name}
          theme={props.theme}
          onSettings={props.onSettings}
          onWindow={props.onWindow}
          onSignOut={props.onSignOut}
        />
      </div>
    </header>
  )
}

interface RoomButtonsProps extends Pick<StatusBarProps, 'room' | 'onRoom'> {
  readonly rooms: readonly CentreRoom[]
}

const RoomButtons = memo(function RoomButtons({ rooms, room, onRoom }: RoomButtonsProps) {
  const { t } = useWords()
  return (
    <div className="centre-rooms" role="group" aria-label={t('centre.rooms.label')}>
      {rooms.map((name) => (
        <Button
          key={name}
          className="button"
          aria-pressed={room === name}
          onPress={() => {
            onRoom(name)
          }}
        >
          {t(`centre.rooms.${name}`)}
        </Button>
      ))}
    </div>
  )
})

const Counts = memo(function Counts({ counts }: { readonly counts: CentreCounts }) {
  const { t } = useWords()
  return (
    <p className="status-counts figures">
      <span>{t('status.open', { count: counts.open })}</span>
      {prioritiesPresent(counts).map((priority) => (
        <span key={priority} className="status-count">
          <PriorityShape priority={priority} />{' '}
          {t(`status.priority.${priority}`, { count: counts.byPriority[priority] })}
        </span>
      ))}
      {counts.unanswered > 0 && (
        <strong>{t('centre.status.unanswered', { count: counts.unanswered })}</strong>
      )}
    </p>
  )
})

const StationCounts = memo(function StationCounts({ stations }: Pick<StatusBarProps, 'stations'>) {
  const { t } = useWords()
  const { total, online, silent, never } = countStations(stations)
  return (
    <p className="status-chain figures">
      <span data-wrong={silent.length > 0 || never.length > 0}>
        {t('centre.status.stations', { online, total })}
      </span>
      {silent.length > 0 && <span data-wrong>{t('centre.status.silent', { count: silent.length })}</span>}
    </p>
  )
})

interface MenuProps extends Pick<StatusBarProps, 'theme' | 'onSettings' | 'onWindow' | 'onSignOut'> {
  readonly operatorName: string
}

const CentreMenu = memo(function CentreMenu(props: MenuProps) {
  const { operatorName, theme, onSettings, onWindow, onSignOut } = props
  const { t } = useWords()
  const items = [
    {
      words: t('menu.keys'),
      run: () => {
        onWindow('keys')
      },
    },
    {
      words: t('sound.title'),
      run: () => {
        onWindow('sound')
      },
    },
    {
      words: t('signIn.changeOwn'),
      run: () => {
        onWindow('pin')
      },
    },
    { words: t('centre.menu.signOut'), run: onSignOut },
  ]
  return (
    <MenuTrigger>
      <Button className="button">{operatorName} ▾</Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={t('status.menu')}>
          {items.map(({ words, run }) => (
            <MenuItem key={words} className="menu-item" onAction={run}>
              {words}
            </MenuItem>
          ))}
          <LookSections theme={theme} onSettings={onSettings} />
        </Menu>
      </Popover>
    </MenuTrigger>
  )
})
