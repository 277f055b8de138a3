/**
 * The service data of UUID FCD2, as BlueZ gives it (bthome-v2.md, section 2):
 *
 *     info [ address 6, reversed ] objects…                       plain
 *     info [ address 6, reversed ] ciphertext… counter 4 MIC 4    encrypted
 *
 * info: bit 0 encrypted, bit 1 address included, bit 2 trigger based, bits 5–7 version 2.
 */
import { concatBytes, hexByte } from '../bytes.ts'
import { CCM_NONCE_BYTES, CCM_TAG_BYTES, openCcm } from './aes-ccm.ts'
import type { SealedMessage } from './aes-ccm.ts'

export const BTHOME_UUID = 'fcd2'
export const BTHOME_VERSION = 2
const UUID_ON_AIR = Uint8Array.of(0xd2, 0xfc)
const ADDRESS_BYTES = 6
const COUNTER_BYTES = 4
/** One byte of ciphertext, counter, MIC. */
const SHORTEST_SEALED = 1 + COUNTER_BYTES + CCM_TAG_BYTES

export interface BthomeHeader {
  readonly version: number
  readonly encrypted: boolean
  readonly macIncluded: boolean
  readonly triggerBased: boolean
}

export interface BthomeFrame {
  readonly header: BthomeHeader
  readonly info: number
  /** `54:48:E6:8F:80:A5`, where the frame has it. */
  readonly macInFrame: string | null
  /** After info and address; null where not even the address is whole. */
  readonly rest: Uint8Array | null
}

/** Undefined for no byte at all. */
export function splitServiceData(data: Uint8Array): BthomeFrame | undefined {
  const info = data[0]
  if (info === undefined) return undefined
  const header = {
    version: info >> 5,
    encrypted: (info & 1) !== 0,
    macIncluded: (info & 2) !== 0,
    triggerBased: (info & 4) !== 0,
  }
  if (!header.macIncluded) return { header, info, macInFrame: null, rest: data.subarray(1) }
  const address = data.subarray(1, 1 + ADDRESS_BYTES)
  if (address.length < ADDRESS_BYTES) return { header, info, macInFrame: null, rest: null }
  const macInFrame = [...address].reverse().map(hexByte).join(':').toUpperCase()
  return { header, info, macInFrame, rest: data.subarray(1 + ADDRESS_BYTES) }
}

export interface SealedFrame extends SealedMessage {
  readonly counter: number
  readonly nonce: Uint8Array
}

/** The parts of an encrypted frame from `mac`; undefined when it is too short to have them. */
export function splitSealed({ info, macInFrame, rest }: BthomeFrame, mac: string): SealedFrame | undefined {
  if (rest === null || rest.length < SHORTEST_SEALED) return undefined
  const tagAt = rest.length - CCM_TAG_BYTES
  const counterAt = tagAt - COUNTER_BYTES
  const counter = rest.subarray(counterAt, tagAt)
  return {
    ciphertext: rest.subarray(0, counterAt),
    tag: rest.subarray(tagAt),
    counter: new DataView(counter.buffer, counter.byteOffset).getUint32(0, true),
    nonce: nonceOf(macInFrame ?? mac, info, counter),
  }
}

/** The plain payload; null when the MIC is wrong. */
export function unseal(frame: SealedFrame, key: Uint8Array): Uint8Array | null {
  return openCcm(key, frame.nonce, frame)
}

function nonceOf(mac: string, info: number, counter: Uint8Array): Uint8Array {
  const address = Uint8Array.from(mac.split(':'), (byte) => parseInt(byte, 16))
  const nonce = concatBytes([address, UUID_ON_AIR, Uint8Array.of(info), counter])
  if (nonce.length !== CCM_NONCE_BYTES) throw new RangeError(`no Bluetooth address: ${mac}`)
  return nonce
}
