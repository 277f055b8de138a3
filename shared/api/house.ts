/** The station itself as an administrator sets it up: its name, the ladder, who is on call, the way to the centre. */
import { z } from 'zod'
import { CALL_GROUPS } from '../domain/call-group.ts'
import { PRIORITIES } from '../domain/priority.ts'
import { IdSchema } from '../wire/ids.ts'
import { PathDraftsSchema, PathViewSchema } from './centre-paths.ts'
import { PhoneSchema } from './residents.ts'
import { HoursSchema } from './rules.ts'

const By = z.object({ by: IdSchema })

export const LADDER_CATEGORIES = ['care', 'technical'] as const
export type LadderCategory = (typeof LADDER_CATEGORIES)[number]

/** A level: whom it calls, and for how long they have to answer; null: nobody is called after it. */
const RungSchema = z.strictObject({
  calls: z.enum(CALL_GROUPS),
  holdsSeconds: z.int().min(1).max(86_400).nullable(),
})
export type LadderRung = z.infer<typeof RungSchema>
export const MOST_RUNGS = 12
const RungsSchema = z.array(RungSchema).max(MOST_RUNGS)

/** The rungs of one priority and category; the first one is where the alarm rings first. */
const LadderPartSchema = z.object({
  priority: z.enum(PRIORITIES),
  category: z.enum(LADDER_CATEGORIES),
  rungs: RungsSchema,
  /** As the program comes. */
  usual: RungsSchema,
})
export type LadderPart = z.infer<typeof LadderPartSchema>

/** When somebody is on call: on these days (1 is Monday) between these minutes, over midnight where `to` is earlier. */
const OnCallTurnSchema = z.strictObject({
  personId: IdSchema,
  days: z.array(z.int().min(1).max(7)).max(7),
  hours: HoursSchema,
})
export type OnCallTurn = z.infer<typeof OnCallTurnSchema>
export const MOST_TURNS = 50
export const OnCallPlanSchema = z.array(OnCallTurnSchema).max(MOST_TURNS)

const LocaleSchema = z.enum(['nb', 'en'])

export const HouseOutput = z.object({
  station: z.object({ id: z.string(), name: z.string(), locale: LocaleSchema }),
  ladder: z.array(LadderPartSchema),
  /** In the order in which they are called. */
  onCall: OnCallPlanSchema,
  /** Ids of those who are called now, the first one first. */
  onCallNow: z.array(z.string()),
  centre: z.object({
    /** In the order of the ladder. Secrets cross in one direction alone: they are set and never shown. */
    paths: z.array(PathViewSchema),
    heartbeatSeconds: z.int(),
    /** Where the centre answers people; null where it is not known. */
    phone: z.string().nullable(),
    /** Somebody said how the centre is reached, or that there is none. */
    isDecided: z.boolean(),
  }),
})
export type House = z.infer<typeof HouseOutput>

export const SetStationInput = By.extend({
  /** How the centre and the paths to it know the station; left out, it stays. */
  id: IdSchema.exactOptional(),
  name: z.string().trim().min(1).max(200),
  locale: LocaleSchema,
})
export const SetLadderInput = By.extend({
  priority: z.enum(PRIORITIES),
  category: z.enum(LADDER_CATEGORIES),
  rungs: RungsSchema,
})
export const SetOnCallInput = By.extend({ plan: OnCallPlanSchema })

/**
 * Seconds: of beats further apart one that is missing is not noticed within 90 s, and the centre, which does not know
 * their pace, calls the station silent between two of them.
 */
export const SLOWEST_HEARTBEAT = 60

/** The paths in the order of the ladder; those that are left out are removed. In effect at once. */
export const SetCentreInput = By.extend({
  paths: PathDraftsSchema,
  heartbeatSeconds: z.int().min(1).max(SLOWEST_HEARTBEAT),
  /** Null forgets it; without the field it stays as it is. */
  phone: PhoneSchema.nullable().exactOptional(),
})
