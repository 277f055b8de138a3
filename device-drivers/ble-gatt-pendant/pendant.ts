/**
 * One pendant: a connection that is set up, kept, lost and made anew, and what is heard over it. Requests go out
 * one at a time; whoever performs them answers each, also when it took too long.
 *
 * Its proof of life is the connection itself (supervised by the radio within seconds): `heard` comes while the
 * press can be heard, and stops when it cannot, so the station's supervision tells "out of range".
 */
import { assertNever } from '../../shared/domain/assert-never.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { BluetoothEffect } from '../bluetooth/bluetooth-protocol.ts'
import type { GattCharacteristic, GattInput } from '../bluetooth/gatt.ts'
import { AlertSignal, LOCATE_STEP } from './alert-signal.ts'
import { evidenceOf } from './evidence.ts'
import { PairedPendant, type PendantParts } from './paired-pendant.ts'
import type { PressProfile } from './pendant-settings.ts'
import {
  CONTROL_POINT,
  IMMEDIATE_ALERT,
  PressReader,
  isSame,
  isSameProfile,
  offers,
  pressCharacteristic,
  profileFor,
} from './press-reader.ts'
import { Reconnect } from './reconnect.ts'
import { RequestQueue } from './request-queue.ts'
import { BATTERY, informationSteps, setUpSteps, type Purpose } from './set-up.ts'
import {
  answerEffects,
  batteryEffects,
  connectFailed,
  controlPointEffects,
  heardEffect,
  notice,
  pressBackEffects,
  pressEffect,
  pressLostEffects,
} from './value-effects.ts'
import type { Speaker } from './value-effects.ts'

const HEARD_EVERY_MS = 5_000
/** A link that died unseen shows in a question nobody answers (style pitfall 12). */
const LIFE_EVERY_MS = 300_000
/** The press could not be had so many times in a row: no passing disturbance. */
const TOLERATED_PRESS_FAILURES = 3

type Phase = 'idle' | 'connecting' | 'open' | 'leaving'

export class Pendant {
  private readonly queue: RequestQueue<Purpose>
  private readonly reconnect = new Reconnect()
  private readonly reader = new PressReader()
  private readonly alert = new AlertSignal()
  private readonly speaker: Speaker
  private readonly paired: PairedPendant
  private phase: Phase = 'idle'
  private connectId = 0
  private profile: PressProfile | undefined
  private offered: readonly GattCharacteristic[] = []
  private isHeard = false
  private signal: number | null = null
  private heardAt: MonotonicMs = 0
  private lifeAt: MonotonicMs = 0
  private pressFailures = 0

  constructor(
    private readonly address: string,
    private readonly parts: PendantParts,
  ) {
    this.queue = new RequestQueue(address, parts.nextId)
    this.speaker = { address, nextRef: parts.nextRef }
    this.paired = new PairedPendant(address, parts)
  }

  get isIdle(): boolean {
    return this.phase === 'idle'
  }

  /** The adapter is there. */
  start(now: MonotonicMs): readonly BluetoothEffect[] {
    this.reconnect.start(now)
    return this.due(now)
  }

  /** The adapter is gone, and every connection with it. */
  lost(): readonly BluetoothEffect[] {
    this.reconnect.stop()
    return this.forgetConnection()
  }

  advertised(signal: number | null, now: MonotonicMs): readonly BluetoothEffect[] {
    this.signal = signal ?? this.signal
    const heard = this.paired.settings.connection === 'reports' ? [this.heard(0)] : []
    if (this.phase !== 'idle') return heard
    this.reconnect.heard(now)
    return [...heard, ...this.due(now)]
  }

  /** Nobody has it any more. */
  leave(): readonly BluetoothEffect[] {
    this.reconnect.stop()
    if (this.phase === 'idle' || this.phase === 'leaving') return []
    return this.disconnect()
  }

