/**
 * One thing first (ui.md): when a colleague takes the alarm that has the focus, it goes on by itself to the most important
 * one that rings. Pure.
 *
 *  - Only after 1 s in which no key went down and no pointer moved over the alarms.
 *  - Never while somebody acts there; while somebody reads, 20 s after their last movement.
 *  - Not from what somebody has chosen since.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import { QUIET_BEFORE_FOCUS_MS, READS_FOR_MS, type FocusState } from './focus-state.ts'

/** The most important alarm that rings; null while none does. */
export function firstRinging({ alarms }: Pick<FocusState, 'alarms'>): string | null {
  return alarms.find(({ ring }) => ring > 0)?.id ?? null
}

/** True while the focus only waits for quiet. */
export function isToGoOn(state: FocusState): boolean {
  return state.isAnswered && state.attention !== 'acts' && firstRinging(state) !== null
}

/** The alarm to which the focus goes on now; null while it stays. */
export function whereFocusGoes(state: FocusState, now: number): string | null {
  if (!state.isAnswered || now < leavesAt(state)) return null
  return firstRinging(state)
}

function leavesAt({ attention, attendedAt, lastKeyAt, pointerAt }: FocusState): number {
  const lastAt = Math.max(attendedAt, lastKeyAt, pointerAt)
  switch (attention) {
    case 'acts':
      return Infinity
    case 'reads':
      return lastAt + READS_FOR_MS
    case 'none':
      return lastAt + QUIET_BEFORE_FOCUS_MS
    default:
      return assertNever(attention)
  }
}
