import { useCallback, useEffect, useState } from 'react'
import type { ResidentLine } from '../../shared/api/residents.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { ResidentsClient } from './residents-client.ts'

/** Others change residents as well, and an absence ends by itself. */
const ASK_EVERY_MS = 5_000

/** The residents as the station has them now; asked for again now and then and by `refresh`. */
export function useResidents(client: ResidentsClient) {
  const [list, setList] = useState<readonly ResidentLine[] | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let isCurrent = true
    const ask = () => {
      client.list().then(
        (found) => {
          if (!isCurrent) return
          setList(found)
          setProblem(null)
        },
        (error: unknown) => {
          if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
        },
      )
    }
    ask()
    const timer = setInterval(ask, ASK_EVERY_MS)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [client, asked])
  const refresh = useCallback(() => {
    setAsked((before) => before + 1)
  }, [])
  return { list, problem, refresh }
}
