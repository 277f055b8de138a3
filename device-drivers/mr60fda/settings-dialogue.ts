/**
 * Setting a radar, one question after another: what is to be set (each once, with a pause: repetition can hang
 * the sensor), the restart that makes it count, then everything read back. A setting is what the radar reads
 * back and nothing else. Only the latest value of each name waits, so what waits is as small as the table.
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { DeviceSettingSpec, DriverEffect } from '../protocol-driver.ts'
import type { Question } from './open-question.ts'
import { isAllowed, isSameValue } from './settings-wire.ts'
import type { RadarSettingsWire, SettingQuestion, SettingValue } from './settings-wire.ts'
import type { Fields } from './value-forms.ts'

const PAUSE_BETWEEN_SETS_MS = 1_000
/** After a reset a C1001 needs this long before it answers. */
const RESTART_MS = 10_000
const REPEAT_READ_MS = 1_000
/** Shorter than for a fall, which waits behind it. */
const GIVE_UP_MS = 3_000
const LONGEST_NAME = 64

export interface SettingsStep extends Question {
  readonly type: 'set' | 'restart' | 'read'
  readonly answer: SettingQuestion['answer']
  readonly name: string | null
}

export class SettingsDialogue {
  private readonly writes = new Map<string, SettingValue>()
  /** To be read; the value that was set, null where somebody just wants to know. */
  private readonly reads = new Map<string, SettingValue | null>()
  private restartWaits = false
  private notBefore: MonotonicMs = 0
  private effects: DriverEffect[] = []

  constructor(
    private readonly wire: RadarSettingsWire,
    private readonly specs: readonly DeviceSettingSpec[],
  ) {}

  write(name: string, value: SettingValue): void {
    const spec = this.specs.find((known) => known.name === name)
    if (spec === undefined || !isAllowed(spec, value)) {
      this.notice('setting-refused', name.slice(0, LONGEST_NAME))
    } else {
      this.writes.set(name, value)
    }
  }

  readAll(): void {
    for (const { name } of this.specs) this.wantRead(name)
  }

  /** Those of these names that this radar has. */
  read(names: readonly string[]): void {
    for (const { name } of this.specs) if (names.includes(name)) this.wantRead(name)
  }

  /** What to ask now; undefined when nothing is left, or the radar needs a pause. */
  next(now: MonotonicMs): SettingsStep | undefined {
    if (now < this.notBefore) return undefined
    const [write] = this.writes
    if (write !== undefined) return this.setOrReadFirst(...write, now)
    if (this.restartWaits && this.wire.restart !== null) {
      this.restartWaits = false
      this.notBefore = now + RESTART_MS
      return step('restart', this.wire.restart, null)
    }
    const [name] = this.reads.keys()
    return name === undefined ? undefined : step('read', this.wire.read(name), name)
  }

  /** When `next` has something; `Infinity` when nothing waits. */
  nextAt(): MonotonicMs {
    const waits = this.writes.size > 0 || this.restartWaits || this.reads.size > 0
    return waits ? this.notBefore : Infinity
  }

  answered(asked: SettingsStep, message: { readonly kind: string; readonly fields: Fields }): void {
    if (asked.type !== 'read') return
    const values = this.wire.valuesIn(message)
    if (asked.name !== null && !values.has(asked.name)) {
      this.unanswered(asked)
      return
    }
    for (const [name, value] of values) {
      this.effects.push({ type: 'setting', address: null, name, value })
      const wanted = this.reads.get(name)
      this.reads.delete(name)
      if (wanted === undefined || wanted === null || isSameValue(wanted, value)) continue
      this.notice('setting-differs', name, { asked: String(wanted), read: String(value) })
    }
  }

  /** A radar that does not say what it took has taken nothing, for all anybody knows. */
  unanswered({ type, name }: SettingsStep): void {
    switch (type) {
      case 'set':
      case 'restart':
        return
      case 'read': {
        if (name === null) return
        const wanted = this.reads.get(name)
        this.reads.delete(name)
        if (this.writes.delete(name) || (wanted !== undefined && wanted !== null)) {
          this.notice('setting-not-confirmed', name)
        } else {
          this.giveUpReading()
        }
        return
      }
      default:
        assertNever(type)
    }
  }

  takeEffects(): readonly DriverEffect[] {
    const { effects } = this
    this.effects = []
    return effects
  }

  private setOrReadFirst(name: string, value: SettingValue, now: MonotonicMs): SettingsStep {
    const question = this.wire.set(name, value)
    if (question === null) {
      this.wantRead(name)
      return step('read', this.wire.read(name), name)
    }
    this.writes.delete(name)
    this.reads.set(name, value)
    this.restartWaits = this.wire.restart !== null
    this.notBefore = now + PAUSE_BETWEEN_SETS_MS
    return step('set', question, name)
  }

  private wantRead(name: string): void {
    if (!this.reads.has(name)) this.reads.set(name, null)
  }

  /** A radar that answers one reading not at all would answer the others neither. */
  private giveUpReading(): void {
    for (const [name, wanted] of this.reads) if (wanted === null) this.reads.delete(name)
    this.effects.push({ type: 'notice', address: null, code: 'settings-not-read', data: {} })
  }

  private notice(code: string, name: string, data: Readonly<Record<string, string>> = {}): void {
    this.effects.push({ type: 'notice', address: null, code, data: { name, ...data } })
  }
}

function step(
  type: SettingsStep['type'],
  { bytes, answer }: SettingQuestion,
  name: string | null,
): SettingsStep {
  const repeatMs = type === 'read' ? REPEAT_READ_MS : Infinity
  return { type, bytes, answer, name, repeatMs, giveUpMs: GIVE_UP_MS }
}
