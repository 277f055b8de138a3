/** Who is here: sign-in by name tile and PIN, shifts, and the people an administrator looks after. */
import { z } from 'zod'
import { ROLES } from '../domain/role.ts'
import { IdSchema } from '../wire/ids.ts'
import { PhoneSchema } from './residents.ts'

const InstantSchema = z.number().int().nonnegative()
const RoleSchema = z.enum(ROLES)
const NameSchema = z.string().trim().min(1).max(200)
const PinSchema = z.string().regex(/^[0-9]{6}$/, '6 digits')

/** Minutes without a key, a touch or a step after which a screen is locked. */
export const LOCK_AFTER_MINUTES = { least: 1, most: 240, usual: 15 } as const

/**
 * How a name tile signs in: `tile` by one press, `pin` with six digits; `no-code`: not at all, because others here
 * have codes and this role may do too much without one.
 */
export const SIGN_IN_WAYS = ['tile', 'pin', 'no-code'] as const
export type SignInWay = (typeof SIGN_IN_WAYS)[number]

export const SESSION_ENDS = ['signed-out', 'idle', 'changed', 'revoked'] as const
export type SessionEnd = (typeof SESSION_ENDS)[number]

/** Who has signed in on this connection, and the house rules; sent again whenever one of them changes. */
export const SessionStateSchema = z.object({
  person: z.object({ id: z.string(), name: z.string(), role: RoleSchema }).nullable(),
  /** How the last session on this connection ended; null while one runs and before the first. */
  ended: z.enum(SESSION_ENDS).nullable(),
  /** Somebody here has a code: names of residents are hidden until somebody has signed in. */
  isGuarded: z.boolean(),
  /** Nobody in service is administrator: one may be made on a screen of this machine. */
  needsAdministrator: z.boolean(),
  lockAfterMinutes: z.number().int().positive(),
})
export type SessionState = z.infer<typeof SessionStateSchema>

/** `newPin` goes with a first-use code, which is good for this once. */
export const SignInInput = z.object({
  personId: IdSchema,
  pin: PinSchema.exactOptional(),
  newPin: PinSchema.exactOptional(),
})
/** `token` brings the session back after a lost connection from the same address. */
export const SignInOutput = z.object({ token: z.string(), personId: z.string() })
export const SignOutInput = z.object({ reason: z.enum(['signed-out', 'idle']) })
export const ChangePinInput = z.object({ pin: PinSchema, newPin: PinSchema })
export const MakeAdministratorInput = z.object({ name: NameSchema, pin: PinSchema })

const By = z.object({ by: IdSchema })
const OfPerson = By.extend({ personId: IdSchema })

export const PersonLineSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: RoleSchema,
  /** Where they answer; null where it is not known. */
  phone: z.string().nullable(),
  /** `first-use`: has a code that is changed at the first sign-in. */
  code: z.enum(['none', 'first-use', 'own']),
  signIn: z.enum(SIGN_IN_WAYS),
  /** Seconds until the PIN is looked at again; null: not locked. */
  lockedSeconds: z.number().int().positive().nullable(),
  leftAt: InstantSchema.nullable(),
  isOnDuty: z.boolean(),
})
export type PersonLine = z.infer<typeof PersonLineSchema>

/** Those in service first, then those who left; by name. */
export const PeopleOutput = z.object({
  people: z.array(PersonLineSchema),
  lockAfterMinutes: z.number().int().positive(),
})
export type PeopleList = z.infer<typeof PeopleOutput>

/** Null forgets the number; without the field it stays as it is. */
const PersonFields = { name: NameSchema, role: RoleSchema, phone: PhoneSchema.nullable().exactOptional() }
export const AddPersonInput = By.extend(PersonFields)
export const ChangePersonInput = OfPerson.extend(PersonFields)
export const ResetPinInput = OfPerson
export const LeaveInput = OfPerson
export const ReturnInput = OfPerson
export const SetLockAfterInput = By.extend({
  minutes: z.number().int().min(LOCK_AFTER_MINUTES.least).max(LOCK_AFTER_MINUTES.most),
})
/** `code`: six digits for the first sign-in, told this once and kept nowhere. */
export const FirstUseCodeOutput = z.object({ personId: z.string(), code: PinSchema })

/** `not-heard` is a technical matter for somebody else, but the shift begins all the same. */
export const SOUND_CHECKS = ['heard', 'not-heard', 'not-done'] as const
export const ShiftSchema = z.object({
  shiftId: z.string(),
  personId: z.string(),
  name: z.string().nullable(),
  startedAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  soundCheck: z.enum(SOUND_CHECKS),
})
export type Shift = z.infer<typeof ShiftSchema>
/** `remarks`: what its report says to the next shift, in words; null where nobody wrote any. */
export const EndedShiftSchema = ShiftSchema.extend({ remarks: z.string().nullable() })
export type EndedShift = z.infer<typeof EndedShiftSchema>
export const ShiftsOutput = z.object({
  /** Who is on, the longest first. */
  onDuty: z.array(ShiftSchema),
  /** The shifts that ended last, newest first. */
  before: z.array(EndedShiftSchema).max(10),
})
export type Shifts = z.infer<typeof ShiftsOutput>
export const StartShiftInput = By.extend({ soundCheck: z.enum(SOUND_CHECKS) })
export const EndShiftInput = By

export const NumbersInput = By.extend({ alarmId: IdSchema })
/** Who of the house and the centre can be called about an alarm, in the order in which they are called. */
export const NumbersOutput = z.object({
  colleagues: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      role: RoleSchema,
      /** Null: nobody has written it down. */
      phone: z.string().nullable(),
    }),
  ),
  centre: z.string().nullable(),
})
export type Numbers = z.infer<typeof NumbersOutput>

export const ReceiversInput = By.extend({ alarmId: IdSchema })
const ReceiverSchema = z.object({
  personId: z.string(),
  name: z.string(),
  role: RoleSchema,
  /** Null: nobody keeps shifts here yet. */
  duty: z.enum(['on-duty', 'on-call', 'off-duty']).nullable(),
  /** Whether they are signed in on a screen now; null: not known, where nobody signs in with a code. */
  hasScreen: z.boolean().nullable(),
})
export type Receiver = z.infer<typeof ReceiverSchema>
/** To whom an alarm may be handed over, whoever is there first. */
export const ReceiversOutput = z.object({ receivers: z.array(ReceiverSchema) })

/** Where one colleague answers who has this alarm now. */
export const ReceiverNumberInput = By.extend({ alarmId: IdSchema, personId: IdSchema })
/** Null: nobody has written it down. */
export const ReceiverNumberOutput = z.object({ phone: z.string().nullable() })
