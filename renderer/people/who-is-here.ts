/** Who stands at this screen, and what they may see: from the session, or from the name tile where no code is used. */
import type { PersonTile } from '../../shared/api/board.ts'
import type { SessionState } from '../../shared/api/people.ts'

export interface WhoIsHere {
  readonly personId: string | null
  readonly name: string | null
  readonly role: string | null
  /** Somebody here has a code: whoever acts has signed in. */
  readonly isGuarded: boolean
  /** Names and records are hidden until somebody signs in. */
  readonly isVeiled: boolean
}

/** `chosen`: the name tile this window remembers. */
export function selectWho(
  session: SessionState | null,
  people: readonly PersonTile[],
  chosen: string | null,
): WhoIsHere {
  if (session?.isGuarded === true) {
    const { person } = session
    return {
      personId: person?.id ?? null,
      name: person?.name ?? null,
      role: person?.role ?? null,
      isGuarded: true,
      isVeiled: person === null,
    }
  }
  const tile = people.find(({ id }) => id === chosen)
  return {
    personId: tile?.id ?? null,
    name: tile?.name ?? null,
    role: tile?.role ?? null,
    isGuarded: false,
    isVeiled: false,
  }
}

export type Room = 'board' | 'technician' | 'people' | 'residents' | 'house'

/** Roles that a room of its own is for; everybody is at home on the board. */
export const ROOM_ROLES: Readonly<Record<Exclude<Room, 'board'>, readonly string[]>> = {
  technician: ['technician', 'administrator'],
  people: ['manager', 'administrator'],
  residents: ['caregiver', 'manager', 'administrator'],
  house: ['manager', 'administrator'],
}

/** Whether notes, remarks and alarms of the past are theirs to read: whoever may have to go to a resident. */
export function readsOfResidents(role: string | null): boolean {
  return role === null || ROOM_ROLES.residents.includes(role)
}

/** Whether the room opens for whoever stands here; where no code is used everybody may look around. */
export function mayEnter(room: Room, { isGuarded, role }: WhoIsHere): boolean {
  if (room === 'board' || (room === 'technician' && !isGuarded)) return true
  return role !== null && ROOM_ROLES[room].includes(role)
}
