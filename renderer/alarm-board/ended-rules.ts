/** An alarm that ended under whoever had it: by somebody else, by the resident, or by itself. Pure. */
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import { isOpen } from '../../shared/domain/alarm.ts'
import type { BoardState } from './board-store.ts'

/** Alarms of one incident that ended together are one notice, as they were one card. */
export interface Ended {
  readonly key: string
  /** As they were told last; without `closing` where the screen was out of reach when they ended. */
  readonly cards: readonly AlarmCard[]
}

/** So many are said in full; of the others how many there are. */
export const MOST_ENDED = 3

/**
 * The card of an alarm that this person had and that has ended; null: it was not theirs, is still open, or they ended it
 * themselves. `own`: what was closed from this screen, for where the station did not say who it was.
 */
export function endedUnder(
  was: AlarmCard | undefined,
  { alarms, closed }: Pick<BoardState, 'alarms' | 'closed'>,
  personId: string | null,
  own: ReadonlySet<string>,
): AlarmCard | null {
  if (was === undefined || personId === null || was.owner?.id !== personId) return null
  if (alarms.has(was.alarmId)) return null
  const card = closed.get(was.alarmId) ?? was
  const by = card.closing?.by ?? null
  // An operator of the centre, who has no name here, may have the same id.
  const isOwn = card.closing === undefined ? own.has(was.alarmId) : by?.id === personId && by.name !== null
  return isOwn ? null : card
}

/**
 * The same of an alarm that ended while this person was away from the screen, from its chain; null: it was not theirs
 * when it ended, is open, or they ended it themselves.
 */
export function endedMeanwhile({ alarm, steps }: Chain, personId: string): AlarmCard | null {
  if (isOpen(alarm) || alarm.owner?.id !== personId) return null
  const last = steps.findLast(({ type }) => type === 'resolved' || type === 'cancelled')
  if (last === undefined) return alarm
  const { kind, id, name, hasLeft } = last.actor
  if (kind === 'person' && id === personId) return null
  const by = kind === 'person' || kind === 'centre' ? { id, name, hasLeft } : null
  return { ...alarm, closing: { by, reason: last.reason } }
}

/** Those that wait to be seen with what has ended now; the oldest first, so that no button moves under a finger. */
export function withEnded(waiting: readonly Ended[], cards: readonly AlarmCard[]): readonly Ended[] {
  const byKey = new Map(waiting.map((one) => [one.key, one.cards]))
  for (const card of cards) {
    const key = keyOf(card)
    const others = (byKey.get(key) ?? []).filter(({ alarmId }) => alarmId !== card.alarmId)
    byKey.set(key, [...others, card])
  }
  return [...byKey].map(([key, together]) => ({ key, cards: together }))
}

/** An alarm that is open again says so itself. */
export function withoutOpen(
  waiting: readonly Ended[],
  alarms: Pick<BoardState['alarms'], 'has'>,
): readonly Ended[] {
  if (!waiting.some(({ cards }) => cards.some(({ alarmId }) => alarms.has(alarmId)))) return waiting
  return waiting.flatMap((one) => {
    const cards = one.cards.filter(({ alarmId }) => !alarms.has(alarmId))
    return cards.length === 0 ? [] : [{ ...one, cards }]
  })
}

function keyOf({ incidentId, state, outcome, closing }: AlarmCard): string {
  return JSON.stringify([incidentId, state, outcome, closing?.by?.id, closing?.reason])
}
