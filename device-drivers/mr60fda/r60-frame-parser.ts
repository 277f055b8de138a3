/** Frames of the R60 format (mr60fda.md, section 1): `53 59`, group, command, length, data, sum, `54 43`. */
import { FrameScanner } from '../frame-scanner.ts'
import type { Judge, ScanOutput, Verdict } from '../frame-scanner.ts'

/** Group, command and data of one R60 frame. */
export interface R60Frame {
  readonly control: number
  readonly command: number
  readonly data: Uint8Array
}

export type R60Refusal = 'badLength' | 'badTail' | 'badChecksum'
export type R60Output = ScanOutput<R60Refusal>

/** Longest data we believe; a larger length is a damaged one and is not waited for. */
export const R60_MAX_DATA = 128
const OVERHEAD = 9
const DATA_AT = 6

const WAIT: Verdict<R60Refusal> = { type: 'wait' }
const NOISE: Verdict<R60Refusal> = { type: 'noise' }

/** Is there a frame at `from`? Looks at no byte beyond it. */
export const judgeR60: Judge<R60Refusal> = (bytes, from, to) => {
  const available = to - from
  if (bytes[from] !== 0x53) return NOISE
  if (available < 2) return WAIT
  if (bytes[from + 1] !== 0x59) return NOISE
  if (available < DATA_AT) return WAIT
  const dataLength = ((bytes[from + 4] ?? 0) << 8) | (bytes[from + 5] ?? 0)
  if (dataLength > R60_MAX_DATA) return { type: 'refused', reason: 'badLength', length: DATA_AT }
  const length = OVERHEAD + dataLength
  if (available < length) return WAIT
  const checksumAt = from + DATA_AT + dataLength
  if (bytes[checksumAt + 1] !== 0x54 || bytes[checksumAt + 2] !== 0x43) {
    return { type: 'refused', reason: 'badTail', length }
  }
  if (bytes[checksumAt] !== sumOf(bytes, from, checksumAt)) {
    return { type: 'refused', reason: 'badChecksum', length }
  }
  return { type: 'frame', length }
}

export function createR60Parser(): FrameScanner<R60Refusal> {
  return new FrameScanner(judgeR60, OVERHEAD + R60_MAX_DATA)
}

/** The fields of a frame that the parser let through. */
export function splitR60Frame(frame: Uint8Array): R60Frame {
  return {
    control: frame[2] ?? 0,
    command: frame[3] ?? 0,
    data: frame.slice(DATA_AT, frame.length - 3),
  }
}

export function buildR60Frame(frame: R60Frame): Uint8Array {
  const length = frame.data.length
  if (length > R60_MAX_DATA) throw new RangeError(`an R60 frame carries at most ${R60_MAX_DATA} data bytes`)
  const bytes = new Uint8Array(OVERHEAD + length)
  bytes.set([0x53, 0x59, frame.control, frame.command, length >> 8, length & 0xff])
  bytes.set(frame.data, DATA_AT)
  bytes[DATA_AT + length] = sumOf(bytes, 0, DATA_AT + length)
  bytes.set([0x54, 0x43], DATA_AT + length + 1)
  return bytes
}

function sumOf(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at += 1) sum += bytes[at] ?? 0
  return sum & 0xff
}
