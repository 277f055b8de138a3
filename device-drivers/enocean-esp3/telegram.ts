/** Radio telegrams inside a RADIO_ERP1 packet (enocean-esp3.md, "RADIO_ERP1"). */
import { concatBytes, fromHex, toHex } from '../bytes.ts'
import { buildPacket } from './packet-parser.ts'
import type { Esp3Packet } from './packet-parser.ts'

/** What kind of telegram it is: the first byte. */
export const RORG = {
  rps: 0xf6,
  oneBs: 0xd5,
  fourBs: 0xa5,
  vld: 0xd2,
  ute: 0xd4,
  secured: [0x30, 0x31],
} as const

export interface Telegram {
  readonly rorg: number
  readonly payload: Uint8Array
  /** Eight lower-case hex digits. */
  readonly sender: string
  readonly status: number
  /** 0 direct, 1 or 2 through repeaters. */
  readonly repeats: number
  /** What the stick adds to a received telegram; null where it sent no optional data. */
  readonly reception: Reception | null
}

export interface Reception {
  readonly destination: string
  /** Null where the stick does not tell. */
  readonly rssiDbm: number | null
  /** 0 none, 1 obsolete, 2 decrypted, 3 authenticated, 4 both. */
  readonly securityLevel: number
}

export const RADIO_ERP1 = 0x01
/** RORG, sender and status with at least one byte of payload. */
const SHORTEST = 7
const OPTIONAL_BYTES = 7
const BROADCAST = 'ffffffff'

/** Undefined where the packet is too short for a telegram. */
export function readTelegram({ data, optional }: Esp3Packet): Telegram | undefined {
  if (data.length < SHORTEST) return undefined
  const status = data.at(-1) ?? 0
  return {
    rorg: data[0] ?? 0,
    payload: data.slice(1, -5),
    sender: toHex(data.subarray(-5, -1)),
    status,
    repeats: status & 0x0f,
    reception: readReception(optional),
  }
}

function readReception(optional: Uint8Array): Reception | null {
  if (optional.length < OPTIONAL_BYTES) return null
  const signal = optional[5] ?? 0xff
  return {
    destination: toHex(optional.subarray(1, 5)),
    rssiDbm: signal === 0xff ? null : -signal,
    securityLevel: optional[6] ?? 0,
  }
}

export interface TelegramToSend {
  readonly rorg: number
  readonly payload: Uint8Array
  readonly sender: string
  readonly status?: number
  readonly destination?: string
  /** Strength as a receiving stick would report it; a sender leaves it open. */
  readonly rssiDbm?: number
}

/** A telegram as one packet, as the stick sends it on (3 sub-telegrams) or hands it over. */
export function buildTelegram(telegram: TelegramToSend): Uint8Array {
  const { rorg, payload, sender, status = 0, destination = BROADCAST, rssiDbm } = telegram
  return buildPacket({
    type: RADIO_ERP1,
    data: concatBytes([Uint8Array.of(rorg), payload, address(sender), Uint8Array.of(status)]),
    optional: concatBytes([
      Uint8Array.of(rssiDbm === undefined ? 3 : 1),
      address(destination),
      Uint8Array.of(rssiDbm === undefined ? 0xff : -rssiDbm, 0),
    ]),
  })
}

function address(hex: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes?.length !== 4) throw new RangeError(`"${hex}" is no EnOcean address of eight hex digits`)
  return bytes
}
