import { useCallback, useEffect, useState } from 'react'
import type { PeopleList } from '../../shared/api/people.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { PeopleClient } from './people-client.ts'

/** A lock counts down, and others change people as well. */
const ASK_EVERY_MS = 5_000

/** The people as the station has them now; asked for again now and then and by `refresh`. */
export function usePeopleList(client: PeopleClient) {
  const [list, setList] = useState<PeopleList | null>(null)
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
