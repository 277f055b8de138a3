import { useState } from 'react'
import { Button, Form, Input, Label, TextField } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Found } from '../../shared/api/night.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { placementWords } from '../alarm-board/card-words.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import type { NightClient } from './night-client.ts'
import { isCut } from './search-terms.ts'
import { useSearch } from './use-search.ts'

interface SearchWindowProps {
  readonly client: NightClient
  readonly onAlarm: (card: AlarmCard) => void
  readonly onClose: () => void
}

/** One field for alarms, residents and devices; Enter opens the first alarm. */
export function SearchWindow({ client, onAlarm, onClose }: SearchWindowProps) {
  const { t } = useWords()
  const [written, setWritten] = useState('')
  const state = useSearch(client, written)
  const found = state.kind === 'found' ? state.found : null
  return (
    <Window title={t('night.search.title')} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          const first = found?.alarms[0]
          if (first !== undefined) onAlarm(first)
        }}
      >
        <TextField className="field" value={written} onChange={setWritten} maxLength={200} autoFocus>
          <Label>{t('night.search.words')}</Label>
          <Input className="input" type="search" />
        </TextField>
      </Form>
      <p className="hint" role="status">
        {found !== null && t('night.search.count', { count: found.alarms.length })}
        {found !== null && isCut(found.alarms) && ` ${t('night.search.cut')}`}
        {state.kind === 'failed' && errorWords(state.code, null, t)}
      </p>
      {found !== null && <Results found={found} onAlarm={onAlarm} onWords={setWritten} />}
      <LeaveRow words={t('keys.close')} onClose={onClose} />
    </Window>
  )
}

interface ResultsProps {
  readonly found: Found
  readonly onAlarm: (card: AlarmCard) => void
  readonly onWords: (words: string) => void
}

function Results({ found, onAlarm, onWords }: ResultsProps) {
  const { t, language } = useWords()
  const { alarms, residents, devices } = found
  return (
    <>
      {residents.length + devices.length > 0 && (
        <ul className="plain-list found-homes">
          {residents.map(({ residentId, name, unit }) => (
            <li key={residentId}>
              <Button
                className="button"
                onPress={() => {
                  onWords(name)
                }}
              >
                {dotted([name, unit === null ? null : t('card.unit', { unit })])}
              </Button>
            </li>
          ))}
          {devices.map(({ deviceId, placement, residentName }) => (
            <li key={deviceId}>
              <Button
                className="button"
                onPress={() => {
                  onWords(deviceId)
                }}
              >
                {dotted([deviceId, placementWords(placement, t), residentName])}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ul className="plain-list found-alarms">
        {alarms.map((card) => (
          <li key={card.alarmId}>
            <Button
              className="button found-alarm"
              onPress={() => {
                onAlarm(card)
              }}
            >
              <AlarmLine card={card} />
              <span className="muted figures">
                {dotted([formatDateTime(card.openedAt, language), t(`state.${card.state}`)])}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
