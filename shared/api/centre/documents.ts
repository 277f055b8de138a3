/** SCAIP documents as they crossed: `GET /v1/scaip/documents`, for administrators. */
import { z } from 'zod'
import { IdSchema, InstantTextSchema } from '../../wire/ids.ts'
import { PAGING } from './paging.ts'

export const DocumentsQuerySchema = z.object({
  station: IdSchema.optional(),
  cid: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  ...PAGING,
})

/** The newest first. Texts of the device are in `body` as they came, which may name people. */
const KeptDocumentSchema = z.object({
  at: InstantTextSchema,
  station: IdSchema,
  cid: z.string(),
  direction: z.enum(['in', 'out']),
  /** `tls:192.0.2.7:49152` */
  peer: z.string(),
  /** What became of it: `taken`, `refused`, `stray`; of an answer `sent`, or why it was not taken. */
  fate: z.string(),
  body: z.string(),
})
export type KeptDocumentView = z.infer<typeof KeptDocumentSchema>

export const DocumentsPageSchema = z.object({
  documents: z.array(KeptDocumentSchema),
  next: z.string().nullable(),
})
export type DocumentsPage = z.infer<typeof DocumentsPageSchema>
