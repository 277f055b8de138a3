import { Check } from 'lucide-react'
import type { AlarmCard } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { formatAge } from '../i18n/format.ts'
import { useWords } from '../i18n/use-words.ts'
import { useNow } from '../ui/now.tsx'
import { selectDelivery } from './alarm-steps.ts'

interface DeliveryProps {
  readonly card: AlarmCard
  /** With what to do when it was not delivered. */
  readonly withHelp?: boolean
}

/** Whether the care centre has the alarm. */
export function DeliveryLine({ card, withHelp = false }: DeliveryProps) {
  const { t } = useWords()
  const now = useNow()
  const delivery = selectDelivery(card, now)
  switch (delivery.kind) {
    case 'none':
      return withHelp ? <span className="delivery">{t('delivery.none')}</span> : null
    case 'delivered':
      return (
        <span className="delivery" data-kind="delivered">
          <Check className="icon" aria-hidden="true" /> {t('delivery.delivered')}
        </span>
      )
    case 'waiting':
      return (
        <span className="delivery figures">
          {t('delivery.waiting', { age: formatAge(now - delivery.since) })}
        </span>
      )
    case 'not-delivered':
      return (
        <span className="delivery" data-kind="not-delivered">
          <strong>{t('delivery.notDelivered')}</strong>
          {delivery.since !== null && <span className="figures"> {formatAge(now - delivery.since)}</span>}
          {withHelp && (
            <span className="delivery-help">
              {delivery.rejected ? t('delivery.rejectedHelp') : t('delivery.notDeliveredHelp')}
            </span>
          )}
        </span>
      )
    default:
      return assertNever(delivery)
  }
}
