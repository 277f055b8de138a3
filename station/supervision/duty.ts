/**
 * Whether an alarm that comes now would be heard and answered: pure. Looked at every ten minutes; what is found then
 * is an alarm when it still stands a minute later, and ends when it is over.
 */
import type { ClientSound } from '../../shared/api/board.ts'
import { assertNever } from '../../shared/domain/assert-never.ts'
import { NO_CENTRE } from '../../shared/domain/alarm.ts'
import type { OnCall } from '../alarms/on-call.ts'
import type { Condition } from './condition.ts'

/** How often the house is looked at (issue: the duty check). */
export const DUTY_CHECK_MS = 10 * 60_000
/** A client that starts anew, or a change of shift, is not a house without anybody. */
const STANDS_MS = 60_000

export interface DutyFacts {
  readonly shifts: OnCall
  /** Somebody has an account by whom an alarm can be answered: a technician's is none. */
  readonly isStaffed: boolean
  /** Clients that show the board. */
  readonly clients: number
  /** Of those that are there to be heard, what is wrong with any of them; null: none of them is there. */
  readonly sound: ClientSound | null
  /** A client that is there to be heard has been seen here once, heard or not: a station without a desk is silent. */
  readonly isSoundExpected: boolean
  /** There is no way to a centre, and nobody has said that there is to be none. */
  readonly isCentreMissed: boolean
}

export interface DutyFindings {
  readonly noDuty: boolean
  readonly noClient: boolean
  readonly noSound: 'sound-blocked' | 'sound-missing' | 'sound-off' | null
  readonly noCentre: boolean
}

export const ALL_WELL: DutyFindings = {
  noDuty: false,
  noClient: false,
  noSound: null,
  noCentre: false,
}

export function dutyFindings({
  shifts,
  isStaffed,
  clients,
  sound,
  isSoundExpected,
  isCentreMissed,
}: DutyFacts): DutyFindings {
  const isManned = shifts.onDuty().length > 0
  // A station without anybody who could answer, and that never had a screen, waits for its people: nobody is missed.
  const noClient = clients === 0 && (isSoundExpected || isManned || isStaffed)
  return {
    noDuty: !isManned && (isStaffed || shifts.inUse),
    noClient,
    // Where nobody is there at all, that is said and nothing else.
    noSound: !isSoundExpected || noClient ? null : soundFinding(sound),
    noCentre: isCentreMissed && (isStaffed || shifts.inUse),
  }
}

function soundFinding(sound: ClientSound | null): DutyFindings['noSound'] {
  switch (sound) {
    case 'ready':
    case 'fallback':
      return null
    case 'blocked':
      return 'sound-blocked'
    case 'missing':
      return 'sound-missing'
    case null:
      return 'sound-off'
    default:
      return assertNever(sound)
  }
}

/**
 * `found` is what the last check saw, `now` what stands at this moment: raised is what both say, ended what stands
 * no more, and what came up since the last check waits for the next one.
 */
export function dutyConditions(found: DutyFindings, now: DutyFindings): readonly Condition[] {
  return [
    {
      ...ofHouse('no-duty', null),
      // Nobody answers: that is as good as nobody's alarm working.
      priority: 'high',
      code: 'nobody',
      standing: standing(found.noDuty, now.noDuty),
    },
    {
      ...ofHouse('no-sound', 'client'),
      priority: 'high',
      code: 'no-client',
      standing: standing(found.noClient, now.noClient),
    },
    {
      ...ofHouse('no-sound', null),
      priority: 'medium',
      code: now.noSound ?? 'sound-off',
      standing: standing(found.noSound !== null, now.noSound !== null),
    },
    {
      ...ofHouse('centre-lost', NO_CENTRE),
      // Nothing was lost, and nobody of the shift can mend it: it is for whoever sets the house up.
      priority: 'low',
      code: 'not-set-up',
      standing: standing(found.noCentre, now.noCentre),
    },
  ]
}

function standing(found: boolean, now: boolean): Condition['standing'] {
  if (!now) return 'no'
  return found ? 'yes' : 'unknown'
}

function ofHouse(cause: 'no-duty' | 'no-sound' | 'centre-lost', subject: string | null) {
  return {
    cause,
    subject,
    deviceId: null,
    residentId: null,
    placement: null,
    afterMs: STANDS_MS,
    clearAfterMs: 0,
    endsByItself: true,
  } as const
}
