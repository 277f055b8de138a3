import { useMemo, useState } from 'react'
import { Input, Label, Link, TextField } from 'react-aria-components'
import nb from '../../resources/locales/nb.json'
import { STATION_STATES, type StationLine, type StationState } from '../../shared/api/centre/stations.ts'
import { callLink } from '../../shared/domain/call-link.ts'
import { dotted } from '../i18n/dotted.ts'
import { isKey } from '../i18n/code-words.ts'
import { formatDateTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Fact } from '../ui/fact.tsx'
import { useTakesKeyboard } from '../ui/use-takes-keyboard.ts'
import { clockOffWords, reasonWords } from './centre-words.ts'
import { selectStations } from './select-stations.ts'
import { StationShape } from './station-shape.tsx'
import { StationWords } from './station-words.tsx'

/** Every station: what needs a look first, and what of it is late and why. */
export function StationsRoom({ stations }: { readonly stations: ReadonlyMap<string, StationLine> }) {
  const { t } = useWords()
  const page = useTakesKeyboard<HTMLElement>()
  const [written, setWritten] = useState('')
  const shown = useMemo(() => selectStations([...stations.values()], written), [stations, written])
  return (
    <main ref={page} tabIndex={-1} className="centre-page">
      <h2>{t('centre.rooms.stations')}</h2>
      <p className="figures">{dotted(STATION_STATES.map((state) => countWords(state, stations, t)))}</p>
      <TextField className="field" value={written} onChange={setWritten} maxLength={100}>
        <Label>{t('centre.stations.find')}</Label>
        <Input className="input" type="search" />
      </TextField>
      {shown.length === 0 && (
        <p>{t(stations.size === 0 ? 'centre.uncalm.noStations' : 'centre.stations.none')}</p>
      )}
      <ul className="station-list">
        {shown.map((station) => (
          <li key={station.id} data-state={station.state}>
            <StationView station={station} />
          </li>
        ))}
      </ul>
    </main>
  )
}

function countWords(
  state: StationState,
  stations: ReadonlyMap<string, StationLine>,
  t: Words,
): string | null {
  const count = [...stations.values()].filter((station) => station.state === state).length
  return count === 0 ? null : t(`centre.stations.count.${state}`, { count })
}

function StationView({ station }: { readonly station: StationLine }) {
  const { t, language } = useWords()
  const { waiting, late, paths, rejected, slowed, phone } = station
  const clockOff = clockOffWords(station.clockOffSeconds, t)
  return (
    <>
      <h3>
        <StationShape state={station.state} /> {station.name}
      </h3>
      <p>
        <StationWords station={station} />
      </p>
      {station.state !== 'online' && <p>{t(`centre.stations.todo.${station.state}`)}</p>}
      <dl className="facts figures">
        <Fact label={t('centre.detail.phone')}>
          {phone === null ? (
            t('centre.detail.noPhone')
          ) : (
            <Link className="button" href={callLink(phone)}>
              {phone}
            </Link>
          )}
        </Fact>
        <Fact label={t('card.list')}>{station.openAlarms}</Fact>
        <Fact label={t('centre.stations.waiting')}>{waiting ?? t('centre.stations.unknown')}</Fact>
        {late !== null && (
          <Fact label={t('centre.detail.late')}>
            {t('centre.stations.late', {
              from: formatDateTime(Date.parse(late.since), language),
              to: formatDateTime(Date.parse(late.at), language),
              reason: reasonWords(late.reason, t),
            })}
          </Fact>
        )}
        {paths.length > 0 && (
          <Fact label={t('centre.stations.paths')}>
            {dotted(paths.map(({ kind, state }) => `${kind.toUpperCase()} ${pathWords(state, t)}`))}
          </Fact>
        )}
        {clockOff !== null && <Fact label={t('centre.detail.clock')}>{clockOff}</Fact>}
        {rejected + slowed > 0 && (
          <Fact label={t('centre.stations.refused')}>
            {t('centre.stations.refusedCount', {
              rejected,
              slowed,
            })}
          </Fact>
        )}
        {station.lastHeardAt !== null && station.state !== 'online' && <Silence station={station} />}
      </dl>
    </>
  )
}

function Silence({ station: { lastHeardAt } }: { readonly station: StationLine }) {
  const { t, language } = useWords()
  return (
    <Fact label={t('calm.lastHeard')}>
      {lastHeardAt === null ? t('calm.lastHeardNever') : formatDateTime(Date.parse(lastHeardAt), language)}
    </Fact>
  )
}

function pathWords(state: string, t: Words): string {
  return isKey(nb.centre.path, state) ? t(`centre.path.${state}`) : state
}
