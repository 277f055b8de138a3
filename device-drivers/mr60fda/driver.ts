/**
 * The driver of the 60 GHz fall radars: bytes and time in, effects out (mr60fda.md, sections 1, 2, 3 and 5).
 *
 * R60 radars report changes, so each fall report is a fall of its own; their answers and the FDA2's stream are
 * levels, so only a difference is news (`radar-levels.ts`). Effects stand in the order of the frames.
 */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DriverCommand, DriverEffect, KnownLevels, Moment, ProtocolDriver } from '../protocol-driver.ts'
import { hexByte } from '../bytes.ts'
import { LineDoubt } from '../line-doubt.ts'
import { LOOK_BEHIND_MS, TimedScanner } from '../timed-scanner.ts'
import { ChecksumWatch } from './checksum-watch.ts'
import { CommissionedSettings, GUARDED_SETTINGS, SETTINGS_DIFFER } from './commissioned.ts'
import { interpretR60, isR60Report } from './r60-codec.ts'
import { createR60Parser, splitR60Frame } from './r60-frame-parser.ts'
import type { R60Output, R60Refusal } from './r60-frame-parser.ts'
import { R60Poller } from './r60-poller.ts'
import { RadarLevels } from './radar-levels.ts'
import type { ReadingSource } from './radar-levels.ts'
import { readingOf } from './radar-readings.ts'
import { createRadarSettings } from './radar-settings.ts'
import type { SettingsDialogue } from './settings-dialogue.ts'
import { TfAsker } from './tf-asker.ts'
import { interpretTf } from './tf-codec.ts'
import { createTfParser, splitTfFrame } from './tf-frame-parser.ts'
import type { TfOutput, TfRefusal } from './tf-frame-parser.ts'
import { dialectOf } from './variants.ts'
import type { RadarVariant } from './variants.ts'

/** Code of the fault: check cable, ground and supply (mr60fda.md, section 5). */
const CHECKSUM_ERRORS = 'checksum-errors'
/** A heartbeat is stored at most this often: every frame proves life, the row is only its trace. */
const HEARTBEAT_EVENT_MS = 15 * 60_000

type RadarOutput = R60Output | TfOutput

export function createRadarDriver(options: {
  readonly variant: RadarVariant
  readonly known: KnownLevels
  /** What commissioning set, by name; looked up with each reading. */
  readonly settings?: () => Readonly<Record<string, unknown>>
}): ProtocolDriver {
  return new RadarDriver(options.variant, options.known, options.settings ?? (() => ({})))
}

class RadarDriver implements ProtocolDriver {
  private readonly scanner: TimedScanner<R60Refusal | TfRefusal>
  private readonly settings: SettingsDialogue
  private readonly asker: R60Poller | TfAsker
  private readonly levels: RadarLevels
  private readonly commissioned: CommissionedSettings
  private readonly checksums: ChecksumWatch
  private readonly doubt = new LineDoubt()
  private effects: DriverEffect[] = []
  private heartbeatStoredAt: MonotonicMs | null = null
  private nextRef = 1
  private opened = false

  constructor(variant: RadarVariant, known: KnownLevels, settings: () => Readonly<Record<string, unknown>>) {
    const r60 = dialectOf(variant) === 'r60'
    // An FDA2 tells its levels five times a second: the next frame says what a cut one would have said.
    this.scanner = r60
      ? new TimedScanner(createR60Parser())
      : new TimedScanner(createTfParser(), LOOK_BEHIND_MS)
    this.settings = createRadarSettings(variant)
    this.asker = r60 ? new R60Poller(variant, this.settings) : new TfAsker(this.settings)
    this.levels = new RadarLevels(known)
    this.commissioned = new CommissionedSettings(known, settings)
    this.checksums = new ChecksumWatch(known.fault === CHECKSUM_ERRORS)
  }

  onOpen(now: Moment): readonly DriverEffect[] {
    this.opened = true
    if (this.commissioned.isKnown) this.settings.read(GUARDED_SETTINGS)
    this.write(this.asker instanceof R60Poller ? this.asker.start(now.mono) : this.asker.due(now.mono))
    return this.takeEffects()
  }

  onBytes(chunk: Uint8Array, now: Moment): readonly DriverEffect[] {
    this.takeOutputs(this.scanner.push(chunk, now.mono), now.mono)
    return this.takeEffects()
  }

  onDue(now: Moment): readonly DriverEffect[] {
    this.takeOutputs(this.scanner.due(now.mono), now.mono)
    if (this.scanner.missesBytes) this.doubtWhatWasTold(now.mono)
    this.write(this.asker.due(now.mono))
    return this.takeEffects()
  }

  onDurable(): readonly DriverEffect[] {
    return []
  }

  onCommand(command: DriverCommand, now: Moment): readonly DriverEffect[] {
    // The port is the device, so it has no address.
    if (command.type === 'write-setting' && command.address === null) {
      this.settings.write(command.name, command.value)
    } else if (command.type === 'read-settings' && command.address === null) {
      this.settings.readAll()
    }
    this.write(this.asker.due(now.mono))
    return this.takeEffects()
  }

