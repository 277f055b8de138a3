/** Reading changes by number, without those that are known already. */
import type { ChangeNumbers } from './told-ahead.ts'

export const MOST_AT_ONCE = 500

export interface ChangeRow {
  readonly number: number
  readonly type: string
  readonly station: string
  readonly data: string
}

export const NEWEST = 'SELECT coalesce(max(number), 0) AS number FROM change'

/** Of each gap only what is in it: a condition on all that follow would read known rows to leave them out. */
export const READ_BETWEEN = `
  SELECT found.number, found.type, found.station, found.data
    FROM unnest(CAST($1 AS BIGINT[]), CAST($2 AS BIGINT[])) AS gap(after, before)
    CROSS JOIN LATERAL (
      SELECT number, type, station, data FROM change WHERE number > gap.after AND number < gap.before
        ORDER BY number LIMIT ${String(MOST_AT_ONCE)}) AS found
    ORDER BY found.number LIMIT ${String(MOST_AT_ONCE)}`

/**
 * The values of `READ_BETWEEN`: everything after `position` but what is `known`, which is in the order of its numbers;
 * the last gap has no end.
 */
export function gapsAround(position: number, known: readonly ChangeNumbers[]): [number[], number[]] {
  const after: number[] = []
  const before: number[] = []
  let last = position
  const add = (end: number): void => {
    if (end <= last + 1) return
    after.push(last)
    before.push(end)
  }
  for (const range of known) {
    add(range.first)
    last = Math.max(last, range.last)
  }
  add(Number.MAX_SAFE_INTEGER)
  return [after, before]
}
