/** What the night room does beside answering an alarm: raises one by hand, asks for help. */
import { z } from 'zod'
import { REPORTED_CAUSES } from '../domain/alarm.ts'
import { IdSchema } from '../wire/ids.ts'

/** As long as a placement on the wire may be (contract: "Messages"). */
const PlaceSchema = z.string().trim().min(1).max(64)

/** An alarm that no device raised. `place` is a room of the resident's home, or where nobody's home is. */
export const ReportInput = z.object({
  by: IdSchema,
  cause: z.enum(REPORTED_CAUSES),
  residentId: IdSchema.nullable(),
  place: PlaceSchema.nullable(),
  words: z.string().trim().max(2000).nullable(),
})

/** `alarmId`: the alarm the carer is on; null: the last one that they have taken, if any. */
export const AskForHelpInput = z.object({ by: IdSchema, alarmId: IdSchema.nullable() })

/** Homes of residents, to say where an alarm by hand is; by flat, then name. */
export const HomesOutput = z.object({
  homes: z.array(
    z.object({
      residentId: z.string(),
      name: z.string(),
      unit: z.string().nullable(),
      floor: z.string().nullable(),
    }),
  ),
})
export type Home = z.infer<typeof HomesOutput>['homes'][number]
