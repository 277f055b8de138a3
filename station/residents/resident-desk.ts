/** What managers do to records: each change with its audit entry, effective at once. Nothing personal is in the log. */
import { v7 as newId } from 'uuid'
import type { LeaveReason, ResidentDetails } from '../../shared/api/residents.ts'
import { refused, type Outcome, type Refusal } from '../people/outcome.ts'
import { person, type PeopleStore } from '../people/people-store.ts'
import { endAbsence } from '../store/absence-rows.ts'
import {
  freeDevicesAndRules,
  insertResident,
  readResident,
  setResidentLeft,
  updateResident,
  writeKeys,
  type StoredResident,
} from '../store/resident-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { Turns } from '../../shared/domain/turns.ts'

export interface ResidentDeskParts {
  readonly store: PeopleStore
  readonly reader: RowSource
  /** The registry holds what was committed, and the resident's cards say it. */
  readonly onChanged: (residentId: string) => Promise<void>
  /** Who left has no rules any more. */
  readonly onLeft: () => Promise<void>
}

type Found = { readonly ok: true; readonly resident: StoredResident } | Refusal

export class ResidentDesk {
  /** One change at a time, each decided on what the one before it left. */
  readonly #turns = new Turns()

  constructor(private readonly parts: ResidentDeskParts) {}

  add(by: string, details: ResidentDetails): Promise<Outcome<{ readonly residentId: string }>> {
    return this.#turns.take(async () => {
      const residentId = newId()
      // Devices are assigned to somebody who is there already.
      const data = { lacks: ['devices', ...lacking(details)].join(' ') }
      const entry = { actor: person(by), action: 'resident.added', subject: residentId, data }
      await this.parts.store.write(entry, (transaction) => insertResident(transaction, residentId, details))
      await this.parts.onChanged(residentId)
      return { ok: true, residentId }
    })
  }

  change(
    by: string,
    residentId: string,
    seenRevision: number,
    details: ResidentDetails,
  ): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const found = await this.#find(residentId)
      if (!found.ok) return found
      const { revision, details: before } = found.resident
      if (revision !== seenRevision) return refused('record-changed', `${residentId} was changed meanwhile`)
      const entry = {
        actor: person(by),
        action: 'resident.changed',
        subject: residentId,
        // Which fields, never what stands in them.
        data: { fields: changedFields(before, details).join(' '), lacks: lacking(details).join(' ') },
      }
      await this.parts.store.write(entry, (transaction) => updateResident(transaction, residentId, details))
      await this.parts.onChanged(residentId)
      return { ok: true }
    })
  }

  setKeys(
    by: string,
    residentId: string,
    keys: { readonly doorCode?: string | null; readonly keyBox?: string | null },
  ): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const found = await this.#find(residentId)
      if (!found.ok) return found
      const fields = Object.keys(keys).join(' ')
      const entry = { actor: person(by), action: 'resident.keys-set', subject: residentId, data: { fields } }
      await this.parts.store.write(entry, (transaction) => writeKeys(transaction, residentId, keys))
      await this.parts.onChanged(residentId)
      return { ok: true }
    })
  }

  /** Alarms and events of the past keep the resident; devices are free for the next one. */
  leave(by: string, residentId: string, why: LeaveReason): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const found = await this.#find(residentId)
      if (!found.ok) return found
      if (found.resident.leftAt !== null) return refused('already-left', `${residentId} has left already`)
      const entry = { actor: person(by), action: 'resident.left', subject: residentId, data: { why } }
      await this.parts.store.write(entry, async (transaction, at) => {
        await setResidentLeft(transaction, residentId, at, why)
        await freeDevicesAndRules(transaction, residentId, at)
        await endAbsence(transaction, residentId, by, at)
      })
      await this.parts.onChanged(residentId)
      await this.parts.onLeft()
      return { ok: true }
    })
  }

  /** Devices and rules do not come back by themselves. */
  return(by: string, residentId: string): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const found = await this.#find(residentId)
      if (!found.ok) return found
      const entry = { actor: person(by), action: 'resident.returned', subject: residentId }
      await this.parts.store.write(entry, async (transaction, at) => {
        await setResidentLeft(transaction, residentId, null, null)
        await freeDevicesAndRules(transaction, residentId, at)
      })
      await this.parts.onChanged(residentId)
      return { ok: true }
    })
  }

  async #find(residentId: string): Promise<Found> {
    const resident = await readResident(this.parts.reader, residentId)
    return resident === undefined
      ? refused('unknown-resident', `there is no resident ${residentId}`)
      : { ok: true, resident }
  }
}

/** What would be missing in an alarm: said in the list, and kept with the change. */
function lacking({ contacts, consent }: ResidentDetails): readonly string[] {
  return [...(contacts.length === 0 ? ['contacts'] : []), ...(consent === null ? ['consent'] : [])]
}

function changedFields(before: ResidentDetails, after: ResidentDetails): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before))
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old.get(name)))
    .map(([name]) => name)
}
