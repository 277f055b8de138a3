import { useState } from 'react'
import {
  Button,
  Form,
  Label,
  RadioButton,
  RadioField,
  RadioGroup,
  TextArea,
  TextField,
} from 'react-aria-components'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import { OUTCOMES, type OutcomeKind } from '../../shared/domain/alarm.ts'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { Window } from '../ui/window.tsx'
import { whereWords, whoWords } from './card-words.ts'

interface WindowProps {
  readonly card: AlarmCard
  readonly onClose: () => void
}

interface ResolveProps extends WindowProps {
  readonly onResolve: (outcome: { readonly kind: OutcomeKind; readonly words: string | null }) => void
}

/** How it went: one press for the outcome, one to close; words only where they are needed. */
export function ResolveDialog({ card, onClose, onResolve }: ResolveProps) {
  const { t } = useWords()
  const [kind, setKind] = useState<OutcomeKind | null>(null)
  const [words, setWords] = useState('')
  const [isHinted, setHinted] = useState(false)
  // `handled` is for alarms that are not critical (shared/domain/alarm.ts).
  const outcomes = OUTCOMES.filter((outcome) => outcome !== 'handled' || card.priority !== 'critical')
  const needsWords = kind === 'other' && words.trim() === ''
  return (
    <Window title={t('resolve.title')} onClose={onClose}>
      <AlarmLine card={card} />
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (kind === null || needsWords) setHinted(true)
          else onResolve({ kind, words: words.trim() === '' ? null : words.trim() })
        }}
      >
        <RadioGroup
          className="choices"
          value={kind}
          onChange={(value) => {
            setKind(OUTCOMES.find((outcome) => outcome === value) ?? null)
          }}
        >
          <Label>{t('resolve.question')}</Label>
          {outcomes.map((outcome, index) => (
            <RadioField key={outcome} value={outcome} autoFocus={index === 0}>
              <RadioButton className="choice">{t(`outcome.${outcome}`)}</RadioButton>
            </RadioField>
          ))}
        </RadioGroup>
        <TextField className="field" value={words} onChange={setWords} maxLength={2000}>
          <Label>{kind === 'other' ? t('resolve.wordsNeeded') : t('resolve.words')}</Label>
          <TextArea className="input" rows={2} />
        </TextField>
        {/* Always there, so that the words of a hint move nothing. */}
        <p className="hint" role="status">
          {isHinted && kind === null && t('resolve.choose')}
          {isHinted && needsWords && t('resolve.wordsNeeded')}
        </p>
        <div className="window-buttons">
          <Button type="submit" className="button step step-next">
            {t('resolve.confirm')}
          </Button>
          <Button className="button step" onPress={onClose}>
            {t('resolve.cancel')}
          </Button>
        </div>
      </Form>
    </Window>
  )
}

interface NoteProps extends WindowProps {
  readonly onSave: (words: string) => void
}

export function NoteDialog({ card, onClose, onSave }: NoteProps) {
  const { t } = useWords()
  const [words, setWords] = useState('')
  return (
    <Window title={t('note.title')} onClose={onClose}>
      <AlarmLine card={card} />
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (words.trim() !== '') onSave(words.trim())
        }}
      >
        <TextField className="field" value={words} onChange={setWords} maxLength={2000} autoFocus isRequired>
          <Label>{t('note.words')}</Label>
          <TextArea className="input" rows={4} />
        </TextField>
        <div className="window-buttons">
          <Button type="submit" className="button step step-next" isDisabled={words.trim() === ''}>
            {t('note.save')}
          </Button>
          <Button className="button step" onPress={onClose}>
            {t('resolve.cancel')}
          </Button>
        </div>
      </Form>
    </Window>
  )
}

interface HandOverProps extends WindowProps {
  readonly people: readonly PersonTile[]
  readonly onHandOver: (personId: string) => void
}

export function HandOverDialog({ card, people, onClose, onHandOver }: HandOverProps) {
  const { t } = useWords()
  const others = people.filter((person) => person.id !== card.owner?.id)
  return (
    <Window title={t('handOver.title')} onClose={onClose}>
      <AlarmLine card={card} />
      {others.length === 0 && <p>{t('handOver.nobody')}</p>}
      <div className="tiles">
        {others.map((person) => (
          <Button
            key={person.id}
            className="button tile"
            onPress={() => {
              onHandOver(person.id)
            }}
          >
            {person.name}
          </Button>
        ))}
      </div>
      <div className="window-buttons">
        <Button className="button step" onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}

/** Which alarm the question is about, so that nobody answers for another one. */
function AlarmLine({ card }: { readonly card: AlarmCard }) {
  const { t } = useWords()
  return (
    <p className="alarm-line">
      <PriorityShape priority={card.priority} />
      <span>
        <strong>{whoWords(card, t)}</strong> · {whereWords(card, t)} · {t(`cause.${card.cause}`)}
      </span>
    </p>
  )
}
