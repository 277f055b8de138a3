import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { PLACEMENTS } from '../alarm-board/card-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { SearchChoice } from '../ui/search-choice.tsx'
import { useDesk } from './desk.ts'
import { NOBODY } from './pair-rules.ts'

const OTHER = 'other'
/** The list needs a name for "nobody" that no resident can have. */
const SHARED = ':shared'

interface PlaceFieldsProps {
  /** `NOBODY`: a shared space; null: not chosen. */
  readonly residentId: string | null
  readonly onResident: (residentId: string | null) => void
  readonly onPlacement: (placement: string) => void
}

/** Whose it is and where it stands; a place without a word of its own is written. */
export function PlaceFields({ residentId, onResident, onPlacement }: PlaceFieldsProps) {
  const { t } = useWords()
  const { residents } = useDesk()
  const [place, setPlace] = useState<(typeof PLACEMENTS)[number] | typeof OTHER | null>(null)
  const [written, setWritten] = useState('')
  const people = residents.map(({ id, name, unit }) => ({
    id,
    words: dotted([name, unit === null ? null : t('card.unit', { unit })]),
  }))
  return (
    <>
      <SearchChoice
        label={t('technician.pair.resident')}
        openLabel={t('technician.pair.residentOpen')}
        choices={[...people, { id: SHARED, words: t('technician.device.nobody') }]}
        value={residentId === NOBODY ? SHARED : residentId}
        onChange={(id) => {
          onResident(id === SHARED ? NOBODY : id)
        }}
      />
      <ChoiceField
        label={t('technician.pair.placement')}
        placeholder={t('technician.choose')}
        choices={[
          ...PLACEMENTS.map((id) => ({ id, words: t(`placement.${id}`) })),
          { id: OTHER, words: t('technician.pair.otherPlace') },
        ]}
        value={place}
        onChange={(chosen) => {
          setPlace(chosen)
          onPlacement(chosen === OTHER ? written : chosen)
        }}
      />
      {place === OTHER && (
        <TextField
          className="field"
          value={written}
          maxLength={64}
          onChange={(words) => {
            setWritten(words)
            onPlacement(words)
          }}
        >
          <Label>{t('technician.pair.writtenPlace')}</Label>
          <Input className="input" />
        </TextField>
      )}
    </>
  )
}
