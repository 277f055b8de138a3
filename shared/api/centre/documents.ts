/** SCAIP documents as they crossed: `GET /v1/scaip/documents`, for administrators. */
import { z } from 'zod'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'

export const DocumentsQuerySchema = z.object({
  station: IdSchema.optional(),
  cid: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, '1–200')
    .default('50'),
})

/** The newest first. Texts of the device are in `body` as they came, which may name people. */
export const DocumentsPageSchema = z.object({
  documents: z.array(
    z.object({
      at: InstantTextSchema,
      station: IdSchema,
      cid: z.string(),
      direction: z.enum(['in', 'out']),
      /** `tls:192.0.2.7:49152` */
      peer: z.string(),
      /** What became of it: `taken`, `refused`, `stray`; of an answer `sent`, or why it was not taken. */
      fate: z.string(),
      body: z.string(),
    }),
  ),
  next: z.string().nullable(),
})
