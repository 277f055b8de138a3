import { useEffect, useRef, useState } from 'react'
import { CheckboxGroup, Form, Input, Label, Text, TextArea, TextField } from 'react-aria-components'
import { CONSENT_GIVERS, CONSENT_THINGS, type ResidentDetails } from '../../shared/api/residents.ts'
import { useWords } from '../i18n/use-words.ts'
import { Check } from '../ui/check.tsx'
import { ChoiceField } from '../ui/choice-field.tsx'
import { ContactsField } from './contacts-field.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import {
  draftOf,
  orderedConsent,
  readDraft,
  TEXT_FIELDS,
  type DetailsDraft,
  type TextField as FieldName,
} from './details-draft.ts'

interface DetailsFormProps {
  /** Null: somebody new. */
  readonly details: ResidentDetails | null
  readonly onSave: (details: ResidentDetails) => void
  readonly onCancel: () => void
}

const LONGEST: Readonly<Record<FieldName, number>> = {
  name: 200,
  birthYear: 4,
  address: 200,
  unit: 64,
  floor: 64,
  phone: 200,
  cid: 16,
  language: 64,
  hearing: 200,
  aids: 200,
  notes: 2000,
}

/** Everything of a record but its keys. What is wrong is said at its field when somebody saves. */
export function DetailsForm({ details, onSave, onCancel }: DetailsFormProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState(() => draftOf(details))
  const [wrong, setWrong] = useState<readonly string[]>([])
  const form = useRef<HTMLFormElement>(null)
  // The form is longer than its window: what is wrong comes into sight, and the keyboard stands there.
  useEffect(() => {
    if (wrong.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [wrong])
  const change = (part: Partial<DetailsDraft>) => {
    setDraft({ ...draft, ...part })
  }
  return (
    <Form
      ref={form}
      className="details-form"
      onSubmit={(event) => {
        event.preventDefault()
        const result = readDraft(draft)
        setWrong(result.ok ? [] : result.wrong)
        if (result.ok) onSave(result.details)
      }}
    >
      {TEXT_FIELDS.map((field) => (
        <TextField
          key={field}
          className="field"
          value={draft.texts[field]}
          maxLength={LONGEST[field]}
          isInvalid={wrong.includes(field)}
          autoFocus={field === 'name'}
          onChange={(value) => {
            change({ texts: { ...draft.texts, [field]: value } })
          }}
        >
          <Label>{t(`residents.field.${field}`)}</Label>
          {field === 'notes' ? (
            <TextArea className="input" rows={4} />
          ) : (
            <Input className="input" autoComplete="off" />
          )}
          {wrong.includes(field) && (
            <Text slot="description" className="field-problem">
              {t(
                field === 'name' || field === 'birthYear' || field === 'phone' || field === 'cid'
                  ? `residents.wrong.${field}`
                  : 'residents.wrong.tooLong',
              )}
            </Text>
          )}
        </TextField>
      ))}
      <div className="checks">
        {(['oxygen', 'dog'] as const).map((field) => (
          <Check
            key={field}
            isSelected={draft[field]}
            onChange={(isOn) => {
              change({ [field]: isOn })
            }}
          >
            {t(`residents.field.${field}`)}
          </Check>
        ))}
      </div>
      <ContactsField
        contacts={draft.contacts}
        wrong={wrong}
        onContacts={(contacts) => {
          change({ contacts })
        }}
      />
      {wrong.some((field) => field.startsWith('contacts')) && (
        <p className="field-problem">{t('residents.wrong.contacts')}</p>
      )}
      <ConsentFields draft={draft} isWrong={wrong.includes('consent')} onChange={change} />
      {wrong.length > 0 && <p role="alert">{t('residents.wrong.some')}</p>}
      <SubmitRow words={t('people.save')} leave={t('technician.cancel')} onClose={onCancel} />
    </Form>
  )
}

interface ConsentProps {
  readonly draft: DetailsDraft
  readonly isWrong: boolean
  readonly onChange: (part: Partial<DetailsDraft>) => void
}

/** What was agreed to, when, and by whom. */
function ConsentFields({ draft, isWrong, onChange }: ConsentProps) {
  const { t } = useWords()
  return (
    <fieldset className="contact-lines">
      <legend>{t('residents.consent')}</legend>
      <CheckboxGroup
        className="checks"
        value={draft.consentTo}
        onChange={(chosen) => {
          onChange({ consentTo: orderedConsent(chosen) })
        }}
      >
        <Label>{t('residents.consentTo')}</Label>
        {CONSENT_THINGS.map((thing) => (
          <Check key={thing} value={thing}>
            {t(`residents.consentThing.${thing}`)}
          </Check>
        ))}
      </CheckboxGroup>
      {draft.consentTo.length > 0 && (
        <>
          <ChoiceField
            label={t('residents.consentBy')}
            choices={CONSENT_GIVERS.map((id) => ({ id, words: t(`residents.consentGiver.${id}`) }))}
            value={draft.consentBy}
            onChange={(consentBy) => {
              onChange({ consentBy })
            }}
          />
          <TextField
            className="field"
            type="date"
            value={draft.consentOn}
            isInvalid={isWrong}
            onChange={(consentOn) => {
              onChange({ consentOn })
            }}
          >
            <Label>{t('residents.consentOn')}</Label>
            <Input className="input figures" />
            {isWrong && (
              <Text slot="description" className="field-problem">
                {t('residents.wrong.consent')}
              </Text>
            )}
          </TextField>
        </>
      )}
    </fieldset>
  )
}
