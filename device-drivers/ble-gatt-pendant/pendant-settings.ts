/** How a model is read: settings of one pendant, or of all on an adapter (ble-gatt-pendant.md, at the top). */
import { z } from 'zod'
import { longUuid } from '../bluetooth/advertisement.ts'
import { fromHex } from '../bytes.ts'

const UuidSchema = z
  .string()
  .regex(
    /^(?:[0-9a-fA-F]{4}|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})$/,
    'a UUID, four digits or long',
  )
  .transform((uuid) => (uuid.length === 4 ? longUuid(uuid) : uuid.toLowerCase()))

const BytesSchema = z
  .string()
  .max(128)
  .refine((text) => text !== '' && fromHex(text) !== undefined, 'bytes as hexadecimal digits')
  .transform((text) => text.replace(/\s+/g, '').toLowerCase())

const SignalSchema = z.int().min(0).max(63)

/** Questions of one way to read a press alone. */
const CUSTOM = { profile: ['custom'] }
const INPUTS = { profile: ['automation-io'] }

/** Flat, so that a configuration file and the technician's room can write the same. */
export const PendantSettingsSchema = z
  .strictObject({
    /** Without it the pendant's own services decide: health sensor, else digital inputs. */
    profile: z.enum(['ghs', 'automation-io', 'immediate-alert', 'custom']).optional(),
    /** Custom: a private characteristic, and what it says as whole values. */
    service: UuidSchema.optional().meta({ when: CUSTOM }),
    characteristic: UuidSchema.optional().meta({ when: CUSTOM }),
    press: BytesSchema.optional().meta({ when: CUSTOM }),
    cancel: BytesSchema.optional().meta({ when: CUSTOM }),
    fall: BytesSchema.optional().meta({ when: CUSTOM }),
    /** Automation IO: which digital input is what. */
    pressSignal: SignalSchema.default(0).meta({ when: INPUTS }),
    cancelSignal: SignalSchema.optional().meta({ when: INPUTS }),
    fallSignal: SignalSchema.optional().meta({ when: INPUTS }),
    /** `kept`: stays connected; `reports`: connects only when it has something to say. */
    connection: z.enum(['kept', 'reports']).default('kept'),
    /** How long it may be out of reach before that is an alarm. */
    outOfRangeSeconds: z.number().min(10).max(86_400).optional().meta({ unit: 's' }),
    /** Its observations count class and length into the length. */
    lenientLength: z.boolean().default(false),
    /** It sounds when somebody has acknowledged its call: not every bearer knows what that means. */
    helpIsComing: z.boolean().default(false),
  })
  .refine((settings) => settings.profile !== 'custom' || customProfile(settings) !== undefined, {
    message: 'a custom profile needs service, characteristic and press',
  })

export type PendantSettings = z.infer<typeof PendantSettingsSchema>

interface CustomProfile {
  readonly service: string
  readonly characteristic: string
  readonly press: string
  readonly cancel: string | undefined
  readonly fall: string | undefined
}

/** Where a model's press is found and how it is read. */
export type PressProfile = 'ghs' | 'automation-io' | 'immediate-alert' | CustomProfile

/** The profile that the settings name. */
export function namedProfile(settings: PendantSettings): PressProfile | undefined {
  return settings.profile === 'custom' ? customProfile(settings) : settings.profile
}

type CustomSettings = Partial<Readonly<Record<keyof CustomProfile, string | undefined>>>

function customProfile(settings: CustomSettings): CustomProfile | undefined {
  const { service, characteristic, press, cancel, fall } = settings
  if (service === undefined || characteristic === undefined || press === undefined) return undefined
  return { service, characteristic, press, cancel, fall }
}

const DEFAULTS: PendantSettings = PendantSettingsSchema.parse({})
/** A pendant that keeps its connection is missed within seconds. */
const OUT_OF_RANGE_SECONDS = 30

/** The pendant's own settings over those of its adapter; undefined where they make no sense. */
export function pendantSettings(
  ofAdapter: Readonly<Record<string, unknown>>,
  ofDevice: Readonly<Record<string, unknown>>,
): PendantSettings | undefined {
  return PendantSettingsSchema.safeParse({ ...ofAdapter, ...ofDevice }).data
}

/** What a pendant is read with whose settings make no sense: better than not at all. */
export function usableSettings(settings: PendantSettings | undefined): PendantSettings {
  return settings ?? DEFAULTS
}

/** Longest silence in seconds; null where only the pendant knows when it has something to say. */
export function pendantSupervisionSeconds(settings: PendantSettings): number | null {
  return settings.outOfRangeSeconds ?? (settings.connection === 'kept' ? OUT_OF_RANGE_SECONDS : null)
}
