/** What runs here: shown on the diagnostics page and asked for in every fault report. */
import { z } from 'zod'
import { PortStatusSchema } from './board.ts'
import { PathHealthSchema } from './centre-paths.ts'

/** What a machine can lack to run a station for years; each has its sentence in the locale files. */
export const FINDING_CODES = [
  'not-in-dialout',
  'no-udev-rules',
  'no-udevadm',
  'no-bluez-policy',
  'service-not-installed',
  'service-not-enabled',
  'clock-not-synchronised',
  'no-bluetooth-here',
  'people-without-code',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** `command`: the exact line to run, where one helps. */
export const FindingSchema = z.object({ code: z.enum(FINDING_CODES), command: z.string().nullable() })
export type Finding = z.infer<typeof FindingSchema>

export const DiagnosticsOutput = z.object({
  version: z.string(),
  commit: z.string(),
  startedAt: z.number(),
  dataFolder: z.string(),
  runtime: z.object({ node: z.string(), electron: z.string().nullable(), chromium: z.string().nullable() }),
  database: z.object({
    sqlite: z.string(),
    schema: z.number().int(),
    journalMode: z.string(),
    synchronous: z.string(),
  }),
  ports: z.array(PortStatusSchema),
  /** The ways to the care centre, in the order of the ladder. */
  paths: z.array(PathHealthSchema),
  /** What this machine lacks; empty when it has everything. */
  findings: z.array(FindingSchema),
})
export type Diagnostics = z.infer<typeof DiagnosticsOutput>

/** Training home only: makes a simulated device do something real on its wire. */
export const TrainingActInput = z.object({
  deviceId: z.string(),
  act: z.enum(['fall', 'get-up', 'silence', 'recover', 'noise']),
})
export const TrainingOutput = z.object({
  devices: z.array(z.object({ deviceId: z.string(), residentName: z.string(), placement: z.string() })),
})
