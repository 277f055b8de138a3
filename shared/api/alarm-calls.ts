/** Inputs and outputs of the alarm procedures: what a caregiver does to one alarm. */
import { z } from 'zod'
import { ACTION_REASONS } from '../domain/action-reason.ts'
import { ACTION_TYPES, FALSE_ALARM_CAUSES, OUTCOMES, SHELF_REASONS } from '../domain/alarm.ts'
import { CALL_GROUPS } from '../domain/call-group.ts'
import { EVENT_KINDS } from '../domain/device-event.ts'
import { WatchedSchema } from '../domain/rule-profiles.ts'
import { IdSchema } from '../wire/ids.ts'
import { AlarmCardSchema, PersonOnAlarmSchema } from './board.ts'

/** `by` is the person whose name tile was chosen; `seenRevision` the card's revision on that screen. */
const Step = z.object({ alarmId: IdSchema, by: IdSchema, seenRevision: z.int().positive() })

/** The other alarms of the same incident that stood on the same card, as they were seen there. */
const IncidentStep = Step.extend({
  alongside: z
    .array(z.strictObject({ alarmId: IdSchema, seenRevision: z.int().positive() }))
    .max(50)
    .exactOptional(),
})

export const AcknowledgeInput = IncidentStep
export const ReleaseInput = IncidentStep
export const OnTheWayInput = IncidentStep
export const OnSiteInput = IncidentStep
export const ReopenInput = IncidentStep
export const HandOverInput = IncidentStep.extend({ to: IdSchema })
export const NoteInput = Step.extend({ words: z.string().trim().min(1).max(2000) })
export const ResolveInput = IncidentStep.extend({
  outcome: z
    .strictObject({
      kind: z.enum(OUTCOMES),
      /** With `false-alarm` and nothing else. */
      falseCause: z.enum(FALSE_ALARM_CAUSES).exactOptional(),
      words: z.string().trim().max(2000).nullable(),
    })
    .refine(({ kind, falseCause }) => kind === 'false-alarm' || falseCause === undefined)
    .nullable(),
})

/** Sets an alarm aside until an instant of the station's clock; `words` are needed with `other`. */
export const ShelveInput = Step.extend({
  until: z.int().nonnegative(),
  why: z.enum(SHELF_REASONS),
  words: z.string().trim().max(2000).nullable(),
})
export const UnshelveInput = Step
/** The latest end that a shelf may have now. */
export const ShelfLimitOutput = z.object({ latest: z.int() })

export const StepOutput = z.object({ alarm: AlarmCardSchema })

export const ChainInput = z.object({ alarmId: IdSchema })

/** One field of a decoded frame, for people: `command` = `83/01`, `fallen` = `true`. */
export const FrameFieldSchema = z.object({ name: z.string(), value: z.string() })

export const ChainEventSchema = z.object({
  id: z.string(),
  deviceId: z.string(),
  kind: z.enum(EVENT_KINDS),
  value: z.union([z.boolean(), z.number(), z.string(), z.null()]),
  occurredAt: z.number(),
  receivedAt: z.number(),
  /** The frame as it came over the wire, lower-case hex; null for what the station itself noticed. */
  raw: z.string().nullable(),
  protocol: z.string().nullable(),
  fields: z.array(FrameFieldSchema),
})
export type ChainEvent = z.infer<typeof ChainEventSchema>

/** A step of the timeline with its delivery to the centre: `deliveredAt` null while it waits. */
export const ChainStepSchema = z.object({
  sequence: z.number().int().positive(),
  type: z.enum(ACTION_TYPES),
  at: z.number(),
  actor: PersonOnAlarmSchema.extend({ kind: z.string() }),
  reason: z.enum(ACTION_REASONS),
  ruleId: z.string().nullable(),
  /** The version of the rules that it was raised by. */
  ruleSet: z.number().int().exactOptional(),
  /** Of a rule over time: by which profile and numbers it came due. */
  watched: WatchedSchema.exactOptional(),
  count: z.number().int().nullable(),
  /** Of an escalation: which level was called, and whom it calls. */
  level: z.number().int().exactOptional(),
  calls: z.enum(CALL_GROUPS).exactOptional(),
  /** Who it was handed to, or who was called by name. */
  to: PersonOnAlarmSchema.nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  /** Of a false alarm; null as well where it was closed before causes were asked for. */
  falseCause: z.enum(FALSE_ALARM_CAUSES).nullable(),
  words: z.string().nullable(),
  eventId: z.string().nullable(),
  /** What is wrong with the station's own parts, and the number that belongs to it. */
  code: z.string().exactOptional(),
  figure: z.number().exactOptional(),
  /** Told without a ring. */
  quiet: z.literal(true).exactOptional(),
  /** Of a shelf: until when, and why. */
  until: z.number().exactOptional(),
  why: z.enum(SHELF_REASONS).exactOptional(),
  delivery: z
    .object({ storedAt: z.number(), deliveredAt: z.number().nullable(), attempts: z.number() })
    .nullable(),
})
export type ChainStep = z.infer<typeof ChainStepSchema>

/** The whole chain of one alarm, rule → events → raw frames (design, promise 5). */
export const ChainOutput = z.object({
  alarm: AlarmCardSchema,
  steps: z.array(ChainStepSchema),
  events: z.array(ChainEventSchema),
  /** Events that belong to it and made no step of their own, by reason. */
  heldBack: z
    .array(z.object({ reason: z.enum(ACTION_REASONS), count: z.int(), lastAt: z.number() }))
    .exactOptional(),
  /** Of a lost receiver: how many devices fell silent with it and have no alarm of their own. */
  alsoSilent: z.number().int().nonnegative().exactOptional(),
  /** When a desk first sounded it; absent where none has. */
  soundedAt: z.number().exactOptional(),
})
export type Chain = z.infer<typeof ChainOutput>
