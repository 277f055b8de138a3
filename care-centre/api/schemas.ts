/** What the care centre's API takes and gives; the OpenAPI description is made from these. */
import { z } from 'zod'
import { ALARM_STATES } from '../../shared/domain/alarm.ts'
import { CATEGORIES, PRIORITIES } from '../../shared/domain/priority.ts'
import {
  CentreCommandSchema,
  COMMAND_TYPES,
  HandledCommandSchema,
  StationMessageSchema,
} from '../../shared/wire/centre-messages.ts'
import { IdSchema, InstantTextSchema } from '../../shared/wire/ids.ts'

export const ProblemSchema = z.object({ code: z.string(), message: z.string(), retry: z.boolean() })

/** For the description alone: messages are judged one by one, so a body is not refused for one of them. */
export const MessagesBodyDescription = z.object({
  messages: z.array(StationMessageSchema),
  handled: z.array(HandledCommandSchema).optional(),
})

export const AlarmViewSchema = z.object({
  id: IdSchema,
  station: IdSchema,
  incident: IdSchema,
  state: z.enum(ALARM_STATES),
  priority: z.enum(PRIORITIES),
  category: z.enum(CATEGORIES),
  cause: z.string(),
  resident: IdSchema.nullable(),
  device: IdSchema.nullable(),
  placement: z.string().nullable(),
  count: z.int().positive(),
  outcome: z.string().nullable(),
  openedAt: InstantTextSchema,
  updatedAt: InstantTextSchema,
  sequence: z.int().positive(),
})

export const AlarmPageQuerySchema = z.object({
  state: z.enum(['open', 'closed', 'all']).default('all'),
  station: IdSchema.optional(),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .default('0'),
  limit: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, '1–1000')
    .default('100'),
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

/** `result` is null until the station says what it did. */
export const CommandViewSchema = CentreCommandSchema.extend({
  result: z.enum(['done', 'refused']).nullable(),
  code: z.string().nullable(),
  handledAt: InstantTextSchema.nullable(),
})

export const AlarmStorySchema = AlarmViewSchema.extend({
  timeline: z.array(TimelineEntrySchema),
  /** False when the timeline was too long to give whole. */
  timelineComplete: z.boolean(),
  commands: z.array(CommandViewSchema),
})

export const NewCommandSchema = z
  .object({
    type: z.enum(COMMAND_TYPES),
    by: IdSchema,
    to: IdSchema.optional(),
    text: z.string().min(1).max(2000).optional(),
  })
  .refine((command) => command.type !== 'assign' || command.to !== undefined, {
    path: ['to'],
    message: 'assign says to whom',
  })
  .refine((command) => command.type !== 'note' || command.text !== undefined, {
    path: ['text'],
    message: 'a note has text',
  })

export const HealthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  database: z.object({ ok: z.boolean(), code: z.string().nullable() }),
  openAlarms: z.int().nonnegative().nullable(),
  waiting: z.int().nonnegative(),
  stations: z.array(
    z.object({
      id: z.string(),
      lastHeardAt: InstantTextSchema.nullable(),
      silent: z.boolean(),
      stopped: z.boolean(),
    }),
  ),
})
