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
}

/** Whether it is worth asking who gave it: what nobody had before was taken, and not given. */
export function mayBeGiven(was: AlarmCard | undefined, card: AlarmCard, personId: string | null): boolean {
  if (personId === null || card.owner?.id !== personId || card.state === 'raised') return false
  return was === undefined || (was.owner !== null && was.owner.id !== personId)
}

/** Who gave it to this person; null: nobody, they themselves, or they have done something to it since. */
export function givenBy({ steps }: Pick<Chain, 'steps'>, personId: string): PersonOnAlarm | null {
  const last = steps.findLast(({ type, to, actor }) => {
    return actor.id === personId || (type === 'handed-over' && to?.id === personId)
  })
  if (last === undefined || last.actor.id === personId) return null
  const { id, name, hasLeft } = last.actor
  return { id, name, hasLeft }
}

/** It is still theirs, and nothing has become of it. */
export function isStillGiven(
  { state }: GivenCard,
  card: AlarmCard | undefined,
  personId: string | null,
): boolean {
  return card !== undefined && personId !== null && card.owner?.id === personId && card.state === state
}
