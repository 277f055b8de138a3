import { useEffect, useState } from 'react'
import type { Instant } from '../../shared/domain/time.ts'

/** A stop on purpose that lasts longer than this is a failure as well: somebody forgot to start it. */
export const PLANNED_FOR_MS = 5 * 60_000

/** Whether the lost station is one that said it stops, and that not too long ago. */
export function usePlannedStop(isLost: boolean, stoppingAt: Instant | undefined): boolean {
  const isStopped = isLost && stoppingAt !== undefined
  const [forgotten, setForgotten] = useState<Instant | null>(null)
  useEffect(() => {
    if (!isStopped) return undefined
    const timer = setTimeout(() => {
      setForgotten(stoppingAt)
    }, PLANNED_FOR_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [isStopped, stoppingAt])
  return isStopped && forgotten !== stoppingAt
}
