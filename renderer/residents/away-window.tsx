import { useState } from 'react'
import { CheckboxGroup, Form, Input, Label, Text, TextField } from 'react-aria-components'
import {
  ABSENCE_REASONS,
  SILENT_WHEN_AWAY,
  USUALLY_SILENT,
  type AbsenceReason,
  type SilentWhenAway,
} from '../../shared/domain/absence.ts'
import type { ResidentLine } from '../../shared/api/residents.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { useWords } from '../i18n/use-words.ts'
import { Check } from '../ui/check.tsx'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useNow } from '../ui/now.tsx'
import { Window } from '../ui/window.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import { readMoment, writeMoment } from './moment.ts'

export interface AwayWish {
  readonly reason: AbsenceReason
  readonly until: Instant
  readonly silences: SilentWhenAway[]
}

interface AwayWindowProps {
  readonly resident: Pick<ResidentLine, 'name' | 'away'>
  readonly onSave: (wish: AwayWish) => void
  readonly onClose: () => void
}

const DAY_MS = 24 * 60 * 60_000

/** Until when, why, and what is silent meanwhile; what never is stands beside it. */
export function AwayWindow({ resident: { name, away }, onSave, onClose }: AwayWindowProps) {
  const { t } = useWords()
  const now = useNow()
  const [reason, setReason] = useState<AbsenceReason>(away?.reason ?? 'hospital')
  const [text, setText] = useState(() => writeMoment(away?.until ?? now + DAY_MS))
  const [silences, setSilences] = useState<readonly SilentWhenAway[]>(away?.silences ?? USUALLY_SILENT)
  const until = readMoment(text)
  const problem = until === null ? 'badTime' : until <= now ? 'pastTime' : null
  return (
    <Window title={t('residents.awayTitle', { name })} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (until !== null && problem === null) onSave({ reason, until, silences: [...silences] })
        }}
      >
        <ChoiceField
          label={t('residents.why')}
          choices={ABSENCE_REASONS.map((id) => ({ id, words: t(`residents.awayReason.${id}`) }))}
          value={reason}
          onChange={setReason}
        />
        <TextField
          className="field"
          value={text}
          onChange={setText}
          maxLength={20}
          isInvalid={problem !== null}
          autoFocus
        >
          <Label>{t('residents.until')}</Label>
          <Input className="input figures" autoComplete="off" />
          {problem !== null && (
            <Text slot="description" className="field-problem">
              {t(`residents.${problem}`)}
            </Text>
          )}
        </TextField>
        <CheckboxGroup
          className="checks"
          value={[...silences]}
          onChange={(chosen) => {
            setSilences(SILENT_WHEN_AWAY.filter((cause) => chosen.includes(cause)))
          }}
        >
          <Label>{t('residents.silences')}</Label>
          {SILENT_WHEN_AWAY.map((cause) => (
            <Check key={cause} value={cause}>
              {t(`cause.${cause}`)}
            </Check>
          ))}
        </CheckboxGroup>
        <p>{t('residents.neverSilent')}</p>
        <p className="muted">{t('residents.backBy')}</p>
        <SubmitRow
          words={t('residents.saveAway')}
          leave={t('technician.cancel')}
          isDisabled={problem !== null}
          onClose={onClose}
        />
      </Form>
    </Window>
  )
}
