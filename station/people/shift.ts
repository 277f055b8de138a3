/** A shift: somebody answers for what rings, from when until when. */
import type { SOUND_CHECKS } from '../../shared/api/people.ts'
import type { Instant } from '../../shared/domain/time.ts'

export interface StoredShift {
  readonly shiftId: string
  readonly personId: string
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly soundCheck: (typeof SOUND_CHECKS)[number]
}

/** Longer than any legal shift: whoever went home without a word is not counted on the next evening. */
const FORGOTTEN_AFTER_MS = 16 * 60 * 60_000

export function isForgotten({ startedAt }: Pick<StoredShift, 'startedAt'>, now: Instant): boolean {
  return now - startedAt >= FORGOTTEN_AFTER_MS
}
