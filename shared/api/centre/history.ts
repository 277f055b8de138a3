/** What happened: `GET /v1/history` and `GET /v1/figures`, for leads and administrators. */
import { z } from 'zod'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'
import { AlarmViewSchema } from './alarms.ts'
import { PAGING } from './paging.ts'

/** The newest first. `text` is looked for in notes and requests of the centre and in what devices say, whatever the case. */
export const HistoryQuerySchema = z.object({
  from: InstantTextSchema.optional(),
  to: InstantTextSchema.optional(),
  station: IdSchema.optional(),
  cause: z
    .string()
    .regex(/^[a-z][a-z-]{0,40}$/)
    .optional(),
  resident: IdSchema.optional(),
  text: z.string().trim().min(2).max(100).optional(),
  ...PAGING,
})

export const HistoryPageSchema = z.object({ alarms: z.array(AlarmViewSchema), next: z.string().nullable() })
export type HistoryPage = z.infer<typeof HistoryPageSchema>

export const FiguresQuerySchema = z.object({ from: InstantTextSchema, to: InstantTextSchema })

/**
 * Answers to care alarms that were received in the period: how many, and how many of them were answered within
 * 60 s and 180 s. Shares are for whoever shows them: `answered / alarms`.
 */
export const FiguresSchema = z.object({
  alarms: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  within60: z.int().nonnegative(),
  within180: z.int().nonnegative(),
  /** Half of the answers came within so many seconds; null without any. */
  medianSeconds: z.int().nonnegative().nullable(),
  slowestSeconds: z.int().nonnegative().nullable(),
})
