import { Button } from 'react-aria-components'
import type { DeviceLine } from '../../shared/api/technician.ts'
import { EVENT_KINDS } from '../../shared/domain/device-event.ts'
import { DOT } from '../i18n/dotted.ts'
import { formatDateTime } from '../i18n/format.ts'
import { valueWords } from '../i18n/frame-words.ts'
import type { Language } from '../i18n/setup.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { FieldTable, FrameBytes } from '../ui/field-table.tsx'
import type { DeviceEventLine } from './technician-client.ts'

interface EventListProps {
  readonly device: DeviceLine
  readonly events: readonly DeviceEventLine[]
  readonly hasOlder: boolean
  readonly onOlder: () => void
}

/** What the device has said, newest first; each opens to its frame, field by field. */
export function DeviceEventList({ device, events, hasOlder, onOlder }: EventListProps) {
  const { t } = useWords()
  return (
    <section aria-label={t('technician.device.events')}>
      <h4>{t('technician.device.events')}</h4>
      {events.length === 0 && <p className="muted">{t('technician.device.noEvents')}</p>}
      <ul className="device-events">
        {events.map((event) => (
          <EventLine key={event.id} event={event} protocol={device.protocol} />
        ))}
      </ul>
      {hasOlder && (
        <Button className="button" onPress={onOlder}>
          {t('technician.device.older')}
        </Button>
      )}
    </section>
  )
}

function EventLine({ event, protocol }: { readonly event: DeviceEventLine; readonly protocol: string }) {
  const { t, language } = useWords()
  return (
    <li>
      <details>
        <summary>
          <time className="figures">{formatDateTime(event.receivedAt, language)}</time>{' '}
          <strong>{t(`event.${event.kind}`)}</strong>
          {event.value !== null && `: ${eventValue(event, protocol, language, t)}`}
          {event.alarmId !== null && DOT + t('technician.device.gaveAlarm')}
        </summary>
        {event.raw === null ? (
          <p className="muted">{t('why.noRaw')}</p>
        ) : (
          <>
            <p className="muted">{t('why.raw')}</p>
            <FrameBytes raw={event.raw} />
          </>
        )}
        <FieldTable protocol={protocol} fields={event.fields} />
      </details>
    </li>
  )
}

/** Yes or no, the measured value, or the condition that is over. */
function eventValue(event: DeviceEventLine, protocol: string, language: Language, t: Words): string {
  const ended = event.kind === 'restored' ? EVENT_KINDS.find((known) => known === event.value) : undefined
  return ended === undefined
    ? valueWords(protocol, event.kind, String(event.value), language)
    : t(`event.${ended}`)
}
