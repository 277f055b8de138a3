import { memo } from 'react'
import type { Chain, ChainEvent } from '../../shared/api/alarm-calls.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import { DOT } from '../i18n/dotted.ts'
import { formatTime } from '../i18n/format.ts'
import { fieldWords, valueWords } from '../i18n/frame-words.ts'
import type { Language } from '../i18n/setup.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { FoldedList } from '../ui/folded-list.tsx'
import { ruleWords } from './card-words.ts'
import { watchedWords } from './watched-words.ts'

/** Why the alarm exists: rule → events → what the sensor sent, field by field (design, promise 5). */
export function WhyChain({ chain }: { readonly chain: Chain }) {
  const { t } = useWords()
  const ruled = chain.steps.flatMap(({ ruleId, reason }) =>
    ruleId === null ? [] : [[ruleId, reason] as const],
  )
  // A rule that struck many times for one reason is said once.
  const rules = [...new Map(ruled.map((rule) => [rule.join(' '), rule])).values()]
  const watched = chain.steps.findLast((step) => step.watched !== undefined)?.watched
  const version = chain.steps.find(({ ruleSet }) => ruleSet !== undefined)?.ruleSet
  return (
    <div className="why">
      <p className="muted">{t('why.intro')}</p>
      <h4>{t('why.rule')}</h4>
      {rules.length === 0 && <p>{t('why.noRule')}</p>}
      {rules.map(([ruleId, reason]) => (
        <p key={`${ruleId} ${reason}`}>
          <strong>{ruleWords(ruleId, t)}</strong>: {t(`reason.${reason}`)}
        </p>
      ))}
      {watched !== undefined && <p>{t('why.watched', { numbers: watchedWords(watched, t) })}</p>}
      {version !== undefined && <p className="muted">{t('why.ruleSet', { version })}</p>}
      {chain.heldBack?.map(({ reason, count }) => (
        <p key={reason}>{t('why.heldBack', { count, reason: t(`reason.${reason}`) })}</p>
      ))}
      {chain.alsoSilent !== undefined && <p>{t('why.alsoSilent', { count: chain.alsoSilent })}</p>}
      <h4>{t('why.events')}</h4>
      {chain.events.length === 0 && <p>{t('why.noEvents')}</p>}
      <FoldedList
        className="events"
        items={chain.events}
        line={(event) => <EventLine key={event.id} event={event} />}
      />
    </div>
  )
}

const EventLine = memo(function EventLine({ event }: { readonly event: ChainEvent }) {
  const { t, language } = useWords()
  return (
    <li>
      <p>
        <strong>{t(`event.${event.kind}`)}</strong>
        {event.value !== null && `: ${eventValueWords(event, language, t)}`}
        {DOT + event.deviceId}
        <span className="muted figures">
          {DOT + t('why.received', { time: formatTime(event.receivedAt, language) })}
        </span>
      </p>
      {event.raw === null ? (
        <p className="muted">{t('why.noRaw')}</p>
      ) : (
        <>
          <p className="muted">
            {t('why.raw')}
            {event.protocol !== null && ` (${event.protocol})`}
          </p>
          <code className="frame">{event.raw.replace(/(..)(?=.)/g, '$1 ')}</code>
        </>
      )}
      {event.fields.length > 0 && (
        <table className="fields">
          <thead>
            <tr>
              <th scope="col">{t('why.field')}</th>
              <th scope="col">{t('why.value')}</th>
            </tr>
          </thead>
          <tbody>
            {event.fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">{fieldWords(event.protocol, field.name, language)}</th>
                <td>{valueWords(event.protocol, field.name, field.value, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  )
})

/** What the sensor said it was: yes or no, the condition that is over, or the measured value. */
function eventValueWords({ kind, value, protocol }: ChainEvent, language: Language, t: Words): string {
  const ended = kind === 'restored' ? EVENT_KINDS.find((known) => known === value) : undefined
  return ended === undefined ? valueWords(protocol, kind, String(value), language) : t(`event.${ended}`)
}
