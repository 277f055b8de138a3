import { useState, type ReactNode } from 'react'
import { Form } from 'react-aria-components'
import { useWords, type Words } from '../i18n/use-words.ts'
import { SubmitRow } from '../ui/window-rows.tsx'
import { useDesk } from './desk.ts'
import type { PairWarning } from './technician-client.ts'
import { technicianErrorWords } from './technician-words.ts'

interface WishFormProps<Wish extends object> {
  readonly confirm: string
  /** What is wished for, or the words of what is missing yet. */
  readonly wish: Wish | string
  /** What is written: once that changes, what was wrong before is not said any longer. */
  readonly written?: unknown
  readonly take: (by: string, wish: Wish) => Promise<readonly PairWarning[]>
  readonly done: (t: Words, wish: Wish) => string
  /** Instead of closing, once the wish has come true. */
  readonly onTaken?: (told: readonly PairWarning[]) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks for a wish and sends it in the technician's name; what is missing or refused is said in it, and it stays. */
export function WishForm<Wish extends object>({
  confirm,
  wish,
  written,
  take,
  done,
  onClose,
  onTaken = onClose,
  children,
}: WishFormProps<Wish>) {
  const { t } = useWords()
  const desk = useDesk()
  const [said, setSaid] = useState<{ readonly problem: string | null; readonly of: unknown }>({
    problem: null,
    of: written,
  })
  if (said.of !== written) setSaid({ problem: null, of: written })
  const say = (problem: string) => {
    setSaid((before) => ({ ...before, problem }))
  }
  const send = () => {
    if (typeof wish === 'string') {
      say(wish)
      return
    }
    desk.act(
      (by) => take(by, wish),
      (told) => {
        desk.show((words) => done(words, wish))
        onTaken(told)
      },
      (code) => {
        say(technicianErrorWords(code, t))
      },
    )
  }
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {children}
      <p className="hint" role="status">
        {said.problem}
      </p>
      <SubmitRow words={confirm} leave={t('technician.cancel')} onClose={onClose} />
    </Form>
  )
}