  onLost(now: Moment): readonly DriverEffect[] {
    this.takeOutputs(this.scanner.giveUp(), now.mono)
    return this.takeEffects()
  }

  nextDueAt(): MonotonicMs | undefined {
    const dueAt = Math.min(this.scanner.nextDueAt(), this.asker.nextDueAt())
    return dueAt === Infinity ? undefined : dueAt
  }

  private takeOutputs(outputs: readonly RadarOutput[], now: MonotonicMs): void {
    for (const output of outputs) {
      if (output.type === 'discard') this.takeDiscard(output, now)
      else this.takeFrame(output.bytes, now)
      this.checksums.passed(output.bytes.length)
    }
  }

  private takeDiscard(output: Extract<RadarOutput, { type: 'discard' }>, now: MonotonicMs): void {
    const { bytes, reason, candidate } = output
    this.effects.push({ type: 'discarded', bytes, reason }, ...this.doubt.bad(bytes.length, now))
    this.doubtWhatWasTold(now)
    if (candidate === null || !reason.endsWith('Checksum')) return
    if (this.checksums.refused(candidate.length, now)) this.event('fault', CHECKSUM_ERRORS, candidate)
  }

  private doubtWhatWasTold(now: MonotonicMs): void {
    if (this.opened && this.asker instanceof R60Poller) this.asker.doubt(now)
  }

  private takeFrame(bytes: Uint8Array, now: MonotonicMs): void {
    this.effects.push({ type: 'heard', address: null, bytes: bytes.length }, ...this.doubt.good(bytes.length))
    if (this.checksums.heals(now)) this.endFault(bytes)
    if (this.asker instanceof TfAsker) this.takeTf(bytes, this.asker, now)
    else this.takeR60(bytes, this.asker, now)
  }

  private takeR60(bytes: Uint8Array, poller: R60Poller, now: MonotonicMs): void {
    const frame = splitR60Frame(bytes)
    const message = interpretR60(frame)
    if (message.kind === 'unknown') {
      const name = `R60 ${hexByte(frame.control)}/${hexByte(frame.command)}, ${frame.data.length} data bytes`
      this.effects.push({ type: 'unknown-message', raw: bytes, description: name })
    } else if (message.kind === 'heartbeat') {
      this.heartbeat(bytes, now)
    } else {
      this.takeReading(message, isR60Report(frame) ? 'report' : 'answer', bytes, now)
    }
    this.write(poller.heard(frame, now))
    this.takeSettings(bytes)
  }

  private takeTf(bytes: Uint8Array, asker: TfAsker, now: MonotonicMs): void {
    const frame = splitTfFrame(bytes)
    const message = interpretTf(frame)
    if (message.kind === 'unknown') {
      const type = hexByte(frame.type >> 8) + hexByte(frame.type & 0xff)
      const name = `FDA2 ${type}, ${frame.data.length} data bytes`
      this.effects.push({ type: 'unknown-message', raw: bytes, description: name })
    } else {
      this.takeReading(message, 'stream', bytes, now)
    }
    this.write(asker.heard(message, now))
    this.takeSettings(bytes)
  }

  private takeSettings(raw: Uint8Array): void {
    const read = this.settings.takeEffects()
    this.effects.push(...read)
    const change = this.commissioned.take(read)
    if (change === 'begins') this.event('fault', SETTINGS_DIFFER, raw)
    else if (change === 'ends') this.endFault(raw)
  }

  /** One fault may stand beside the other; the device is well when neither does. */
  private endFault(raw: Uint8Array): void {
    if (!this.commissioned.isFault && !this.checksums.isFault) this.event('restored', 'fault', raw)
  }

  private takeReading(
    message: Parameters<typeof readingOf>[0],
    source: ReadingSource,
    raw: Uint8Array,
    now: MonotonicMs,
  ): void {
    const reading = readingOf(message)
    const change = reading === null ? null : this.levels.take(reading, source, now)
    if (change !== null) this.event(change.kind, change.value, raw)
  }

  private heartbeat(raw: Uint8Array, now: MonotonicMs): void {
    if (this.heartbeatStoredAt !== null && now - this.heartbeatStoredAt < HEARTBEAT_EVENT_MS) return
    this.heartbeatStoredAt = now
    this.event('heartbeat', true, raw)
  }

  private event(kind: EventKind, value: EventValue, raw: Uint8Array): void {
    const ref = this.nextRef
    this.nextRef += 1
    this.effects.push({ type: 'event', event: { address: null, kind, value, raw, ref } })
  }

  private write(frames: readonly Uint8Array[]): void {
    for (const bytes of frames) this.effects.push({ type: 'write', bytes })
  }

  private takeEffects(): readonly DriverEffect[] {
    const effects = [...this.effects, ...this.settings.takeEffects()]
    this.effects = []
    return effects
  }
}
