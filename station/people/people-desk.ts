/** What an administrator does about people: each change with its audit entry, effective at once. */
import { v7 as newId } from 'uuid'
import type { PeopleList, PersonLine } from '../../shared/api/people.ts'
import type { Role } from '../../shared/domain/role.ts'
import type { PersonRow } from '../store/house-entities.ts'
import { forgetFailures, insertPerson, setLeft, setPin, updatePerson } from '../store/person-rows.ts'
import { writeSetting } from '../store/setting-rows.ts'
import type { OwnersWhoLeft } from '../alarms/owners-who-left.ts'
import { Turns } from '../../shared/domain/turns.ts'
import type { ClientConnection } from './client-connection.ts'
import { refused, type Outcome } from './outcome.ts'
import { person as actorOf, type PeopleStore } from './people-store.ts'
import { isTooSimple } from '../../shared/domain/pin-code.ts'
import { hashPin, newFirstUseCode } from './pin.ts'
import { roleOf, type Roster, type RosterPerson } from './roster.ts'
import type { ShiftBook } from './shift-book.ts'
import type { SignedIn, SignInDesk } from './sign-in-desk.ts'

export const LOCK_AFTER_KEY = 'lock-after-minutes'

export interface PeopleDeskParts {
  readonly roster: Roster
  readonly former: () => Iterable<PersonRow>
  readonly signIn: SignInDesk
  readonly shifts: ShiftBook
  readonly store: PeopleStore
  readonly owners: Pick<OwnersWhoLeft, 'giveBack'>
  readonly refresh: () => Promise<void>
  readonly lockAfter: { minutes: number }
}

/** As it is written on a screen; without a number it stays as it is. */
export interface WrittenPerson {
  readonly name: string
  readonly role: Role
  readonly phone?: string | null
}

export type FirstUse = Outcome<{ readonly personId: string; readonly code: string }>

export class PeopleDesk {
  /** One change at a time, each decided on what the one before it left. */
  readonly #turns = new Turns()

  constructor(private readonly parts: PeopleDeskParts) {}

  list(): PeopleList {
    const { roster, former, lockAfter } = this.parts
    const here = roster.people().map((known) => ({
      ...this.#line(known, null),
      code:
        known.pin === null ? ('none' as const) : known.isFirstUse ? ('first-use' as const) : ('own' as const),
      signIn: known.signIn,
    }))
    const gone = [...former()].map(({ id, name, role, phone, left_at: leftAt }) =>
      this.#line({ id, name, role: roleOf(role), phone }, leftAt),
    )
    return { people: [...here, ...gone], lockAfterMinutes: lockAfter.minutes }
  }

