/**
 * `GET /v1/stream`: server-sent events, each with one of these as its data. After a gap, read the lists again.
 */
import { z } from 'zod'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'
import { AlarmViewSchema } from './alarms.ts'
import { StationLineSchema } from './stations.ts'

/** `event: alarm`: new, changed, taken or let go. */
export const AlarmChangeSchema = AlarmViewSchema

/** `event: command`: given (`result` null) or handled by the station. */
export const CommandChangeSchema = z.object({
  station: IdSchema,
  alarm: IdSchema,
  command: IdSchema,
  type: z.string().exactOptional(),
  result: z.enum(['done', 'refused']).nullable(),
})

/** `event: station`: heard again, silent, stopped, or late. */
export const StationChangeSchema = StationLineSchema

/** `event: beat`: every second, the first at once, so that a page knows within two that nobody is there. */
export const BeatSchema = z.object({ at: InstantTextSchema })

/** `event: ended`: the session is over; the stream closes after it. */
export const StreamEndSchema = z.object({ reason: z.enum(['signed-out', 'idle', 'over', 'revoked']) })
