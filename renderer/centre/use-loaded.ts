import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { centreErrorOf, type CentreErrorCode } from './centre-client.ts'

interface Answer<T> {
  readonly of: string
  readonly loaded: T | null
  readonly problem: CentreErrorCode | null
}

/** What the centre answers, asked once for each `of` and again on request; an older answer never wins. */
export function useLoaded<T>(ask: () => Promise<T>, of: string) {
  const [answer, setAnswer] = useState<Answer<T> | null>(null)
  const [asked, setAsked] = useState(0)
  const askNow = useEffectEvent(() => ask())
  useEffect(() => {
    let isCurrent = true
    askNow().then(
      (loaded) => {
        if (isCurrent) setAnswer({ of, loaded, problem: null })
      },
      (error: unknown) => {
        if (isCurrent) setAnswer({ of, loaded: null, problem: centreErrorOf(error).code })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [of, asked])
  const again = useCallback(() => {
    setAsked((before) => before + 1)
  }, [])
  const current = answer?.of === of ? answer : null
  return { loaded: current?.loaded ?? null, problem: current?.problem ?? null, again }
}
