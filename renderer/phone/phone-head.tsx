import { Archive } from 'lucide-react'
import { Button } from 'react-aria-components'
import { SoundButton, StationName, WhoButton } from '../alarm-board/status-bar.tsx'
import { useWords } from '../i18n/use-words.ts'
import type { WhoIsHere } from '../people/who-is-here.ts'
import type { OutputState } from '../sound/alarm-sound.ts'

interface PhoneHeadProps {
  readonly stationName: string
  readonly isTraining: boolean
  readonly open: number
  /** How many alarms are set aside. */
  readonly shelved: number
  readonly who: WhoIsHere
  readonly output: OutputState
  readonly muteLeftMs: number | null
  readonly onMute: () => void
  readonly onUnlockSound: () => void
  readonly onWho: () => void
  readonly onShelved: () => void
}

/** Where this is, how much is open and how much set aside, who stands here, and the sound. */
export function PhoneHead(props: PhoneHeadProps) {
  const { stationName, isTraining, open, shelved, who, onWho, onShelved, ...sound } = props
  const { t } = useWords()
  return (
    <header className="phone-head">
      <h1>
        {t('app.name')} <StationName name={stationName} />
        {isTraining && <strong className="training-mark">{t('app.training')}</strong>}
        <span className="phone-count figures">{t('status.open', { count: open })}</span>
      </h1>
      <div className="phone-head-buttons">
        <WhoButton personName={who.name} isGuarded={who.isGuarded} onWho={onWho} />
        <SoundButton {...sound} />
        {shelved > 0 && (
          <Button className="button shelved-button figures" onPress={onShelved}>
            <Archive className="icon" aria-hidden="true" /> {t('night.buttons.shelved', { count: shelved })}
          </Button>
        )}
      </div>
    </header>
  )
}
