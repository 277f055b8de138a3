import { useEffect, useState } from 'react'
import type { Numbers } from '../../shared/api/people.ts'
import type { Contact } from '../../shared/api/residents.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { NightClient } from './night-client.ts'

export interface Calls {
  readonly contacts: readonly Contact[]
  readonly numbers: Numbers
}

/** Everybody who can be called about an alarm; null until the station has said it. */
export function useCalls(client: NightClient, personId: string, alarmId: string) {
  const [calls, setCalls] = useState<Calls | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  useEffect(() => {
    let isCurrent = true
    Promise.all([client.contacts(personId, alarmId), client.numbers(personId, alarmId)]).then(
      ([contacts, numbers]) => {
        if (isCurrent) setCalls({ contacts, numbers })
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, personId, alarmId])
  return { calls, problem }
}
