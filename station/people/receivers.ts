/** To whom an alarm may be handed over: who is there first, and whom it would not reach said to be so. */
import type { Receiver } from '../../shared/api/people.ts'
import { carerWhoCalls, isOpen, type Alarm } from '../../shared/domain/alarm.ts'
import type { OnCall } from '../alarms/on-call.ts'
import { findAlarm } from '../store/alarm-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { refused, type Outcome } from './outcome.ts'
import { person, type PeopleStore } from './people-store.ts'
import type { Roster, RosterPerson } from './roster.ts'

export interface ReceiversParts {
  readonly roster: Pick<Roster, 'people' | 'person' | 'isGuarded'>
  readonly shifts: Pick<OnCall, 'inUse' | 'onCall'> & { isOnDuty(personId: string): boolean }
  /** The clients that are connected now, each with who has signed in there. */
  readonly connections: () => Iterable<{ readonly session: { readonly personId: string } | null }>
  readonly store: PeopleStore
  readonly reader: RowSource
}

export class Receivers {
  constructor(private readonly parts: ReceiversParts) {}

  async of(alarmId: string): Promise<Outcome<{ readonly receivers: readonly Receiver[] }>> {
    const { roster, shifts, connections, reader } = this.parts
    const alarm = await findAlarm(reader, alarmId)
    if (alarm === undefined) return refused('unknown-alarm', `there is no alarm ${alarmId}`)
    const signedIn = new Set([...connections()].map(({ session }) => session?.personId))
    // Where a name tile alone is pressed the station does not know who looks at which screen.
    const screens = roster.isGuarded ? signedIn : null
    const onCall = shifts.inUse || shifts.onCall().length > 0 ? new Set(shifts.onCall()) : null
    const receivers = roster.people().map(({ id, name, role }): Receiver => ({
      personId: id,
      name,
      role,
      duty: onCall === null ? null : dutyOf(id, onCall, shifts),
      hasScreen: screens === null ? null : screens.has(id),
    }))
    return { ok: true, receivers: inOrder(mayHave(alarm, receivers)) }
  }

  /**
   * Where whoever has this alarm answers, for whoever has to tell them of it; of nobody else. Noted first, also where it is
   * refused.
   */
  async numberOf(
    by: string,
    alarmId: string,
    personId: string,
  ): Promise<Outcome<{ readonly phone: string | null }>> {
    const { roster, store, reader } = this.parts
    const alarm = await findAlarm(reader, alarmId)
    if (alarm === undefined) return refused('unknown-alarm', `there is no alarm ${alarmId}`)
    const owner = roster.person(personId)
    const isTheirs = isOpen(alarm) && alarm.ownerId === personId && owner !== undefined
    const action = isTheirs ? 'people.number-seen' : 'people.number-refused'
    await store.write({ actor: person(by), action, subject: personId, data: { alarm: alarmId } })
    if (!isTheirs) return refused('no-reason-for-number', `${personId} has no open alarm ${alarmId}`)
    return { ok: true, phone: owner.phone }
  }
}

function dutyOf(
  id: RosterPerson['id'],
  onCall: ReadonlySet<string>,
  shifts: Pick<ReceiversParts['shifts'], 'isOnDuty'>,
): Receiver['duty'] {
  if (shifts.isOnDuty(id)) return 'on-duty'
  return onCall.has(id) ? 'on-call' : 'off-duty'
}

/** Not whoever has it, and not the carer who calls for help in it. */
function mayHave(alarm: Alarm, receivers: readonly Receiver[]): readonly Receiver[] {
  const carer = carerWhoCalls(alarm)
  return receivers.filter(({ personId }) => personId !== alarm.ownerId && personId !== carer)
}

/** On duty, then on call or at a screen, then the others; who is there for the devices comes last. */
function inOrder(receivers: readonly Receiver[]): readonly Receiver[] {
  return [...receivers].sort((a, b) => {
    const rank = rankOf(a) - rankOf(b)
    return rank === 0 ? a.name.localeCompare(b.name, 'nb') : rank
  })
}

function rankOf({ role, duty, hasScreen }: Receiver): number {
  if (role === 'technician') return 3
  if (duty === 'on-duty') return 0
  return duty === 'on-call' || hasScreen === true ? 1 : 2
}
