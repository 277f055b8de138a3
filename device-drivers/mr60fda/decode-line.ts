/** The frame inspector for radars: one line of `decode mr60fda` (contract: "decode"). */
import { decodeStream, eventsOfStream, readChunks } from '../decode-stream.ts'
import type { DecodeLine } from '../protocol-driver.ts'
import { createRadarDriver } from './driver.ts'
import { interpretR60, r60MessageForPeople } from './r60-codec.ts'
import { createR60Parser, splitR60Frame } from './r60-frame-parser.ts'
import { interpretTf, tfMessageForPeople } from './tf-codec.ts'
import { createTfParser, splitTfFrame } from './tf-frame-parser.ts'
import { RADAR_VARIANTS, dialectOf, radarVariant } from './variants.ts'
import type { RadarVariant } from './variants.ts'

export const decodeRadarLine: DecodeLine = (input) => {
  const name = input['variant'] ?? null
  const variant = typeof name === 'string' || name === null ? radarVariant(name) : undefined
  if (variant === undefined) {
    return { error: 'usage', message: `"variant" must be one of ${RADAR_VARIANTS.join(', ')}` }
  }
  const chunks = readChunks(input)
  if (typeof chunks === 'string') return { error: 'usage', message: chunks }
  const describe = (frame: Uint8Array) => describeRadarFrame(frame, variant)
  return {
    ...(dialectOf(variant) === 'r60'
      ? decodeStream(createR60Parser(), chunks, describe)
      : decodeStream(createTfParser(), chunks, describe)),
    events: eventsOfStream(createRadarDriver({ variant, known: {} }), chunks),
  }
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
