/** The ends that are offered for a shelf. Pure. */
import type { Instant } from '../../shared/domain/time.ts'

const MINUTE = 60_000
const OFFERED_MINUTES = [15, 30, 60, 120, 240, 480] as const
/** What is asked for now is judged a moment later, by the station's clock. */
const MARGIN_MS = 5_000

export interface ShelfEnd {
  readonly minutes: number
  readonly at: Instant
}

/** The shortest first; none is later than `latest`, which is offered itself where it is the first. */
export function shelfEnds(now: Instant, latest: Instant): readonly ShelfEnd[] {
  const ends = OFFERED_MINUTES.map((minutes) => ({ minutes, at: now + minutes * MINUTE }))
  // Half an hour at night is half an hour, though the question came a second ago.
  return ends.flatMap((end) => {
    if (end.at > latest + MINUTE) return []
    return [{ ...end, at: Math.min(end.at, latest - MARGIN_MS) }]
  })
}
