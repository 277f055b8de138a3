import { useEffect, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'

/** Seconds until a moment of the steady clock, counting down; for the eye alone. */
export function SecondsLeft({ until }: { readonly until: number }) {
  const { t } = useWords()
  const [left, setLeft] = useState(() => secondsUntil(until))
  useEffect(() => {
    const timer = setInterval(() => {
      setLeft(secondsUntil(until))
    }, 250)
    return () => {
      clearInterval(timer)
    }
  }, [until])
  return (
    <span className="figures" aria-hidden="true">
      {t('duration.seconds', { seconds: left })}
    </span>
  )
}

function secondsUntil(until: number): number {
  return Math.max(0, Math.ceil((until - performance.now()) / 1000))
}