  /** The first one, at a screen of this machine; afterwards administrators make each other. */
  makeAdministrator(connection: ClientConnection, name: string, pin: string): Promise<SignedIn> {
    return this.#turns.take(async () => {
      const { roster, store, refresh, signIn } = this.parts
      if (!roster.needsAdministrator) return refused('administrator-known', 'there is an administrator')
      if (!connection.isOnThisMachine)
        return refused('not-on-this-machine', 'only on a screen of this machine')
      if (isTooSimple(pin)) return refused('pin-too-simple', 'a code that everybody tries first')
      const id = newId()
      const hash = await hashPin(pin)
      const entry = { actor: actorOf(id), action: 'person.first-administrator', subject: id }
      await store.write(entry, (transaction) =>
        insertPerson(transaction, {
          id,
          name,
          role: 'administrator',
          phone: null,
          pin: hash,
          isFirstUse: false,
        }),
      )
      await refresh()
      return await signIn.signInNew(connection, id)
    })
  }

  add(by: string, { name, role, phone = null }: WrittenPerson): Promise<FirstUse> {
    return this.#turns.take(async () => {
      if (!this.parts.roster.mayHaveCode(role)) return administratorFirst()
      const personId = newId()
      const code = newFirstUseCode()
      const pin = await hashPin(code)
      const entry = { actor: actorOf(by), action: 'person.added', subject: personId, data: { role } }
      await this.parts.store.write(entry, (transaction) =>
        insertPerson(transaction, { id: personId, name, role, phone, pin, isFirstUse: true }),
      )
      await this.parts.refresh()
      return { ok: true, personId, code }
    })
  }

  change(by: string, personId: string, { name, role, ...wish }: WrittenPerson): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const known = this.parts.roster.person(personId)
      if (known === undefined) return refused('unknown-person', `nobody here has the id ${personId}`)
      if (role !== 'administrator' && this.#isLastAdministrator(personId)) return lastAdministrator(personId)
      const { phone = known.phone } = wish
      // That a number was changed, never which.
      const data = { role, ...(phone === known.phone ? {} : { fields: 'phone' }) }
      const entry = { actor: actorOf(by), action: 'person.changed', subject: personId, data }
      await this.parts.store.write(entry, (transaction) =>
        updatePerson(transaction, { id: personId, name, role, phone }),
      )
      await this.parts.refresh()
      return { ok: true }
    })
  }

  /** A new first-use code, also for somebody who waits after wrong ones; whoever is signed in is so no longer. */
  resetPin(by: string, personId: string): Promise<FirstUse> {
    return this.#turns.take(async () => {
      const { roster, store, signIn, refresh } = this.parts
      const known = roster.person(personId)
      if (known === undefined) return refused('unknown-person', `nobody here has the id ${personId}`)
      if (!roster.mayHaveCode(known.role)) return administratorFirst()
      const code = newFirstUseCode()
      const pin = await hashPin(code)
      const entry = { actor: actorOf(by), action: 'person.pin-reset', subject: personId }
      await store.write(entry, async (transaction) => {
        await setPin(transaction, personId, pin, true)
        await forgetFailures(transaction, personId)
      })
      signIn.forget(personId)
      await refresh()
      if (personId !== by) await signIn.endAllOf(personId)
      return { ok: true, personId, code }
    })
  }

  /**
   * Out of service: alarms of the past keep the name, what they had and had not arrived at rings for the others, and
   * nobody signs in by it.
   */
  leave(by: string, personId: string): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { roster, store, signIn, shifts, owners, refresh } = this.parts
      if (roster.person(personId) === undefined) {
        return refused('unknown-person', `nobody here has the id ${personId}`)
      }
      if (this.#isLastAdministrator(personId)) return lastAdministrator(personId)
      if (shifts.isOnDuty(personId)) await shifts.end(personId, actorOf(by))
      const entry = { actor: actorOf(by), action: 'person.left', subject: personId }
      await store.write(entry, async (transaction, at) => {
        await setLeft(transaction, personId, at)
        await owners.giveBack(transaction, personId, actorOf(by), 'owner-left')
      })
      await refresh()
      await signIn.endAllOf(personId)
      return { ok: true }
    })
  }

  return(by: string, personId: string): Promise<Outcome<object>> {
    return this.#turns.take(async () => {
      const { former, store, refresh } = this.parts
      if (![...former()].some(({ id }) => id === personId)) {
        return refused('unknown-person', `nobody who left has the id ${personId}`)
      }
      const entry = { actor: actorOf(by), action: 'person.returned', subject: personId }
      await store.write(entry, (transaction) => setLeft(transaction, personId, null))
      await refresh()
      return { ok: true }
    })
  }

  async setLockAfter(by: string, minutes: number): Promise<void> {
    const { store, lockAfter, refresh } = this.parts
    const entry = {
      actor: actorOf(by),
      action: 'people.lock-after-set',
      subject: 'station',
      data: { minutes },
    }
    await store.write(entry, (transaction) => writeSetting(transaction, LOCK_AFTER_KEY, String(minutes)))
    lockAfter.minutes = minutes
    await refresh()
  }

  #line(
    { id, name, role, phone }: Pick<RosterPerson, 'id' | 'name' | 'role' | 'phone'>,
    leftAt: number | null,
  ): PersonLine {
    const { signIn, shifts } = this.parts
    const lockedSeconds = signIn.lockedSeconds(id)
    return {
      id,
      name,
      role,
      phone,
      code: 'none',
      signIn: 'no-code',
      lockedSeconds,
      leftAt,
      isOnDuty: shifts.isOnDuty(id),
    }
  }

  #isLastAdministrator(personId: string): boolean {
    const { administrators } = this.parts.roster
    return administrators.length === 1 && administrators[0] === personId
  }
}

function administratorFirst() {
  return refused('administrator-code-first', 'the first code is an administrator’s')
}

function lastAdministrator(personId: string) {
  return refused('last-administrator', `${personId} is the only administrator`)
}
