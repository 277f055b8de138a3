/** What is stored, read as a technician reads it: by the command line, while a station runs or not. */
import { z } from 'zod'
import { CleanUp } from './clean-up.ts'
import { runCommand } from './program.ts'

/** The lines of the contract, field by field; one more or one less is a breach. */
const LINES = {
  alarms: z.strictObject({
    id: z.string(),
    incident: z.string(),
    resident: z.string().nullable(),
    device: z.string().nullable(),
    cause: z.string(),
    category: z.string(),
    priority: z.string(),
    state: z.string(),
    count: z.number(),
    openedAt: z.iso.datetime(),
    centre: z.enum(['delivered', 'waiting']),
  }),
  events: z.strictObject({
    id: z.string(),
    device: z.string(),
    resident: z.string().nullable(),
    kind: z.string(),
    value: z.union([z.boolean(), z.number(), z.string(), z.null()]),
    occurredAt: z.iso.datetime(),
    receivedAt: z.iso.datetime(),
    raw: z.string().nullable(),
    alarm: z.string().nullable(),
  }),
  outbox: z.strictObject({
    id: z.string(),
    alarm: z.string(),
    sequence: z.number(),
    type: z.string(),
    priority: z.string(),
    attempts: z.number(),
    nextAt: z.iso.datetime().nullable(),
    acknowledgedAt: z.iso.datetime().nullable(),
  }),
}

type List = keyof typeof LINES

export async function readStored<L extends List>(
  list: L,
  data: string,
  ...options: readonly string[]
): Promise<z.infer<(typeof LINES)[L]>[]> {
  const lines = await resultOf(list, '--data', data, ...options)
  return lines.map((line) => LINES[list].parse(line) as z.infer<(typeof LINES)[L]>)
}

export async function readAudit(data: string): Promise<unknown> {
  return (await resultOf('audit', 'verify', '--data', data))[0]
}

async function resultOf(...argv: readonly string[]): Promise<unknown[]> {
  const cleanUp = new CleanUp()
  try {
    const { code, lines, words } = await runCommand(cleanUp, ...argv)
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${words}`)
    return lines.map((line) => JSON.parse(line) as unknown)
  } finally {
    await cleanUp.run()
  }
}
