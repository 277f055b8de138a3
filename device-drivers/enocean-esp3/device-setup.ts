/** What pairing may set for one device: it depends on what its profile can tell. */
import { z } from 'zod'
import { ABSENCE_SECONDS, LEAST_ABSENCE_SECONDS } from './paired-device.ts'
import { PRESS_USES } from './press-use.ts'
import { findProfile } from './profiles/profiles.ts'

const Absence = z.int().min(LEAST_ABSENCE_SECONDS).max(86_400).default(ABSENCE_SECONDS).meta({ unit: 's' })

/** Undefined for a profile that has nothing to set, or that is not known. */
export function enoceanSetup(eep: string | null): z.ZodType | undefined {
  const profile = eep === null ? undefined : findProfile(eep)
  if (profile === undefined) return undefined
  const { press, seesMotion } = profile
  if (press === null && seesMotion !== true) return undefined
  return z.strictObject({
    ...(press === null ? {} : { use: z.enum(PRESS_USES).default(press) }),
    ...(seesMotion === true ? { absenceSeconds: Absence } : {}),
  })
}
