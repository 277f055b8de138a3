/** The people of the station as sign-in sees them: what each may, and how each tile signs in. */
import type { PersonTile } from '../../shared/api/board.ts'
import type { SignInWay } from '../../shared/api/people.ts'
import { ROLES, type Role } from '../../shared/domain/role.ts'
import type { Registry } from '../devices/registry.ts'
import type { PersonRow } from '../store/house-entities.ts'

export interface RosterPerson {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Where they answer; null where it is not known. */
  readonly phone: string | null
  readonly pin: string | null
  readonly isFirstUse: boolean
  readonly signIn: SignInWay
}

/**
 * Where nobody has a code every tile signs in by a press. As soon as one person has one, tiles without a code are
 * good for a caregiver's work alone: nobody is kept from an alarm, and nobody becomes administrator by a press.
 */
export function signInWay(
  person: { readonly role: Role; readonly pin: string | null },
  isGuarded: boolean,
): SignInWay {
  if (person.pin !== null) return 'pin'
  return isGuarded && person.role !== 'caregiver' ? 'no-code' : 'tile'
}

export class Roster {
  constructor(private readonly registry: Pick<Registry, 'people' | 'person'>) {}

  /** Somebody in service has a code. */
  get isGuarded(): boolean {
    return this.#some(({ pin }) => pin !== null)
  }

  /** Ids of the administrators who can sign in: one without a code is none as soon as anybody has one. */
  get administrators(): readonly string[] {
    return this.people().flatMap(({ id, role, signIn }) =>
      role === 'administrator' && signIn !== 'no-code' ? [id] : [],
    )
  }

  /**
   * Nobody is one, and whoever stands at the screen may become it. Never where others have codes and the file names an
   * administrator without one: that one's code is given in the file.
   */
  get needsAdministrator(): boolean {
    const isNamed = this.isGuarded && this.#some(({ role }) => role === 'administrator')
    return this.administrators.length === 0 && !isNamed
  }

  /** The first code guards the house: with anybody else's no administrator could sign in any more. */
  mayHaveCode(role: Role): boolean {
    return this.isGuarded || role === 'administrator'
  }

  /** Somebody in service can answer an alarm: a technician is there for the devices. */
  get isStaffed(): boolean {
    return this.#some(({ role }) => role !== 'technician')
  }

  /** Of those in service. */
  person(id: string): RosterPerson | undefined {
    const row = this.registry.person(id)
    return row === undefined ? undefined : this.#known(row, this.isGuarded)
  }

  people(): readonly RosterPerson[] {
    const { isGuarded } = this
    return [...this.registry.people()].map((row) => this.#known(row, isGuarded))
  }

  tiles(): readonly PersonTile[] {
    return this.people().map(({ id, name, role, signIn }) => ({ id, name, role, signIn }))
  }

  #known(
    { id, name, role, phone, pin, pin_first_use: firstUse }: PersonRow,
    isGuarded: boolean,
  ): RosterPerson {
    const known = roleOf(role)
    const signIn = signInWay({ role: known, pin }, isGuarded)
    return { id, name, role: known, phone, pin, isFirstUse: firstUse === 1, signIn }
  }

  #some(is: (row: PersonRow) => boolean): boolean {
    for (const row of this.registry.people()) if (is(row)) return true
    return false
  }
}

/** A word that the program does not know gives the least. */
export function roleOf(stored: string): Role {
  return ROLES.find((role) => role === stored) ?? 'caregiver'
}
