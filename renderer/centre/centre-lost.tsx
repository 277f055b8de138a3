import { DOT, dotted } from '../i18n/dotted.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { LostPage } from '../ui/lost-page.tsx'
import { PriorityShape } from '../ui/priority-shape.tsx'
import type { CentreBoard } from './centre-board.ts'
import { alarmWords, placeWords, stationWords, takenWords } from './centre-words.ts'

interface CentreLostProps {
  /** The centre's time when it was last heard; null when it never was. */
  readonly heardAt: number | null
  readonly board: CentreBoard | null
  readonly operatorId: string
}

/** Over everything when the centre does not answer: which alarms were open, and whom to call about them. */
export function CentreLost({ heardAt, board, operatorId }: CentreLostProps) {
  const { t, language } = useWords()
  const known = board?.list ?? []
  return (
    <LostPage
      title={t('centre.lost.title')}
      help={t('centre.lost.help')}
      heard={
        heardAt === null ? t('centre.lost.never') : t('lost.since', { time: formatTime(heardAt, language) })
      }
      todo={[
        known.length > 0 ? t('centre.lost.callThem') : t('centre.lost.callAll'),
        t('centre.lost.other'),
        t('centre.lost.technician'),
      ]}
      known={known}
      line={({ key, view, since }) => (
        <li key={key}>
          <PriorityShape priority={view.priority} />
          <span>
            <strong>{stationWords(view.station, board?.stations ?? new Map())}</strong>
            {DOT + dotted([placeWords(view, t), alarmWords(view, t)]) + DOT}
            <span className="figures">{formatTime(since, language)}</span>
            {DOT + takenWords(view, operatorId, t)}
            <PhoneOf phone={board?.stations.get(view.station)?.phone ?? null} />
          </span>
        </li>
      )}
    />
  )
}

function PhoneOf({ phone }: { readonly phone: string | null }) {
  const { t } = useWords()
  return phone === null ? null : (
    <>
      {DOT}
      <span className="figures lost-phone">{t('centre.lost.phone', { phone })}</span>
    </>
  )
}
