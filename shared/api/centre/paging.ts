/** How history and documents are asked for page by page. */
import { z } from 'zod'

export const PAGING = {
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/, '1–200')
    .default('50'),
}
