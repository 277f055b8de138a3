import { useEffect, useEffectEvent, useState } from 'react'
import type { FormerDevice } from '../../shared/api/technician.ts'
import { useDesk } from './desk.ts'

/** A person who types is asked for when they pause. */
const PAUSE_MS = 300

/** The device out of use whose id or address these words are; null for none, and while the station has not said. */
export function useFormerDevice(words: string | null): FormerDevice | null {
  const { client } = useDesk()
  const [found, setFound] = useState<{ readonly words: string; readonly former: FormerDevice | null } | null>(
    null,
  )
  const ask = useEffectEvent((wanted: string, isCurrent: () => boolean) => {
    client.formerDevice(wanted).then(
      (former) => {
        if (isCurrent()) setFound({ words: wanted, former })
      },
      () => {
        // What became of it cannot be said now: then nothing is said of it.
        if (isCurrent()) setFound(null)
      },
    )
  })
  useEffect(() => {
    if (words === null) return undefined
    let isCurrent = true
    const timer = setTimeout(() => {
      ask(words, () => isCurrent)
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [words])
  return found !== null && found.words === words ? found.former : null
}