  due(now: MonotonicMs): readonly BluetoothEffect[] {
    const effects = this.alert.isTooLate(now) ? [notice(this.speaker, 'help-is-coming-not-told')] : []
    if (this.phase === 'idle') return [...effects, ...this.connectIfDue(now)]
    if (this.phase !== 'open') return effects
    if (this.isHeard && now >= this.heardAt + HEARD_EVERY_MS) {
      // A technician chose another profile: it is set up anew.
      if (!isSameProfile(profileFor(this.paired.settings, this.offered), this.profile))
        return [...effects, ...this.disconnect()]
      this.heardAt = now
      effects.push(this.heard(0))
    }
    if (now >= this.lifeAt + LIFE_EVERY_MS) {
      this.lifeAt = now
      if (offers(this.offered, BATTERY))
        this.queue.push({ ask: { type: 'read', of: BATTERY }, purpose: 'life' })
    }
    for (const step of this.alert.steps(this.offered, now)) this.queue.push(step)
    return [...effects, ...this.request()]
  }

  nextDueAt(): MonotonicMs {
    const alertAt = this.alert.nextDueAt()
    if (this.phase === 'idle') return Math.min(alertAt, this.reconnect.dueAt ?? Infinity)
    if (this.phase !== 'open') return alertAt
    const heardAt = this.isHeard ? this.heardAt + HEARD_EVERY_MS : Infinity
    return Math.min(alertAt, heardAt, this.lifeAt + LIFE_EVERY_MS)
  }

  /** It sounds and blinks for three seconds. */
  find(): readonly BluetoothEffect[] {
    if (this.phase !== 'open') return [notice(this.speaker, 'find-not-possible', { reason: 'not-connected' })]
    if (!offers(this.offered, IMMEDIATE_ALERT)) {
      return [notice(this.speaker, 'find-not-possible', { reason: 'not-offered' })]
    }
    if (this.queue.push(LOCATE_STEP)) return this.request()
    return [notice(this.speaker, 'find-not-possible', { reason: 'busy' })]
  }

  /** Its bearer is told now, or as soon as it is connected again; where the settings want that. */
  helpIsComing(now: MonotonicMs): readonly BluetoothEffect[] {
    if (this.paired.settings.helpIsComing) this.alert.owe(now)
    return this.due(now)
  }

  readInformation(): readonly BluetoothEffect[] {
    if (this.phase !== 'open') return []
    for (const step of informationSteps()) {
      if (step.ask.type !== 'disconnect' && offers(this.offered, step.ask.of)) this.queue.push(step)
    }
    return this.request()
  }

  gatt(input: GattInput, now: MonotonicMs): readonly BluetoothEffect[] {
    switch (input.type) {
      case 'connected':
        return input.id === this.connectId && this.phase === 'connecting'
          ? this.connected(input.characteristics, now)
          : []
      case 'value-read':
      case 'done':
        return this.answered(input.id, input.type === 'done' ? null : input.bytes, now)
      case 'failed':
        return this.failed(input.id, input.reason, now)
      case 'notified':
        // Also while it is being let go: until the link is down a press on it is a press.
        return this.phase === 'open' || this.phase === 'leaving' ? this.notified(input.of, input.bytes) : []
      case 'disconnected':
        return this.phase === 'idle' ? [] : this.ended(now, [notice(this.speaker, 'connection-lost')])
      default:
        return assertNever(input)
    }
  }

  private connectIfDue(now: MonotonicMs): readonly BluetoothEffect[] {
    if (now < (this.reconnect.dueAt ?? Infinity)) return []
    this.phase = 'connecting'
    this.reconnect.trying()
    this.connectId = this.parts.nextId()
    return [{ type: 'gatt', request: { id: this.connectId, address: this.address, type: 'connect' } }]
  }

  private connected(offered: readonly GattCharacteristic[], now: MonotonicMs): readonly BluetoothEffect[] {
    this.phase = 'open'
    this.offered = offered
    this.profile = profileFor(this.paired.settings, offered)
    this.lifeAt = now
    this.heardAt = now
    this.reconnect.opened(now)
    const steps = [...setUpSteps(offered, this.profile), ...this.alert.steps(offered, now)]
    for (const step of steps) this.queue.push(step)
    return [
      ...(this.paired.hasUsableSettings ? [] : [notice(this.speaker, 'settings-not-understood')]),
      ...(this.profile === undefined ? this.withoutPress() : []),
      ...this.request(),
    ]
  }

  /** It lives, but its button is nowhere: a fault, not a silence. */
  private withoutPress(): readonly BluetoothEffect[] {
    this.isHeard = true
    return [this.heard(0), ...pressLostEffects(this.speaker, this.paired.setup.known)]
  }

