/** Who may call a procedure: decided from who calls and what the procedure declares. Pure. */
import type { ApiErrorCode } from '../../shared/api/errors.ts'
import { ROLES, type Role } from '../../shared/domain/role.ts'
import type { RosterPerson } from '../people/roster.ts'

export type Caller = Role | 'signed-out'

/** Lists that procedures declare; one that declares none is refused to everybody. */
export const EVERYBODY: readonly Caller[] = [...ROLES, 'signed-out']
/** Whoever stands at the board answers: nobody with a name here is kept from an alarm. */
export const ANY_ROLE: readonly Caller[] = ROLES
/** Who may have to drive to somebody, and needs to know before: a technician sees what the board shows. */
export const WHO_GOES_OUT: readonly Caller[] = ['caregiver', 'manager', 'administrator']
/**
 * Whether notes, remarks and what was are theirs to read. Without a role nobody has a code here and nobody pressed a
 * tile: nothing is hidden then (docs/adr/0012).
 */
export function readsOfResidents(role: Role | undefined): boolean {
  return role === undefined || WHO_GOES_OUT.includes(role)
}
export const TECHNICIANS: readonly Caller[] = ['technician', 'administrator']
export const ADMINISTRATORS: readonly Caller[] = ['administrator']
export const WHO_SEES_PEOPLE: readonly Caller[] = ['manager', 'administrator']

/** Who calls: by a session, else by the name tile that the call carries. */
export interface CallFacts {
  /** Of the session on this connection; undefined: none, or its person has left. */
  readonly signedIn: RosterPerson | undefined
  /** `by` of the input, and whose id it is. */
  readonly by: string | undefined
  readonly byPerson: RosterPerson | undefined
  readonly isGuarded: boolean
  /** False for what only asks. */
  readonly changes: boolean
}

export type Right =
  | { readonly ok: true; readonly personId: string | null }
  | {
      readonly ok: false
      readonly code: ApiErrorCode
      readonly message: string
      readonly personId: string | null
    }

export function decideRight(may: readonly Caller[], facts: CallFacts): Right {
  const { signedIn, by, byPerson, isGuarded, changes } = facts
  if (signedIn !== undefined) {
    // A step that was begun before the user changed must not be done in the next one's name, nor in the old one's.
    if (by !== undefined && by !== signedIn.id) {
      return refusal('sign-in-required', `${by} has not signed in here`, signedIn.id)
    }
    return may.includes(signedIn.role) ? granted(signedIn.id) : notYours(signedIn)
  }
  if (by !== undefined && !may.includes('signed-out')) {
    if (byPerson === undefined) return refusal('unknown-person', `nobody here has the id ${by}`, null)
    if (byPerson.signIn === 'no-code') return refusal('no-code', `${by} has no code yet`, null)
    if (byPerson.signIn === 'pin') return refusal('sign-in-required', `${by} signs in with a code`, null)
    return may.includes(byPerson.role) ? granted(by) : notYours(byPerson)
  }
  if (may.includes('signed-out')) return granted(null)
  // Where tiles sign in by a press, to ask for the press before anything is shown would prove nothing.
  if (!isGuarded && may.length > 0) {
    return changes ? refusal('bad-input', 'by: who does it is missing', null) : granted(null)
  }
  return refusal('sign-in-required', 'nobody has signed in here', null)
}

function granted(personId: string | null): Right {
  return { ok: true, personId }
}

function notYours({ id, role }: RosterPerson): Right {
  return refusal('not-allowed', `${id} is ${role}`, id)
}

function refusal(code: ApiErrorCode, message: string, personId: string | null): Right {
  return { ok: false, code, message, personId }
}
