/**
 * The driver of an EnOcean stick: bytes and time in, effects out (enocean-esp3.md). One line carries the stick
 * itself (`stick-dialogue.ts`) and every sensor whose radio reaches it, the neighbours' too.
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { hexByte } from '../bytes.ts'
import { DeviceRecall } from '../device-recall.ts'
import { LineDoubt } from '../line-doubt.ts'
import type {
  DeviceLookup,
  DeviceSetup,
  DriverCommand,
  DriverEffect,
  Moment,
  ProtocolDriver,
} from '../protocol-driver.ts'
import { createEsp3Parser, splitPacket } from './packet-parser.ts'
import type { Esp3Output } from './packet-parser.ts'
import { PairedDevice } from './paired-device.ts'
import type { Change } from './paired-device.ts'
import { PairingWindow } from './pairing-window.ts'
import { PROFILE_FAULTS, isSecured, profileFault } from './profile-fault.ts'
import type { ProfileFault } from './profile-fault.ts'
import type { Profile } from './profiles/profile.ts'
import { findProfile, readWith } from './profiles/profiles.ts'
import { StickDialogue } from './stick-dialogue.ts'
import { PACKET } from './stick-messages.ts'
import { aboutSender } from './about-sender.ts'
import { introduction } from './teach-in.ts'
import { RADIO_ERP1, readTelegram } from './telegram.ts'
import type { Telegram } from './telegram.ts'
import { TelegramFold } from './telegram-fold.ts'

/** Section 6, rule 4. */
const IDLE_MS = 100
/** A device that asks to be let in listens this long for the answer (section 4). */
const TEACH_IN_ANSWER_MS = 500
/** Packet types from here on are the makers' own. */
const MANUFACTURER = 0x80
/** Senders nobody has paired and nobody can read, each told once; more than these and it starts again. */
const MOST_TOLD = 256

export function createEnoceanDriver(deviceAt: DeviceLookup): ProtocolDriver {
  return new EnoceanDriver(deviceAt)
}

class EnoceanDriver implements ProtocolDriver {
  private readonly parser = createEsp3Parser()
  private readonly stick = new StickDialogue()
  private readonly pairing = new PairingWindow()
  private readonly fold = new TelegramFold()
  private readonly doubt = new LineDoubt()
  private readonly recall: DeviceRecall
  /** Paired ones alone, so it is as small as the house. */
  private readonly devices = new Map<string, PairedDevice>()
  private readonly toldSecured = new Set<string>()
  private effects: DriverEffect[] = []
  private lastByteAt: MonotonicMs = 0
  private nextRef = 1

  constructor(deviceAt: DeviceLookup) {
    this.recall = new DeviceRecall(deviceAt)
  }

  onOpen(now: Moment): readonly DriverEffect[] {
    this.tell(...this.stick.open(now.mono))
    return this.takeEffects()
  }

  onBytes(chunk: Uint8Array, now: Moment): readonly DriverEffect[] {
    this.lastByteAt = now.mono
    this.takeOutputs(this.parser.push(chunk), now.mono)
    return this.takeEffects()
  }

  onDue({ mono: now }: Moment): readonly DriverEffect[] {
    if (this.parser.pendingBytes > 0 && now >= this.lastByteAt + IDLE_MS) {
      this.takeOutputs(this.parser.giveUp(), now)
    }
    this.tell(...this.stick.due(now))
    if (this.pairing.closes(now)) this.notice(null, 'pairing-closed', {})
    this.takeAbsences(now)
    return this.takeEffects()
  }

  onDurable(): readonly DriverEffect[] {
    return []
  }

  onCommand(command: DriverCommand, now: Moment): readonly DriverEffect[] {
    if (command.type === 'pairing') this.pairing.set(command.open, now.mono)
    return []
  }

  nextDueAt(): MonotonicMs | undefined {
    const idleAt = this.parser.pendingBytes > 0 ? this.lastByteAt + IDLE_MS : Infinity
    let dueAt = Math.min(idleAt, this.stick.nextDueAt(), this.pairing.nextDueAt())
    for (const { absentAt } of this.devices.values()) dueAt = Math.min(dueAt, absentAt ?? Infinity)
    return dueAt === Infinity ? undefined : dueAt
  }

  private takeOutputs(outputs: readonly Esp3Output[], now: MonotonicMs): void {
    for (const output of outputs) {
      const { bytes } = output
      if (output.type === 'frame') {
        this.takePacket(bytes, now)
        this.tell(...this.doubt.good(bytes.length))
      } else {
        this.tell({ type: 'discarded', bytes, reason: output.reason }, ...this.doubt.bad(bytes.length, now))
      }
    }
  }

