/** Everything about people as the API calls it, and its clock: what ends by itself ends here. */
import type { OnCallTurn } from '../../shared/api/house.ts'
import type { SessionState } from '../../shared/api/people.ts'
import type { Finding } from '../../shared/api/diagnostics.ts'
import type { OnCall } from '../alarms/on-call.ts'
import type { OwnersWhoLeft } from '../alarms/owners-who-left.ts'
import type { Log } from '../services.ts'
import type { CallNumbers } from './call-numbers.ts'
import type { ClientConnection } from './client-connection.ts'
import type { PeopleDesk } from './people-desk.ts'
import type { Receivers } from './receivers.ts'
import type { RefusalLog } from './refusal-log.ts'
import type { Roster } from './roster.ts'
import type { ScreenBook } from './screen-book.ts'
import type { SessionBook } from './session-book.ts'
import type { ShiftBook } from './shift-book.ts'
import type { SignInDesk } from './sign-in-desk.ts'

const LOOK_MS = 5_000

export interface PeopleRoomParts {
  readonly roster: Roster
  readonly sessions: SessionBook
  readonly signIn: SignInDesk
  readonly people: PeopleDesk
  readonly shifts: ShiftBook
  readonly owners: Pick<OwnersWhoLeft, 'look'>
  readonly refusals: RefusalLog
  readonly lockAfter: { readonly minutes: number }
  readonly numbers: CallNumbers
  readonly receivers: Receivers
  readonly screens: ScreenBook
  /** Who is on call when, as it is stored. */
  readonly plan: { turns: readonly OnCallTurn[] }
  readonly log: Log
}

export class PeopleRoom {
  #timer: NodeJS.Timeout | undefined
  #looking = false

  constructor(readonly parts: PeopleRoomParts) {}

  /** Who is on duty, for whoever calls people. */
  get shifts(): OnCall {
    return this.parts.shifts
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** What somebody who left still has rings, screens that nobody touches are locked, and forgotten shifts end. */
  async look(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    const { owners, signIn, shifts, lockAfter, log } = this.parts
    try {
      await owners.look()
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown'
      log.error({ reason }, 'an alarm of somebody who left could not be given back; it is tried again')
    }
    try {
      await signIn.endIdle(lockAfter.minutes * 60_000)
      await shifts.endForgotten()
    } catch (error) {
      // A full disk: the screen is locked all the same, and the next look tries the rest again.
      log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'an end could not be stored')
    } finally {
      this.#looking = false
    }
  }

  stateOf(connection: ClientConnection): SessionState {
    const { roster, lockAfter } = this.parts
    const known = connection.session === null ? undefined : roster.person(connection.session.personId)
    return {
      person: known === undefined ? null : { id: known.id, name: known.name, role: known.role },
      ended: connection.ended,
      isGuarded: roster.isGuarded,
      needsAdministrator: roster.needsAdministrator,
      lockAfterMinutes: lockAfter.minutes,
    }
  }

  /** Whose tile proves nothing: said on the diagnostics page. */
  findings(): readonly Finding[] {
    const isMissing = this.parts.roster.people().some(({ pin }) => pin === null)
    return isMissing ? [{ code: 'people-without-code', command: null }] : []
  }

  /** Names of residents are hidden on this client's board. */
  isVeiled(connection: ClientConnection): boolean {
    const { roster } = this.parts
    if (!roster.isGuarded) return false
    return connection.session === null || roster.person(connection.session.personId) === undefined
  }
}
