import type { Priority } from '../../shared/domain/priority.ts'
import type { Instant } from '../../shared/domain/time.ts'
import { DOT } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { Age } from './age.tsx'
import { PriorityShape } from './priority-shape.tsx'

interface StripProps {
  readonly priority: Priority
  readonly isRinging: boolean
  readonly isTest: boolean
  readonly cause: string
  readonly whoAndWhere: string
  readonly since: Instant
  /** How many are open beside it. */
  readonly others: number
  readonly onGo: () => void
}

/** The most important open alarm over every other room: one press leads to it. */
export function Strip(props: StripProps) {
  const { t } = useWords()
  const { priority, others } = props
  return (
    <button
      type="button"
      className="strip"
      data-priority={priority}
      data-ringing={props.isRinging}
      onClick={props.onGo}
    >
      <PriorityShape priority={priority} />
      <span className="strip-what">
        <strong>{props.cause}</strong>
        <span className="hidden">, {t(`priority.${priority}`)}</span>
        {props.isTest && (
          <strong>
            {DOT}
            {t('category.test')}
          </strong>
        )}
        {DOT}
        {props.whoAndWhere}
      </span>
      <strong>
        <Age since={props.since} />
      </strong>
      {others > 0 && <span>{t('technician.strip.others', { count: others })}</span>}
      <span className="strip-go">{t('technician.strip.go')}</span>
    </button>
  )
}
