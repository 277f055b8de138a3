import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { LONGEST_SCREEN_NAME, type ScreenLine } from '../../shared/api/screens.ts'
import { useWords } from '../i18n/use-words.ts'
import { CallForm, type CallWindowProps } from './call-form.tsx'

/** What a screen is called wherever it is spoken of; empty takes the name away. */
export function NameScreenWindow({
  screen,
  onClose,
  onChanged,
}: CallWindowProps & { readonly screen: ScreenLine }) {
  const { t } = useWords()
  const [written, setWritten] = useState(screen.name ?? '')
  const name = written.trim() === '' ? null : written.trim()
  return (
    <CallForm
      title={t('technician.screens.title')}
      confirm={t('technician.screens.confirm')}
      missing={null}
      callOf={(by) => ({ act: 'name-screen', input: { by, screenId: screen.screenId, name } })}
      done={(words) =>
        name === null ? words('technician.screens.unnamed') : words('technician.screens.done', { name })
      }
      onClose={onClose}
      onChanged={onChanged}
    >
      <p>{t('technician.screens.words')}</p>
      <TextField
        className="field"
        value={written}
        onChange={setWritten}
        maxLength={LONGEST_SCREEN_NAME}
        autoFocus
      >
        <Label>{t('technician.screens.label')}</Label>
        <Input className="input" autoComplete="off" />
      </TextField>
    </CallForm>
  )
}
