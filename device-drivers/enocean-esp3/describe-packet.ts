/** A packet as the protocol's vectors write it (contract: "decode"). */
import { hexByte, toHex } from '../bytes.ts'
import { splitPacket } from './packet-parser.ts'
import type { Esp3Packet } from './packet-parser.ts'
import { findProfile, readWith } from './profiles/profiles.ts'
import { COMMAND, PACKET, readVersion } from './stick-messages.ts'
import { readTeachIn, readUte } from './teach-in.ts'
import { RADIO_ERP1, RORG, readTelegram } from './telegram.ts'
import type { Telegram } from './telegram.ts'

type Shown = Readonly<Record<string, unknown>>

export interface PacketContext {
  /** The profile the receiver has stored for the sender. */
  readonly eep: string | null
  /** Code of the command that a response answers: a response does not say. */
  readonly answerTo: number | null
}

export function describePacket(frame: Uint8Array, context: PacketContext): Shown {
  const packet = splitPacket(frame)
  const { type, data, optional } = packet
  return {
    packetType: hexByte(type),
    data: toHex(data),
    optional: toHex(optional),
    ...describeContent(packet, context),
  }
}

function describeContent(packet: Esp3Packet, { eep, answerTo }: PacketContext): Shown {
  const code = packet.data[0] ?? 0
  switch (packet.type) {
    case RADIO_ERP1: {
      const telegram = readTelegram(packet)
      if (telegram === undefined) return { kind: 'radio-too-short' }
      return { kind: 'radio', ...describeTelegram(telegram), ...describeMeaning(telegram, eep) }
    }
    case PACKET.response: {
      const version = answerTo === COMMAND.readVersion ? readVersion(packet.data) : undefined
      return { kind: 'response', returnCode: code, ...version }
    }
    case PACKET.event:
      return { kind: 'event', eventCode: code }
    case PACKET.commonCommand:
      return { kind: 'common-command', commandCode: code }
    default:
      return { kind: 'unknown' }
  }
}

function describeTelegram({ rorg, payload, sender, status, repeats, reception }: Telegram): Shown {
  return {
    rorg: hexByte(rorg),
    payload: toHex(payload),
    sender,
    status: hexByte(status),
    repeats,
    ...reception,
  }
}

/** A 4BS teach-in says what it is by itself; of the others the payload means nothing without a profile. */
function describeMeaning(telegram: Telegram, eep: string | null): Shown {
  const ute = readUte(telegram)
  if (ute !== null) return { ute: { ...ute, rorg: hexByte(ute.rorg) } }
  const teachIn = readTeachIn(telegram)
  if (teachIn !== null) {
    const isKnown = eep !== null || telegram.rorg === RORG.fourBs
    return isKnown ? { eep: { teachIn: true, ...teachIn } } : {}
  }
  const profile = eep === null ? undefined : findProfile(eep)
  const reading = profile === undefined ? null : readWith(profile, telegram)
  return reading === null ? {} : { eep: reading.fields }
}
