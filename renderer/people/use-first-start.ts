import { useEffect, useEffectEvent } from 'react'

/** Asks for the first administrator when the station has nobody yet, once, and never over an alarm. */
export function useFirstStart(isFirst: boolean, ask: () => void): void {
  const asks = useEffectEvent(ask)
  useEffect(() => {
    if (isFirst) asks()
  }, [isFirst])
}
