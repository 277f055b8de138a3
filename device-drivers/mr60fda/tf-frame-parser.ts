/** Frames of the MR60FDA2 format (mr60fda.md, section 2): start `01`, id, length, type, two checksums. */
import { FrameScanner } from '../frame-scanner.ts'
import type { Judge, ScanOutput, Verdict } from '../frame-scanner.ts'

export interface TfFrame {
  readonly id: number
  readonly type: number
  readonly data: Uint8Array
}

export type TfRefusal = 'badHeaderChecksum' | 'badLength' | 'badDataChecksum'
export type TfOutput = ScanOutput<TfRefusal>

/** Longest data we believe; a larger length is a damaged one and is not waited for. */
export const TF_MAX_DATA = 1024
export const TF_HEADER_BYTES = 8

const WAIT: Verdict<TfRefusal> = { type: 'wait' }
const NOISE: Verdict<TfRefusal> = { type: 'noise' }

/** Is there a frame at `from`? `01` is common inside frames: only a right header checksum locks on. */
export const judgeTf: Judge<TfRefusal> = (bytes, from, to) => {
  const available = to - from
  if (bytes[from] !== 0x01) return NOISE
  if (available < TF_HEADER_BYTES) return WAIT
  if (bytes[from + 7] !== invertedXor(bytes, from, from + 7)) {
    return { type: 'refused', reason: 'badHeaderChecksum', length: TF_HEADER_BYTES }
  }
  const dataLength = ((bytes[from + 3] ?? 0) << 8) | (bytes[from + 4] ?? 0)
  if (dataLength > TF_MAX_DATA) return { type: 'refused', reason: 'badLength', length: TF_HEADER_BYTES }
  if (dataLength === 0) return { type: 'frame', length: TF_HEADER_BYTES }
  const length = TF_HEADER_BYTES + dataLength + 1
  if (available < length) return WAIT
  const dataAt = from + TF_HEADER_BYTES
  if (bytes[dataAt + dataLength] !== invertedXor(bytes, dataAt, dataAt + dataLength)) {
    return { type: 'refused', reason: 'badDataChecksum', length }
  }
  return { type: 'frame', length }
}

export function createTfParser(): FrameScanner<TfRefusal> {
  return new FrameScanner(judgeTf, TF_HEADER_BYTES + TF_MAX_DATA + 1)
}

/** The fields of a frame that the parser let through. */
export function splitTfFrame(frame: Uint8Array): TfFrame {
  return {
    id: ((frame[1] ?? 0) << 8) | (frame[2] ?? 0),
    type: ((frame[5] ?? 0) << 8) | (frame[6] ?? 0),
    data: frame.slice(TF_HEADER_BYTES, Math.max(TF_HEADER_BYTES, frame.length - 1)),
  }
}

export function buildTfFrame(frame: TfFrame): Uint8Array {
  const length = frame.data.length
  if (length > TF_MAX_DATA) throw new RangeError(`an FDA2 frame carries at most ${TF_MAX_DATA} data bytes`)
  const bytes = new Uint8Array(TF_HEADER_BYTES + (length === 0 ? 0 : length + 1))
  bytes.set([
    0x01,
    frame.id >> 8,
    frame.id & 0xff,
    length >> 8,
    length & 0xff,
    frame.type >> 8,
    frame.type & 0xff,
  ])
  bytes[7] = invertedXor(bytes, 0, 7)
  if (length > 0) {
    bytes.set(frame.data, TF_HEADER_BYTES)
    bytes[TF_HEADER_BYTES + length] = invertedXor(bytes, TF_HEADER_BYTES, TF_HEADER_BYTES + length)
  }
  return bytes
}

function invertedXor(bytes: Uint8Array, from: number, to: number): number {
  let xor = 0
  for (let at = from; at < to; at += 1) xor ^= bytes[at] ?? 0
  return ~xor & 0xff
}
