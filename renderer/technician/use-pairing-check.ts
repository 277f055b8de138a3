import { useEffect, useState } from 'react'
import type { Check } from '../../shared/api/receiver-setup.ts'
import type { PairWish, TechnicianClient } from './technician-client.ts'

/** Somebody who types is asked about once, not with each sign. */
const PAUSE_MS = 200

/**
 * What would come of the wish, as the station judges it now; null while it is not known. `occasion` changes where
 * somebody else's step may have changed the answer.
 */
export function usePairingCheck(
  client: TechnicianClient,
  wish: Omit<PairWish, 'by' | 'placement'> | null,
  occasion: string,
): Check | null {
  const asked = wish === null ? null : JSON.stringify([wish, occasion])
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly check: Check } | null>(null)
  useEffect(() => {
    if (asked === null || wish === null) return
    let isCurrent = true
    const timer = setTimeout(() => {
      client.checkPairing(wish).then(
        (check) => {
          if (isCurrent) setAnswer({ asked, check })
        },
        () => {
          // The pairing itself asks again, and says what is wrong.
          if (isCurrent) setAnswer(null)
        },
      )
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `asked` is the wish.
  }, [client, asked])
  return answer?.asked === asked ? answer.check : null
}
