import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import type { House } from '../../shared/api/house.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Part } from './part.tsx'

type Station = Pick<House['station'], 'name' | 'locale'>

interface StationPartProps {
  readonly station: House['station']
  readonly mayChange: boolean
  readonly onSave: (station: Station) => void
}

/** What the station is called, and the language of what it writes by itself. */
export function StationPart({ station, mayChange, onSave }: StationPartProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState<Station>(station)
  const name = draft.name.trim()
  return (
    <Part
      title={t('house.station')}
      save={
        mayChange
          ? {
              isReady: name !== '',
              onSave: () => {
                onSave({ name, locale: draft.locale })
              },
            }
          : null
      }
      isChanged={name !== station.name || draft.locale !== station.locale}
      onUndo={() => {
        setDraft(station)
      }}
    >
      <TextField
        className="field"
        value={draft.name}
        maxLength={200}
        isReadOnly={!mayChange}
        isInvalid={name === ''}
        onChange={(written) => {
          setDraft({ ...draft, name: written })
        }}
      >
        <Label>{t('house.name')}</Label>
        <Input className="input" autoComplete="off" />
      </TextField>
      {mayChange ? (
        <ChoiceField
          label={t('house.locale')}
          choices={(['nb', 'en'] as const).map((id) => ({ id, words: t(`menu.${id}`) }))}
          value={draft.locale}
          onChange={(locale) => {
            setDraft({ ...draft, locale })
          }}
        />
      ) : (
        <p>
          {t('house.locale')}: {t(`menu.${station.locale}`)}
        </p>
      )}
    </Part>
  )
}
