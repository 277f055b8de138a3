import { Radio } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { dotted } from '../i18n/dotted.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { formatAge } from '../i18n/format.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { ChoiceField } from '../ui/choice-field.tsx'
import { useNow } from '../ui/now.tsx'
import { useDesk } from './desk.ts'
import { selectActed, selectCandidates, type Candidate } from './discoveries.ts'
import { useHeldOrder } from './held-order.ts'
import type { TechnicianState } from './technician-feed.ts'
import { candidateName, heardWords, signalWords } from './technician-words.ts'

const EVERYTHING = 'everything'

interface DiscoveryListProps {
  readonly state: TechnicianState
  readonly onChoose: (candidate: Candidate) => void
}

/** Everybody who speaks and is not paired, strongest first; the one whose button was just pressed on top of it. */
export function DiscoveryList({ state, onChoose }: DiscoveryListProps) {
  const { t } = useWords()
  const now = useNow()
  const [openedAt] = useState(now)
  const [protocol, setProtocol] = useState(EVERYTHING)
  const { protocols: known } = useDesk()
  const candidates = selectCandidates(
    { ...state, protocols: known },
    protocol === EVERYTHING ? null : protocol,
  )
  const { order, holding } = useHeldOrder(candidates.map(({ key }) => key))
  const acted = selectActed(candidates, openedAt, now)
  const protocols = [...new Set(state.receivers.flatMap((receiver) => receiver.protocols))]
  return (
    <>
      <div className="listen">
        <ChoiceField
          label={t('technician.discovery.listenTo')}
          choices={[
            { id: EVERYTHING, words: t('technician.discovery.everything') },
            ...protocols.map((id) => ({ id, words: protocolWords(id, t) })),
          ]}
          value={protocol}
          onChange={setProtocol}
        />
        <PairingWindow until={state.pairingUntil} />
      </div>
      <div className="acted" role="status" data-acted={acted !== undefined}>
        {acted === undefined ? (
          <p>{t('technician.discovery.press')}</p>
        ) : (
          <>
            <p>
              <strong>{t('technician.discovery.thisOne')}</strong> {candidateName(acted)} ·{' '}
              {protocolWords(acted.protocol, t)}
            </p>
            <Button
              className="button step-next"
              onPress={() => {
                onChoose(acted)
              }}
            >
              {t('technician.discovery.pairThis')}
            </Button>
          </>
        )}
      </div>
      {candidates.length === 0 && <p className="muted">{t('technician.discovery.none')}</p>}
      <ul className="discoveries" aria-label={t('technician.discovery.label')} {...holding}>
        {order.map((key) => {
          const candidate = candidates.find((it) => it.key === key)
          if (candidate === undefined) return null
          return (
            <CandidateLine key={key} candidate={candidate} isActed={acted?.key === key} onChoose={onChoose} />
          )
        })}
      </ul>
    </>
  )
}

interface CandidateLineProps {
  readonly candidate: Candidate
  readonly isActed: boolean
  readonly onChoose: (candidate: Candidate) => void
}

function CandidateLine({ candidate, isActed, onChoose }: CandidateLineProps) {
  const { t } = useWords()
  const now = useNow()
  const about = aboutWords(candidate, t)
  return (
    <li>
      <Button
        className="button line discovery"
        data-acted={isActed}
        onPress={() => {
          onChoose(candidate)
        }}
      >
        <Radio className="icon" aria-hidden="true" />
        <strong className="figures">{candidateName(candidate)}</strong>
        <span>
          {dotted([
            protocolWords(candidate.protocol, t),
            candidate.address === null ? null : candidate.receiver,
            about,
          ])}
        </span>
        <span className="figures">{candidate.signal === null ? '' : signalWords(candidate.signal, t)}</span>
        <span className="muted figures">
          {candidate.lastHeardAt === null
            ? t('technician.discovery.notHeard')
            : heardWords(candidate.lastHeardAt, now, t)}
        </span>
      </Button>
    </li>
  )
}

/** What the frame says of itself, for a technician who looks for one of many. */
function aboutWords({ about }: Candidate, t: Words): string {
  return dotted([
    about['name'] ?? about['model'],
    about['eep'],
    about['text'],
    about['teachIn'] === 'true' ? t('technician.discovery.teachIn') : null,
  ])
}

/** Devices that ask for an answer are let in for two minutes (enocean-esp3.md, section 4). */
function PairingWindow({ until }: { readonly until: number | null }) {
  const { t } = useWords()
  const now = useNow()
  const { act, client } = useDesk()
  const isOpen = until !== null && until > now
  return (
    <div className="pairing-window">
      <Button
        className="button"
        onPress={() => {
          act(
            (by) => client.take({ act: 'pairing', input: { by, open: !isOpen } }),
            () => undefined,
          )
        }}
      >
        {isOpen ? t('technician.discovery.close') : t('technician.discovery.open')}
      </Button>
      <span className="figures muted">
        {isOpen
          ? t('technician.discovery.openFor', { age: formatAge(until - now) })
          : t('technician.discovery.closed')}
      </span>
    </div>
  )
}
