/**
 * Seeded random and mutated bytes through the radar parsers and drivers. Holds for every chunk: nothing
 * crashes, no byte is counted twice or lost, what waits stays within one frame, and an event comes only from a
 * frame that is right when it is checked again by a second, plain reading of the document.
 */
import { createRadarDriver } from '../../device-drivers/mr60fda/driver.ts'
import { createR60Parser } from '../../device-drivers/mr60fda/r60-frame-parser.ts'
import { createTfParser } from '../../device-drivers/mr60fda/tf-frame-parser.ts'
import { RADAR_VARIANTS } from '../../device-drivers/mr60fda/variants.ts'
import type { RadarVariant } from '../../device-drivers/mr60fda/variants.ts'
import type { DriverEffect } from '../../device-drivers/protocol-driver.ts'

export interface RandomBytesOptions {
  readonly seed: number
  /** How many bytes in all. */
  readonly bytes: number
  readonly onProgress?: (done: number) => void
}

export interface RandomBytesResult {
  readonly bytes: number
  readonly goodBytes: number
  readonly discardedBytes: number
  readonly frames: number
  readonly events: number
}

const MAX_CHUNK = 4096
const MAX_PENDING = { r60: 9 + 128, tf: 8 + 1024 + 1 }
/** Frames to mutate: heartbeat, presence, fall, no fall; FDA2 fall, presence, parameters. */
const SEEDS = [
  '5359010100010fbe5443',
  '535980010001012f5443',
  '53598301000101325443',
  '53598301000100315443',
  '5359830e0006000200000064a95443',
  '01001100010e02e201fe',
  '01000300010f09fa01fe',
  '010000001c0e06eacdcc0c400000003f030000000000003f0000003f0000003f0000003f8e',
].map((hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)))

/** Throws on the first violated invariant, naming seed and position. */
export function runRandomBytes({ seed, bytes, onProgress }: RandomBytesOptions): RandomBytesResult {
  const random = generator(seed)
  const subjects = RADAR_VARIANTS.map((variant) => new Subject(variant))
  let done = 0
  while (done < bytes) {
    const subject = subjects[random(subjects.length)]
    if (subject === undefined) continue
    const chunk = makeChunk(random, Math.min(1 + random(MAX_CHUNK), bytes - done))
    try {
      subject.feed(chunk, random(8) === 0)
    } catch (error) {
      throw new Error(`seed ${seed}, byte ${done}, ${subject.variant}: ${String(error)}`, { cause: error })
    }
    done += chunk.length
    onProgress?.(done)
  }
  for (const subject of subjects) subject.finish()
  const sum = (pick: (subject: Subject) => number) => subjects.reduce((total, one) => total + pick(one), 0)
  return {
    bytes: done,
    goodBytes: sum((one) => one.good),
    discardedBytes: sum((one) => one.discarded),
    frames: sum((one) => one.frames),
    events: sum((one) => one.events),
  }
}

class Subject {
  good = 0
  discarded = 0
  frames = 0
  events = 0
  private fed = 0
  private mono = 0
  private readonly driver
  private readonly parser
  private parserGood = 0
  private parserDiscarded = 0

  constructor(readonly variant: RadarVariant) {
    this.driver = createRadarDriver({ variant, known: {} })
    this.parser = variant === 'tf-fda2' ? createTfParser() : createR60Parser()
  }

  feed(chunk: Uint8Array, thenSilence: boolean): void {
    this.fed += chunk.length
    this.mono += 1
    this.take(this.driver.onBytes(chunk, { wall: 0, mono: this.mono }))
    this.count(this.parser.push(chunk))
    const pending = this.parser.pendingBytes
    if (pending > MAX_PENDING[this.variant === 'tf-fda2' ? 'tf' : 'r60'])
      throw new Error(`${pending} bytes wait`)
    if (thenSilence) this.silence()
    this.balance()
  }

  finish(): void {
    this.silence()
    this.balance()
    if (this.parser.pendingBytes !== 0) throw new Error('bytes wait after silence')
  }

  private silence(): void {
    this.mono += 100
    this.take(this.driver.onDue({ wall: 0, mono: this.mono }))
    this.count(this.parser.giveUp())
  }

  private balance(): void {
    const accounted = this.parserGood + this.parserDiscarded + this.parser.pendingBytes
    if (accounted !== this.fed) throw new Error(`${this.fed} bytes in, ${accounted} accounted for`)
    if (this.parserGood !== this.good || this.parserDiscarded !== this.discarded) {
      throw new Error('driver and parser count differently')
    }
  }

  private count(outputs: readonly { readonly type: string; readonly bytes: Uint8Array }[]): void {
    for (const { type, bytes } of outputs) {
      if (type === 'frame') this.parserGood += bytes.length
      else this.parserDiscarded += bytes.length
    }
  }

  private take(effects: readonly DriverEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'heard') {
        this.good += effect.bytes
        this.frames += 1
      } else if (effect.type === 'discarded') {
        this.discarded += effect.bytes.length
      } else if (effect.type === 'event') {
        this.events += 1
        const damaged = !isGoodFrame(effect.event.raw)
        if (damaged !== (effect.event.kind === 'fault')) {
          throw new Error(`event ${effect.event.kind} from ${damaged ? 'a damaged' : 'a good'} frame`)
        }
      }
    }
  }
}

/** The document read a second time, without the parser. */
function isGoodFrame(raw: Uint8Array): boolean {
  const bytes = [...raw]
  if (bytes[0] === 0x53) {
    const sum = bytes.slice(0, -3).reduce((total, byte) => total + byte, 0) % 256
    const length = (bytes[4] ?? 0) * 256 + (bytes[5] ?? 0)
    return (
      bytes[1] === 0x59 &&
      bytes.at(-3) === sum &&
      bytes.at(-2) === 0x54 &&
      bytes.at(-1) === 0x43 &&
      bytes.length === 9 + length
    )
  }
  const inverted = (part: readonly number[]) => 0xff - part.reduce((xor, byte) => xor ^ byte, 0)
  const length = (bytes[3] ?? 0) * 256 + (bytes[4] ?? 0)
  if (bytes[0] !== 0x01 || bytes[7] !== inverted(bytes.slice(0, 7))) return false
  if (length === 0) return bytes.length === 8
  return bytes.length === 9 + length && bytes.at(-1) === inverted(bytes.slice(8, -1))
}

type Random = (below: number) => number

/** Plain noise, or frames of which some are damaged, cut or run into one another. */
function makeChunk(random: Random, size: number): Uint8Array {
  const chunk = new Uint8Array(size)
  if (random(4) === 0) return chunk.map(() => random(256))
  for (let at = 0; at < size;) {
    const frame = Uint8Array.from(SEEDS[random(SEEDS.length)] ?? [0])
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

/** A 32-bit xorshift: the same bytes for the same seed. */
function generator(seed: number): Random {
  let state = seed >>> 0 === 0 ? 1 : seed >>> 0
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
