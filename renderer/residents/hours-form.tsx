import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import type { ResidentRules } from './residents-client.ts'
import { readHours, writeHours, type HoursDraft } from './rule-text.ts'

interface HoursFormProps {
  readonly hours: ResidentRules['hours']
  readonly onSave: (hours: ResidentRules['hours']) => void
}

const HOUR_FIELDS = ['nightFrom', 'nightTo', 'holidayFrom', 'holidayTo'] as const

/** When it is night for this resident, and so when it is day. */
export function HoursForm({ hours, onSave }: HoursFormProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState<HoursDraft>(() => writeHours(hours))
  const read = readHours(draft)
  return (
    <Form
      className="rule-line"
      aria-label={t('residents.hours')}
      onSubmit={(event) => {
        event.preventDefault()
        if (read !== null) onSave(read)
      }}
    >
      <h4>{t('residents.hours')}</h4>
      <p>{t('residents.hoursHelp')}</p>
      {HOUR_FIELDS.map((field) => (
        <TextField
          key={field}
          className="field"
          value={draft[field]}
          maxLength={5}
          onChange={(text) => {
            setDraft({ ...draft, [field]: text })
          }}
        >
          <Label>{t(`residents.hour.${field}`)}</Label>
          <Input className="input figures" autoComplete="off" />
        </TextField>
      ))}
      <Button
        type="submit"
        className="button"
        isDisabled={read === null || JSON.stringify(read) === JSON.stringify(hours)}
      >
        {t('people.save')}
      </Button>
    </Form>
  )
}
