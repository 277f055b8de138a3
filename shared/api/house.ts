/** The station itself as an administrator sets it up: its name, the ladder, who is on call, the way to the centre. */
import { z } from 'zod'
import { CALL_GROUPS } from '../domain/call-group.ts'
import { PRIORITIES } from '../domain/priority.ts'
import { IdSchema } from '../wire/ids.ts'
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

/** Secrets cross in one direction alone: a token is set and never shown. */
const CentrePathSchema = z.object({
  kind: z.enum(['https', 'mqtt', 'scaip']),
  address: z.string(),
  /** The file with the certificate that the centre is known by; null: the machine's own list, or a word in the file. */
  caFile: z.string().nullable(),
})

export const HouseOutput = z.object({
  station: z.object({ id: z.string(), name: z.string(), locale: LocaleSchema }),
  ladder: z.array(LadderPartSchema),
  /** In the order in which they are called. */
  onCall: OnCallPlanSchema,
  /** Ids of those who are called now, the first one first. */
  onCallNow: z.array(z.string()),
  centre: z.object({
    paths: z.array(CentrePathSchema),
    heartbeatSeconds: z.int(),
    /** False: it was changed since the station started, and takes effect when it starts next. */
    isRunning: z.boolean(),
  }),
})
export type House = z.infer<typeof HouseOutput>

export const SetStationInput = By.extend({
  name: z.string().trim().min(1).max(200),
  locale: LocaleSchema,
})
export const SetLadderInput = By.extend({
  priority: z.enum(PRIORITIES),
  category: z.enum(LADDER_CATEGORIES),
  rungs: RungsSchema,
})
export const SetOnCallInput = By.extend({ plan: OnCallPlanSchema })

/** `url` null: no path over HTTPS. `token` null leaves the one that is stored. Paths of other kinds stay. */
export const SetCentreInput = By.extend({
  url: z.string().trim().max(2048).nullable(),
  token: z.string().min(1).max(16_384).nullable(),
  caFile: z.string().trim().min(1).max(4096).nullable(),
  heartbeatSeconds: z.int().min(1).max(86_400),
})
