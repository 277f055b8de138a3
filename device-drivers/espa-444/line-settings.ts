/** The port's `settings` of an ESPA line, as a configuration writes them. */
import { z } from 'zod'
import { CHARSETS } from './charsets.ts'

const AddressSchema = z.string().regex(/^[0-9]$/, 'one digit')

const AS_CONTROL = { role: ['control'] }

/**
 * Who calls, for gear that sends every call to one address or writes the room into the text: the first entry
 * that fits names the device. `text` fits the whole message, upper or lower case, `*` stands for anything.
 */
const SenderSchema = z
  .strictObject({
    callAddress: z.string().min(1, 'must not be empty').max(64).optional(),
    text: z.string().min(1, 'must not be empty').max(512).optional(),
    /** `address` of the device. */
    device: z.string().min(1, 'must not be empty').max(64),
  })
  .refine(({ callAddress, text }) => (callAddress ?? text) !== undefined, 'needs callAddress, text or both')

export const EspaSettingsSchema = z
  .strictObject({
    /** `slave`: the nurse call or fire panel is the control station and calls us; `control`: we poll. */
    role: z.enum(['slave', 'control']).default('slave'),
    /** Ours: `2` as slave, `1` as control station by recommendation. */
    ownAddress: AddressSchema.optional(),
    /** As control station: who is polled. */
    peers: z
      .array(AddressSchema)
      .min(1, 'at least one station')
      .max(10)
      .default(['2'])
      .meta({ when: AS_CONTROL }),
    pollIntervalMs: z
      .int()
      .min(150, '150 to 30000')
      .max(30_000, '150 to 30000')
      .default(1000)
      .meta({ unit: 'ms', when: AS_CONTROL }),
    replyDelayMs: z.int().min(0, '0 to 150').max(150, '0 to 150').default(10).meta({ unit: 'ms' }),
    charset: z.enum(CHARSETS).default('latin-1'),
    /** Priority 1 means fire, not a call for help. */
    firePanel: z.boolean().default(false),
    /** Calls of priority 2, 3 or none are ordinary nurse calls: `high` instead of `critical`. */
    ordinaryCalls: z.boolean().default(false),
    cancelBy: z.enum(['address-and-text', 'address']).default('address-and-text'),
    senders: z.array(SenderSchema).max(1000).default([]),
    /** Longest silence of the partner in seconds; null where it neither polls nor is polled. */
    partnerSilenceSeconds: z
      .number()
      .positive('more than 0 seconds')
      .max(86_400)
      .nullable()
      .default(30)
      .meta({ unit: 's' }),
  })
  .refine(
    ({ role, ownAddress, peers }) => role === 'slave' || !peers.includes(ownAddress ?? '1'),
    'a control station does not poll itself: peers must not hold ownAddress',
  )

export type EspaSettings = z.infer<typeof EspaSettingsSchema>

/** Settings were checked with the configuration before they come here. */
export function espaSettings(settings: Readonly<Record<string, unknown>>): EspaSettings {
  return EspaSettingsSchema.parse(settings)
}

export function ownAddressOf({ role, ownAddress }: EspaSettings): string {
  return ownAddress ?? (role === 'control' ? '1' : '2')
}
