/** Which profiles a sender may have, by what it was heard to send (`about-sender.ts`). */
import type { FittingProfiles } from '../protocol-driver.ts'
import { findProfile, PROFILE_NAMES } from './profiles/profiles.ts'

/** What most cords and wrist buttons send. */
const ROCKER = 'F6-02-01'

/** What it said of itself in a teach-in, else the only one of its kind of telegram, else the rocker. */
export function fittingProfiles({ rorg, eep }: Readonly<Record<string, string>>): FittingProfiles {
  const ofKind = PROFILE_NAMES.filter(
    (profile) => rorg !== undefined && profile.startsWith(rorg.toUpperCase()),
  )
  const fitting = ofKind.length === 0 ? PROFILE_NAMES : ofKind
  const told = eep === undefined ? undefined : findProfile(eep)?.eep
  const only = fitting.length === 1 ? fitting[0] : undefined
  const rocker = ofKind.find((profile) => profile === ROCKER)
  return { fitting, likely: told ?? only ?? rocker ?? null }
}
