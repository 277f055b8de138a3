/**
 * Seeded random and mutated bytes through every driver, each an equal share. Holds for every chunk: nothing
 * crashes, no byte is counted twice or lost, what waits stays within one frame, no loop without end, and an event
 * comes only from a frame that is whole when it is checked again by a second, plain reading of its document
 * (`test/support/driver-bench.ts`; for radio `bluetooth-bytes.ts`).
 */
import { concatBytes } from '../../device-drivers/bytes.ts'
import { DriverBench } from '../support/driver-bench.ts'
import { PROTOCOL_SAMPLES } from '../support/protocol-samples/index.ts'
import type { DriverSample, ProtocolSample } from '../support/protocol-samples/sample.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { bluetoothSubjects } from './bluetooth-bytes.ts'

export interface RandomBytesOptions {
  readonly seed: number
  /** How many bytes in all. */
  readonly bytes: number
  readonly onProgress?: (done: number) => void
}

export interface DriverShare {
  readonly driver: string
  readonly bytes: number
  /** Bytes of valid frames; null on the radio, which has no stream. */
  readonly goodBytes: number | null
  readonly events: number
}

export interface RandomBytesResult {
  readonly bytes: number
  readonly shares: readonly DriverShare[]
}

type Random = (below: number) => number

const MAX_CHUNK = 4096

/** Throws on the first violated promise, naming seed, driver and position. */
export function runRandomBytes({ seed, bytes, onProgress }: RandomBytesOptions): RandomBytesResult {
  const random = seededRandom(seed)
  const lines = PROTOCOL_SAMPLES.flatMap((protocol) =>
    protocol.drivers.map((sample) => new Line(protocol, sample)),
  )
  const radio = bluetoothSubjects()
  const subjects = [...lines, ...radio]
  let done = 0
  while (done < bytes) {
    const subject = subjects.reduce((least, other) => (other.bytes < least.bytes ? other : least))
    const before = subject.bytes
    try {
      subject.feed(random, Math.min(1 + random(MAX_CHUNK), bytes - done))
    } catch (error) {
      throw new Error(`seed ${seed}, byte ${done}, ${subject.name}: ${String(error)}`, { cause: error })
    }
    done += subject.bytes - before
    onProgress?.(done)
  }
  const heard = radio.map(({ name: driver, bytes, events }) => ({ driver, bytes, goodBytes: null, events }))
  return { bytes: done, shares: [...lines.map((line) => line.finish()), ...heard] }
}

class Line {
  readonly name: string
  /** What the device says; here it comes damaged. */
  private readonly words: readonly Uint8Array[]
  bytes = 0
  private events = 0
  private readonly line: DriverBench

  constructor({ protocol }: ProtocolSample, sample: DriverSample) {
    this.name = `${protocol.id}, ${sample.name}`
    this.words = [...sample.frames, ...sample.levels, concatBytes(sample.frames)]
    this.line = new DriverBench(protocol, sample)
  }

  feed(random: Random, bytes: number): void {
    const chunk = makeChunk(random, this.words, bytes)
    this.bytes += chunk.length
    this.line.say(chunk).wait(1)
    if (random(8) === 0) this.line.silence()
    this.events += this.line.events.length
    this.line.forget()
  }

  finish(): DriverShare {
    const { good } = this.line.silence()
    const { name: driver, bytes, events } = this
    return { driver, bytes, goodBytes: good, events }
  }
}

/** Plain noise, or frames of which some are damaged, cut or run into one another. */
function makeChunk(random: Random, words: readonly Uint8Array[], size: number): Uint8Array {
  const chunk = new Uint8Array(size)
  if (random(4) === 0) return chunk.map(() => random(256))
  for (let at = 0; at < size;) {
    const frame = Uint8Array.from(words[random(words.length)] ?? [0])
    const mischief = random(6)
    if (mischief === 0) frame[random(frame.length)] = random(256)
    const kept = mischief === 1 ? frame.subarray(0, random(frame.length) + 1) : frame
    const fitting = kept.subarray(0, size - at)
    chunk.set(fitting, at)
    at += fitting.length
    if (mischief === 2 && at < size) chunk[at++] = random(256)
  }
  return chunk
}
