import { useState, type ReactNode } from 'react'
import { Button, Form } from 'react-aria-components'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { useDesk } from './desk.ts'
import { FormEnd } from './form-end.tsx'
import type { PairWarning, TechnicianCall } from './technician-client.ts'
import { technicianErrorWords } from './technician-words.ts'

interface CallFormProps {
  readonly title: string
  readonly confirm: string
  /** The call, or the words of what is missing. */
  readonly callOf: (by: string) => TechnicianCall
  readonly missing: string | null
  /** Asked of the station before the call, so that the window can show what is at fault. */
  readonly check?: () => Promise<void>
  readonly done: (t: Words) => string
  readonly onClose: () => void
  readonly onChanged: () => void
  readonly children: ReactNode
}

/**
 * A window that asks some facts and then makes one call; what is wrong is said in it, and it stays open. So do
 * warnings of what was done, until somebody has read them.
 */
export function CallForm({
  title,
  confirm,
  callOf,
  missing,
  check,
  done,
  onClose,
  onChanged,
  children,
}: CallFormProps) {
  const { t } = useWords()
  const desk = useDesk()
  const [problem, setProblem] = useState<string | null>(null)
  const [warnings, setWarnings] = useState<readonly PairWarning[]>([])
  const send = () => {
    if (missing !== null) {
      setProblem(missing)
      return
    }
    desk.act(
      async (by) => {
        await check?.()
        return desk.client.take(callOf(by))
      },
      (told) => {
        desk.show(done)
        onChanged()
        if (told.length === 0) onClose()
        else setWarnings(told)
      },
      (code) => {
        setProblem(technicianErrorWords(code, t))
      },
    )
  }
  if (warnings.length > 0) {
    return (
      <Window title={title} onClose={onClose}>
        <p>{done(t)}</p>
        {warnings.map((warning) => (
          <p key={warning} className="warning" role="status">
            {t(`technician.pair.warning.${warning}`)}
          </p>
        ))}
        <div className="window-buttons">
          <Button className="button step step-next" autoFocus onPress={onClose}>
            {t('technician.understood')}
          </Button>
        </div>
      </Window>
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
        <FormEnd problem={problem} confirm={confirm} onClose={onClose} />
      </Form>
    </Window>
  )
}

/** What every such window is given. */
export interface CallWindowProps {
  readonly onClose: () => void
  readonly onChanged: () => void
}
