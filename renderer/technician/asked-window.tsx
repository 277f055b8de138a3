import { useEffect, useState, type ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import type { CallErrorCode } from '../station-client.ts'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import { codeOf, technicianErrorWords } from './technician-words.ts'

interface AskedWindowProps<Answer extends object> {
  readonly title: string
  /** Asked once while the window is open; keeps its identity. */
  readonly ask: () => Promise<Answer>
  readonly onClose: () => void
  readonly children: (answer: Answer) => ReactNode
}

/** A window that first asks the station what stands; a failure is said in it. */
export function AskedWindow<Answer extends object>({
  title,
  ask,
  onClose,
  children,
}: AskedWindowProps<Answer>) {
  const { t } = useWords()
  const [answer, setAnswer] = useState<Answer | CallErrorCode | null>(null)
  useEffect(() => {
    let isCurrent = true
    ask().then(
      (found) => {
        if (isCurrent) setAnswer(found)
      },
      (error: unknown) => {
        if (isCurrent) setAnswer(codeOf(error))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [ask])
  return (
    <Window title={title} onClose={onClose}>
      {answer !== null && typeof answer !== 'string' ? (
        children(answer)
      ) : (
        <>
          <p role="status">{answer === null ? t('technician.loading') : technicianErrorWords(answer, t)}</p>
          <LeaveRow words={t('resolve.cancel')} onClose={onClose} />
        </>
      )}
    </Window>
  )
}
