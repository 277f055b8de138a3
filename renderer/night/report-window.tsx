import { useEffect, useState } from 'react'
import {
  Form,
  Input,
  Label,
  RadioButton,
  RadioField,
  RadioGroup,
  TextArea,
  TextField,
} from 'react-aria-components'
import type { HomeToChoose } from '../../shared/api/night.ts'
import { REPORTED_CAUSES, type ReportedCause } from '../../shared/domain/alarm.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { PLACEMENTS } from '../alarm-board/card-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { SearchChoice } from '../ui/search-choice.tsx'
import { Window } from '../ui/window.tsx'
import { SubmitRow } from '../ui/window-rows.tsx'
import type { NightClient } from './night-client.ts'

interface ReportWindowProps {
  readonly client: NightClient
  readonly personId: string
  readonly onRaised: () => void
  readonly onClose: () => void
}

/** An alarm by hand: what, whose or where; words where there are any. */
export function ReportWindow({ client, personId, onRaised, onClose }: ReportWindowProps) {
  const { t } = useWords()
  const [homes, setHomes] = useState<readonly HomeToChoose[] | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | 'nowhere' | null>(null)
  const [cause, setCause] = useState<ReportedCause>('fall')
  const [residentId, setResidentId] = useState<string | null>(null)
  const [room, setRoom] = useState<string | null>(null)
  const [place, setPlace] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    let isCurrent = true
    // Without the list an alarm about a place can still be raised.
    client.homes().then(
      (found) => {
        if (isCurrent) setHomes(found)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client])
  const send = () => {
    const where = residentId === null ? (place.trim() === '' ? null : place.trim()) : room
    if (residentId === null && where === null) {
      setProblem('nowhere')
      return
    }
    const said = words.trim() === '' ? null : words.trim()
    client
      .report({ by: personId, cause, residentId, place: where, words: said })
      .then(onRaised, (error: unknown) => {
        setProblem(error instanceof StationCallError ? error.code : 'internal')
      })
  }
  return (
    <Window title={t('night.report.title')} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <RadioGroup
          className="choices"
          value={cause}
          onChange={(value) => {
            setCause(REPORTED_CAUSES.find((known) => known === value) ?? 'fall')
          }}
        >
          <Label>{t('night.report.what')}</Label>
          {REPORTED_CAUSES.map((known) => (
            <RadioField key={known} value={known} autoFocus={known === 'fall'}>
              <RadioButton className="choice">{t(`night.report.cause.${known}`)}</RadioButton>
            </RadioField>
          ))}
        </RadioGroup>
        <SearchChoice
          key={homes === null ? 'waiting' : 'here'}
          label={t('night.report.resident')}
          openLabel={t('night.report.residents')}
          choices={(homes ?? []).map((home) => ({ id: home.residentId, words: homeWords(home, t) }))}
          value={residentId}
          onChange={setResidentId}
        />
        {residentId === null ? (
          <TextField className="field" value={place} onChange={setPlace} maxLength={64}>
            <Label>{t('night.report.place')}</Label>
            <Input className="input" />
          </TextField>
        ) : (
          <ChoiceField
            label={t('night.report.room')}
            placeholder={t('night.report.anyRoom')}
            choices={PLACEMENTS.map((known) => ({ id: known, words: t(`placement.${known}`) }))}
            value={PLACEMENTS.find((known) => known === room) ?? null}
            onChange={setRoom}
          />
        )}
        <TextField className="field" value={words} onChange={setWords} maxLength={2000}>
          <Label>{t('night.report.words')}</Label>
          <TextArea className="input" rows={2} />
        </TextField>
        <p className="hint" role="alert">
          {problem === 'nowhere' && t('night.report.nowhere')}
          {problem !== null && problem !== 'nowhere' && errorWords(problem, null, t)}
        </p>
        <SubmitRow words={t('night.report.send')} onClose={onClose} />
      </Form>
    </Window>
  )
}

/** By flat alone for whoever has no need of the name. */
function homeWords({ name, unit, residentId }: HomeToChoose, t: Words): string {
  if (name === null) return unit === null ? residentId : t('card.unit', { unit })
  return dotted([name, unit === null ? null : t('card.unit', { unit })])
}
