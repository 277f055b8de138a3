/** The plan of who is on call while it is written. Pure. */
import type { OnCallTurn } from '../../shared/api/house.ts'
import { readMinute, writeMinute } from '../residents/rule-text.ts'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const

export interface TurnDraft {
  /** Tells the lines apart while they are moved. */
  readonly key: number
  readonly personId: string
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

export function draftTurns(turns: readonly OnCallTurn[]): readonly TurnDraft[] {
  return turns.map(({ personId, days, hours }, key) => ({
    key,
    personId,
    days,
    from: writeMinute(hours.from),
    to: writeMinute(hours.to),
  }))
}

/** Null while a time is no time. */
export function readTurns(drafts: readonly TurnDraft[]): OnCallTurn[] | null {
  const turns: OnCallTurn[] = []
  for (const { personId, days, ...hours } of drafts) {
    const [from, to] = [readMinute(hours.from), readMinute(hours.to)]
    if (from === null || to === null) return null
    turns.push({ personId, days: [...days].sort(), hours: { from, to } })
  }
  return turns
}

/** A night of every day of the week for whoever is chosen next. */
export function withTurn(drafts: readonly TurnDraft[], personId: string): readonly TurnDraft[] {
  const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1
  return [...drafts, { key, personId, days: WEEKDAYS, from: '22:00', to: '07:00' }]
}

/** The one with this key a place earlier (-1) or later (1), as far as there is one. */
export function movedTurn(drafts: readonly TurnDraft[], key: number, by: -1 | 1): readonly TurnDraft[] {
  const from = drafts.findIndex((draft) => draft.key === key)
  const moved = drafts[from]
  const other = drafts[from + by]
  if (moved === undefined || other === undefined) return drafts
  return drafts.with(from, other).with(from + by, moved)
}