  private takePacket(raw: Uint8Array, now: MonotonicMs): void {
    const packet = splitPacket(raw)
    const telegram = packet.type === RADIO_ERP1 ? readTelegram(packet) : undefined
    if (telegram !== undefined) {
      this.takeTelegram(telegram, raw, now)
      return
    }
    this.tell({ type: 'heard', address: null, bytes: raw.length })
    if (packet.type === PACKET.response) this.tell(...this.stick.response(packet.data, now))
    else if (packet.type === PACKET.event) this.tell(...this.stick.event(packet.data, now))
    else if (packet.type < MANUFACTURER) {
      const description = `ESP3 packet ${hexByte(packet.type)}, ${packet.data.length} data bytes`
      this.tell({ type: 'unknown-message', raw, description })
    }
  }

  private takeTelegram(telegram: Telegram, raw: Uint8Array, now: MonotonicMs): void {
    const { sender: address, rorg, reception } = telegram
    const signal = reception?.rssiDbm ?? null
    this.tell({
      type: 'heard',
      address,
      bytes: raw.length,
      ...(signal === null ? {} : { signal }),
      about: aboutSender(telegram),
    })
    const setup = this.recall.deviceAt(address)
    if (setup === undefined) this.devices.delete(address)
    const profile = setup?.eep == null ? undefined : findProfile(setup.eep)
    const device = setup && profile ? this.deviceFor(address, profile, setup) : undefined
    if (this.fold.isRepetition(telegram, now) && !mayBeNews(telegram, profile)) return
    const memory = device?.interval.heard(now)
    if (memory !== undefined) this.tell({ type: 'remember', address, memory })
    const teachIn = introduction(telegram)
    if (teachIn !== undefined) {
      this.takeTeachIn(telegram, teachIn, now)
    } else if (setup === undefined) {
      if (isSecured(rorg)) this.noticeSecured(address, rorg)
    } else {
      const fault = profileFault(rorg, setup.eep)
      if (fault !== null) this.takeProfileFault(fault, telegram, raw, setup, device)
      else if (profile && device) this.takeReading(profile, device, telegram, raw, setup, now)
    }
  }

  private takeTeachIn(
    telegram: Telegram,
    { teachIn: _said, ...data }: Readonly<Record<string, string>>,
    now: MonotonicMs,
  ): void {
    this.notice(telegram.sender, 'teach-in', data)
    const answer = this.pairing.answer(telegram, this.stick.baseId, now)
    if (answer !== null) this.tell(...this.stick.send(answer, now + TEACH_IN_ANSWER_MS, now))
  }

  private takeProfileFault(
    fault: ProfileFault,
    { sender, rorg }: Telegram,
    raw: Uint8Array,
    { eep, known }: DeviceSetup,
    device: PairedDevice | undefined,
  ): void {
    if (fault === 'wrong-profile' && device?.spokeProfile === true) {
      const description = `telegram ${hexByte(rorg)} of a device with profile ${eep ?? ''}`
      this.tell({ type: 'unknown-message', raw, description })
    } else if (known.fault !== fault) {
      this.notice(sender, fault, { rorg: hexByte(rorg), eep: eep ?? '' })
      this.event(sender, { kind: 'fault', value: fault }, raw)
    }
  }

  private takeReading(
    profile: Profile,
    device: PairedDevice,
    telegram: Telegram,
    raw: Uint8Array,
    setup: DeviceSetup,
    now: MonotonicMs,
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

  private noticeSecured(address: string, rorg: number): void {
    if (this.toldSecured.has(address)) return
    if (this.toldSecured.size >= MOST_TOLD) this.toldSecured.clear()
    this.toldSecured.add(address)
    this.notice(address, 'unsupported-device', { rorg: hexByte(rorg) })
  }

  private takeAbsences(now: MonotonicMs): void {
    for (const [address, device] of this.devices) {
      if (device.absentAt === null || now < device.absentAt) continue
      const setup = this.recall.deviceAt(address)
      const change = device.takeAbsence(setup?.known ?? {})
      if (change !== undefined && device.motionFrame !== null) this.event(address, change, device.motionFrame)
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

  private notice(
    address: string | null,
    code: string,
    data: Readonly<Record<string, string | number>>,
  ): void {
    this.tell({ type: 'notice', address, code, data })
  }

  private tell(...effects: readonly DriverEffect[]): void {
    this.recall.take(effects)
    this.effects.push(...effects)
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
