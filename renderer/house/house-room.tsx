import { ArrowLeft } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { PersonTile } from '../../shared/api/board.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { useEscape } from '../technician/use-escape.ts'
import type { SpokenWords } from '../ui/toasts.tsx'
import { CentrePart } from './centre-part.tsx'
import type { HouseCall, HouseClient } from './house-client.ts'
import { LadderSection } from './ladder-section.tsx'
import { OnCallPart } from './on-call-part.tsx'
import { draftCentre } from './path-draft.ts'
import { StationPart } from './station-part.tsx'
import { useHouse } from './use-house.ts'

interface HouseRoomProps {
  readonly client: HouseClient
  readonly people: readonly PersonTile[]
  readonly personId: string
  /** A manager plans who is on call and looks at the rest. */
  readonly isAdministrator: boolean
  readonly show: (words: SpokenWords) => void
  readonly onBack: () => void
}

/** The station itself: its name, whom an unanswered alarm calls and when, who is on call, the way to the centre. */
export function HouseRoom({ client, people, personId, isAdministrator, show, onBack }: HouseRoomProps) {
  const { t } = useWords()
  const { house, problem, refresh } = useHouse(client)
  useEscape(0, onBack)
  const take = (call: HouseCall) => {
    client.take(call).then(
      () => {
        show(doneWords(call.act))
        refresh()
      },
      (error: unknown) => {
        const code: CallErrorCode = error instanceof StationCallError ? error.code : 'internal'
        show((words) => errorWords(code, null, words))
      },
    )
  }
  return (
    <main className="technician house" aria-label={t('house.title')}>
      <div className="technician-head">
        <Button className="button" onPress={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" /> {t('technician.back')}
        </Button>
        <h2>{t('house.title')}</h2>
      </div>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {house === null && problem === null && <p className="waiting">{t('technician.loading')}</p>}
      {house !== null && (
        <>
          <p className="muted">{t('house.help')}</p>
          <StationPart
            key={`station ${JSON.stringify(house.station)}`}
            station={house.station}
            mayChange={isAdministrator}
            onSave={(station) => {
              take({ act: 'station', input: { by: personId, ...station } })
            }}
          />
          <LadderSection
            ladder={house.ladder}
            mayChange={isAdministrator}
            onSave={(ladder) => {
              take({ act: 'ladder', input: { by: personId, ...ladder } })
            }}
          />
          <OnCallPart
            key={`on-call ${JSON.stringify(house.onCall)}`}
            plan={house.onCall}
            now={house.onCallNow}
            people={people}
            onSave={(plan) => {
              take({ act: 'on-call', input: { by: personId, plan } })
            }}
          />
          <CentrePart
            key={`centre ${JSON.stringify(draftCentre(house.centre))}`}
            client={client}
            centre={house.centre}
            mayChange={isAdministrator}
            onSave={(centre) => {
              take({ act: 'centre', input: { by: personId, ...centre } })
            }}
          />
        </>
      )}
    </main>
  )
}

function doneWords(act: HouseCall['act']): SpokenWords {
  return (t) => t(`house.done.${act}`)
}
