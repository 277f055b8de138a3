/** The frame inspector for EnOcean: one line of `decode enocean-esp3` (contract: "decode"). */
import { DeviceRecall } from '../device-recall.ts'
import { decodeStream, eventsOfStream, readChunks } from '../decode-stream.ts'
import type { DecodeLine } from '../protocol-driver.ts'
import { describePacket } from './describe-packet.ts'
import { createEnoceanDriver } from './driver.ts'
import { createEsp3Parser } from './packet-parser.ts'

const EEP = /^[0-9a-f]{2}-[0-9a-f]{2}-[0-9a-f]{2}$/i

export const decodeEnoceanLine: DecodeLine = (input) => {
  const chunks = readChunks(input)
  if (typeof chunks === 'string') return usage(chunks)
  const eep = input['eep'] ?? null
  if (eep !== null && !(typeof eep === 'string' && EEP.test(eep))) {
    return usage('"eep" must be a profile such as D5-00-01')
  }
  const answerTo = answeredCommand(input['context'])
  if (answerTo === undefined) return usage('"context" must be like {"answerTo":"03"}')
  const paired = { eep, key: null, placement: null, settings: {}, known: {}, memory: {} }
  const recall = new DeviceRecall(() => paired)
  return {
    ...decodeStream(createEsp3Parser(), chunks, (frame) => describePacket(frame, { eep, answerTo })),
    // Without a profile nobody has paired the sender, and the station makes nothing of it.
    events: eep === null ? [] : eventsOfStream(createEnoceanDriver(recall.deviceAt), chunks),
  }
}

/** Null where nothing is said, undefined where it is wrong. */
function answeredCommand(context: unknown): number | null | undefined {
  if (context === undefined || context === null) return null
  if (typeof context !== 'object') return undefined
  const code = 'answerTo' in context ? context.answerTo : undefined
  if (code === undefined) return null
  return typeof code === 'string' && /^[0-9a-f]{2}$/i.test(code) ? parseInt(code, 16) : undefined
}

function usage(message: string): Readonly<Record<string, unknown>> {
  return { error: 'usage', message }
}
