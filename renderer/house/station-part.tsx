import { useState } from 'react'
import { Input, Label, Text, TextField } from 'react-aria-components'
import type { House } from '../../shared/api/house.ts'
import { IdSchema } from '../../shared/wire/ids.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { Part } from './part.tsx'

type Station = House['station']

interface StationPartProps {
  readonly station: House['station']
  readonly mayChange: boolean
  readonly onSave: (change: Pick<Station, 'name' | 'locale'> & { readonly id?: string }) => void
}

/** What the station is called, and the language of what it writes by itself. */
export function StationPart({ station, mayChange, onSave }: StationPartProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState<Station>(station)
  const name = draft.name.trim()
  const id = draft.id.trim()
  const isOther = id !== station.id
  const isId = IdSchema.safeParse(id).success
  return (
    <Part
      title={t('house.station')}
      save={
        mayChange
          ? {
              isReady: name !== '' && isId,
              onSave: () => {
                onSave({ name, locale: draft.locale, ...(isOther ? { id } : {}) })
              },
            }
          : null
      }
      isChanged={name !== station.name || draft.locale !== station.locale || isOther}
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
      <TextField
        className="field"
        value={draft.id}
        maxLength={64}
        isReadOnly={!mayChange}
        isInvalid={!isId}
        onChange={(written) => {
          setDraft({ ...draft, id: written })
        }}
      >
        <Label>{t('house.id')}</Label>
        <Input className="input" autoComplete="off" spellCheck="false" />
        <Text slot="description">{t(isId ? 'house.idHelp' : 'house.idWrong')}</Text>
      </TextField>
      {isOther && isId && <p className="warning">{t('house.idOther', { before: station.id })}</p>}
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
