/** What the board makes of a card, as pure functions. */
import type { AlarmCard } from '../../shared/api/board.ts'
import { priorityRank } from '../../shared/domain/priority.ts'
import type { Sounding } from '../sound/sound-rules.ts'

export function compareCards(a: AlarmCard, b: AlarmCard): number {
  if (a.priority !== b.priority) return priorityRank(a.priority) - priorityRank(b.priority)
  if (a.ringing !== b.ringing) return a.ringing ? -1 : 1
  if (a.openedAt !== b.openedAt) return a.openedAt - b.openedAt
  return a.alarmId < b.alarmId ? -1 : 1
}

/** It has its own list; what rings is on the board, whatever was set aside before. */
export function isSetAside({ shelf, ringing }: Pick<AlarmCard, 'shelf' | 'ringing'>): boolean {
  return shelf !== undefined && !ringing
}

/** What sounds of an alarm; undefined where it does not ring. */
export function selectRing(card: AlarmCard): Sounding | undefined {
  const { alarmId, ringing, ringRevision, priority, escalation, carer, lockedCall } = card
  if (!ringing) return undefined
  return {
    id: alarmId,
    ringRevision,
    priority,
    // What sounds once and no more does not sound anew.
    calledAt: priority === 'low' ? null : (escalation?.calledAt ?? null),
    ...(carer === undefined && lockedCall === undefined ? {} : { isCarersCall: true as const }),
  }
}
