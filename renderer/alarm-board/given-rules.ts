/** An alarm that somebody gave to whoever stands here, and that they have not touched since. Pure. */
import type { Chain } from '../../shared/api/alarm-calls.ts'
import type { AlarmCard, PersonOnAlarm } from '../../shared/api/board.ts'
import type { AlarmState } from '../../shared/domain/alarm.ts'

export interface GivenCard {
  readonly alarmId: string
  /** As it was given: a step further, and it is in hand. */
  readonly state: AlarmState
}

export interface Given extends GivenCard {
  readonly by: PersonOnAlarm
  /** Which step of which alarm gave it: given once more it is another hand-over. */
  readonly handOver: string
}

/** Whether it is worth asking who gave it: what nobody had before was taken, and not given. */
export function mayBeGiven(was: AlarmCard | undefined, card: AlarmCard, personId: string | null): boolean {
  if (personId === null || card.owner?.id !== personId || card.state === 'raised') return false
  return was === undefined || (was.owner !== null && was.owner.id !== personId)
}

/** How it came to this person; null: nobody gave it, they themselves did, or they have done something to it since. */
export function givenBy({ alarm, steps }: Chain, personId: string): Given | null {
  const last = steps.findLast(({ type, to, actor }) => {
    return actor.id === personId || (type === 'handed-over' && to?.id === personId)
  })
  if (last === undefined || last.actor.id === personId) return null
  const { id, name, hasLeft } = last.actor
  const { alarmId, state } = alarm
  return { alarmId, state, by: { id, name, hasLeft }, handOver: `${alarmId} ${String(last.sequence)}` }
}

/** It is still theirs, and nothing has become of it. */
export function isStillGiven(
  { state }: GivenCard,
  card: AlarmCard | undefined,
  personId: string | null,
): boolean {
  return card !== undefined && personId !== null && card.owner?.id === personId && card.state === state
}
