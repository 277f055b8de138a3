/** `GET /v1/stations`: every station of the municipality, and what the centre knows of each. */
import { z } from 'zod'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'

/**
 * `silent`: heard before, and not for 90 s; `stopped`: it said that it stops on purpose, a short while ago; `never`:
 * configured and not heard since.
 */
export const STATION_STATES = ['online', 'silent', 'stopped', 'never'] as const
export type StationState = (typeof STATION_STATES)[number]

export const StationLineSchema = z.object({
  id: IdSchema,
  /** Its id where the configuration gives it none. */
  name: z.string(),
  state: z.enum(STATION_STATES),
  /** A telephone number of the building; null where none is configured. */
  phone: z.string().nullable(),
  lastHeardAt: InstantTextSchema.nullable(),
  openAlarms: z.int().nonnegative(),
  /** Messages that wait in the station, as it said last; null where it never did. */
  waiting: z.int().nonnegative().nullable(),
  /** Its messages came late because a way to the centre was lost; the last time it said so. */
  late: z.object({ since: InstantTextSchema, reason: z.string(), at: InstantTextSchema }).nullable(),
  /** Its ways to the centre in their order, as it said last. */
  paths: z.array(z.object({ kind: z.string(), state: z.string() })),
  /** Messages refused, and calls told to come back later, since this was first counted. */
  rejected: z.int().nonnegative(),
  slowed: z.int().nonnegative(),
  /** Its clock minus the centre's, in whole seconds, where they differ by more than two minutes; else null. */
  clockOffSeconds: z.int().nullable(),
})
export type StationLine = z.infer<typeof StationLineSchema>

/** The ones that need a look first: silent, stopped, never, online; then by name. */
export const StationsSchema = z.object({ stations: z.array(StationLineSchema) })
