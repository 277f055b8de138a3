/** How local programs find a running station: its ready line and `station.json` in its data folder (contract, "station"). */
import { z } from 'zod'

/** `station.json`, mode 0600. More fields may follow. */
export const StationFileSchema = z.object({
  /** `http://127.0.0.1:4120`, no trailing slash. */
  url: z.string(),
  token: z.string().min(1),
  pid: z.number().int().positive(),
})
export type StationFile = z.infer<typeof StationFileSchema>

/** The one line on standard output when alarms are received. */
export const ReadyLineSchema = z.object({
  ready: z.literal(true),
  url: z.string(),
  pid: z.number().int().positive(),
})
