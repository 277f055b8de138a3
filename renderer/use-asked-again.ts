import { useCallback, useEffect, useState } from 'react'
import { StationCallError, type CallErrorCode } from './station-client.ts'

/** Others change people and residents as well, a lock counts down, an absence ends by itself. */
const ASK_EVERY_MS = 5_000

/** What the station answers now; asked for again now and then and by `refresh`. `ask` must stay the same function. */
export function useAskedAgain<T>(ask: () => Promise<T>) {
  const [answer, setAnswer] = useState<T | null>(null)
  const [problem, setProblem] = useState<CallErrorCode | null>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let isCurrent = true
    const askNow = () => {
      ask().then(
        (found) => {
          if (!isCurrent) return
          setAnswer(found)
          setProblem(null)
        },
        (error: unknown) => {
          if (isCurrent) setProblem(error instanceof StationCallError ? error.code : 'internal')
        },
      )
    }
    askNow()
    const timer = setInterval(askNow, ASK_EVERY_MS)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [ask, asked])
  const refresh = useCallback(() => {
    setAsked((before) => before + 1)
  }, [])
  return { answer, problem, refresh }
}
