import type { BoardReport } from '../shared/api/shell.ts'

export type BoardSummary = BoardReport

export const CALM: BoardSummary = {
  open: 0,
  ringingCritical: 0,
  lastCriticalRingAt: 0,
  given: 0,
  ringingGiven: 0,
  givenSoFar: 0,
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** What the page reports, checked: the page is not trusted with more than a few counts and an instant. */
export function parseBoardSummary(value: unknown): BoardSummary | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const told = new Map<string, unknown>(Object.entries(value))
  const summary = { ...CALM }
  for (const name of Object.keys(CALM) as (keyof BoardSummary)[]) {
    const count = told.get(name)
    if (!isCount(count)) return undefined
    summary[name] = count
  }
  return summary
}

/**
 * A critical alarm that was not ringing before calls the window forward, and one that rings anew or calls the next
 * level; one that only rings on does not.
 */
export function callsForward(before: BoardSummary, now: BoardSummary): boolean {
  return now.ringingCritical > before.ringingCritical || now.lastCriticalRingAt > before.lastCriticalRingAt
}

/** How whoever was just given an alarm is told outside the window; null: nobody was, or they have seen it already. */
export function tellsGiven(before: BoardSummary, now: BoardSummary): 'notice' | 'forward' | null {
  if (now.given === 0 || now.givenSoFar <= before.givenSoFar) return null
  return now.ringingGiven > 0 ? 'forward' : 'notice'
}