  private answered(id: number, value: Uint8Array | null, now: MonotonicMs): readonly BluetoothEffect[] {
    const purpose = this.queue.answered(id)
    if (purpose === undefined) return []
    if (purpose === 'leave') return this.ended(now, [])
    return [...this.meaning(purpose, value, now), ...this.request()]
  }

  private meaning(purpose: Purpose, value: Uint8Array | null, now: MonotonicMs): readonly BluetoothEffect[] {
    if (purpose === 'press') return this.pressIsHeard(now)
    this.alert.answered(purpose, now)
    if (value === null) return []
    if (purpose === 'press-state') return this.pressed(value)
    return answerEffects(this.speaker, purpose, value, this.paired.setup, this.signal)
  }

  private pressIsHeard(now: MonotonicMs): readonly BluetoothEffect[] {
    this.isHeard = true
    this.pressFailures = 0
    this.heardAt = now
    return [this.heard(0), ...pressBackEffects(this.speaker, this.paired.setup.known)]
  }

  private failed(id: number, reason: string, now: MonotonicMs): readonly BluetoothEffect[] {
    if (this.phase === 'connecting' && id === this.connectId) {
      return this.ended(now, [connectFailed(this.speaker, reason)])
    }
    const purpose = this.queue.answered(id)
    if (purpose === undefined) return []
    if (purpose === 'leave') return this.ended(now, [])
    const told = notice(this.speaker, 'request-failed', { of: purpose, reason })
    if (purpose === 'press') return [told, ...this.pressFailed(reason)]
    // A link that answers nothing is no link.
    if (purpose === 'life') return [told, ...this.disconnect()]
    return [told, ...this.request()]
  }

  private pressFailed(reason: string): readonly BluetoothEffect[] {
    this.pressFailures += 1
    if (this.pressFailures < TOLERATED_PRESS_FAILURES) return this.disconnect()
    return [...pressLostEffects(this.speaker, this.paired.setup.known, reason), ...this.disconnect()]
  }

  private notified(of: GattCharacteristic, bytes: Uint8Array): readonly BluetoothEffect[] {
    const heard = this.isHeard ? [this.heard(bytes.length, evidenceOf(of.characteristic, bytes))] : []
    if (this.profile !== undefined && isSame(of, pressCharacteristic(this.profile))) {
      return [...this.pressed(bytes), ...heard]
    }
    const { setup } = this.paired
    if (isSame(of, BATTERY)) return [...batteryEffects(this.speaker, bytes, setup), ...heard]
    if (isSame(of, CONTROL_POINT)) return [...controlPointEffects(this.speaker, bytes), ...heard]
    return heard
  }

  private pressed(value: Uint8Array): readonly BluetoothEffect[] {
    const { profile } = this
    if (profile === undefined) return []
    const outputs = this.reader.read(profile, value, this.paired.settings, this.paired.setup.known)
    return outputs.map((output) => pressEffect(this.speaker, pressCharacteristic(profile), output))
  }

  private disconnect(): readonly BluetoothEffect[] {
    const effects = this.forgetConnection()
    this.phase = 'leaving'
    this.queue.push({ ask: { type: 'disconnect' }, purpose: 'leave' })
    return [...effects, ...this.request()]
  }

  /** Whatever ended it: what waited is given up, and the next try has its time. */
  private ended(now: MonotonicMs, told: readonly BluetoothEffect[]): readonly BluetoothEffect[] {
    const effects = this.forgetConnection()
    if (this.paired.isPaired) this.reconnect.ended(now, this.paired.settings.connection === 'kept')
    return [...told, ...effects]
  }

  private forgetConnection(): readonly BluetoothEffect[] {
    this.phase = 'idle'
    this.queue.clear()
    this.isHeard = false
    this.alert.disconnected()
    return this.reader.disconnected().map((output) => pressEffect(this.speaker, CONTROL_POINT, output))
  }

  private request(): readonly BluetoothEffect[] {
    const request = this.queue.next()
    return request === undefined ? [] : [{ type: 'gatt', request }]
  }

  private heard(bytes: number, raw?: Uint8Array): BluetoothEffect {
    return heardEffect(this.speaker, bytes, this.signal, raw)
  }
}
