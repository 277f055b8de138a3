/** Who may call a route: decided from who calls and what the route declares. Pure. */
import { OPERATOR_ROLES } from '../../shared/domain/operator-role.ts'
import type { CentreProblemCode } from '../../shared/api/centre/problem.ts'

/**
 * `station`: a configured station's token; `trial`: a token of the command line, behind which somebody tries things
 * out; `operations`: this machine itself, or who has the token of the operations.
 */
export const CALLERS = ['signed-out', 'operations', 'station', 'trial', ...OPERATOR_ROLES] as const
export type Caller = (typeof CALLERS)[number]

/** What a route declares; one that declares nothing is not registered. */
export interface Access {
  readonly may: readonly Caller[]
  /** Nobody has touched the page for long: what shows alarms goes on. */
  readonly whileLocked?: true
  /** Signed in with a first-use code that is to be changed. */
  readonly beforePinChange?: true
}

export const EVERYBODY: Access = { may: CALLERS, whileLocked: true, beforePinChange: true }
export const STATIONS: Access = { may: ['station', 'trial'] }
/** Stations read their own, operators those of their municipality. */
export const READERS: Access = { may: ['station', 'trial', ...OPERATOR_ROLES], whileLocked: true }
export const COMMANDERS: Access = { may: ['trial', ...OPERATOR_ROLES] }
export const OPERATORS: Access = { may: OPERATOR_ROLES }
export const WATCHERS: Access = { may: OPERATOR_ROLES, whileLocked: true }
export const OWN_SESSION: Access = { may: OPERATOR_ROLES, whileLocked: true, beforePinChange: true }
export const LEADS: Access = { may: ['lead', 'administrator'] }
export const ADMINISTRATORS: Access = { may: ['administrator'] }
/** It speaks of all stations; an administrator is one of a municipality. */
export const OPERATIONS: Access = { may: ['operations'] }

export interface CallFacts {
  /** One, but for who is at this machine and shows nothing else: `signed-out` and `operations`. */
  readonly callers: readonly Caller[]
  /** Of an operator. */
  readonly session: { readonly isLocked: boolean; readonly mustChangePin: boolean } | undefined
  /** False for what only asks. */
  readonly changes: boolean
  /** The call carries what another site's page cannot set. */
  readonly isFromPage: boolean
}

/** The code of the refusal; `undefined`: go on. */
export function refusalOf(access: Access, facts: CallFacts): CentreProblemCode | undefined {
  const { callers, session, changes, isFromPage } = facts
  if (!callers.some((caller) => access.may.includes(caller))) {
    return callers.includes('signed-out') ? 'sign-in-required' : 'not-allowed'
  }
  if (session === undefined) return undefined
  if (changes && !isFromPage) return 'not-from-this-page'
  if (session.mustChangePin && access.beforePinChange !== true) return 'pin-change-required'
  return session.isLocked && access.whileLocked !== true ? 'sign-in-required' : undefined
}
