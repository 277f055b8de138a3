/** What the care centre's own routes take and give beside the words it shares with its page. */
import { z } from 'zod'
import { HandledCommandSchema, StationMessageSchema } from '../../shared/wire/centre-messages.ts'
import { IdSchema, InstantTextSchema } from '../../shared/wire/ids.ts'

/** For the description alone: messages are judged one by one, so a body is not refused for one of them. */
export const MessagesBodyDescription = z.object({
  messages: z.array(StationMessageSchema),
  handled: z.array(HandledCommandSchema).optional(),
})

/** Ids are a station's own: `station` picks one where two stations use the same. */
export const AlarmPathSchema = z.object({ id: IdSchema })
export const AlarmStationQuerySchema = z.object({ station: IdSchema.optional() })

export const HealthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  database: z.object({ ok: z.boolean(), code: z.string().nullable() }),
  /** Of a node that has a broker. One that is away is no reason to send nobody here: HTTPS and SIP go on. */
  broker: z.object({ ok: z.boolean() }).optional(),
  openAlarms: z.int().nonnegative().nullable(),
  waiting: z.int().nonnegative(),
  /** Only for who asks from this machine or has the token of the operations. */
  stations: z
    .array(
      z.object({
        id: z.string(),
        lastHeardAt: InstantTextSchema.nullable(),
        silent: z.boolean(),
        stopped: z.boolean(),
      }),
    )
    .optional(),
})
