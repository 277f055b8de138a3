import { FieldError, Input, Label, TextField } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { readPhone } from './phone-text.ts'

interface PhoneFieldProps {
  readonly label: string
  readonly text: string
  readonly isReadOnly?: boolean
  readonly onText: (text: string) => void
}

/** Where somebody answers: a number, or an address of a telephone program; may be left empty. */
export function PhoneField({ label, text, isReadOnly = false, onText }: PhoneFieldProps) {
  const { t } = useWords()
  return (
    <TextField
      className="field"
      type="tel"
      value={text}
      maxLength={200}
      isReadOnly={isReadOnly}
      isInvalid={readPhone(text) === undefined}
      onChange={onText}
    >
      <Label>{label}</Label>
      <Input className="input figures" autoComplete="off" />
      <FieldError>{t('people.phoneInvalid')}</FieldError>
    </TextField>
  )
}
