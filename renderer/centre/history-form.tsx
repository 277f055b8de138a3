import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { CAUSES } from '../../shared/domain/alarm.ts'
import { useWords } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { SearchChoice } from '../ui/search-choice.tsx'
import type { HistoryQuery } from './centre-client.ts'
import { causeWords } from './centre-words.ts'
import { historyQuery, NO_SEARCH, type HistoryDraft, type HistoryMistake } from './history-query.ts'

interface FormProps {
  readonly stations: ReadonlyMap<string, StationLine>
  readonly onSearch: (query: HistoryQuery) => void
}

const ANY = 'any'
const SEARCHED = [...CAUSES, 'station-silent']

/** What is looked for; everything may stay empty. */
export function HistoryForm({ stations, onSearch }: FormProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState(NO_SEARCH)
  const [mistake, setMistake] = useState<HistoryMistake | null>(null)
  const change = (part: Partial<HistoryDraft>) => {
    setDraft({ ...draft, ...part })
  }
  const write = (name: 'from' | 'to' | 'resident' | 'text') => ({
    label: t(`centre.history.${name}`),
    value: draft[name],
    onChange: (value: string) => {
      change({ [name]: value })
    },
  })
  return (
    <Form
      className="history-form"
      onSubmit={(event) => {
        event.preventDefault()
        const wish = historyQuery(draft)
        setMistake(wish.ok ? null : wish.mistake)
        if (wish.ok) onSearch(wish.query)
      }}
    >
      <Field {...write('text')} />
      <Field {...write('from')} />
      <Field {...write('to')} />
      <Field {...write('resident')} />
      <SearchChoice
        label={t('centre.detail.station')}
        openLabel={t('centre.history.showStations')}
        choices={[...stations.values()].map(({ id, name }) => ({ id, words: name }))}
        value={draft.station}
        onChange={(station) => {
          change({ station })
        }}
      />
      <ChoiceField
        label={t('centre.history.cause')}
        value={draft.cause ?? ANY}
        choices={[
          { id: ANY, words: t('centre.history.anyCause') },
          ...SEARCHED.map((cause) => ({ id: cause, words: causeWords(cause, t) })),
        ]}
        onChange={(cause) => {
          change({ cause: cause === ANY ? null : cause })
        }}
      />
      <p className="hint history-mistake" role="alert">
        {mistake !== null && t(`centre.history.mistake.${mistake}`)}
      </p>
      <Button type="submit" className="button step step-next">
        {t('centre.history.search')}
      </Button>
    </Form>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ label, value, onChange }: FieldProps) {
  return (
    <TextField className="field" value={value} onChange={onChange} maxLength={100}>
      <Label>{label}</Label>
      <Input className="input" autoComplete="off" />
    </TextField>
  )
}
