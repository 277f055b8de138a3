/** Alarms as the care centre shows them, and what operators do about them. */
import { z } from 'zod'
import { ALARM_STATES, FALSE_ALARM_CAUSES, OUTCOMES } from '../../domain/alarm.ts'
import { CATEGORIES, PRIORITIES } from '../../domain/priority.ts'
import { CentreCommandSchema } from '../../wire/centre-messages.ts'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'

/**
 * Whose an alarm is. `station`: a station of ours, which decides its life; `scaip`: a device that reports straight
 * to the centre; `centre`: the centre itself (cause `station-silent`). The last two live at the centre.
 */
export const ALARM_ORIGINS = ['station', 'scaip', 'centre'] as const
export type AlarmOrigin = (typeof ALARM_ORIGINS)[number]

export const AlarmViewSchema = z.object({
  id: IdSchema,
  station: IdSchema,
  incident: IdSchema,
  state: z.enum(ALARM_STATES),
  priority: z.enum(PRIORITIES),
  category: z.enum(CATEGORIES),
  cause: z.string(),
  /** Which of the things that have this cause, as the station calls it; absent where it did not say. */
  code: z.string().exactOptional(),
  resident: IdSchema.nullable(),
  device: IdSchema.nullable(),
  placement: z.string().nullable(),
  count: z.int().positive(),
  outcome: z.string().nullable(),
  openedAt: InstantTextSchema,
  updatedAt: InstantTextSchema,
  sequence: z.int().positive(),
  origin: z.enum(ALARM_ORIGINS),
  /** When the centre received the first of it. */
  receivedAt: InstantTextSchema,
  /** When the centre received what rang last: raised, repeated, released, reopened. The answer clock runs from here. */
  ringingSince: InstantTextSchema,
  /** When it was answered after that, by the station or by an operator who took it; null: nobody has. */
  answeredAt: InstantTextSchema.nullable(),
  /** The id of the person who has it, by the station's word; null: nobody, or it did not say. */
  holder: z.string().nullable(),
  /** The operator who has taken it at the centre; null: nobody. */
  takenBy: z.object({ id: IdSchema, name: z.string() }).nullable(),
  takenAt: InstantTextSchema.nullable(),
  /** How long its first message waited at the station, where that was more than 15 s; else null. */
  lateSeconds: z.int().positive().nullable(),
  /** Why, by the station's word. */
  lateReason: z.string().nullable(),
  /** The station's clock minus the centre's at its first message, where they differ by more than two minutes. */
  clockOffSeconds: z.int().nullable(),
})
export type AlarmView = z.infer<typeof AlarmViewSchema>

/** `next` of the page before, or nothing for the first. */
const AfterSchema = z
  .string()
  .regex(/^[\d.]{1,40}$/)
  .optional()
const LimitSchema = z
  .string()
  .regex(/^([1-9]\d{0,2}|1000)$/, '1–1000')
  .default('100')

export const AlarmPageQuerySchema = z.object({
  state: z.enum(['open', 'closed', 'all']).default('all'),
  station: IdSchema.optional(),
  /** `arrival`: as they first came, so that pages hold while alarms are added; `priority`: the most urgent first. */
  order: z.enum(['arrival', 'priority']).default('arrival'),
  after: AfterSchema,
  limit: LimitSchema,
})

export const AlarmPageSchema = z.object({ alarms: z.array(AlarmViewSchema), next: z.string().nullable() })

export const TimelineEntrySchema = z.object({
  id: IdSchema,
  sequence: z.int().positive(),
  type: z.string(),
  priority: z.enum(PRIORITIES),
  occurredAt: InstantTextSchema,
  sentAt: InstantTextSchema,
  receivedAt: InstantTextSchema,
  data: z.record(z.string(), z.unknown()),
})
export type TimelineEntry = z.infer<typeof TimelineEntrySchema>

/** `result` is null until the station says what it did. */
export const CommandViewSchema = CentreCommandSchema.extend({
  /** The name of the operator who gave it, in the municipality of the alarm; of anybody else the id. */
  byName: z.string(),
  result: z.enum(['done', 'refused']).nullable(),
  code: z.string().nullable(),
  handledAt: InstantTextSchema.nullable(),
})
export type CommandView = z.infer<typeof CommandViewSchema>

/** Who took it at the centre and who let it go, oldest first. */
export const TakeViewSchema = z.object({
  type: z.enum(['taken', 'released']),
  by: z.object({ id: IdSchema, name: z.string() }),
  at: InstantTextSchema,
})

export const AlarmStorySchema = AlarmViewSchema.extend({
  timeline: z.array(TimelineEntrySchema),
  /** False when steps before the last one have not arrived, or the timeline was too long to give whole. */
  timelineComplete: z.boolean(),
  commands: z.array(CommandViewSchema),
  takes: z.array(TakeViewSchema),
})
export type AlarmStory = z.infer<typeof AlarmStorySchema>

/**
 * What an operator wants done. `by` is the signed-in operator, whatever a page says; only a token of the trial
 * names it. `assign` says to whom, `note` and `request` have text, `resolve` an outcome (`other` has text,
 * `false-alarm` its cause).
 */
export const NewCommandSchema = z
  .object({
    type: z.enum(['acknowledge', 'assign', 'note', 'request', 'resolve']),
    by: IdSchema.optional(),
    to: IdSchema.optional(),
    text: z.string().trim().min(1).max(2000).optional(),
    outcome: z.enum(OUTCOMES).optional(),
    falseCause: z.enum(FALSE_ALARM_CAUSES).optional(),
  })
  .refine(({ type, to }) => type !== 'assign' || to !== undefined, {
    path: ['to'],
    message: 'assign says to whom',
  })
  .refine(({ type, text }) => (type !== 'note' && type !== 'request') || text !== undefined, {
    path: ['text'],
    message: 'a note and a request have text',
  })
  .refine(({ type, outcome }) => type !== 'resolve' || outcome !== undefined, {
    path: ['outcome'],
    message: 'resolve has an outcome',
  })
  .refine(({ outcome, text }) => outcome !== 'other' || text !== undefined, {
    path: ['text'],
    message: 'the outcome other has words',
  })
  .refine(({ outcome, falseCause }) => outcome !== 'false-alarm' || falseCause !== undefined, {
    path: ['falseCause'],
    message: 'a false alarm has a cause',
  })
export type NewCommand = z.infer<typeof NewCommandSchema>

/** `POST /v1/alarms/{id}/take` and `/release` answer with the alarm as it is then. */
export const TakenSchema = z.object({ alarm: AlarmViewSchema })
