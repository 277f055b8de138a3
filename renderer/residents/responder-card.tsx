import type { ReactNode } from 'react'
import { Phone } from 'lucide-react'
import type { Contact, ResponderCard } from '../../shared/api/residents.ts'
import { callLink } from '../../shared/domain/call-link.ts'
import { placementWords } from '../alarm-board/card-words.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { causeWords } from '../alarm-board/cause-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { callList } from './call-list.ts'
import { KeysLine } from './keys-line.tsx'
import type { ResidentsClient } from './residents-client.ts'
import { useResponderCard } from './use-responder-card.ts'

interface ResponderCardProps {
  readonly client: ResidentsClient
  readonly alarmId: string
  /** Who looks. */
  readonly personId: string
}

/** What whoever goes must know before driving: the way in, the person, whom to call, what happened lately. */
export function ResponderCardPart({ client, alarmId, personId }: ResponderCardProps) {
  const { t } = useWords()
  const state = useResponderCard(client, alarmId, personId)
  if (state.kind === 'shown' && state.card === null) return null
  return (
    <section className="responder" aria-label={t('residents.card')}>
      <h3>{t('residents.card')}</h3>
      {state.kind === 'loading' && <p className="muted">{t('detail.loading')}</p>}
      {state.kind === 'failed' && (
        <p>
          {errorWords(state.code, null, t)} {state.code !== 'no-reason-for-card' && t('residents.seePaper')}
        </p>
      )}
      {state.kind === 'shown' && state.card !== null && (
        <Card card={state.card} client={client} alarmId={alarmId} personId={personId} />
      )}
    </section>
  )
}

function Card({ card, client, alarmId, personId }: ResponderCardProps & { readonly card: ResponderCard }) {
  const { t, language } = useWords()
  const { residentId, details, lastMovement, lastAlarms } = card
  return (
    <>
      {details.oxygen && <p className="warning">{t('residents.oxygenWarning')}</p>}
      {details.dog && <p className="warning">{t('residents.dogWarning')}</p>}
      <KeysLine
        hasDoorCode={card.hasDoorCode}
        hasKeyBox={card.hasKeyBox}
        ask={() => client.keys({ why: 'alarm', by: personId, residentId, alarmId })}
      />
      <h4>{t('residents.call')}</h4>
      <Calls calls={callList(details)} />
      {details.contacts.length === 0 && <p className="warning">{t('residents.noContacts')}</p>}
      <dl className="facts">
        <Fact label={t('residents.language')}>{details.language}</Fact>
        <Fact label={t('residents.hearing')}>{details.hearing}</Fact>
        <Fact label={t('residents.aids')}>{details.aids}</Fact>
        <Fact label={t('residents.notes')}>{details.notes}</Fact>
        <Fact label={t('residents.lastMovement')}>
          {lastMovement === null
            ? t('residents.noMovement')
            : dotted([
                formatMoment(lastMovement.at, language),
                t(`event.${lastMovement.kind}`),
                placementWords(lastMovement.placement, t),
              ])}
        </Fact>
      </dl>
      <h4>{t('residents.lastAlarms')}</h4>
      {lastAlarms.length === 0 ? (
        <p>{t('residents.noAlarms')}</p>
      ) : (
        <ul className="plain-list figures">
          {lastAlarms.map((alarm) => (
            <li key={alarm.alarmId}>
              {dotted([
                formatMoment(alarm.openedAt, language),
                causeWords(alarm, t),
                alarm.outcome === null ? t('residents.noOutcome') : t(`outcome.${alarm.outcome}`),
              ])}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** In the order in which they are called; the number is a link that the telephone of this machine opens. */
function Calls({ calls }: { readonly calls: readonly Contact[] }) {
  if (calls.length === 0) return null
  return (
    <ol className="contacts">
      {calls.map(({ name, relation, phone }) => (
        <li key={`${name} ${phone}`}>
          <span>{dotted([name, relation])}</span>
          <a className="button" href={callLink(phone)}>
            <Phone className="icon" aria-hidden="true" /> {phone}
          </a>
        </li>
      ))}
    </ol>
  )
}

/** What is not known has no line. */
function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  if (children === null) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd className="own-lines">{children}</dd>
    </div>
  )
}
