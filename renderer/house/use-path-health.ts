import { useEffect, useState } from 'react'
import type { PathHealth } from '../../shared/api/centre-paths.ts'
import type { HouseClient } from './house-client.ts'

/** How often a page that is looked at asks how the ways fare. */
const LOOK_MS = 5_000

/** How each way fares, asked for again while the page is open; what is written beside it stays. */
export function usePathHealth(client: HouseClient, first: readonly PathHealth[]): readonly PathHealth[] {
  const [health, setHealth] = useState(first)
  useEffect(() => {
    const timer = setInterval(() => {
      client.paths().then(setHealth, () => {
        // The page says by itself that the station is gone; what was known last stands until then.
      })
    }, LOOK_MS)
    return () => {
      clearInterval(timer)
    }
  }, [client])
  return health
}
