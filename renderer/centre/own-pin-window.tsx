import { Button } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { PinPad } from '../people/pin-pad.tsx'
import { Window } from '../ui/window.tsx'
import type { CentreClient } from './centre-client.ts'
import { explainPin, forPad } from './pin-refusals.ts'

interface OwnPinProps {
  readonly client: Pick<CentreClient, 'changePin'>
  readonly onChanged: () => void
  readonly onClose: () => void
}

/** The old code, and the new one twice. */
export function OwnPinWindow({ client, onChanged, onClose }: OwnPinProps) {
  const { t } = useWords()
  return (
    <Window title={t('signIn.changeOwn')} onClose={onClose}>
      <PinPad
        first="code"
        asksNew
        explain={explainPin}
        onPin={(old, next) =>
          next === null ? Promise.resolve() : forPad(client.changePin(old, next).then(onChanged))
        }
      />
      <div className="window-buttons">
        <Button className="button step" onPress={onClose}>
          {t('resolve.cancel')}
        </Button>
      </div>
    </Window>
  )
}
