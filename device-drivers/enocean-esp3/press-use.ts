/** What a press is taken for: what the technician chose at pairing (`use` of the device's settings), else the profile's. */
import type { SupervisionFacts } from '../protocol-driver.ts'
import type { Profile } from './profiles/profile.ts'
import { findProfile } from './profiles/profiles.ts'

export const PRESS_USES = ['help-call', 'button'] as const
export type PressUse = (typeof PRESS_USES)[number]

/** Null for a device that has no button. */
export function pressUse(profile: Profile, settings: Readonly<Record<string, unknown>>): PressUse | null {
  if (profile.press === null) return null
  return PRESS_USES.find((use) => use === settings['use']) ?? profile.press
}

/** Of a device whose profile is not known, nobody can say that it does not. */
export function canCallForHelp({ eep, settings }: SupervisionFacts): boolean {
  const profile = eep === null ? undefined : findProfile(eep)
  return profile === undefined || pressUse(profile, settings) === 'help-call'
}
