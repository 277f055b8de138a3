/**
 * Packets of the EnOcean Serial Protocol 3 (enocean-esp3.md, section 2):
 *
 *     55 | data length (2) | optional length (1) | type (1) | CRC8 of these 4 | data | optional data | CRC8 of both
 *
 * `55` is not escaped, so a refused candidate costs one byte and the search goes on inside it.
 */
import { concatBytes } from '../bytes.ts'
import { FrameScanner } from '../frame-scanner.ts'
import type { Judge, ScanOutput, Verdict } from '../frame-scanner.ts'

export interface Esp3Packet {
  readonly type: number
  readonly data: Uint8Array
  readonly optional: Uint8Array
}

export type Esp3Refusal = 'badHeaderCrc' | 'badLength' | 'badDataCrc'
export type Esp3Output = ScanOutput<Esp3Refusal>

export const HEADER_BYTES = 6
/** Data and optional data together; a larger length is a damaged one and is not waited for. */
export const MAX_CONTENT = 1024
const SYNC = 0x55

const WAIT: Verdict<Esp3Refusal> = { type: 'wait' }
const NOISE: Verdict<Esp3Refusal> = { type: 'noise' }

/** Is there a packet at `from`? Looks at no byte beyond it. */
export const judgeEsp3: Judge<Esp3Refusal> = (bytes, from, to) => {
  if (bytes[from] !== SYNC) return NOISE
  if (to - from < HEADER_BYTES) return WAIT
  if (bytes[from + 5] !== crc8(bytes, from + 1, from + 5)) {
    return { type: 'refused', reason: 'badHeaderCrc', length: HEADER_BYTES }
  }
  const dataLength = ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0)
  const content = dataLength + (bytes[from + 3] ?? 0)
  if (dataLength === 0 || content > MAX_CONTENT) {
    return { type: 'refused', reason: 'badLength', length: HEADER_BYTES }
  }
  const length = HEADER_BYTES + content + 1
  if (to - from < length) return WAIT
  if (bytes[from + length - 1] !== crc8(bytes, from + HEADER_BYTES, from + length - 1)) {
    return { type: 'refused', reason: 'badDataCrc', length }
  }
  return { type: 'frame', length }
}

export function createEsp3Parser(): FrameScanner<Esp3Refusal> {
  return new FrameScanner(judgeEsp3, HEADER_BYTES + MAX_CONTENT + 1)
}

/** The parts of a packet that the parser let through. */
export function splitPacket(frame: Uint8Array): Esp3Packet {
  const dataEnd = HEADER_BYTES + (((frame[1] ?? 0) << 8) | (frame[2] ?? 0))
  return {
    type: frame[4] ?? 0,
    data: frame.slice(HEADER_BYTES, dataEnd),
    optional: frame.slice(dataEnd, Math.max(dataEnd, frame.length - 1)),
  }
}

export function buildPacket({ type, data, optional }: Esp3Packet): Uint8Array {
  const { length } = data
  if (length === 0 || length + optional.length > MAX_CONTENT) {
    throw new RangeError(`an ESP3 packet carries 1 to ${MAX_CONTENT} bytes`)
  }
  const header = Uint8Array.of(SYNC, length >> 8, length & 0xff, optional.length, type, 0)
  header[5] = crc8(header, 1, 5)
  const content = concatBytes([data, optional])
  return concatBytes([header, content, Uint8Array.of(crc8(content, 0, content.length))])
}

/** Polynomial 07, start 00, no reflection, no final XOR. */
const CRC8_TABLE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? crc << 1 : ((crc << 1) ^ 0x07) & 0xff
  return crc
})

export function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0
  for (let at = from; at < to; at += 1) crc = CRC8_TABLE[crc ^ (bytes[at] ?? 0)] ?? 0
  return crc
}
