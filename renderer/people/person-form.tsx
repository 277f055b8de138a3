import { useState } from 'react'
import { Form, Input, Label, TextField } from 'react-aria-components'
import type { PersonLine } from '../../shared/api/people.ts'
import { ROLES, type Role } from '../../shared/domain/role.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Window } from '../ui/window.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import type { WrittenPerson } from './people-client.ts'
import { PhoneField } from './phone-field.tsx'
import { readPhone } from './phone-text.ts'

interface PersonFormProps {
  /** Null: somebody new. */
  readonly person: PersonLine | null
  readonly onSave: (written: WrittenPerson) => void
  readonly onClose: () => void
}

/** Name, number and role; what the role may is said under it. */
export function PersonForm({ person, onSave, onClose }: PersonFormProps) {
  const { t } = useWords()
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<Role>(person?.role ?? 'caregiver')
  const [phoneText, setPhoneText] = useState(person?.phone ?? '')
  const phone = readPhone(phoneText)
  const isReady = name.trim() !== '' && phone !== undefined
  const title = person === null ? t('people.add') : t('people.changeTitle', { name: person.name })
  return (
    <Window title={title} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) onSave({ name: name.trim(), role, phone })
        }}
      >
        <TextField className="field" value={name} onChange={setName} maxLength={200} autoFocus isRequired>
          <Label>{t('people.name')}</Label>
          <Input className="input" autoComplete="off" />
        </TextField>
        <PhoneField label={t('people.phone')} text={phoneText} onText={setPhoneText} />
        <ChoiceField
          label={t('people.role')}
          choices={ROLES.map((id) => ({ id, words: t(`role.${id}`) }))}
          value={role}
          onChange={setRole}
        />
        <p className="muted">{t(`people.may.${role}`)}</p>
        <SubmitRow
          words={t(person === null ? 'people.addAndCode' : 'people.save')}
          leave={t('technician.cancel')}
          isDisabled={!isReady}
          onClose={onClose}
        />
      </Form>
    </Window>
  )
}
