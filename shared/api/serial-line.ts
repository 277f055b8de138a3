/** How a serial line runs: speed in baud and the form of its signs. */
import { z } from 'zod'

export const LineSchema = z.object({
  baudRate: z.number(),
  dataBits: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd', 'mark', 'space']),
  stopBits: z.union([z.literal(1), z.literal(1.5), z.literal(2)]),
})
export type SerialLine = z.infer<typeof LineSchema>
