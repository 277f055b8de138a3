/** When a station that runs counts as frozen. Counts polls, not time: a computer that slept has asked nothing. */
export interface PollLimits {
  /** From one poll to the next. */
  readonly everyMs: number
  /** How long one poll waits for an answer. */
  readonly answerMs: number
  /** So many in a row without an answer: frozen. */
  readonly silentPolls: number
}

/**
 * 30 s: ten times what a checkpoint of a large log or a machine at its limit takes, and well before a person who
 * reads "still so after one minute" would start the program again.
 */
export const POLL_LIMITS: PollLimits = { everyMs: 3_000, answerMs: 2_000, silentPolls: 10 }

export interface Poll {
  readonly answered: boolean
  /** By the monotonic clock of whoever asked. */
  readonly tookMs: number
}

/** Polls without an answer so far, after one more. */
export function silentAfter(silentPolls: number, poll: Poll, limits: PollLimits): number {
  if (poll.answered) return 0
  // Its own limit ran out late: we did not run ourselves (sleep, load), which says nothing about the station.
  if (poll.tookMs > 2 * limits.answerMs) return silentPolls
  return silentPolls + 1
}

export function isFrozen(silentPolls: number, limits: PollLimits): boolean {
  return silentPolls >= limits.silentPolls
}
