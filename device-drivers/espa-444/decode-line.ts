/** The frame inspector for ESPA lines: one line of `decode espa-444` (contract: "decode"). */
import { z } from 'zod'
import { eventsOfStream, readChunks } from '../decode-stream.ts'
import type { DecodeLine, DeviceSetup } from '../protocol-driver.ts'
import { judgeBlock } from './block.ts'
import { decodeTransaction } from './decode-transaction.ts'
import { createEspaDriver } from './driver.ts'
import { EspaSettingsSchema } from './line-settings.ts'
import type { EspaSettings } from './line-settings.ts'
import { EspaTokenParser } from './token-parser.ts'
import type { EspaOutput, EspaToken } from './token-parser.ts'

type Shown = Readonly<Record<string, unknown>>

/** The partner is a device of its own here, so that its faults are events. */
const PARTNER: DeviceSetup = { eep: null, key: null, placement: null, settings: {}, known: {}, memory: {} }
const partnerAlone = (address: string | null) => (address === null ? PARTNER : undefined)

/**
 * A line under inspection has no history: a cancellation is for whatever its address called. `settings` beside
 * the bytes are those of a port.
 */
const LineSchema = z.looseObject({ settings: z.record(z.string(), z.unknown()).default({}) })

export const decodeEspaLine: DecodeLine = (input) => {
  const line = LineSchema.safeParse(input)
  if (!line.success) return usage('"settings" must be an object')
  const settings = EspaSettingsSchema.safeParse({ cancelBy: 'address', ...line.data.settings })
  if (!settings.success) return usage(`"settings": ${settings.error.issues[0]?.message ?? 'wrong'}`)
  if (input['steps'] !== undefined || input['kind'] === 'transaction') {
    return decodeTransaction(input, settings.data, partnerAlone)
  }
  const chunks = readChunks(input)
  if (typeof chunks === 'string') return usage(chunks)
  const parser = new EspaTokenParser()
  const outputs = chunks.flatMap((chunk) => parser.push(chunk))
  const driver = createEspaDriver({ settings: settings.data, deviceAt: partnerAlone })
  return {
    ...describeOutputs(outputs, settings.data.charset),
    pendingBytes: parser.pendingBytes,
    events: eventsOfStream(driver, chunks),
  }
}

function describeOutputs(outputs: readonly EspaOutput[], charset: EspaSettings['charset']): Shown {
  const tokens: Shown[] = []
  const rejects: string[] = []
  let discardedBytes = 0
  for (const output of outputs) {
    if (output.type === 'discard') {
      discardedBytes += output.bytes.length
      if (output.reason !== 'noise') rejects.push(output.reason)
      continue
    }
    const token = describeToken(output, charset)
    if (token['reply'] === '1 NAK') rejects.push('badBcc')
    if (token['reply'] === '3 NAK') rejects.push('notUnderstood')
    tokens.push(token)
  }
  return { tokens, rejects, discardedBytes }
}

/** As the vectors write it; `ok` says that the block is whole, `reply` is what a receiving station answers. */
export function describeToken(token: EspaToken, charset: EspaSettings['charset']): Shown {
  if (token.type === 'enq') return { token: 'enq', address: token.address }
  if (token.type === 'nak') return { token: 'nak', prefix: token.prefix }
  if (token.type !== 'block') return { token: token.type }
  const judged = judgeBlock(token.bytes, charset)
  if (judged.type === 'bad-bcc') return { token: 'block', ok: false, reply: '1 NAK' }
  if (judged.block === null) return { token: 'block', ok: false, reply: '3 NAK' }
  return { token: 'block', ok: true, ...judged.block, reply: judged.type === 'good' ? 'ACK' : '3 NAK' }
}

function usage(message: string): Shown {
  return { error: 'usage', message }
}
