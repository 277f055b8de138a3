export interface BoardSummary {
  readonly open: number
  readonly ringingCritical: number
}

export const CALM: BoardSummary = { open: 0, ringingCritical: 0 }

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** What the page reports, checked: the page is not trusted with more than two counts. */
export function parseBoardSummary(value: unknown): BoardSummary | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!('open' in value) || !('ringingCritical' in value)) return undefined
  const { open, ringingCritical } = value
  return isCount(open) && isCount(ringingCritical) ? { open, ringingCritical } : undefined
}

/** Only a critical alarm that was not ringing before calls the window forward; one that rings on does not again. */
export function callsForward(before: BoardSummary, now: BoardSummary): boolean {
  return now.ringingCritical > before.ringingCritical
}
