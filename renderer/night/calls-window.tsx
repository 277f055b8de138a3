import { useState } from 'react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { AlarmLine } from '../alarm-board/alarm-line.tsx'
import { errorWords } from '../alarm-board/error-words.ts'
import { DOT, dotted } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import { CallLinkLine } from './call-link-line.tsx'
import type { NightClient } from './night-client.ts'
import { useCalls, type Calls } from './use-calls.ts'

interface CallsWindowProps {
  readonly client: NightClient
  readonly card: AlarmCard
  readonly personId: string
  /** Who was called goes into the timeline as a note. */
  readonly onCalled: (words: string) => void
  readonly onClose: () => void
}

/** Whom to call about this alarm, in order: the resident and theirs, who is on call, the centre. Who was called is noted. */
export function CallsWindow({ client, card, personId, onCalled, onClose }: CallsWindowProps) {
  const { t } = useWords()
  const { calls, problem } = useCalls(client, personId, card.alarmId)
  return (
    <Window title={t('night.calls.title')} onClose={onClose}>
      <AlarmLine card={card} />
      {problem !== null && <p role="alert">{errorWords(problem, null, t)}</p>}
      {calls !== null && <CallLists calls={calls} hasResident={card.resident !== null} onCalled={onCalled} />}
      <LeaveRow words={t('keys.close')} onClose={onClose} />
    </Window>
  )
}

interface Line {
  readonly name: string
  readonly relation: string
  readonly phone: string | null
}

interface CallListsProps {
  readonly calls: Calls
  readonly hasResident: boolean
  readonly onCalled: (words: string) => void
}

function CallLists({ calls: { contacts, numbers }, hasResident, onCalled }: CallListsProps) {
  const { t } = useWords()
  const [called, setCalled] = useState<readonly string[]>([])
  const colleagues = numbers.colleagues.map(({ name, role, phone }) => ({
    name,
    relation: t(`role.${role}`),
    phone,
  }))
  const centre = { name: t('night.calls.centre'), relation: '', phone: numbers.centre }
  const first = [...contacts, ...colleagues, centre].find(({ phone }) => phone !== null)
  const line = (who: Line) => {
    const { name, relation, phone } = who
    if (phone === null) {
      return (
        <span>
          <strong>{name}</strong>
          {DOT + dotted([relation, t('night.calls.noNumber')])}
        </span>
      )
    }
    return (
      <CallLinkLine
        name={name}
        relation={relation}
        phone={phone}
        isFirst={first?.phone === phone && first.name === name}
        isCalled={called.includes(phone)}
        onCall={() => {
          setCalled((before) => [...before, phone])
          const words = relation === '' ? name : t('night.calls.who', { name, relation })
          onCalled(t('night.calls.noted', { who: words, phone }))
        }}
      />
    )
  }
  const list = (title: string, lines: readonly Line[], none: string) => (
    <section aria-label={title}>
      <h3>{title}</h3>
      {lines.length === 0 && <p>{none}</p>}
      <ol className="plain-list call-list">
        {lines.map((who) => (
          <li key={`${who.name} ${String(who.phone)}`}>{line(who)}</li>
        ))}
      </ol>
    </section>
  )
  return (
    <>
      {hasResident && list(t('night.calls.family'), contacts, t('night.calls.none'))}
      {list(t('night.calls.colleagues'), colleagues, t('night.calls.nobody'))}
      {list(t('night.calls.centre'), numbers.centre === null ? [] : [centre], t('night.calls.noCentre'))}
    </>
  )
}
