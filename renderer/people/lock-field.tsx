import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { LOCK_AFTER_MINUTES } from '../../shared/api/people.ts'
import { useWords } from '../i18n/use-words.ts'

interface LockFieldProps {
  readonly minutes: number
  readonly onChange: (minutes: number) => void
}

/** After how many minutes without a touch a screen is locked. */
export function LockField({ minutes, onChange }: LockFieldProps) {
  const { t } = useWords()
  const [text, setText] = useState(String(minutes))
  const wished = Number(text)
  const { least, most } = LOCK_AFTER_MINUTES
  const isGood = Number.isInteger(wished) && wished >= least && wished <= most
  return (
    <Form
      className="lock-field"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood && wished !== minutes) onChange(wished)
      }}
    >
      <TextField className="field" value={text} onChange={setText} maxLength={3} isInvalid={!isGood}>
        <Label>{t('people.lockAfter', { least, most })}</Label>
        <Input className="input figures" inputMode="numeric" autoComplete="off" />
      </TextField>
      <Button type="submit" className="button" isDisabled={!isGood || wished === minutes}>
        {t('people.save')}
      </Button>
    </Form>
  )
}
