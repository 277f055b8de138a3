import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { PinPad } from './pin-pad.tsx'
import { useSignIn } from './use-session.ts'

interface FirstAdministratorProps {
  /** Who was made, and is signed in. */
  readonly onMade: (personId: string) => void
  readonly onClose: () => void
}

/** The first start: there is no default code, so the first administrator chooses a name and a code here. */
export function FirstAdministrator({ onMade, onClose }: FirstAdministratorProps) {
  const { t } = useWords()
  const { client } = useSignIn()
  const [name, setName] = useState('')
  const [isNamed, setNamed] = useState(false)
  return (
    <Window title={t('signIn.makeAdministrator')} onClose={onClose}>
      <p>{t('signIn.administratorHelp')}</p>
      {isNamed ? (
        <>
          <p>
            <strong>{name.trim()}</strong>
          </p>
          <PinPad
            first="new"
            asksNew={false}
            onPin={async (_pin, newPin) => {
              if (newPin !== null) onMade(await client.makeAdministrator({ name: name.trim(), pin: newPin }))
            }}
          />
        </>
      ) : (
        <Form
          onSubmit={(event) => {
            event.preventDefault()
            setNamed(name.trim() !== '')
          }}
        >
          <TextField className="field" value={name} onChange={setName} maxLength={200} autoFocus isRequired>
            <Label>{t('people.name')}</Label>
            <Input className="input" autoComplete="off" />
          </TextField>
          <div className="window-buttons">
            <Button type="submit" className="button step step-next" isDisabled={name.trim() === ''}>
              {t('signIn.chooseCode')}
            </Button>
          </div>
        </Form>
      )}
      <div className="window-buttons">
        <Button className="button step" onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}
