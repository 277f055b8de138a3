/** Residents: the record that managers keep, the card a responder reads before driving, and who is away. */
import { z } from 'zod'
import { ABSENCE_REASONS, SILENT_WHEN_AWAY } from '../domain/absence.ts'
import { CAUSES, OUTCOMES } from '../domain/alarm.ts'
import { CALLABLE } from '../domain/call-link.ts'
import { EVENT_KINDS } from '../domain/device-event.ts'
import { IdSchema } from '../wire/ids.ts'

const InstantSchema = z.number().int().nonnegative()
const NameSchema = z.string().trim().min(1).max(200)
const Words = (most: number) => z.string().trim().min(1).max(most).nullable()

export const PhoneSchema = z
  .string()
  .trim()
  .regex(CALLABLE, 'a telephone number, or an address such as sip:mona@tlf.example')

export const MOST_CONTACTS = 10

/** Called in this order. */
export const ContactSchema = z.strictObject({
  name: NameSchema,
  relation: z.string().trim().max(64),
  phone: PhoneSchema,
})
export type Contact = z.infer<typeof ContactSchema>

/** What somebody has agreed to, or what has been decided for who cannot (pasient- og brukerrettighetsloven § 4-6 a). */
export const CONSENT_THINGS = ['alarm', 'sensors', 'contacts', 'centre'] as const
export const CONSENT_GIVERS = ['resident', 'guardian', 'decision'] as const
export const ConsentSchema = z.strictObject({
  to: z.array(z.enum(CONSENT_THINGS)).min(1),
  by: z.enum(CONSENT_GIVERS),
  /** The day it was given, by the calendar. */
  on: z.iso.date(),
})
export type Consent = z.infer<typeof ConsentSchema>

/** Everything of a record but its keys. */
export const ResidentDetailsSchema = z.strictObject({
  name: NameSchema,
  birthYear: z.int().min(1850).max(2200).nullable(),
  address: Words(200),
  unit: Words(64),
  floor: Words(64),
  /** The resident's own, called before every contact. */
  phone: PhoneSchema.nullable(),
  /** For SCAIP: the caller's number at the centre. */
  cid: z
    .string()
    .regex(/^[0-9]{1,16}$/, '1–16 digits')
    .nullable(),
  language: Words(64),
  hearing: Words(200),
  aids: Words(200),
  dog: z.boolean(),
  oxygen: z.boolean(),
  notes: Words(2000),
  contacts: z.array(ContactSchema).max(MOST_CONTACTS),
  consent: ConsentSchema.nullable(),
})
export type ResidentDetails = z.infer<typeof ResidentDetailsSchema>

export const LEAVE_REASONS = ['moved', 'deceased'] as const
export type LeaveReason = (typeof LEAVE_REASONS)[number]

export const AwaySchema = z.object({
  reason: z.enum(ABSENCE_REASONS),
  from: InstantSchema,
  until: InstantSchema,
  silences: z.array(z.enum(SILENT_WHEN_AWAY)),
})
export type Away = z.infer<typeof AwaySchema>

/** One line of the list; `lacks` says what would be missing in an alarm. */
export const ResidentLineSchema = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  floor: z.string().nullable(),
  away: AwaySchema.nullable(),
  leftAt: InstantSchema.nullable(),
  leftWhy: z.enum(LEAVE_REASONS).nullable(),
  lacks: z.array(z.enum(['contacts', 'devices', 'consent', 'rule-source'])),
})
export type ResidentLine = z.infer<typeof ResidentLineSchema>
export const ResidentsOutput = z.object({ residents: z.array(ResidentLineSchema) })

const By = z.object({ by: IdSchema })
const OfResident = By.extend({ residentId: IdSchema })

export const RecordInput = OfResident
export const RecordOutput = z.object({
  residentId: z.string(),
  revision: z.int().positive(),
  details: ResidentDetailsSchema,
  hasDoorCode: z.boolean(),
  hasKeyBox: z.boolean(),
  away: AwaySchema.nullable(),
  leftAt: InstantSchema.nullable(),
  leftWhy: z.enum(LEAVE_REASONS).nullable(),
  devices: z.array(
    z.object({ deviceId: z.string(), protocol: z.string(), placement: z.string().nullable() }),
  ),
})
export type ResidentRecord = z.infer<typeof RecordOutput>

export const AddResidentInput = By.extend({ details: ResidentDetailsSchema })
export const AddResidentOutput = z.object({ residentId: z.string() })
export const ChangeResidentInput = OfResident.extend({
  seenRevision: z.int().positive(),
  details: ResidentDetailsSchema,
})
/** Null forgets it; without the field it stays as it is. */
export const SetKeysInput = OfResident.extend({
  doorCode: Words(64).exactOptional(),
  keyBox: Words(200).exactOptional(),
})
export const LeaveResidentInput = OfResident.extend({ why: z.enum(LEAVE_REASONS) })
export const ReturnResidentInput = OfResident
export const SetAwayInput = OfResident.extend({
  reason: z.enum(ABSENCE_REASONS),
  until: InstantSchema,
  silences: z.array(z.enum(SILENT_WHEN_AWAY)),
})
export const EndAwayInput = OfResident

/** Why somebody looks at door code and key box: an alarm of this resident, or the record they look after. */
export const KeysInput = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('alarm'), by: IdSchema, residentId: IdSchema, alarmId: IdSchema }),
  z.strictObject({ why: z.literal('record'), by: IdSchema, residentId: IdSchema }),
])
export const KeysOutput = z.object({ doorCode: z.string().nullable(), keyBox: z.string().nullable() })
export type Keys = z.infer<typeof KeysOutput>

/** How long a screen shows them after each asking. */
export const KEYS_SHOWN_MS = 30_000

export const CardInput = By.extend({ alarmId: IdSchema })
/** What a responder needs before driving. */
export const ResponderCardSchema = z.object({
  residentId: z.string(),
  details: ResidentDetailsSchema.omit({ cid: true, consent: true }),
  hasDoorCode: z.boolean(),
  hasKeyBox: z.boolean(),
  away: AwaySchema.nullable(),
  lastMovement: z
    .object({ at: InstantSchema, kind: z.enum(EVENT_KINDS), placement: z.string().nullable() })
    .nullable(),
  /** The three before this one, newest first. */
  lastAlarms: z.array(
    z.object({
      alarmId: z.string(),
      cause: z.enum(CAUSES),
      code: z.string().exactOptional(),
      openedAt: InstantSchema,
      outcome: z.enum(OUTCOMES).nullable(),
    }),
  ),
})
export type ResponderCard = z.infer<typeof ResponderCardSchema>
/** Null: the alarm is nobody's, or its resident's record is gone. */
export const CardOutput = z.object({ card: ResponderCardSchema.nullable() })

/** The list on paper: where it lies, when it was last written, and whether keys stand in it. */
export const PaperOutput = z.object({
  path: z.string(),
  writtenAt: InstantSchema.nullable(),
  withKeys: z.boolean(),
  /** Somebody has said whether keys stand in it; until then they do not. */
  isDecided: z.boolean(),
})
export type Paper = z.infer<typeof PaperOutput>
export const SetPaperKeysInput = By.extend({ withKeys: z.boolean() })
