import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { SOUND_CHECKS } from '../../shared/api/people.ts'
import { useWords } from '../i18n/use-words.ts'

export type SoundCheck = (typeof SOUND_CHECKS)[number]

interface SoundTestProps {
  readonly answer: SoundCheck
  readonly onAnswer: (answer: SoundCheck) => void
  /** What can be played, with the words of its button. */
  readonly sounds: readonly { readonly words: string; readonly play: () => void }[]
  /** Opens the settings of the sound; absent where they stand around this. */
  readonly onSettings?: () => void
}

/** The sound is heard by a person: whether a machine thinks that it plays proves nothing. */
export function SoundTest({ answer, onAnswer, sounds, onSettings }: SoundTestProps) {
  const { t } = useWords()
  const [isPlayed, setPlayed] = useState(false)
  return (
    <section className="sound-test" aria-label={t('shift.sound')}>
      <h3>{t('shift.sound')}</h3>
      <div className="window-buttons">
        {sounds.map(({ words, play }) => (
          <Button
            key={words}
            className="button"
            onPress={() => {
              play()
              setPlayed(true)
            }}
          >
            {words}
          </Button>
        ))}
        {isPlayed && (
          <>
            <Button
              className="button"
              aria-pressed={answer === 'heard'}
              onPress={() => {
                onAnswer('heard')
              }}
            >
              {t('shift.heard')}
            </Button>
            <Button
              className="button"
              aria-pressed={answer === 'not-heard'}
              onPress={() => {
                onAnswer('not-heard')
              }}
            >
              {t('shift.notHeard')}
            </Button>
          </>
        )}
      </div>
      <p className="hint" role="status">
        {answer === 'heard' && t('shift.soundOk')}
        {answer === 'not-heard' && t('shift.soundMissing')}
      </p>
      {onSettings !== undefined && (
        <Button className="button" onPress={onSettings}>
          {t('sound.title')}
        </Button>
      )}
    </section>
  )
}
