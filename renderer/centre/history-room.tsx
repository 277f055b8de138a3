import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import type { CentreSession } from '../../shared/api/centre/session.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { answerClock } from '../../shared/domain/answer-clock.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { formatAge, formatDateTime } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { PriorityShape } from '../ui/priority-shape.tsx'
import { useTakesKeyboard } from '../ui/use-takes-keyboard.ts'
import { awaited, centreCard, keyOf } from './centre-card.ts'
import type { CentreClient, HistoryQuery } from './centre-client.ts'
import { alarmWords, lateWords, outcomeWords, placeWords, stationWords } from './centre-words.ts'
import { FoundPages } from './found-pages.tsx'
import { HistoryForm } from './history-form.tsx'
import { PastAlarmWindow } from './past-alarm-window.tsx'
import { usePages, type Page } from './use-pages.ts'

interface HistoryProps {
  readonly client: CentreClient
  readonly stations: ReadonlyMap<string, StationLine>
  readonly role: CentreSession['operator']['role']
  readonly operatorId: string
}

/** What happened, the newest first: searched by time, station, cause, resident and the centre's own words. */
export function HistoryRoom({ client, stations, role, operatorId }: HistoryProps) {
  const { t } = useWords()
  const mayRead = role !== 'operator'
  const { state, search, more } = usePages<HistoryQuery, AlarmView>(historyOf(client), {}, mayRead)
  const page = useTakesKeyboard<HTMLElement>()
  const [open, setOpen] = useState<AlarmView | null>(null)
  if (!mayRead) {
    return (
      <main ref={page} tabIndex={-1} className="centre-page">
        <h2>{t('centre.rooms.history')}</h2>
        <p>{t('centre.history.notAllowed')}</p>
      </main>
    )
  }
  return (
    <main ref={page} tabIndex={-1} className="centre-page">
      <h2>{t('centre.rooms.history')}</h2>
      <HistoryForm stations={stations} onSearch={search} />
      <FoundPages
        state={state}
        countWords={(count) =>
          count === 0 ? t('centre.history.none') : t('centre.history.count', { count })
        }
        keyOf={keyOf}
        line={(view) => (
          <Button
            className="button found-alarm"
            onPress={() => {
              setOpen(view)
            }}
          >
            <PastLine view={view} stationName={stationWords(view.station, stations)} />
          </Button>
        )}
        onMore={more}
      />
      {open !== null && (
        <PastAlarmWindow
          client={client}
          view={open}
          station={stations.get(open.station)}
          operatorId={operatorId}
          onClose={() => {
            setOpen(null)
          }}
        />
      )}
    </main>
  )
}

function historyOf(client: CentreClient) {
  return async (query: HistoryQuery): Promise<Page<AlarmView>> => {
    const { alarms, next } = await client.history(query)
    return { items: alarms, next }
  }
}

interface PastLineProps {
  readonly view: AlarmView
  readonly stationName: string
}

function PastLine({ view, stationName }: PastLineProps) {
  const { t, language } = useWords()
  const card = centreCard(view)
  const late = lateWords(view, t)
  return (
    <>
      <span className="alarm-line">
        <PriorityShape priority={view.priority} />
        <span>
          <strong>{stationName}</strong>
          {DOT + dotted([placeWords(view, t), alarmWords(view, t)])}
        </span>
      </span>
      <span className="muted figures">
        {dotted([
          formatDateTime(card.since, language),
          view.outcome === null ? t(`state.${view.state}`) : outcomeWords(view.outcome, t),
          answeredWords(view, t),
          late,
        ])}
      </span>
    </>
  )
}

function answeredWords(view: AlarmView, t: Words): string | null {
  const clock = answerClock(awaited(centreCard(view)), 0)
  if (clock.kind !== 'answered') return null
  const within = { age: formatAge(clock.ms), limit: formatAge(clock.limitMs) }
  return t(clock.isInTime ? 'centre.history.answered' : 'centre.history.answeredLate', within)
}
