import { PinPad } from '../people/pin-pad.tsx'
import type { CentreClient } from './centre-client.ts'
import { explainPin, forPad } from './pin-refusals.ts'

interface OwnPinPadProps {
  readonly client: Pick<CentreClient, 'changePin'>
  readonly onChanged: () => Promise<void> | void
}

/** The code that holds now, and one of one's own twice. */
export function OwnPinPad({ client, onChanged }: OwnPinPadProps) {
  return (
    <PinPad
      first="code"
      asksNew
      explain={explainPin}
      onPin={(old, next) =>
        next === null ? Promise.resolve() : forPad(client.changePin(old, next).then(onChanged))
      }
    />
  )
}
