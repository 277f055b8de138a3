import { useState, type ReactNode } from 'react'
import { Form, Label, RadioButton, RadioField, RadioGroup, TextArea, TextField } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import { OUTCOMES, type Outcome, type OutcomeKind } from '../../shared/domain/alarm.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import { AlarmLine } from './alarm-line.tsx'
import { FalseCauses } from './false-causes.tsx'

interface ResolveProps {
  readonly card: AlarmCard
  /** The other alarms of the same incident, closed with it. */
  readonly beside: readonly AlarmCard[]
  readonly onClose: () => void
  readonly onResolve: (outcome: Outcome) => void
}

export function ResolveDialog({ card, beside, ...answers }: ResolveProps) {
  return (
    <ResolveWindow
      line={<AlarmLine card={card} beside={beside} />}
      isCritical={[card, ...beside].some(({ priority }) => priority === 'critical')}
      {...answers}
    />
  )
}

interface ResolveWindowProps extends Pick<ResolveProps, 'onClose' | 'onResolve'> {
  /** Which alarm the question is about. */
  readonly line: ReactNode
  readonly isCritical: boolean
}

/** How it went: one press for the outcome, one to close; a false alarm is asked for its cause instead. */
export function ResolveWindow({ line, isCritical, onClose, onResolve }: ResolveWindowProps) {
  const { t } = useWords()
  const [kind, setKind] = useState<OutcomeKind | null>(null)
  const [words, setWords] = useState('')
  const [isCauseAsked, setCauseAsked] = useState(false)
  const said = words.trim() === '' ? null : words.trim()
  return (
    <Window title={t('resolve.title')} onClose={onClose}>
      {line}
      {isCauseAsked ? (
        <FalseCauses
          onChoose={(falseCause) => {
            onResolve({ kind: 'false-alarm', falseCause, words: said })
          }}
          onBack={() => {
            setCauseAsked(false)
          }}
        />
      ) : (
        <OutcomeForm
          isCritical={isCritical}
          kind={kind}
          words={words}
          onKind={setKind}
          onWords={setWords}
          onClose={onClose}
          onAnswer={(answer) => {
            if (answer === 'false-alarm') setCauseAsked(true)
            else onResolve({ kind: answer, words: said })
          }}
        />
      )}
    </Window>
  )
}

interface OutcomeFormProps {
  readonly isCritical: boolean
  readonly kind: OutcomeKind | null
  readonly words: string
  readonly onKind: (kind: OutcomeKind | null) => void
  readonly onWords: (words: string) => void
  readonly onAnswer: (kind: OutcomeKind) => void
  readonly onClose: () => void
}

/** One press for the outcome, one to answer; words only where they are needed. */
function OutcomeForm({ isCritical, kind, words, onKind, onWords, onAnswer, onClose }: OutcomeFormProps) {
  const { t } = useWords()
  const [isHinted, setHinted] = useState(false)
  // `handled` is for alarms that are not critical (shared/domain/alarm.ts).
  const outcomes = OUTCOMES.filter((outcome) => outcome !== 'handled' || !isCritical)
  const needsWords = kind === 'other' && words.trim() === ''
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        if (kind === null || needsWords) setHinted(true)
        else onAnswer(kind)
      }}
    >
      <RadioGroup
        className="choices"
        value={kind}
        onChange={(value) => {
          onKind(OUTCOMES.find((outcome) => outcome === value) ?? null)
        }}
      >
        <Label>{t('resolve.question')}</Label>
        {outcomes.map((outcome, index) => (
          <RadioField
            key={outcome}
            value={outcome}
            autoFocus={kind === null ? index === 0 : outcome === kind}
          >
            <RadioButton className="choice">{t(`outcome.${outcome}`)}</RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <TextField className="field" value={words} onChange={onWords} maxLength={2000}>
        <Label>{kind === 'other' ? t('resolve.wordsNeeded') : t('resolve.words')}</Label>
        <TextArea className="input" rows={2} />
      </TextField>
      {/* Always there, so that the words of a hint move nothing. */}
      <p className="hint" role="status">
        {isHinted && kind === null && t('resolve.choose')}
        {isHinted && needsWords && t('resolve.wordsNeeded')}
      </p>
      <SubmitRow
        words={kind === 'false-alarm' ? t('resolve.askCause') : t('resolve.confirm')}
        onClose={onClose}
      />
    </Form>
  )
}
