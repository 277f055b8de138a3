import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { AlarmCard, PersonTile } from '../../shared/api/board.ts'
import type { Receiver } from '../../shared/api/people.ts'
import { dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { CallLinkLine } from '../night/call-link-line.tsx'
import type { NightClient } from '../night/night-client.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import { errorWords } from './error-words.ts'
import { AlarmLine } from './alarm-line.tsx'
import { receiverWords } from './receiver-words.ts'
import { useReceiverNumber, useReceivers } from './use-receivers.ts'

interface HandOverProps {
  readonly client: NightClient
  readonly card: AlarmCard
  /** The other alarms of the same incident, handed over with it. */
  readonly beside: readonly AlarmCard[]
  readonly personId: string
  /** Whom the board knows: enough to hand over to where the station does not say who is here. */
  readonly people: readonly PersonTile[]
  readonly onClose: () => void
  readonly onHandOver: (receiver: Receiver) => void
}

/** To whom: those who are here first, and of each whether it reaches them. */
export function HandOverDialog({
  client,
  card,
  beside,
  personId,
  people,
  onClose,
  onHandOver,
}: HandOverProps) {
  const { t } = useWords()
  const receivers = useReceivers(client, personId, card, people)
  return (
    <Window title={t('handOver.title')} onClose={onClose}>
      <AlarmLine card={card} beside={beside} />
      {receivers === null && <p role="status">{t('handOver.loading')}</p>}
      {receivers?.length === 0 && <p>{t('handOver.nobody')}</p>}
      <ol className="tiles">
        {receivers?.map((receiver) => (
          <li key={receiver.personId}>
            <Button
              className="button tile"
              onPress={() => {
                onHandOver(receiver)
              }}
            >
              {receiver.name}
              <span className="tile-role">{dotted(receiverWords(receiver, t))}</span>
            </Button>
          </li>
        ))}
      </ol>
      <LeaveRow words={t('resolve.cancel')} onClose={onClose} />
    </Window>
  )
}

interface TellReceiverProps {
  readonly client: NightClient
  readonly personId: string
  /** Numbers are theirs to see. */
  readonly mayAsk: boolean
  readonly card: AlarmCard
  readonly receiver: Receiver
  /** Who was called goes into the timeline as a note. */
  readonly onCalled: (words: string) => void
  readonly onClose: () => void
}

/** It was given to somebody who has no screen open: nobody but whoever gave it can tell them. */
export function TellReceiverWindow({
  client,
  personId,
  mayAsk,
  card,
  receiver,
  onCalled,
  onClose,
}: TellReceiverProps) {
  const { t } = useWords()
  const number = useReceiverNumber(client, personId, card, receiver, mayAsk)
  const [isCalled, setCalled] = useState(false)
  const { name, role } = receiver
  const relation = t(`role.${role}`)
  const phone = typeof number === 'object' ? (number?.phone ?? null) : null
  return (
    <Window title={t('handOver.tell', { name })} onClose={onClose}>
      <AlarmLine card={card} />
      <p>{t('handOver.noScreen', { name })}</p>
      {number === null && <p role="status">{t('handOver.number')}</p>}
      {typeof number === 'string' && <p role="alert">{errorWords(number, null, t)}</p>}
      {typeof number === 'object' && number?.phone === null && <p>{t('handOver.noNumber', { name })}</p>}
      {phone !== null && (
        <CallLinkLine
          name={name}
          relation={relation}
          phone={phone}
          isFirst
          isCalled={isCalled}
          onCall={() => {
            setCalled(true)
            onCalled(t('night.calls.noted', { who: t('night.calls.who', { name, relation }), phone }))
          }}
        />
      )}
      <LeaveRow words={t('keys.close')} isFocused={phone === null} onClose={onClose} />
    </Window>
  )
}
