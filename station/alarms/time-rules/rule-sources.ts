/**
 * Whether anything in a home can tell a rule over time what it waits for: by what its devices have said so far. One that
 * is paired and has said nothing yet proves nothing. Pure.
 */
import { assertNever } from '../../../shared/domain/assert-never.ts'
import type { EventKind } from '../../../shared/domain/device-event.ts'
import { isBathroom, isOuterDoor, SIGNS } from './facts.ts'
import type { TimeRuleId } from './rule-set.ts'

/** A kind that a device of this home has said at least once, and where that device hangs now. */
export interface HeardKind {
  readonly kind: EventKind
  readonly placement: string | null
}

export function hasSource(ruleId: TimeRuleId, heard: readonly HeardKind[]): boolean {
  switch (ruleId) {
    case 'no-sign-of-life':
      return heard.some(({ kind }) => SIGNS.has(kind))
    case 'out-of-bed':
      return heard.some(({ kind }) => kind === 'bed')
    case 'door-open-at-night':
      return heard.some(({ kind }) => kind === 'door')
    case 'too-long-in-bathroom':
      return heard.some(({ kind, placement }) => kind === 'presence' && isBathroom(placement))
    case 'nobody-back':
      return heard.some(({ kind, placement }) => kind === 'door' && isOuterDoor(placement))
    case 'too-cold-or-hot':
      return heard.some(({ kind }) => kind === 'temperature')
    case 'medicine-not-taken':
      return heard.some(({ kind }) => kind === 'medicine')
    default:
      return assertNever(ruleId)
  }
}
