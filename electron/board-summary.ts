import type { BoardReport } from '../shared/api/shell.ts'

export type BoardSummary = BoardReport

export const CALM: BoardSummary = { open: 0, ringingCritical: 0, lastCriticalRingAt: 0 }

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** What the page reports, checked: the page is not trusted with more than two counts and an instant. */
export function parseBoardSummary(value: unknown): BoardSummary | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('open' in value) || !('ringingCritical' in value) || !('lastCriticalRingAt' in value))
    return undefined
  const { open, ringingCritical, lastCriticalRingAt } = value
  return isCount(open) && isCount(ringingCritical) && isCount(lastCriticalRingAt)
    ? { open, ringingCritical, lastCriticalRingAt }
    : undefined
}

/**
 * A critical alarm that was not ringing before calls the window forward, and one that rings anew or calls the next
 * level; one that only rings on does not.
 */
export function callsForward(before: BoardSummary, now: BoardSummary): boolean {
  return now.ringingCritical > before.ringingCritical || now.lastCriticalRingAt > before.lastCriticalRingAt
}
