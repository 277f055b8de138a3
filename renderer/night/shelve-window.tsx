import { useState } from 'react'
import { Form, Label, RadioButton, RadioField, RadioGroup, TextArea, TextField } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { SHELF_REASONS, type ShelfReason } from '../../shared/domain/alarm.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { formatClock } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { Window } from '../ui/window.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import { shelfEnds } from './shelf-ends.ts'

export interface Shelving {
  readonly until: number
  readonly why: ShelfReason
  readonly words: string | null
}

interface ShelveWindowProps {
  readonly card: AlarmCard
  /** The latest end that is allowed now; null while it is asked for. */
  readonly latest: number | null
  readonly onShelve: (shelving: Shelving) => void
  readonly onClose: () => void
}

/** Sets an alarm aside: why, and until when. */
export function ShelveWindow({ card, latest, onShelve, onClose }: ShelveWindowProps) {
  const { t, language } = useWords()
  const now = useNow()
  const [why, setWhy] = useState<ShelfReason>('known-cause')
  const [words, setWords] = useState('')
  const ends = latest === null ? [] : shelfEnds(now, latest)
  const [minutes, setMinutes] = useState<number | null>(null)
  const chosen = ends.find((end) => end.minutes === minutes) ?? ends[0]
  const needsWords = why === 'other' && words.trim() === ''
  return (
    <Window title={t('night.shelve.title')} onClose={onClose}>
      <AlarmLine card={card} />
      <p>{t('night.shelve.help')}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen === undefined || needsWords) return
          onShelve({ until: chosen.at, why, words: words.trim() === '' ? null : words.trim() })
        }}
      >
        <RadioGroup
          className="choices shelf-reasons"
          value={why}
          onChange={(value) => {
            setWhy(SHELF_REASONS.find((known) => known === value) ?? 'other')
          }}
        >
          <Label>{t('night.shelve.why')}</Label>
          {SHELF_REASONS.map((known, index) => (
            <RadioField key={known} value={known} autoFocus={index === 0}>
              <RadioButton className="choice">{t(`shelf.${known}`)}</RadioButton>
            </RadioField>
          ))}
        </RadioGroup>
        <RadioGroup
          className="choices shelf-ends"
          value={chosen === undefined ? null : String(chosen.minutes)}
          onChange={(value) => {
            setMinutes(Number(value))
          }}
        >
          <Label>{t('night.shelve.until')}</Label>
          {ends.map((end) => (
            <RadioField key={end.minutes} value={String(end.minutes)}>
              <RadioButton className="choice">{formatClock(end.at, language)}</RadioButton>
            </RadioField>
          ))}
        </RadioGroup>
        <TextField className="field" value={words} onChange={setWords} maxLength={2000}>
          <Label>{t(why === 'other' ? 'resolve.wordsNeeded' : 'resolve.words')}</Label>
          <TextArea className="input" rows={2} />
        </TextField>
        <SubmitRow
          words={t('step.shelve')}
          isDisabled={chosen === undefined || needsWords}
          onClose={onClose}
        />
      </Form>
    </Window>
  )
}
