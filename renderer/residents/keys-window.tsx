import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'

export interface KeysWish {
  readonly doorCode?: string | null
  readonly keyBox?: string | null
}

interface KeysWindowProps {
  readonly name: string
  readonly onSave: (keys: KeysWish) => void
  readonly onClose: () => void
}

/** Sets door code and key box without showing what stands there: an empty field stays as it is. */
export function KeysWindow({ name, onSave, onClose }: KeysWindowProps) {
  const { t } = useWords()
  const [doorCode, setDoorCode] = useState('')
  const [keyBox, setKeyBox] = useState('')
  const isEmpty = doorCode.trim() === '' && keyBox.trim() === ''
  return (
    <Window title={t('residents.keysTitle', { name })} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (isEmpty) return
          onSave({
            ...(doorCode.trim() === '' ? {} : { doorCode: doorCode.trim() }),
            ...(keyBox.trim() === '' ? {} : { keyBox: keyBox.trim() }),
          })
        }}
      >
        <p>{t('residents.keysHelp')}</p>
        <TextField className="field" value={doorCode} onChange={setDoorCode} maxLength={64} autoFocus>
          <Label>{t('residents.doorCode')}</Label>
          <Input className="input figures" autoComplete="off" spellCheck="false" />
        </TextField>
        <TextField className="field" value={keyBox} onChange={setKeyBox} maxLength={200}>
          <Label>{t('residents.keyBox')}</Label>
          <Input className="input" autoComplete="off" spellCheck="false" />
        </TextField>
        <div className="window-buttons">
          <Button type="submit" className="button step step-next" isDisabled={isEmpty}>
            {t('people.save')}
          </Button>
          <Button
            className="button step"
            onPress={() => {
              onSave({ doorCode: null, keyBox: null })
            }}
          >
            {t('residents.forgetKeys')}
          </Button>
          <Button className="button step" onPress={onClose}>
            {t('technician.cancel')}
          </Button>
        </div>
      </Form>
    </Window>
  )
}
