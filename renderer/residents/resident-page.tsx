import { useState, type ReactNode } from 'react'
import { ArrowLeft } from 'lucide-react'
import { Button } from 'react-aria-components'
import type { ResidentRecord } from '../../shared/api/residents.ts'
import { placementWords } from '../alarm-board/card-words.ts'
import { errorWords } from '../alarm-board/error-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { protocolWords } from '../i18n/code-words.ts'
import { formatDay, formatMoment } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useEscape } from '../technician/use-escape.ts'
import { ConfirmWindow } from '../technician/confirm-window.tsx'
import type { SpokenWords } from '../ui/toasts.tsx'
import { Window } from '../ui/window.tsx'
import { awayWords } from './away-words.ts'
import { DetailsForm } from './details-form.tsx'
import { KeysLine } from './keys-line.tsx'
import { KeysWindow } from './keys-window.tsx'
import { LeaveWindow } from './leave-window.tsx'
import type { ResidentCall, ResidentsClient } from './residents-client.ts'
import { RulesPart } from './rules-part.tsx'
import { useRecord } from './use-record.ts'

interface ResidentPageProps {
  readonly client: ResidentsClient
  readonly residentId: string
  readonly personId: string
  readonly take: (call: ResidentCall, done: SpokenWords) => Promise<boolean>
  readonly show: (words: SpokenWords) => void
  readonly onBack: () => void
}

type Open = 'change' | 'keys' | 'leave' | 'return'

/** One record as managers keep it: facts, keys behind dots, contacts, consent, rules and devices. */
export function ResidentPage({ client, residentId, personId, take, show, onBack }: ResidentPageProps) {
  const { t, language } = useWords()
  const { record, problem, refresh } = useRecord(client, residentId, personId)
  const [open, setOpen] = useState<Open | null>(null)
  useEscape(1, onBack)
  const close = () => {
    setOpen(null)
  }
  const save = (call: ResidentCall, done: SpokenWords) => {
    void take(call, done).then((isDone) => {
      if (!isDone) return
      close()
      refresh()
    })
  }
  return (
    <section className="resident-page" aria-label={record?.details.name ?? t('residents.title')}>
      <Button className="button" onPress={onBack}>
        <ArrowLeft className="icon" aria-hidden="true" /> {t('residents.toList')}
      </Button>
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {record === null && problem === null && <p className="waiting">{t('technician.loading')}</p>}
      {record !== null && (
        <>
          <div className="panel-head">
            <h3>{record.details.name}</h3>
            <div className="panel-buttons">
              <Button
                className="button"
                onPress={() => {
                  setOpen('change')
                }}
              >
                {t('people.change')}
              </Button>
              <Button
                className="button"
                onPress={() => {
                  setOpen(record.leftAt === null ? 'leave' : 'return')
                }}
              >
                {t(record.leftAt === null ? 'residents.leave' : 'residents.return')}
              </Button>
            </div>
          </div>
          {record.leftAt !== null && (
            <p>
              {t(`residents.leftAt.${record.leftWhy ?? 'file'}`, {
                at: formatMoment(record.leftAt, language),
              })}
            </p>
          )}
          {record.away !== null && <p className="away-words">{awayWords(record.away, language, t)}</p>}
          <Facts record={record} />
          <h4>{t('residents.keys')}</h4>
          <KeysLine
            hasDoorCode={record.hasDoorCode}
            hasKeyBox={record.hasKeyBox}
            ask={() => client.keys({ why: 'record', by: personId, residentId })}
          />
          <Button
            className="button"
            onPress={() => {
              setOpen('keys')
            }}
          >
            {t('residents.setKeys')}
          </Button>
          <Devices record={record} />
          {record.leftAt === null && (
            <RulesPart client={client} residentId={residentId} personId={personId} show={show} />
          )}
          {open !== null && windowOf(open, record)}
        </>
      )}
    </section>
  )

  function windowOf(asked: Open, { details, revision }: ResidentRecord): ReactNode {
    const { name } = details
    switch (asked) {
      case 'change':
        return (
          <Window title={t('people.changeTitle', { name })} onClose={close}>
            <DetailsForm
              details={details}
              onCancel={close}
              onSave={(changed) => {
                const input = { by: personId, residentId, seenRevision: revision, details: changed }
                save({ act: 'change', input }, (words) =>
                  words('people.done.changed', { name: changed.name }),
                )
              }}
            />
          </Window>
        )
      case 'keys':
        return (
          <KeysWindow
            name={name}
            onClose={close}
            onSave={(keys) => {
              save({ act: 'set-keys', input: { by: personId, residentId, ...keys } }, (words) =>
                words('residents.done.keys', { name }),
              )
            }}
          />
        )
      case 'leave':
        return (
          <LeaveWindow
            name={name}
            onClose={close}
            onLeave={(why) => {
              save({ act: 'leave', input: { by: personId, residentId, why } }, (words) =>
                words('residents.done.left', { name }),
              )
            }}
          />
        )
      case 'return':
        return (
          <ConfirmWindow
            title={t('residents.returnTitle', { name })}
            words={t('residents.returnWords')}
            confirm={t('residents.return')}
            onClose={close}
            onConfirm={() => {
              save({ act: 'return', input: { by: personId, residentId } }, (words) =>
                words('residents.done.returned', { name }),
              )
            }}
          />
        )
    }
  }
}

function Facts({ record: { details } }: { readonly record: ResidentRecord }) {
  const { t, language } = useWords()
  const { contacts, consent, dog, oxygen } = details
  const fields = [
    'birthYear',
    'address',
    'unit',
    'floor',
    'phone',
    'language',
    'hearing',
    'aids',
    'notes',
    'cid',
  ] as const
  return (
    <>
      <dl className="facts">
        {fields.map((field) => (
          <div key={field}>
            <dt>{t(`residents.field.${field}`)}</dt>
            <dd className="own-lines">{details[field] ?? t('residents.notKnown')}</dd>
          </div>
        ))}
        <div>
          <dt>{t('residents.consent')}</dt>
          <dd>
            {consent === null
              ? t('residents.lacks.consent')
              : t('residents.consentGiven', {
                  what: consent.to.map((thing) => t(`residents.consentThing.${thing}`)).join(', '),
                  by: t(`residents.consentGiver.${consent.by}`),
                  on: formatDay(consent.on, language),
                })}
          </dd>
        </div>
      </dl>
      {oxygen && <p className="warning">{t('residents.oxygenWarning')}</p>}
      {dog && <p className="warning">{t('residents.dogWarning')}</p>}
      <h4>{t('residents.contacts')}</h4>
      {contacts.length === 0 ? (
        <p className="warning">{t('residents.noContacts')}</p>
      ) : (
        <ol className="contacts">
          {contacts.map(({ name, relation, phone }) => (
            <li key={`${name} ${phone}`}>{dotted([name, relation, phone])}</li>
          ))}
        </ol>
      )}
    </>
  )
}

function Devices({ record: { devices } }: { readonly record: ResidentRecord }) {
  const { t } = useWords()
  return (
    <>
      <h4>{t('residents.devices')}</h4>
      {devices.length === 0 && <p className="warning">{t('residents.lacks.devices')}</p>}
      <ul className="plain-list">
        {devices.map(({ deviceId, protocol, placement }) => (
          <li key={deviceId}>
            {dotted([placementWords(placement, t), protocolWords(protocol, t), deviceId])}
          </li>
        ))}
      </ul>
      <p className="muted">{t('residents.devicesHelp')}</p>
    </>
  )
}
