import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { PersonLine } from '../../shared/api/people.ts'
import { ROLES, type Role } from '../../shared/domain/role.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Window } from '../ui/window.tsx'

interface PersonFormProps {
  /** Null: somebody new. */
  readonly person: PersonLine | null
  readonly onSave: (name: string, role: Role) => void
  readonly onClose: () => void
}

/** Name and role; what the role may is said under it. */
export function PersonForm({ person, onSave, onClose }: PersonFormProps) {
  const { t } = useWords()
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<Role>(person?.role ?? 'caregiver')
  const title = person === null ? t('people.add') : t('people.changeTitle', { name: person.name })
  return (
    <Window title={title} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') onSave(name.trim(), role)
        }}
      >
        <TextField className="field" value={name} onChange={setName} maxLength={200} autoFocus isRequired>
          <Label>{t('people.name')}</Label>
          <Input className="input" autoComplete="off" />
        </TextField>
        <ChoiceField
          label={t('people.role')}
          choices={ROLES.map((id) => ({ id, words: t(`role.${id}`) }))}
          value={role}
          onChange={setRole}
        />
        <p className="muted">{t(`people.may.${role}`)}</p>
        <div className="window-buttons">
          <Button type="submit" className="button step step-next" isDisabled={name.trim() === ''}>
            {t(person === null ? 'people.addAndCode' : 'people.save')}
          </Button>
          <Button className="button step" onPress={onClose}>
            {t('technician.cancel')}
          </Button>
        </div>
      </Form>
    </Window>
  )
}
