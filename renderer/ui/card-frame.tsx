import { useEffect, useRef, type ReactNode } from 'react'
import type { Alarm } from '../../shared/domain/alarm.ts'
import { DOT } from '../i18n/dotted.ts'
import { useWords } from '../i18n/use-words.ts'
import { PriorityShape } from './priority-shape.tsx'

interface CardFrameProps {
  readonly alarm: Pick<Alarm, 'priority' | 'state' | 'category'>
  readonly alarmId: string
  readonly isRinging: boolean
  readonly isFocused: boolean
  /** Whether the keyboard follows the focus now; not while a window is open or somebody writes. */
  readonly takesKeyboard: boolean
  readonly onChoose: () => void
  readonly what: ReactNode
  readonly age: ReactNode
  readonly who: string
  readonly where: string
  /** Who has it, and what else is to be known before it is opened. */
  readonly children: ReactNode
}

/** One alarm in a list: what and since when, who, where, and what else there is to know. */
export function CardFrame(props: CardFrameProps) {
  const { isFocused, takesKeyboard } = props
  const { priority, state, category } = props.alarm
  const { t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isFocused && takesKeyboard) button.current?.focus({ preventScroll: true })
  }, [isFocused, takesKeyboard])
  return (
    <button
      ref={button}
      type="button"
      className="card"
      data-priority={priority}
      data-ringing={props.isRinging}
      data-alarm={props.alarmId}
      data-state={state}
      aria-current={isFocused}
      onClick={props.onChoose}
    >
      <span className="card-mark">
        <PriorityShape priority={priority} />
      </span>
      <span className="card-what">
        {props.what}
        <span className="hidden">, {t(`priority.${priority}`)}</span>
        {category === 'test' && <span>{DOT + t('category.test')}</span>}
      </span>
      <span className="card-age">{props.age}</span>
      <span className="card-who">{props.who}</span>
      <span className="card-where">{props.where}</span>
      <span className="card-foot">{props.children}</span>
    </button>
  )
}
