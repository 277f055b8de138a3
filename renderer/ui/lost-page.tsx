import { useEffect, useRef, type ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'

/** Nobody reads more than this on a page that says what to do instead; the count of the rest stands below. */
const KNOWN_SHOWN = 100

interface LostPageProps<Alarm> {
  readonly title: string
  readonly help: string
  /** When the other side was last heard, in words. */
  readonly heard: string
  readonly todo: readonly string[]
  readonly isPlanned?: boolean
  /** What was open when it was last heard, the most urgent first; null: it never was. */
  readonly known: readonly Alarm[] | null
  /** One of them, as the line of a list with its key. */
  readonly line: (alarm: Alarm) => ReactNode
}

/** Over everything when the other side is gone: what that means, what to do, what was last known. */
export function LostPage<Alarm>(props: LostPageProps<Alarm>) {
  const { t } = useWords()
  const { known } = props
  const ground = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    ground.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <div
      ref={ground}
      className="lost"
      data-planned={props.isPlanned === true}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="lost-title"
      tabIndex={0}
    >
      <div className="lost-body">
        <h1 id="lost-title">{props.title}</h1>
        <p>
          {props.help} <span className="figures">{props.heard}</span>
        </p>
        <h2>{t('lost.todo')}</h2>
        <ol className="lost-todo">
          {props.todo.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ol>
        {known !== null && (
          <>
            <h2>{known.length > 0 ? t('lost.known') : t('lost.knownNone')}</h2>
            <ul className="lost-known">{known.slice(0, KNOWN_SHOWN).map(props.line)}</ul>
            {known.length > KNOWN_SHOWN && <p>{t('lost.more', { count: known.length - KNOWN_SHOWN })}</p>}
          </>
        )}
      </div>
    </div>
  )
}
