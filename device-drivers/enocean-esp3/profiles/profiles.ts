/** The profiles of the document's section 3: a new one is an entry of its family, a new family a line here. */
import { BUTTONS } from './buttons.ts'
import { CLIMATE } from './climate.ts'
import { CONTACTS } from './contacts.ts'
import { DETECTORS } from './detectors.ts'
import { OCCUPANCY } from './occupancy.ts'
import { RORG } from '../telegram.ts'
import type { Telegram } from '../telegram.ts'
import type { Profile, ProfileReading } from './profile.ts'

const PROFILES: ReadonlyMap<string, Profile> = new Map(
  [...BUTTONS, ...CONTACTS, ...DETECTORS, ...CLIMATE, ...OCCUPANCY].map((profile) => [profile.eep, profile]),
)

/** Every profile that we can read: what a technician may choose from. */
export const PROFILE_NAMES: readonly string[] = [...PROFILES.keys()]

/** `f6-02-01` in either case; undefined where we cannot read it. */
export function findProfile(eep: string): Profile | undefined {
  return PROFILES.get(eep.toUpperCase())
}

/** The kind of telegram a profile is about: its first part. */
export function rorgOf(eep: string): number {
  return parseInt(eep.slice(0, 2), 16)
}

/** Null where the telegram is of another kind, or its payload has no meaning in this profile. */
export function readWith(profile: Profile, { rorg, payload, status }: Telegram): ProfileReading | null {
  const bytes = PAYLOAD_BYTES.get(rorg)
  if (rorg !== rorgOf(profile.eep) || payload.length !== bytes) return null
  return profile.read(payload, status)
}

const PAYLOAD_BYTES: ReadonlyMap<number, number> = new Map([
  [RORG.rps, 1],
  [RORG.oneBs, 1],
  [RORG.fourBs, 4],
])

/** `A5-02-05` from its three numbers. */
export function eepName(rorg: number, func: number, type: number): string {
  const part = (value: number) => value.toString(16).padStart(2, '0')
  return [rorg, func, type].map(part).join('-').toUpperCase()
}
