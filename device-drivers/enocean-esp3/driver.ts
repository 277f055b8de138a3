/**
 * The driver of an EnOcean stick: bytes and time in, effects out (enocean-esp3.md). One line carries the stick
 * itself (`stick-dialogue.ts`) and every sensor whose radio reaches it, the neighbours' too (`senders.ts`).
 */
import type { MonotonicMs } from '../../shared/domain/time.ts'
import { hexByte } from '../bytes.ts'
import { LineDoubt } from '../line-doubt.ts'
import { TimedScanner } from '../timed-scanner.ts'
import type { DeviceLookup, DriverCommand, DriverEffect, Moment, ProtocolDriver } from '../protocol-driver.ts'
import { createEsp3Parser, splitPacket } from './packet-parser.ts'
import type { Esp3Output } from './packet-parser.ts'
import { PairingWindow } from './pairing-window.ts'
import { Senders } from './senders.ts'
import { StickDialogue } from './stick-dialogue.ts'
import { PACKET } from './stick-messages.ts'
import { TelegramFold } from './telegram-fold.ts'
import { RADIO_ERP1, readTelegram } from './telegram.ts'
import type { Telegram } from './telegram.ts'

/** A device that asks to be let in listens this long for the answer (section 4). */
const TEACH_IN_ANSWER_MS = 500
/** Packet types from here on are the makers' own. */
const MANUFACTURER = 0x80

export function createEnoceanDriver(
  deviceAt: DeviceLookup,
  baudRates: readonly number[] = [],
): ProtocolDriver {
  return new EnoceanDriver(deviceAt, baudRates)
}

class EnoceanDriver implements ProtocolDriver {
  private readonly scanner = new TimedScanner(createEsp3Parser())
  private readonly stick: StickDialogue
  private readonly pairing = new PairingWindow()
  private readonly fold = new TelegramFold()
  private readonly doubt = new LineDoubt()
  private readonly senders: Senders

  constructor(deviceAt: DeviceLookup, baudRates: readonly number[]) {
    this.stick = new StickDialogue(baudRates)
    this.senders = new Senders(deviceAt)
  }

  onOpen({ mono: now }: Moment): readonly DriverEffect[] {
    return this.stick.open(now)
  }

  onBytes(chunk: Uint8Array, { mono: now }: Moment): readonly DriverEffect[] {
    return this.takeOutputs(this.scanner.push(chunk, now), now)
  }

  onDue({ mono: now }: Moment): readonly DriverEffect[] {
    return [
      ...this.takeOutputs(this.scanner.due(now), now),
      ...this.stick.due(now),
      ...(this.pairing.closes(now) ? [PAIRING_CLOSED] : []),
      ...this.senders.due(now),
    ]
  }

  onDurable(): readonly DriverEffect[] {
    return []
  }

  onCommand(command: DriverCommand, { mono: now }: Moment): readonly DriverEffect[] {
    if (command.type === 'pairing') this.pairing.set(command.open, now)
    return []
  }

  onLost({ mono: now }: Moment): readonly DriverEffect[] {
    return this.takeOutputs(this.scanner.giveUp(), now)
  }

  nextDueAt(): MonotonicMs | undefined {
    const { scanner, stick, pairing, senders } = this
    const dueAt = Math.min(scanner.nextDueAt(), stick.nextDueAt(), pairing.nextDueAt(), senders.nextDueAt())
    return dueAt === Infinity ? undefined : dueAt
  }

  private takeOutputs(outputs: readonly Esp3Output[], now: MonotonicMs): readonly DriverEffect[] {
    return outputs.flatMap((output): readonly DriverEffect[] => {
      const { bytes } = output
      if (output.type === 'frame') {
        return [...this.stick.heard(), ...this.takePacket(bytes, now), ...this.doubt.good(bytes.length)]
      }
      // A stick that answers proves the line settings; what is damaged then is noise.
      const doubts = this.stick.answers ? [] : this.doubt.bad(bytes.length, now)
      return [{ type: 'discarded', bytes, reason: output.reason }, ...doubts]
    })
  }

  private takePacket(raw: Uint8Array, now: MonotonicMs): readonly DriverEffect[] {
    const packet = splitPacket(raw)
    const telegram = packet.type === RADIO_ERP1 ? readTelegram(packet) : undefined
    if (telegram !== undefined) return this.takeTelegram(telegram, raw, now)
    const heard: DriverEffect = { type: 'heard', address: null, bytes: raw.length }
    if (packet.type === PACKET.response) return [heard, ...this.stick.response(packet.data, now)]
    if (packet.type === PACKET.event) return [heard, ...this.stick.event(packet.data, now)]
    if (packet.type >= MANUFACTURER) return [heard]
    const description = `ESP3 packet ${hexByte(packet.type)}, ${packet.data.length} data bytes`
    return [heard, { type: 'unknown-message', raw, description }]
  }

  private takeTelegram(telegram: Telegram, raw: Uint8Array, now: MonotonicMs): readonly DriverEffect[] {
    const isRepetition = this.fold.isRepetition(telegram, now)
    const effects = this.senders.take({ telegram, raw, isRepetition, now })
    const answer = isRepetition ? null : this.pairing.answer(telegram, this.stick.baseId, now)
    return answer === null ? effects : [...effects, ...this.stick.send(answer, now + TEACH_IN_ANSWER_MS, now)]
  }
}

const PAIRING_CLOSED: DriverEffect = { type: 'notice', address: null, code: 'pairing-closed', data: {} }
