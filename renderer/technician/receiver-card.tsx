import { Bluetooth, Cable } from 'lucide-react'
import type { Receiver } from '../../shared/api/technician.ts'
import { numberWords } from '../../shared/domain/number-words.ts'
import { dotted } from '../i18n/dotted.ts'
import { discardWords, faultWords, noticeWords, protocolWords } from '../i18n/code-words.ts'
import { formatTime } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { Fact } from '../ui/fact.tsx'
import { lineWords } from './line-choice.ts'
import { ReceiverFoot } from './receiver-foot.tsx'
import { receiverMood } from './technician-words.ts'
import { WhichPort } from './which-port.tsx'

/** Newest remarks shown; the rest is in the log. */
const NOTICES_SHOWN = 3

/** One port or adapter: its state in words and what to do, what comes in, and what is thrown away and why. */
export function ReceiverCard({ receiver }: { readonly receiver: Receiver }) {
  const { t, language } = useWords()
  const mood = receiverMood(receiver)
  const Icon = receiver.kind === 'port' ? Cable : Bluetooth
  const isWell = mood === 'open' && receiver.faults.length === 0
  return (
    <li className="receiver" data-well={isWell}>
      <h4>
        <Icon className="icon" aria-hidden="true" /> {receiver.name}
        <span className="muted"> {receiver.protocols.map((id) => protocolWords(id, t)).join(', ')}</span>
      </h4>
      <p className="receiver-state">
        <strong>{t(`technician.state.${mood}`)}</strong>
        <span className="muted figures">
          {' '}
          {t('technician.receiver.since', { time: formatTime(receiver.since, language) })}
        </span>
      </p>
      {!(isWell || mood === 'opening') && mood !== 'open' && <p>{t(`technician.todo.${mood}`)}</p>}
      {receiver.hint !== null && (
        <p>
          {t('technician.receiver.run')} <code>{receiver.hint}</code>
        </p>
      )}
      {receiver.faults.map((code) => (
        <p key={code} className="receiver-fault">
          {faultWords(code, t)}
        </p>
      ))}
      {receiver.state === 'which-port' && <WhichPort receiver={receiver} />}
      <Traffic receiver={receiver} />
      {receiver.notices.length > 0 && (
        <ul className="notices">
          {receiver.notices.slice(0, NOTICES_SHOWN).map((notice, index) => (
            <li key={`${String(notice.at)} ${notice.code} ${String(index)}`}>
              <time className="muted figures">{formatTime(notice.at, language)}</time>{' '}
              {noticeWords(notice.code, notice.data, t)}
            </li>
          ))}
        </ul>
      )}
      <ReceiverFoot receiver={receiver} />
    </li>
  )
}

function Traffic({ receiver }: { readonly receiver: Receiver }) {
  const { t, language } = useWords()
  const line = receiver.line ?? null
  const reasons = Object.entries(receiver.discardReasons).sort(([, a], [, b]) => b - a)
  return (
    <dl className="facts figures">
      <Fact label={t('technician.receiver.rate')}>
        {t('technician.receiver.rateValue', {
          frames: toTenths(receiver.framesPerSecond),
          bytes: toTenths(receiver.bytesPerSecond),
        })}
      </Fact>
      <Fact label={t('technician.receiver.good')}>
        {t('technician.receiver.goodValue', {
          count: receiver.framesGood,
          frames: receiver.framesGood,
        })}
      </Fact>
      <Fact label={t('technician.receiver.bad')}>
        {receiver.bytesDiscarded === 0
          ? t('technician.receiver.noneBad')
          : t('technician.receiver.badValue', { bytes: receiver.bytesDiscarded })}
        {reasons.map(([reason, bytes]) => (
          <span key={reason} className="reason">
            {discardWords(reason, t)}: {numberWords(bytes, language)}
          </span>
        ))}
      </Fact>
      {receiver.reconnects > 0 && (
        <Fact label={t('technician.receiver.reconnects')}>{numberWords(receiver.reconnects, language)}</Fact>
      )}
      {line !== null && (
        <Fact label={t('technician.line.fact')}>
          {t('technician.line.value', { rate: String(line.baudRate), form: lineWords(line) })}
        </Fact>
      )}
      {receiver.identity !== null && (
        <Fact label={t('technician.receiver.stick')}>
          {dotted([receiver.identity.manufacturer, receiver.identity.serialNumber ?? receiver.identity.byId])}
        </Fact>
      )}
    </dl>
  )
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10
}
