import type { StationLine } from '../../shared/api/centre/stations.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { CalmSection, RestOfAll } from '../ui/calm-section.tsx'
import { Fact } from '../ui/fact.tsx'
import { useNow } from '../ui/now.tsx'
import { countStations } from './centre-board.ts'
import { reasonWords } from './centre-words.ts'

interface StationsProps {
  readonly stations: ReadonlyMap<string, StationLine>
}

/** Names of more stations than this are looked up in the list of stations. */
const NAMED = 5

/** Nothing is open: "Alt er rolig" with its proof, or why it cannot be said. */
export function CalmCentre({ stations }: StationsProps) {
  const { t, language } = useWords()
  const now = useNow()
  const reasons = uncalmWords(stations, now, t)
  const { online, total } = countStations(stations)
  const heard = Math.max(
    0,
    ...[...stations.values()].map(({ lastHeardAt }) => (lastHeardAt === null ? 0 : Date.parse(lastHeardAt))),
  )
  return (
    <CalmSection reasons={reasons}>
      <Fact label={t('centre.calm.stations')}>
        {t('calm.devicesValue', { heard: online, expected: total })}
      </Fact>
      <Fact label={t('calm.lastHeard')}>
        {heard === 0 ? t('calm.lastHeardNever') : formatTime(heard, language)}
      </Fact>
      <Fact label={t('centre.calm.link')}>
        {t('centre.calm.linkOk', { time: formatTime(now, language) })}
      </Fact>
    </CalmSection>
  )
}

/** Under the open alarms: whether every station can be heard. */
export function RestOfCentre({ stations }: StationsProps) {
  const { t } = useWords()
  return <RestOfAll reasons={uncalmWords(stations, useNow(), t)}>{t('centre.calm.rest')}</RestOfAll>
}

function uncalmWords(stations: ReadonlyMap<string, StationLine>, now: number, t: Words): readonly string[] {
  const { total, silent, stopped, never } = countStations(stations)
  const late = [...stations.values()].flatMap(({ name, waiting, late: why }) =>
    (waiting ?? 0) > 0 && why !== null
      ? [
          t('centre.uncalm.late', {
            name,
            count: waiting ?? 0,
            since: durationWords(now - Date.parse(why.since), t),
            reason: reasonWords(why.reason, t),
          }),
        ]
      : [],
  )
  return [
    ...(total === 0 ? [t('centre.uncalm.noStations')] : []),
    ...(silent.length > 0
      ? [t('centre.uncalm.silent', { count: silent.length, names: namesOf(silent) })]
      : []),
    ...(never.length > 0 ? [t('centre.uncalm.never', { count: never.length, names: namesOf(never) })] : []),
    ...(stopped.length > 0
      ? [t('centre.uncalm.stopped', { count: stopped.length, names: namesOf(stopped) })]
      : []),
    ...late,
  ]
}

function namesOf(stations: readonly StationLine[]): string {
  const named = stations.slice(0, NAMED).map(({ name }) => name)
  return stations.length > NAMED ? `${named.join(', ')} …` : named.join(', ')
}
