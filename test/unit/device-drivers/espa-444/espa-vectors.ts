/** The shared ESPA vectors, read and shaped for the tests. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Step = z.object({ rx: z.string().optional(), tx: z.string() })
const Stream = z.object({
  name: z.string(),
  kind: z.literal('stream'),
  hex: z.string(),
  chunks: z.array(z.string()).optional(),
  expect: z.strictObject({
    tokens: z.array(z.looseObject({ token: z.string() })),
    rejects: z.array(z.string()),
    discardedBytes: z.number(),
    pendingBytes: z.number(),
  }),
})
const Transaction = z.object({
  name: z.string(),
  kind: z.literal('transaction'),
  role: z.enum(['slave', 'control']),
  ownAddress: z.string(),
  steps: z.array(Step),
  expect: z.strictObject({
    calls: z.array(z.record(z.string(), z.string())),
    sent: z.array(z.record(z.string(), z.string())).optional(),
  }),
})
const File = z.object({ vectors: z.array(z.discriminatedUnion('kind', [Stream, Transaction])) })

const file = File.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/vectors/espa-444.json', import.meta.url), 'utf8')),
)

export const streamVectors = file.vectors.filter((vector) => vector.kind === 'stream')
export const transactionVectors = file.vectors.filter((vector) => vector.kind === 'transaction')
