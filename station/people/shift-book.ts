/** Who is on duty: shifts in memory, each begin and end one transaction with its audit entry. */
import { v7 as newId } from 'uuid'
import type { OnCallTurn } from '../../shared/api/house.ts'
import type { Shift, Shifts } from '../../shared/api/people.ts'
import type { Actor } from '../../shared/domain/alarm.ts'
import type { OnCall } from '../alarms/on-call.ts'
import type { OwnersWhoLeft } from '../alarms/owners-who-left.ts'
import type { Clock } from '../clock.ts'
import type { RowSource } from '../store/row-source.ts'
import { readRemarks } from '../store/shift-report-rows.ts'
import { endShift, insertShift, readEndedShifts } from '../store/shift-rows.ts'
import { Turns } from '../../shared/domain/turns.ts'
import { onCallAt } from './on-call-plan.ts'
import { refused, type Outcome } from './outcome.ts'
import { person as actorOf, type PeopleStore } from './people-store.ts'
import type { Roster, RosterPerson } from './roster.ts'
import { isForgotten, type StoredShift } from './shift.ts'

export interface ShiftBookParts {
  readonly roster: Roster
  readonly store: PeopleStore
  readonly reader: RowSource
  readonly clock: Clock
  readonly owners: Pick<OwnersWhoLeft, 'giveBack'>
  /** As it is stored now. */
  readonly plan: { readonly turns: readonly OnCallTurn[] }
  /** Of somebody who is in service or has left. */
  readonly nameOf: (personId: string) => string | null
}

/** Shifts that ended, as the next one sees them. */
const ENDED_SHOWN = 10

export class ShiftBook implements OnCall {
  /** By person, in the order of their begin. */
  readonly #running: Map<string, StoredShift>
  #inUse: boolean
  readonly #turns = new Turns()

  constructor(
    private readonly parts: ShiftBookParts,
    running: readonly StoredShift[],
    /** Whether anybody ever began a shift here. */
    hasAny: boolean,
  ) {
    this.#inUse = hasAny
    this.#running = new Map(running.map((shift) => [shift.personId, shift]))
  }

  get inUse(): boolean {
    return this.#inUse
  }

  /** In service, with a shift that runs, and not for the devices' sake alone; the longest first. */
  onDuty(): readonly string[] {
    return this.#here().flatMap(({ id, role }) => (role === 'technician' ? [] : [id]))
  }

  /** First those whom the plan names now; then caregivers before the others on duty, whoever began first. */
  onCall(): readonly string[] {
    const { roster, clock, plan } = this.parts
    const planned = onCallAt(plan.turns, clock.wall()).filter((id) => roster.person(id) !== undefined)
    const rank = ({ role }: RosterPerson): number => (role === 'caregiver' ? 0 : 1)
    const here = this.#here().sort((a, b) => rank(a) - rank(b))
    return [...new Set([...planned, ...here.map(({ id }) => id)])]
  }

  isOnDuty(personId: string): boolean {
    return this.#running.has(personId)
  }

  async read(): Promise<Shifts> {
    const { reader } = this.parts
    const ended = await readEndedShifts(reader, ENDED_SHOWN)
    const before = ended.map(async (shift) => {
      const remarks = await readRemarks(reader, shift.shiftId)
      return { ...this.#shown(shift), remarks: remarks?.words ?? null }
    })
    return {
      onDuty: [...this.#running.values()].map((shift) => this.#shown(shift)),
      before: await Promise.all(before),
    }
  }

  start(personId: string, soundCheck: StoredShift['soundCheck']): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      if (this.#running.has(personId)) return refused('already-on-duty', `${personId} is on duty already`)
      const shift = {
        shiftId: newId(),
        personId,
        startedAt: this.parts.clock.wall(),
        endedAt: null,
        soundCheck,
      }
      const entry = {
        actor: actorOf(personId),
        action: 'shift.started',
        subject: personId,
        data: { soundCheck },
      }
      await this.parts.store.write(entry, (transaction) => insertShift(transaction, shift))
      this.#running.set(personId, shift)
      this.#inUse = true
      return { ok: true }
    })
  }

  /** What they have rings for the others. `actor` is somebody else where an administrator or the station ends it. */
  end(personId: string, actor: Actor = actorOf(personId)): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const shift = this.#running.get(personId)
      if (shift === undefined) return refused('not-on-duty', `${personId} is not on duty`)
      const entry = { actor, action: 'shift.ended', subject: personId }
      await this.parts.store.write(entry, async (transaction, at) => {
        // Before the end, so that the report of this shift says that they ring.
        await this.parts.owners.giveBack(transaction, personId, actor, 'owner-off-duty')
        await endShift(transaction, shift.shiftId, at)
      })
      this.#running.delete(personId)
      return { ok: true }
    })
  }

  /** Whoever went home without a word is not on duty for ever. */
  async endForgotten(): Promise<void> {
    const now = this.parts.clock.wall()
    for (const shift of [...this.#running.values()]) {
      if (isForgotten(shift, now)) await this.end(shift.personId, { kind: 'station', id: 'forgotten-shift' })
    }
  }

  #here(): RosterPerson[] {
    return [...this.#running.keys()].flatMap((personId) => this.parts.roster.person(personId) ?? [])
  }

  #shown(shift: StoredShift): Shift {
    return { ...shift, name: this.parts.nameOf(shift.personId) }
  }
}
