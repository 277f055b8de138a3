import { useCallback, useEffect, useState } from 'react'
import type { House } from '../../shared/api/house.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { HouseClient } from './house-client.ts'

/** The station as it is set up now; asked for again by `refresh`, so that nothing changes under somebody who writes. */
export function useHouse(client: HouseClient) {
  const [house, setHouse] = useState<House | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let isCurrent = true
    client.view().then(
      (found) => {
        if (!isCurrent) return
        setHouse(found)
        setProblem(null)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, asked])
  const refresh = useCallback(() => {
    setAsked((before) => before + 1)
  }, [])
  return { house, problem, refresh }
}
