/** What crosses between a station and the care centre (contract: "Messages", "HTTPS", "Commands"). */
import { z } from 'zod'
import { FALSE_ALARM_CAUSES, OUTCOMES } from '../domain/alarm.ts'
import { CATEGORIES, PRIORITIES } from '../domain/priority.ts'
import { IdSchema, InstantTextSchema } from './ids.ts'

/** Body limit of one POST (contract: 413 over 1 MiB). */
export const LONGEST_BODY_BYTES = 1024 * 1024

export const ALARM_TYPE_PATTERN = /^alarm\.[a-z][a-z-]{0,40}$/
export const CAUSE_PATTERN = /^[a-z][a-z-]{0,40}$/
export const LONGEST_PLACEMENT = 64

/** A message about an alarm. A centre stores an unknown `alarm.*` type, cause or category as a timeline entry. */
export const AlarmMessageSchema = z.object({
  id: IdSchema,
  alarmId: IdSchema,
  incidentId: IdSchema,
  sequence: z.int().positive(),
  type: z.string().regex(ALARM_TYPE_PATTERN),
  priority: z.enum(PRIORITIES),
  category: z.enum(CATEGORIES),
  cause: z.string().regex(CAUSE_PATTERN),
  // Null where there is none; another supplier's station may leave it out.
  residentRef: IdSchema.nullable().default(null),
  deviceId: IdSchema.nullable().default(null),
  placement: z.string().max(LONGEST_PLACEMENT).nullable().default(null),
  occurredAt: InstantTextSchema,
  sentAt: InstantTextSchema,
  data: z.record(z.string(), z.unknown()),
})
export type AlarmMessage = z.infer<typeof AlarmMessageSchema>

/** How a path to the centre may be built, and how one fares: the words of configuration, wire and screens. */
export const PATH_KINDS = ['https', 'mqtt', 'scaip'] as const
export type PathKind = (typeof PATH_KINDS)[number]
/** `untried`: nothing has been answered yet and nothing has failed. */
export const PATH_STATES = ['untried', 'up', 'failing', 'down'] as const
export type PathStanding = (typeof PATH_STATES)[number]

/** "I am here": never queued, never stored in the outbox, acknowledged like any message. */
export const HeartbeatMessageSchema = z.object({
  id: IdSchema,
  type: z.literal('heartbeat'),
  sentAt: InstantTextSchema,
  data: z.object({
    openAlarms: z.int().nonnegative(),
    waiting: z.int().nonnegative(),
    status: z.enum(['ok', 'degraded']),
    /** The last one before a stop on purpose: silence after it is none of a failure, for a while. */
    stopping: z.literal(true).exactOptional(),
    /** Every path of the station in the order of its ladder; the first is the one that carries the traffic. */
    paths: z
      .array(z.object({ kind: z.enum(PATH_KINDS), state: z.enum(PATH_STATES) }))
      .max(16)
      .exactOptional(),
  }),
})
export type HeartbeatMessage = z.infer<typeof HeartbeatMessageSchema>

export const StationMessageSchema = z.union([HeartbeatMessageSchema, AlarmMessageSchema])
export type StationMessage = z.infer<typeof StationMessageSchema>

/** Messages of this body waited because no path was there: since when, and the code of what was wrong. */
export const LateDeliverySchema = z.object({
  since: InstantTextSchema,
  reason: z.string().regex(/^[a-z][a-z-]{0,40}$/),
})
export type LateDelivery = z.infer<typeof LateDeliverySchema>

/** What the station did with a command of the centre. */
export const HandledCommandSchema = z.object({
  id: IdSchema,
  result: z.enum(['done', 'refused']),
  code: z.string().max(64).optional(),
})
export type HandledCommand = z.infer<typeof HandledCommandSchema>

/**
 * `request`: the centre asks the shift for something; `text` says what and stays on the card until the next step.
 * `assign` of an alarm that nobody has taken takes it for the centre and hands it over in one.
 * `release`: who has it for the centre lets go of it; it belongs to nobody and rings at the station again.
 */
export const COMMAND_TYPES = ['acknowledge', 'assign', 'note', 'request', 'release', 'resolve'] as const

/**
 * `to` of an `assign` that names nobody: who has it for the centre lets go, and it rings at the station again for
 * whoever is on duty. A person of this id comes first.
 */
export const ON_DUTY = 'on-duty'

/** What the centre wants done; repeated in every answer until the station says it is handled. */
export const CentreCommandSchema = z.object({
  id: IdSchema,
  type: z.enum(COMMAND_TYPES),
  alarmId: IdSchema,
  by: IdSchema,
  at: InstantTextSchema,
  to: IdSchema.optional(),
  /** Of `release`: whose it was, where somebody else lets go of it; of another's nothing is let go. */
  from: IdSchema.optional(),
  /** The words of `note` and `request`; with `resolve`, those that `other` needs. */
  text: z.string().max(2000).optional(),
  /** Of `resolve`; a critical alarm is not resolved without it. */
  outcome: z.enum(OUTCOMES).optional(),
  falseCause: z.enum(FALSE_ALARM_CAUSES).optional(),
})
export type CentreCommand = z.infer<typeof CentreCommandSchema>

export const RejectedMessageSchema = z.object({
  id: z.string().nullable(),
  index: z.int().nonnegative(),
  code: z.string(),
  message: z.string(),
})
export type RejectedMessage = z.infer<typeof RejectedMessageSchema>

/** The answer 200: given only after the messages are durable. Commands that do not parse are refused one by one. */
export const MessagesReplySchema = z.object({
  acknowledged: z.array(z.string()),
  rejected: z.array(RejectedMessageSchema).default([]),
  commands: z.array(z.unknown()).default([]),
})
export type MessagesReply = z.infer<typeof MessagesReplySchema>
