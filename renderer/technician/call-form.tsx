import { useState, type ReactNode } from 'react'
import { Button, Form } from 'react-aria-components'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { useDesk } from './desk.ts'
import type { TechnicianCall } from './technician-client.ts'
import { technicianErrorWords } from './technician-words.ts'

interface CallFormProps {
  readonly title: string
  readonly confirm: string
  /** The call, or the words of what is missing. */
  readonly callOf: (by: string) => TechnicianCall
  readonly missing: string | null
  readonly done: (t: Words) => string
  readonly onClose: () => void
  readonly onChanged: () => void
  readonly children: ReactNode
}

/** A window that asks some facts and then makes one call; what is wrong is said in it, and it stays open. */
export function CallForm({
  title,
  confirm,
  callOf,
  missing,
  done,
  onClose,
  onChanged,
  children,
}: CallFormProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [problem, setProblem] = useState<string | null>(null)
  const send = () => {
    if (missing !== null) {
      setProblem(missing)
      return
    }
    desk.act(
      (by) => desk.client.take(callOf(by)),
      () => {
        desk.show(done)
        onChanged()
        onClose()
      },
      (code) => {
        setProblem(technicianErrorWords(code, t))
      },
    )
  }
  return (
    <Window title={title} onClose={onClose}>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {children}
        <p className="hint" role="status">
          {problem}
        </p>
        <div className="window-buttons">
          <Button type="submit" className="button step step-next">
            {confirm}
          </Button>
          <Button className="button step" onPress={onClose}>
            {t('technician.cancel')}
          </Button>
        </div>
      </Form>
    </Window>
  )
}

/** What every such window is given. */
export interface CallWindowProps {
  readonly onClose: () => void
  readonly onChanged: () => void
}
