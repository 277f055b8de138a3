/** Asks a running station for its health again and again, and tells when it is frozen and when it answers again. */
import { isFrozen, POLL_LIMITS, silentAfter, type PollLimits } from './liveness.ts'
import { answersHealth } from './running-station.ts'

export interface WatchedStation {
  /** `http://127.0.0.1:4120`, no trailing slash. */
  readonly url: string
  /** Once until it answers again. */
  readonly onFrozen: () => void
  readonly onAnswer: () => void
  readonly limits?: PollLimits
}

/** Returns the function that ends it; nothing is told after that. */
export function watchStation(station: WatchedStation): () => void {
  const { limits = POLL_LIMITS } = station
  let isOver = false
  let silentPolls = 0
  let timer: NodeJS.Timeout | undefined

  const poll = async (): Promise<void> => {
    const askedAt = performance.now()
    const answered = await answersHealth(station.url, limits.answerMs)
    const tookMs = performance.now() - askedAt
    if (isOver) return
    const before = silentPolls
    silentPolls = silentAfter(before, { answered, tookMs }, limits)
    timer = setTimeout(() => void poll(), Math.max(0, limits.everyMs - tookMs))
    if (isFrozen(silentPolls, limits) && !isFrozen(before, limits)) station.onFrozen()
    if (isFrozen(before, limits) && silentPolls === 0) station.onAnswer()
  }

  timer = setTimeout(() => void poll(), limits.everyMs)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
