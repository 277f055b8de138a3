/**
 * Whoever the stick hears: paired devices, whose telegrams become events by their profile, and strangers, of whom
 * no more is told than that they are there and were pressed or opened.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { hexByte } from '../bytes.ts'
import { DeviceRecall } from '../device-recall.ts'
import type { DeviceLookup, DeviceSetup, DriverEffect } from '../protocol-driver.ts'
import { aboutSender } from './about-sender.ts'
import { PairedDevice } from './paired-device.ts'
import type { Change } from './paired-device.ts'
import { PROFILE_FAULTS, isSecured, profileFault } from './profile-fault.ts'
import type { ProfileFault } from './profile-fault.ts'
import type { Profile } from './profiles/profile.ts'
import { findProfile, readWith } from './profiles/profiles.ts'
import { StrangerActs } from './stranger-acts.ts'
import { introduction } from './teach-in.ts'
import type { Telegram } from './telegram.ts'

/** Senders nobody has paired and nobody can read, each told once; more than these and it starts again. */
const MOST_TOLD = 256

/** One telegram, as it came. */
export interface Received {
  readonly telegram: Telegram
  /** The whole packet. */
  readonly raw: Uint8Array
  /** Its like was heard less than half a second ago. */
  readonly isRepetition: boolean
  readonly now: MonotonicMs
}

export class Senders {
  private readonly recall: DeviceRecall
  /** Paired ones alone, so it is as small as the house. */
  private readonly devices = new Map<string, PairedDevice>()
  private readonly strangerActs = new StrangerActs()
  private readonly toldSecured = new Set<string>()
  private effects: DriverEffect[] = []
  private nextRef = 1

  constructor(deviceAt: DeviceLookup) {
    this.recall = new DeviceRecall(deviceAt)
  }

  take(received: Received): readonly DriverEffect[] {
    this.heard(received)
    const { sender } = received.telegram
    const setup = this.recall.deviceAt(sender)
    if (setup === undefined) {
      this.devices.delete(sender)
      this.takeStranger(received)
    } else {
      this.takePaired(received, setup)
    }
    return this.takeEffects()
  }

  /** Of whom no motion was seen for long enough. */
  due(now: MonotonicMs): readonly DriverEffect[] {
    for (const [address, device] of this.devices) {
      if (device.absentAt === null || now < device.absentAt) continue
      const setup = this.recall.deviceAt(address)
      const change = device.takeAbsence(setup?.known ?? {})
      if (change !== undefined && device.motionFrame !== null) this.event(address, change, device.motionFrame)
    }
    return this.takeEffects()
  }

  nextDueAt(): MonotonicMs {
    let dueAt = Infinity
    for (const { absentAt } of this.devices.values()) dueAt = Math.min(dueAt, absentAt ?? Infinity)
    return dueAt
  }

  private heard({ telegram, raw, isRepetition }: Received): void {
    const signal = telegram.reception?.rssiDbm ?? null
    this.tell({
      type: 'heard',
      address: telegram.sender,
      bytes: raw.length,
      ...(signal === null ? {} : { signal }),
      about: aboutSender(telegram, isRepetition),
    })
  }

  private takeStranger({ telegram, raw, isRepetition }: Received): void {
    const { sender, rorg } = telegram
    if (isRepetition || this.noticeTeachIn(telegram)) return
    const act = this.strangerActs.actOf(telegram)
    if (act !== undefined) this.event(sender, act, raw)
    if (!isSecured(rorg) || this.toldSecured.has(sender)) return
    if (this.toldSecured.size >= MOST_TOLD) this.toldSecured.clear()
    this.toldSecured.add(sender)
    this.tell({ type: 'notice', address: sender, code: 'unsupported-device', data: { rorg: hexByte(rorg) } })
  }

  private takePaired(received: Received, setup: DeviceSetup): void {
    const { telegram, isRepetition, now } = received
    const profile = setup.eep === null ? undefined : findProfile(setup.eep)
    const device = profile === undefined ? undefined : this.deviceFor(telegram.sender, profile, setup)
    if (isRepetition && !mayBeNews(telegram, profile)) return
    const memory = device?.interval.heard(now)
    if (memory !== undefined) this.tell({ type: 'remember', address: telegram.sender, memory })
    if (this.noticeTeachIn(telegram)) return
    const fault = profileFault(telegram.rorg, setup.eep)
    if (fault !== null) this.takeProfileFault(fault, received, setup, device)
    else if (profile !== undefined && device !== undefined) this.takeReading(profile, device, received, setup)
  }

  /** False where the telegram is no teach-in. */
  private noticeTeachIn(telegram: Telegram): boolean {
    const said = introduction(telegram)
    if (said === undefined) return false
    const { teachIn: _said, ...data } = said
    this.tell({ type: 'notice', address: telegram.sender, code: 'teach-in', data })
    return true
  }

  private takeProfileFault(
    fault: ProfileFault,
    { telegram: { sender, rorg }, raw }: Received,
    { eep, known }: DeviceSetup,
    device: PairedDevice | undefined,
  ): void {
    if (fault === 'wrong-profile' && device?.spokeProfile === true) {
      const description = `telegram ${hexByte(rorg)} of a device with profile ${eep ?? ''}`
      this.tell({ type: 'unknown-message', raw, description })
    } else if (known.fault !== fault) {
      this.tell({
        type: 'notice',
        address: sender,
        code: fault,
        data: { rorg: hexByte(rorg), eep: eep ?? '' },
      })
      this.event(sender, { kind: 'fault', value: fault }, raw)
    }
  }

  private takeReading(
    profile: Profile,
    device: PairedDevice,
    { telegram, raw, now }: Received,
    setup: DeviceSetup,
  ): void {
    const { sender, rorg } = telegram
    const reading = readWith(profile, telegram)
    if (reading === null) {
      const description = `telegram ${hexByte(rorg)} that has no meaning in ${profile.eep}`
      this.tell({ type: 'unknown-message', raw, description })
      return
    }
    device.spokeProfile = true
    for (const change of device.take(reading.facts, raw, setup, now)) this.event(sender, change, raw)
    if (PROFILE_FAULTS.some((fault) => fault === setup.known.fault)) {
      this.event(sender, { kind: 'restored', value: 'fault' }, raw)
    }
  }

  private deviceFor(address: string, profile: Profile, setup: DeviceSetup): PairedDevice {
    const known = this.devices.get(address)
    if (known?.isFor(profile) === true) return known
    const device = new PairedDevice(profile, setup)
    this.devices.set(address, device)
    return device
  }

  private event(address: string, { kind, value, remember }: Change, raw: Uint8Array): void {
    const ref = this.nextRef
    this.nextRef += 1
    const event = { address, kind, value, raw, ref, ...(remember === undefined ? {} : { remember }) }
    this.tell({ type: 'event', event })
  }

  /** Known at once, so that the next telegram in the same read is measured against it. */
  private tell(effect: DriverEffect): void {
    this.recall.take([effect])
    this.effects.push(effect)
  }

  private takeEffects(): readonly DriverEffect[] {
    const effects = this.effects
    this.effects = []
    return effects
  }
}

/**
 * A level that comes again unrepeated within the window is a level that went there and back; a press that does
 * is the same press by another way.
 */
function mayBeNews(telegram: Telegram, profile: Profile | undefined): boolean {
  return telegram.repeats === 0 && profile?.press === null && introduction(telegram) === undefined
}
