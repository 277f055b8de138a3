/** The frame inspector for radars: one line of `decode mr60fda` (contract: "decode"). */
import { concatBytes, fromHex, sameBytes } from '../bytes.ts'
import type { DecodeLine, DriverEffect } from '../protocol-driver.ts'
import { createRadarDriver } from './driver.ts'
import { interpretR60, r60MessageForPeople } from './r60-codec.ts'
import { createR60Parser, splitR60Frame } from './r60-frame-parser.ts'
import { interpretTf, tfMessageForPeople } from './tf-codec.ts'
import { createTfParser, splitTfFrame } from './tf-frame-parser.ts'
import { RADAR_VARIANTS, dialectOf, radarVariant } from './variants.ts'
import type { RadarVariant } from './variants.ts'

interface RadarLine {
  readonly variant: RadarVariant
  readonly chunks: readonly Uint8Array[]
}

/** What one object of input says; a sentence for the technician where it is wrong. */
function readLine(input: Readonly<Record<string, unknown>>): RadarLine | string {
  const name = input['variant'] ?? null
  const variant = typeof name === 'string' || name === null ? radarVariant(name) : undefined
  if (variant === undefined) return `"variant" must be one of ${RADAR_VARIANTS.join(', ')}`
  const hex = input['hex']
  const bytes = typeof hex === 'string' ? fromHex(hex) : undefined
  if (bytes === undefined) return '"hex" must be the bytes as hexadecimal digits, two for each byte'
  if (input['chunks'] === undefined) return { variant, chunks: [bytes] }
  if (!Array.isArray(input['chunks'])) return '"chunks" must be a list of hexadecimal pieces'
  const chunks: Uint8Array[] = []
  for (const piece of input['chunks'] as readonly unknown[]) {
    const chunk = typeof piece === 'string' ? fromHex(piece) : undefined
    if (chunk === undefined) return '"chunks" must be a list of hexadecimal pieces'
    chunks.push(chunk)
  }
  return sameBytes(concatBytes(chunks), bytes) ? { variant, chunks } : '"chunks" must add up to "hex"'
}

interface Decoded {
  readonly messages: Readonly<Record<string, unknown>>[]
  readonly rejects: string[]
  discardedBytes: number
}

export const decodeRadarLine: DecodeLine = (input) => {
  const line = readLine(input)
  if (typeof line === 'string') return { error: 'usage', message: line }
  const parser = dialectOf(line.variant) === 'r60' ? createR60Parser() : createTfParser()
  const decoded = decode(
    line.chunks.flatMap((chunk): ParserOutput[] => parser.push(chunk)),
    line.variant,
  )
  const pendingBytes = parser.pendingBytes
  const idle = pendingBytes > 0 ? decode(parser.giveUp(), line.variant) : undefined
  return {
    messages: decoded.messages,
    rejects: decoded.rejects,
    discardedBytes: decoded.discardedBytes,
    pendingBytes,
    ...(idle === undefined ? {} : { afterIdle: { messages: idle.messages, rejects: idle.rejects } }),
    events: eventsOf(line),
  }
}

type ParserOutput = ReturnType<ReturnType<typeof createR60Parser | typeof createTfParser>['push']>[number]

function decode(outputs: readonly ParserOutput[], variant: RadarVariant): Decoded {
  const decoded: Decoded = { messages: [], rejects: [], discardedBytes: 0 }
  for (const output of outputs) {
    if (output.type === 'frame') {
      decoded.messages.push(describeRadarFrame(output.bytes, variant))
    } else {
      decoded.discardedBytes += output.bytes.length
      if (output.reason !== 'noise') decoded.rejects.push(output.reason)
    }
  }
  return decoded
}

/** The message of one frame that the parser let through, as the vectors write it. */
export function describeRadarFrame(
  frame: Uint8Array,
  variant: RadarVariant,
): Readonly<Record<string, unknown>> {
  return dialectOf(variant) === 'r60'
    ? r60MessageForPeople(interpretR60(splitR60Frame(frame)))
    : tfMessageForPeople(interpretTf(splitTfFrame(frame)))
}

/** What the station would make of the line when it then falls silent, from a driver that knows nothing yet. */
function eventsOf({ variant, chunks }: RadarLine): readonly Readonly<Record<string, unknown>>[] {
  const driver = createRadarDriver({ variant, known: {} })
  const effects: DriverEffect[] = chunks.flatMap((chunk) => [...driver.onBytes(chunk, { wall: 0, mono: 0 })])
  const idleAt = driver.nextDueAt()
  if (idleAt !== undefined && idleAt !== Infinity)
    effects.push(...driver.onDue({ wall: idleAt, mono: idleAt }))
  return effects.flatMap((effect) =>
    effect.type === 'event' ? [{ kind: effect.event.kind, value: effect.event.value }] : [],
  )
}
