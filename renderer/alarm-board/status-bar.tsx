import type { ReactNode } from 'react'
import { Bell, BellOff, UserRound, Volume2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { CalmProof } from '../../shared/api/board.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatAge, formatClock } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import type { OutputState } from '../sound/alarm-sound.ts'
import { useNow } from '../ui/now.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { selectPrioritiesPresent, type BoardCounts } from './board-selectors.ts'

interface StatusBarProps {
  readonly stationName: string
  readonly isTraining: boolean
  readonly counts: BoardCounts
  readonly proof: CalmProof
  readonly personName: string | null
  readonly output: OutputState
  /** Milliseconds until the sound comes back; null when it is not paused. */
  readonly muteLeftMs: number | null
  readonly menu: ReactNode
  readonly onWho: () => void
  readonly onMute: () => void
  readonly onUnlockSound: () => void
}

/** The head of the board: where, what is open, whether the rest of the chain is there, who stands here. */
export function StatusBar(props: StatusBarProps) {
  const { t, language } = useWords()
  const now = useNow()
  const { counts, proof } = props
  return (
    <header className="status" aria-label={t('status.label')}>
      <h1>
        {t('app.name')} <span className="muted">{props.stationName}</span>
        {props.isTraining && <strong className="training-mark">{t('app.training')}</strong>}
      </h1>
      <time className="status-clock figures">{formatClock(now, language)}</time>
      <p className="status-counts figures">
        <span>{t('status.open', { count: counts.open })}</span>
        {selectPrioritiesPresent(counts).map((priority) => (
          <span key={priority} className="status-count">
            <PriorityShape priority={priority} /> {counts.byPriority[priority]} {t(`priority.${priority}`)}
          </span>
        ))}
        {counts.technical > 0 && <span>{t('status.technical', { count: counts.technical })}</span>}
      </p>
      <p className="status-chain figures">
        <CentreWords proof={proof} />
        <span data-wrong={proof.devices.heard < proof.devices.expected}>
          {t('status.devices', { heard: proof.devices.heard, expected: proof.devices.expected })}
        </span>
      </p>
      <div className="status-buttons">
        <SoundButton {...props} />
        <Button className="button who-button" onPress={props.onWho}>
          <UserRound className="icon" aria-hidden="true" /> {props.personName ?? t('who.choose')}
        </Button>
        {props.menu}
      </div>
    </header>
  )
}

function CentreWords({ proof }: { readonly proof: CalmProof }) {
  const { t } = useWords()
  const now = useNow()
  const { link, lastContactAt } = proof.centre
  return (
    <span data-wrong={link === 'lost' || link === 'never'}>
      {t(`status.centre.${link}`, { age: durationWords(now - (lastContactAt ?? now), t) })}
    </span>
  )
}

function SoundButton({ output, muteLeftMs, onMute, onUnlockSound }: StatusBarProps) {
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
}
