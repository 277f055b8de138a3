import type { ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { PinPad } from '../people/pin-pad.tsx'
import { Window } from '../ui/window.tsx'
import { LeaveRow } from '../ui/window-rows.tsx'
import type { CentreClient } from './centre-client.ts'
import { OwnPinPad } from './own-pin-pad.tsx'
import { explainPin, forPad } from './pin-refusals.ts'

interface OwnPinProps {
  readonly client: Pick<CentreClient, 'changePin'>
  readonly onChanged: () => void
  readonly onClose: () => void
}

interface UnlockProps {
  readonly name: string
  readonly onPin: (pin: string) => Promise<void>
  readonly onClose: () => void
}

/** The page is locked: the code of whoever is signed in opens it again. */
export function UnlockWindow({ name, onPin, onClose }: UnlockProps) {
  const { t } = useWords()
  return (
    <PinWindow title={t('signIn.title', { name })} onClose={onClose}>
      <PinPad first="code" asksNew={false} explain={explainPin} onPin={(pin) => forPad(onPin(pin))} />
    </PinWindow>
  )
}

/** The old code, and the new one twice. */
export function OwnPinWindow({ client, onChanged, onClose }: OwnPinProps) {
  const { t } = useWords()
  return (
    <PinWindow title={t('signIn.changeOwn')} onClose={onClose}>
      <OwnPinPad client={client} onChanged={onChanged} />
    </PinWindow>
  )
}

interface PinWindowProps {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
}

function PinWindow({ title, children, onClose }: PinWindowProps) {
  const { t } = useWords()
  return (
    <Window title={title} onClose={onClose}>
      {children}
      <LeaveRow words={t('resolve.cancel')} onClose={onClose} />
    </Window>
  )
}
