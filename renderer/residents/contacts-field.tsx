import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import { MOST_CONTACTS } from '../../shared/api/residents.ts'
import { useWords } from '../i18n/use-words.ts'
import { movedContact, type ContactDraft } from './details-draft.ts'

interface ContactsFieldProps {
  readonly contacts: readonly ContactDraft[]
  readonly wrong: readonly string[]
  readonly onContacts: (contacts: readonly ContactDraft[]) => void
}

/** Whom to call, in order; the order is changed by buttons, so that keyboard and gloves do it alike. */
export function ContactsField({ contacts, wrong, onContacts }: ContactsFieldProps) {
  const { t } = useWords()
  return (
    <fieldset className="contact-lines">
      <legend>{t('residents.contacts')}</legend>
      {contacts.length === 0 && <p>{t('residents.lacks.contacts')}</p>}
      <ol>
        {contacts.map((contact, index) => (
          <li key={contact.key}>
            {(['name', 'relation', 'phone'] as const).map((field) => (
              <TextField
                key={field}
                className="field"
                value={contact[field]}
                maxLength={field === 'relation' ? 64 : 200}
                isInvalid={wrong.includes(`contacts.${String(index)}.${field}`)}
                onChange={(value) => {
                  onContacts(contacts.map((it) => (it === contact ? { ...it, [field]: value } : it)))
                }}
              >
                <Label>{t(`residents.contact.${field}`)}</Label>
                <Input className="input" autoComplete="off" {...(field === 'phone' ? { type: 'tel' } : {})} />
              </TextField>
            ))}
            <div className="panel-buttons">
              <Button
                className="button"
                aria-label={t('residents.contact.up', { number: index + 1 })}
                isDisabled={index === 0}
                onPress={() => {
                  onContacts(movedContact(contacts, contact.key, -1))
                }}
              >
                <ArrowUp className="icon" aria-hidden="true" /> {t('order.up')}
              </Button>
              <Button
                className="button"
                aria-label={t('residents.contact.down', { number: index + 1 })}
                isDisabled={index === contacts.length - 1}
                onPress={() => {
                  onContacts(movedContact(contacts, contact.key, 1))
                }}
              >
                <ArrowDown className="icon" aria-hidden="true" /> {t('order.down')}
              </Button>
              <Button
                className="button"
                aria-label={t('residents.contact.remove', { number: index + 1 })}
                onPress={() => {
                  onContacts(contacts.filter((it) => it !== contact))
                }}
              >
                <Trash2 className="icon" aria-hidden="true" /> {t('order.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button
        className="button"
        isDisabled={contacts.length >= MOST_CONTACTS}
        onPress={() => {
          const key = Math.max(-1, ...contacts.map((it) => it.key)) + 1
          onContacts([...contacts, { key, name: '', relation: '', phone: '' }])
        }}
      >
        <Plus className="icon" aria-hidden="true" /> {t('residents.contact.add')}
      </Button>
    </fieldset>
  )
}
