import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { useWords } from '../i18n/use-words.ts'
import { SearchChoice } from '../ui/search-choice.tsx'
import type { DocumentsQuery } from './centre-client.ts'

interface FormProps {
  readonly stations: ReadonlyMap<string, StationLine>
  readonly onSearch: (query: DocumentsQuery) => void
}

const CID = /^\d{0,16}$/

/** Whose documents; everything may stay empty. */
export function DocumentsForm({ stations, onSearch }: FormProps) {
  const { t } = useWords()
  const [station, setStation] = useState<string | null>(null)
  const [cid, setCid] = useState('')
  const [isWrong, setWrong] = useState(false)
  return (
    <Form
      className="history-form"
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = cid.trim()
        setWrong(!CID.test(wanted))
        if (!CID.test(wanted)) return
        onSearch({ ...(station === null ? {} : { station }), ...(wanted === '' ? {} : { cid: wanted }) })
      }}
    >
      <SearchChoice
        label={t('centre.detail.station')}
        openLabel={t('centre.history.showStations')}
        choices={[...stations.values()].map(({ id, name }) => ({ id, words: name }))}
        value={station}
        onChange={setStation}
      />
      <TextField className="field" value={cid} onChange={setCid} maxLength={100}>
        <Label>{t('centre.documents.cid')}</Label>
        <Input className="input" autoComplete="off" />
      </TextField>
      <p className="hint history-mistake" role="alert">
        {isWrong && t('centre.documents.badCid')}
      </p>
      <Button type="submit" className="button step step-next">
        {t('centre.history.search')}
      </Button>
    </Form>
  )
}
