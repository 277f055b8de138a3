import type { ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { useTakesKeyboard } from './use-takes-keyboard.ts'

interface CalmSectionProps {
  /** Why it cannot be said that all is calm; none where it can. */
  readonly reasons: readonly string[]
  /** The proof, as rows of a list of facts. */
  readonly children: ReactNode
  /** What is asked while there is time for it. */
  readonly asked?: ReactNode
}

/** Nothing is open: "Alt er rolig" with its proof, or why it cannot be said. */
export function CalmSection({ reasons, children, asked }: CalmSectionProps) {
  const { t } = useWords()
  const isCalm = reasons.length === 0
  const section = useTakesKeyboard<HTMLElement>()
  return (
    <section ref={section} tabIndex={-1} className="calm" data-calm={isCalm}>
      <h2>{isCalm ? t('calm.title') : t('calm.notTitle')}</h2>
      {!isCalm && (
        <>
          <p>{t('calm.notHelp')}</p>
          <ReasonList reasons={reasons} />
        </>
      )}
      <h3>{t('calm.proof')}</h3>
      <dl className="facts figures">{children}</dl>
      {asked}
    </section>
  )
}

interface RestOfAllProps {
  readonly reasons: readonly string[]
  /** What is said where everything else is in order. */
  readonly children: ReactNode
}

/** Under the open alarms: whether everything else is in order. */
export function RestOfAll({ reasons, children }: RestOfAllProps) {
  const { t } = useWords()
  if (reasons.length === 0) return <p className="rest figures">{children}</p>
  return (
    <details className="rest">
      <summary>{t('calm.restNot', { count: reasons.length })}</summary>
      <ReasonList reasons={reasons} label={t('calm.restNotLabel')} />
    </details>
  )
}

function ReasonList({ reasons, label }: { readonly reasons: readonly string[]; readonly label?: string }) {
  return (
    <ul className="reasons" {...(label === undefined ? {} : { 'aria-label': label })}>
      {reasons.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}
