import { useMemo } from 'react'
import type { AlarmView } from '../../shared/api/centre/alarms.ts'
import type { StationLine } from '../../shared/api/centre/stations.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import { centreCard } from './centre-card.ts'
import type { CentreClient } from './centre-client.ts'
import { AlarmFacts, DetailHead } from './centre-detail.tsx'
import { StoryView } from './story-view.tsx'
import { useStory } from './use-story.ts'

interface PastAlarmProps {
  readonly client: Pick<CentreClient, 'story'>
  readonly view: AlarmView
  readonly station: StationLine | undefined
  readonly operatorId: string
  readonly onClose: () => void
}

/** An alarm of the history with its whole timeline. */
export function PastAlarmWindow({ client, view, station, operatorId, onClose }: PastAlarmProps) {
  const { t } = useWords()
  const card = useMemo(() => centreCard(view), [view])
  const story = useStory(client, card, null)
  return (
    <Window title={t('centre.history.alarm')} onClose={onClose}>
      <DetailHead card={card} stationName={station?.name ?? view.station} />
      <AlarmFacts card={card} station={station} operatorId={operatorId} />
      <StoryView story={story} />
      <LeaveRow words={t('keys.close')} isFocused onClose={onClose} />
    </Window>
  )
}
