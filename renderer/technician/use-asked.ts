import { useEffect, useState } from 'react'

/** After a failure: a station that was lost is asked again when it may be back. */
const AGAIN_MS = 2_000

/** The station's answer to a question that is asked once; `before` until then. */
export function useAsked<Answer>(ask: () => Promise<Answer>, before: Answer): Answer {
  const [answer, setAnswer] = useState(before)
  useEffect(() => {
    let isCurrent = true
    let timer: ReturnType<typeof setTimeout> | null = null
    const go = () => {
      ask().then(
        (found) => {
          if (isCurrent) setAnswer(found)
        },
        () => {
          if (isCurrent) timer = setTimeout(go, AGAIN_MS)
        },
      )
    }
    go()
    return () => {
      isCurrent = false
      if (timer !== null) clearTimeout(timer)
    }
  }, [ask])
  return answer
}
