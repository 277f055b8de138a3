import type { StationLine } from '../../shared/api/centre/stations.ts'
import { DOT } from '../i18n/dotted.ts'
import { durationWords } from '../i18n/duration-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'

/** How a station is: speaking, silent, stopped on purpose, never heard; and since when. */
export function StationWords({ station }: { readonly station: StationLine }) {
  const { t } = useWords()
  const now = useNow()
  const { state, lastHeardAt } = station
  const ago = lastHeardAt === null ? null : durationWords(now - Date.parse(lastHeardAt), t)
  return (
    <span className="station-state figures" data-state={state}>
      <strong>{t(`centre.station.${state}`)}</strong>
      {ago !== null && state !== 'online' && <span>{DOT + t('centre.station.heard', { ago })}</span>}
    </span>
  )
}
