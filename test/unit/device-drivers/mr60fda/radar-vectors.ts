/** The shared radar vectors, read and shaped for the tests. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Expectation = z.object({
  messages: z.array(z.record(z.string(), z.unknown())),
  rejects: z.array(z.string()),
  discardedBytes: z.number(),
  pendingBytes: z.number(),
  afterIdle: z
    .object({ messages: z.array(z.record(z.string(), z.unknown())), rejects: z.array(z.string()) })
    .optional(),
})
const Command = z.object({
  encode: z.looseObject({
    control: z.string(),
    command: z.string(),
    data: z.string(),
    kind: z.string().optional(),
  }),
})
const Common = {
  name: z.string(),
  variant: z.enum(['r60-fda1', 'r60-c1001', 'tf-fda2']),
  hex: z.string(),
  chunks: z.array(z.string()).optional(),
}
const File = z.object({
  vectors: z.array(
    z.union([
      z.object({ ...Common, kind: z.literal('command'), expect: Command }),
      z.object({ ...Common, kind: z.undefined().optional(), expect: Expectation }),
    ]),
  ),
})

const file = File.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/vectors/mr60fda.json', import.meta.url), 'utf8')),
)

export const commandVectors = file.vectors.filter((vector) => vector.kind === 'command')
export const streamVectors = file.vectors.filter((vector) => vector.kind === undefined)
