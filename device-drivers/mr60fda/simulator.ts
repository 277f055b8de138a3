/** A simulated fall radar: one person's room, a script, real bytes. The script is in `simulation-script.ts`. */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { concatBytes } from '../bytes.ts'
import { SimulationScriptError } from '../simulated-device.ts'
import type { SimulatedDevice, SimulationOptions } from '../simulated-device.ts'
import { ScriptRun, parseAct, parseScript, seededBytes } from '../simulation-script.ts'
import { createR60Voice } from './r60-voice.ts'
import type { RadarVoice, RoomFact, SimulatedRoom } from './radar-voice.ts'
import { RADAR_SCRIPT } from './simulation-script.ts'
import type { RadarPart } from './simulation-script.ts'
import { createTfVoice } from './tf-voice.ts'
import { RADAR_VARIANTS, dialectOf, radarVariant } from './variants.ts'

/** Throws `SimulationScriptError` where the script or the variant is wrong. */
export function createRadarSimulator(options: SimulationOptions): SimulatedDevice {
  const variant = radarVariant(options.variant)
  if (variant === undefined) {
    throw new SimulationScriptError(
      `variant "${String(options.variant)}": known are ${RADAR_VARIANTS.join(', ')}`,
    )
  }
  const voice = dialectOf(variant) === 'r60' ? createR60Voice(variant) : createTfVoice()
  return new SimulatedRadar(voice, parseScript(options.script, RADAR_SCRIPT), options.seed)
}

class SimulatedRadar implements SimulatedDevice {
  private readonly room: SimulatedRoom = {
    fallen: false,
    present: true,
    motion: 'stationary',
    inactive: false,
  }
  private readonly random: () => number
  private readonly run: ScriptRun<RadarPart>
  private streamDueAt: MonotonicMs = Infinity
  private quietUntil: MonotonicMs = 0
  private silent = false

  constructor(
    private readonly voice: RadarVoice,
    script: readonly RadarPart[],
    seed: number,
  ) {
    this.run = new ScriptRun(script)
    this.random = seededBytes(seed)
  }

  start(now: MonotonicMs): readonly Uint8Array[] {
    this.run.start(now)
    if (this.voice.stream !== null) this.streamDueAt = now
    return this.due(now)
  }

  receive(bytes: Uint8Array, now: MonotonicMs): readonly Uint8Array[] {
    if (this.mute(now)) return []
    const { frames, quietMs } = this.voice.answer(bytes, this.room)
    this.quietUntil = Math.max(this.quietUntil, now + quietMs)
    return frames
  }

  due(now: MonotonicMs): readonly Uint8Array[] {
    const writes: Uint8Array[] = []
    for (let part = this.run.takeDue(now); part !== undefined; part = this.run.takeDue(now)) {
      writes.push(...this.perform(part, now))
    }
    const { stream } = this.voice
    if (stream !== null && now >= this.streamDueAt) {
      // A process that was held up does not make up for the frames it missed; neither would the sensor.
      this.streamDueAt = Math.max(this.streamDueAt + stream.everyMs, now)
      if (!this.mute(now)) writes.push(stream.next(this.room))
    }
    return writes
  }

  nextDueAt(): MonotonicMs | undefined {
    const dueAt = Math.min(this.streamDueAt, this.run.nextDueAt())
    return dueAt === Infinity ? undefined : dueAt
  }

  act(part: string, now: MonotonicMs): readonly Uint8Array[] {
    return this.perform(parseAct(part, RADAR_SCRIPT), now)
  }

  private mute(now: MonotonicMs): boolean {
    return this.silent || now < this.quietUntil
  }

  /** The room changes even while the radar is silent; it just does not tell. */
  private perform(part: RadarPart, now: MonotonicMs): readonly Uint8Array[] {
    if (part.act === 'silence') this.silent = true
    if (part.act === 'recover') this.silent = false
    const writes = this.wordsOf(part)
    return this.mute(now) ? [] : writes
  }

  private wordsOf({ act, argument: count }: RadarPart): readonly Uint8Array[] {
    switch (act) {
      case 'fall':
        return this.tell('fall', { fallen: true })
      case 'get-up':
        return this.tell('fall', { fallen: false })
      case 'present':
        return this.tell('presence', { present: true })
      case 'absent':
        return this.tell('presence', { present: false })
      case 'still':
        return this.tell('motion', { motion: 'stationary' })
      case 'moving':
        return this.tell('motion', { motion: 'moving' })
      case 'motionless':
        return this.tell('motion', { motion: 'none' })
      case 'inactive':
        return this.tell('inactivity', { inactive: true })
      case 'active':
        return this.tell('inactivity', { inactive: false })
      case 'heartbeat':
        return [this.voice.heartbeat(this.room)]
      case 'noise':
        return [Uint8Array.from({ length: count }, this.random)]
      case 'cut-frame': {
        const frame = this.voice.fall(true)
        return [frame.slice(0, frame.length >> 1)]
      }
      case 'wrong-checksum':
        return [
          this.voice.fall(true).map((byte, at, frame) => (at === checksumAt(frame) ? byte ^ 0xff : byte)),
        ]
      case 'unknown':
        return [this.voice.unknown()]
      case 'burst':
        return [this.burst(count)]
      case 'silence':
      case 'recover':
        return []
      default:
        return assertNever(act)
    }
  }

  private tell(fact: RoomFact, change: Partial<SimulatedRoom>): readonly Uint8Array[] {
    Object.assign(this.room, change)
    const frame = this.voice.tell(fact, this.room)
    return frame === null ? [] : [frame]
  }

  /** N falls in one write. A stream tells levels, so there each fall needs a getting up before the next. */
  private burst(falls: number): Uint8Array {
    const frames: Uint8Array[] = []
    for (let n = 0; n < falls; n += 1) {
      if (this.voice.stream !== null) frames.push(this.voice.fall(false))
      frames.push(this.voice.fall(true))
    }
    this.room.fallen = true
    return concatBytes(frames)
  }
}

/** Where the checksum over the data stands: last on the FDA2, before the two tail bytes on an R60. */
function checksumAt(frame: Uint8Array): number {
  return frame[0] === 0x01 ? frame.length - 1 : frame.length - 3
}
