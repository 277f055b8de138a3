import { useEffect, useState } from 'react'
import { Phone } from 'lucide-react'
import { Button, Link } from 'react-aria-components'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { Contact } from '../../shared/api/residents.ts'
import { callLink } from '../../shared/domain/call-link.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { errorWords } from '../alarm-board/error-words.ts'
import { useWords } from '../i18n/use-words.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import type { NightClient } from './night-client.ts'

interface CallsWindowProps {
  readonly client: NightClient
  readonly card: AlarmCard
  readonly personId: string
  /** Who was called goes into the timeline as a note. */
  readonly onCalled: (words: string) => void
  readonly onClose: () => void
}

/** Whom to call about this alarm, in order; who was called is noted. */
export function CallsWindow({ client, card, personId, onCalled, onClose }: CallsWindowProps) {
  const { t } = useWords()
  const [contacts, setContacts] = useState<readonly Contact[] | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [called, setCalled] = useState<readonly string[]>([])
  const { alarmId } = card
  useEffect(() => {
    let isCurrent = true
    client.contacts(personId, alarmId).then(
      (found) => {
        if (isCurrent) setContacts(found)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, personId, alarmId])
  return (
    <Window title={t('night.calls.title')} onClose={onClose}>
      <AlarmLine card={card} />
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {contacts?.length === 0 && <p>{t('night.calls.none')}</p>}
      <ol className="plain-list call-list">
        {(contacts ?? []).map(({ name, relation, phone }, index) => (
          <li key={`${phone} ${name}`}>
            <Link
              className="button step call"
              href={callLink(phone)}
              autoFocus={index === 0}
              onPress={() => {
                setCalled((before) => [...before, phone])
                const who = relation === '' ? name : t('night.calls.who', { name, relation })
                onCalled(t('night.calls.noted', { who, phone }))
              }}
            >
              <Phone className="icon" aria-hidden="true" />
              <span>
                <strong>{name}</strong>
                {relation !== '' && ` · ${relation}`} · <span className="figures">{phone}</span>
              </span>
            </Link>
            {called.includes(phone) && <span role="status">{t('night.calls.called')}</span>}
          </li>
        ))}
      </ol>
      <div className="window-buttons">
        <Button className="button step" onPress={onClose}>
          {t('keys.close')}
        </Button>
      </div>
    </Window>
  )
}
