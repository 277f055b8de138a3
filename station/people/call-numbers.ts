/** Whom else the shift can call about an alarm: who is on call, and the centre. Each look is noted before it is shown. */
import type { Numbers } from '../../shared/api/people.ts'
import type { OnCall } from '../alarms/on-call.ts'
import type { Configuration } from '../config/configuration.ts'
import { findAlarm } from '../store/alarm-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { refused, type Outcome } from './outcome.ts'
import { person, type PeopleStore } from './people-store.ts'
import type { Roster } from './roster.ts'

export interface CallNumbersParts {
  readonly roster: Pick<Roster, 'person'>
  readonly shifts: Pick<OnCall, 'onCall'>
  /** As it is stored now. */
  readonly setup: Pick<Configuration, 'careCentre'>
  readonly store: PeopleStore
  readonly reader: RowSource
}

export class CallNumbers {
  constructor(private readonly parts: CallNumbersParts) {}

  /** In the order in which escalation calls them, without who asks. */
  async of(by: string, alarmId: string): Promise<Outcome<{ readonly numbers: Numbers }>> {
    const { roster, shifts, setup, store, reader } = this.parts
    const alarm = await findAlarm(reader, alarmId)
    if (alarm === undefined) return refused('unknown-alarm', `there is no alarm ${alarmId}`)
    await store.write({ actor: person(by), action: 'people.numbers-seen', subject: alarmId })
    const called = shifts.onCall().filter((id) => id !== by)
    const colleagues = called.flatMap((id) => {
      const known = roster.person(id)
      if (known === undefined) return []
      const { name, role, phone } = known
      return [{ personId: id, name, role, phone }]
    })
    return { ok: true, numbers: { colleagues, centre: setup.careCentre?.phone ?? null } }
  }
}
