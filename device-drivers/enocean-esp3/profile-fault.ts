/** Why a paired device cannot be understood: a fault of the device until it is, since its calls would be lost. */
import { findProfile, rorgOf } from './profiles/profiles.ts'
import { RORG } from './telegram.ts'

export const PROFILE_FAULTS = [
  /** Paired without a profile: RPS and 1BS telegrams mean nothing then. */
  'no-profile',
  /** A profile that we cannot read. */
  'unsupported-profile',
  /** Its telegrams are of another kind than its profile. */
  'wrong-profile',
  /** Secured telegrams, unreadable without keys. */
  'unsupported-device',
] as const
export type ProfileFault = (typeof PROFILE_FAULTS)[number]

/** Telegrams that measure; a device may send others beside them whatever its profile. */
const MEASURING: readonly number[] = [RORG.rps, RORG.oneBs, RORG.fourBs, RORG.vld]

export function profileFault(rorg: number, eep: string | null): ProfileFault | null {
  if (isSecured(rorg)) return 'unsupported-device'
  if (eep === null) return 'no-profile'
  if (findProfile(eep) === undefined) return 'unsupported-profile'
  return MEASURING.includes(rorg) && rorg !== rorgOf(eep) ? 'wrong-profile' : null
}

export function isSecured(rorg: number): boolean {
  return RORG.secured.some((secured) => secured === rorg)
}
