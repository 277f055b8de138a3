/** The shared BTHome vectors, read and shaped for the tests. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Frame = z.object({ atMs: z.number(), hex: z.string(), accept: z.boolean(), rule: z.string() })
const Common = { name: z.string(), mac: z.string(), key: z.string().optional() }
const File = z.object({
  vectors: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        ...Common,
        kind: z.literal('service-data'),
        hex: z.string(),
        advertisement: z.string().optional(),
        check: z.object({ computed: z.string(), wire: z.string() }).optional(),
        expect: z.record(z.string(), z.unknown()),
      }),
      z.object({
        ...Common,
        kind: z.literal('sequence'),
        frames: z.array(Frame),
        expect: z.object({ accepted: z.number() }),
      }),
    ]),
  ),
})

const { vectors } = File.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/vectors/bthome-v2.json', import.meta.url), 'utf8')),
)

export const frameVectors = vectors.filter((vector) => vector.kind === 'service-data')
export const sequenceVectors = vectors.filter((vector) => vector.kind === 'sequence')
