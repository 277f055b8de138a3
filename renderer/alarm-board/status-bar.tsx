import { memo } from 'react'
import { Bell, BellOff, UserRound, Volume2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { CalmProof } from '../../shared/api/board.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatAge, formatClock } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import type { Settings } from '../settings.ts'
import type { OutputState } from '../sound/alarm-sound.ts'
import { useNow } from '../ui/now.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { NightButtons, type NightButton } from '../night/night-buttons.tsx'
import { BoardMenu, type MenuWindow } from './board-menu.tsx'
import { sameCounts, selectPrioritiesPresent, type BoardCounts } from './board-counts.ts'

interface StatusBarProps {
  readonly stationName: string
  readonly isTraining: boolean
  readonly counts: BoardCounts
  readonly proof: CalmProof
  readonly personName: string | null
  /** Whoever acts here signs in with a code. */
  readonly isGuarded: boolean
  readonly output: OutputState
  /** Milliseconds until the sound comes back; null when it is not paused. */
  readonly muteLeftMs: number | null
  readonly theme: Settings['theme']
  readonly onWho: () => void
  readonly onMute: () => void
  readonly onUnlockSound: () => void
  readonly onSettings: (change: Partial<Settings>) => void
  readonly onWindow: (kind: MenuWindow) => void
  readonly onTechnician: () => void
  readonly onShift: () => void
  readonly onPeople: () => void
  readonly onResidents: () => void
  readonly onHouse: () => void
  readonly onNight: (kind: NightButton) => void
}

/** One that has no name yet is called as the product, which stands before it already. */
export function StationName({ name }: { readonly name: string }) {
  const { t } = useWords()
  return name === t('app.name') ? null : <span className="muted">{name}</span>
}

/** The head of the board: where, what is open, whether the rest of the chain is there, who stands here. */
export function StatusBar(props: StatusBarProps) {
  const { t } = useWords()
  return (
    <header className="status" aria-label={t('status.label')}>
      <h1>
        {t('app.name')} <StationName name={props.stationName} />
        {props.isTraining && <strong className="training-mark">{t('app.training')}</strong>}
      </h1>
      <Clock />
      <Counts counts={props.counts} />
      <ChainWords proof={props.proof} />
      <div className="status-buttons">
        <NightButtons shelved={props.counts.shelved} onNight={props.onNight} />
        <SoundButton
          output={props.output}
          muteLeftMs={props.muteLeftMs}
          onMute={props.onMute}
          onUnlockSound={props.onUnlockSound}
        />
        <WhoButton personName={props.personName} isGuarded={props.isGuarded} onWho={props.onWho} />
        <BoardMenu
          theme={props.theme}
          onSettings={props.onSettings}
          onWindow={props.onWindow}
          onTechnician={props.onTechnician}
          onShift={props.onShift}
          onPeople={props.onPeople}
          onResidents={props.onResidents}
          onHouse={props.onHouse}
        />
      </div>
    </header>
  )
}

/** The time of day, by the clock of the other side. */
export function Clock() {
  const { language } = useWords()
  return <time className="status-clock figures">{formatClock(useNow(), language)}</time>
}

const Counts = memo(
  function Counts({ counts }: { readonly counts: BoardCounts }) {
    const { t } = useWords()
    return (
      <p className="status-counts figures">
        <span>{t('status.open', { count: counts.open })}</span>
        {selectPrioritiesPresent(counts).map((priority) => (
          <span key={priority} className="status-count">
            <PriorityShape priority={priority} />{' '}
            {t(`status.priority.${priority}`, { count: counts.byPriority[priority] })}
          </span>
        ))}
        {counts.technical > 0 && <span>{t('status.technical', { count: counts.technical })}</span>}
      </p>
    )
  },
  (before, after) => sameCounts(before.counts, after.counts),
)

const ChainWords = memo(function ChainWords({ proof }: { readonly proof: CalmProof }) {
  const { t } = useWords()
  const { heard, expected } = proof.devices
  return (
    <p className="status-chain figures">
      <CentreWords proof={proof} />
      <span data-wrong={heard < expected}>{t('status.devices', { heard, expected })}</span>
    </p>
  )
})

function CentreWords({ proof }: { readonly proof: CalmProof }) {
  const { t } = useWords()
  const now = useNow()
  const { link, lastContactAt } = proof.centre
  const age = durationWords(now - (lastContactAt ?? now), t)
  return (
    <span data-wrong={link === 'lost' || link === 'never'}>
      <span aria-hidden={link === 'ok'}>{t(`status.centre.${link}`, { age })}</span>
      {link === 'ok' && <span className="hidden">{t('status.centre.okSaid', { age })}</span>}
    </span>
  )
}

export const WhoButton = memo(function WhoButton({
  personName,
  isGuarded,
  onWho,
}: Pick<StatusBarProps, 'personName' | 'isGuarded' | 'onWho'>) {
  const { t } = useWords()
  const nobody = t(isGuarded ? 'who.signIn' : 'who.choose')
  return (
    <Button className="button who-button" onPress={onWho}>
      <UserRound className="icon" aria-hidden="true" /> {personName ?? nobody}
    </Button>
  )
})

export const SoundButton = memo(function SoundButton({
  output,
  muteLeftMs,
  onMute,
  onUnlockSound,
}: Pick<StatusBarProps, 'output' | 'muteLeftMs' | 'onMute' | 'onUnlockSound'>) {
  const { t } = useWords()
  if (output === 'missing') return <span className="status-warning">{t('status.soundMissing')}</span>
  if (output === 'blocked') {
    return (
      <Button className="button status-warning" onPress={onUnlockSound}>
        <Volume2 className="icon" aria-hidden="true" /> {t('status.soundOn')}
      </Button>
    )
  }
  return (
    <Button className="button sound-button" onPress={onMute}>
      {muteLeftMs === null ? (
        <Bell className="icon" aria-hidden="true" />
      ) : (
        <BellOff className="icon" aria-hidden="true" />
      )}{' '}
      <span className="figures">
        {muteLeftMs === null ? t('status.mute') : t('status.muted', { age: formatAge(muteLeftMs) })}
      </span>
    </Button>
  )
})
