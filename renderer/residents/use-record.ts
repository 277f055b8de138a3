import { useCallback, useEffect, useState } from 'react'
import type { ResidentRecord } from '../../shared/api/residents.ts'
import { StationCallError, type CallErrorCode } from '../station-client.ts'
import type { ResidentsClient } from './residents-client.ts'

/** One record, asked for when it is opened and after each change: each asking stands in the audit log. */
export function useRecord(client: ResidentsClient, residentId: string, by: string) {
  const [record, setRecord] = useState<ResidentRecord | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let isCurrent = true
    client.record({ by, residentId }).then(
      (found) => {
        if (!isCurrent) return
        setRecord(found)
        setProblem(null)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
      },
    )
    return () => {
      isCurrent = false
    }
  }, [client, residentId, by, asked])
  const refresh = useCallback(() => {
    setAsked((before) => before + 1)
  }, [])
  return { record, problem, refresh }
}
