/** Until when an alarm that was closed by mistake may be opened again, and by whom. */
import type { Category } from './priority.ts'
import type { Instant } from './time.ts'

/** So long a mistaken end can be taken back by one key, by whoever closed it. */
export const UNDO_MS = 10_000
/** A press in the last of those seconds that waits for a slow line counts. */
const UNDO_ON_THE_WAY_MS = 5_000
/** A correction of this shift or the last. Later, what rings is about now: an alarm by hand, with a story of its own. */
export const REOPEN_WITHIN_MS = 24 * 60 * 60_000

export interface Closing {
  readonly at: Instant
  readonly by: string
}

export interface Reopener {
  readonly id: string
  /** Whether what is over is theirs to read: to open it again shows it. */
  readonly readsOfResidents: boolean
}

export type ReopenRefusal = 'reopen-not-yours' | 'reopen-too-late'

export function whyNotReopened(
  category: Category,
  closing: Closing,
  by: Reopener,
  now: Instant,
): ReopenRefusal | undefined {
  const age = now - closing.at
  if (closing.by === by.id && age <= UNDO_MS + UNDO_ON_THE_WAY_MS) return undefined
  if (category === 'care' && !by.readsOfResidents) return 'reopen-not-yours'
  return age > REOPEN_WITHIN_MS ? 'reopen-too-late' : undefined
}
