import { useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import type { OutputState } from './alarm-sound.ts'
import { LOUDNESSES, type Loudness } from './loudness.ts'
import type { OutputView } from './output-keeper.ts'
import type { SoundSettings } from './sound-settings.ts'
import { SoundTest, type SoundCheck } from './sound-test.tsx'

interface SoundWindowProps {
  readonly output: OutputState
  readonly view: OutputView
  readonly settings: SoundSettings
  readonly onChange: (change: Partial<SoundSettings>) => void
  /** Plays a critical alarm as it would sound now. */
  readonly onTest: (as: SoundSettings) => void
  /** Somebody listened; heard or not. */
  readonly onChecked: (wasHeard: boolean) => void
  readonly onClose: () => void
}

const STANDARD = 'standard'
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** How this screen sounds: through what, and how loud by day and by night. */
export function SoundWindow(props: SoundWindowProps) {
  const { output, view, settings, onChange, onTest, onChecked, onClose } = props
  const { t } = useWords()
  const [answer, setAnswer] = useState<SoundCheck>('not-done')
  return (
    <Window title={t('sound.title')} onClose={onClose}>
      <p role="status">{t(`sound.state.${output}`)}</p>
      <OutputField view={view} settings={settings} onChange={onChange} />
      <LoudnessField
        label={t('sound.day')}
        value={settings.day}
        onChange={(day) => {
          onChange({ day })
        }}
      />
      <LoudnessField
        label={t('sound.night')}
        value={settings.night}
        onChange={(night) => {
          onChange({ night })
        }}
      />
      <HourField
        label={t('sound.nightFrom')}
        value={settings.nightFrom}
        onChange={(nightFrom) => {
          onChange({ nightFrom })
        }}
      />
      <HourField
        label={t('sound.nightTo')}
        value={settings.nightTo}
        onChange={(nightTo) => {
          onChange({ nightTo })
        }}
      />
      <p className="muted">{t('sound.floor')}</p>
      <SoundTest
        answer={answer}
        onAnswer={(next) => {
          setAnswer(next)
          onChecked(next === 'heard')
        }}
        sounds={[
          {
            words: t('sound.testDay'),
            play: () => {
              onTest({ ...settings, night: settings.day })
            },
          },
          {
            words: t('sound.testNight'),
            play: () => {
              onTest({ ...settings, day: settings.night })
            },
          },
        ]}
      />
      <LeaveRow words={t('keys.close')} onClose={onClose} />
    </Window>
  )
}

function OutputField({ view, settings, onChange }: Pick<SoundWindowProps, 'view' | 'settings' | 'onChange'>) {
  const { t } = useWords()
  const { choosable } = view.outputs
  const { kind } = view.choice
  const vanished = view.choice.kind === 'vanished' ? [view.choice.wanted] : []
  if (choosable.length === 0 && settings.output === null) return <p>{t('sound.noChoice')}</p>
  const chosen = view.choice.kind === 'chosen' ? view.choice.device.id : settings.output?.id
  return (
    <>
      <ChoiceField
        label={t('sound.output')}
        value={chosen ?? STANDARD}
        choices={[
          { id: STANDARD, words: t('sound.standard') },
          ...choosable.map(({ id, name }) => ({ id, words: name })),
          ...vanished.map(({ id, name }) => ({ id, words: t('sound.gone', { name }) })),
        ]}
        onChange={(id) => {
          onChange({ output: choosable.find((device) => device.id === id) ?? null })
        }}
      />
      <p className="hint" role="status">
        {kind === 'vanished' && t('sound.vanished', { name: settings.output?.name ?? '' })}
      </p>
    </>
  )
}

interface FieldProps<Value> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
}

function LoudnessField({ label, value, onChange }: FieldProps<Loudness>) {
  const { t } = useWords()
  return (
    <ChoiceField
      label={label}
      value={String(value)}
      choices={LOUDNESSES.map((level) => ({ id: String(level), words: t('sound.percent', { level }) }))}
      onChange={(id) => {
        onChange(LOUDNESSES.find((level) => String(level) === id) ?? value)
      }}
    />
  )
}

function HourField({ label, value, onChange }: FieldProps<number>) {
  const { t } = useWords()
  return (
    <ChoiceField
      label={label}
      value={String(value)}
      choices={HOURS.map((hour) => ({
        id: String(hour),
        words: t('sound.hour', { hour: String(hour).padStart(2, '0') }),
      }))}
      onChange={(id) => {
        onChange(Number(id))
      }}
    />
  )
}
