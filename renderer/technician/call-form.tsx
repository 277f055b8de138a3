import { useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useWords, type Words } from '../i18n/use-words.ts'
import { Window } from '../ui/window.tsx'
import { useDesk } from './desk.ts'
import type { PairWarning, TechnicianCall } from './technician-client.ts'
import { WishForm } from './wish-form.tsx'

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
  const { client } = useDesk()
  const [warnings, setWarnings] = useState<readonly PairWarning[]>([])
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
      <WishForm
        confirm={confirm}
        wish={missing ?? { callOf }}
        take={async (by, wish) => {
          await check?.()
          return client.take(wish.callOf(by))
        }}
        done={done}
        onTaken={(told) => {
          onChanged()
          if (told.length === 0) onClose()
          else setWarnings(told)
        }}
        onClose={onClose}
      >
        {children}
      </WishForm>
    </Window>
  )
}

/** What every such window is given. */
export interface CallWindowProps {
  readonly onClose: () => void
  readonly onChanged: () => void
}
