import { Input, Label, Text, TextField } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { keyDigits, keyState } from './key-digits.ts'

interface KeyFieldProps {
  readonly digits: number
  readonly value: string
  readonly onChange: (value: string) => void
}

/** An encryption key, judged while it is typed. */
export function KeyField({ digits, value, onChange }: KeyFieldProps) {
  const { t } = useWords()
  const state = keyState(value, digits)
  const count = keyDigits(value).length
  return (
    <TextField
      className="field"
      value={value}
      maxLength={2 * digits}
      isInvalid={state === 'wrong'}
      onChange={onChange}
    >
      <Label>{t('technician.pair.key', { digits })}</Label>
      <Input className="input figures" autoComplete="off" spellCheck="false" />
      <Text slot="description" className="key-state figures" data-state={state}>
        {t(`technician.key.${state}`, { count, digits })}
      </Text>
    </TextField>
  )
}
