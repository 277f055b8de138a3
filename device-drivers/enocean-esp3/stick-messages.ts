/** What stick and station say to each other beside telegrams (enocean-esp3.md, "Commands, responses, events"). */
import { toHex } from '../bytes.ts'
import { buildPacket } from './packet-parser.ts'

export const PACKET = { response: 0x02, event: 0x04, commonCommand: 0x05 } as const
export const COMMAND = { reset: 0x02, readVersion: 0x03, readBaseId: 0x08 } as const
export const RETURN_CODE = { done: 0x00, notSupported: 0x02, dutyCycleLock: 0x05 } as const
export const EVENT = { ready: 0x04, dutyCycleLimit: 0x06, transmitFailed: 0x07 } as const

export interface StickVersion {
  /** `2.5.0.0` */
  readonly appVersion: string
  readonly apiVersion: string
  readonly chipId: string
  readonly chipVersion: string
  /** Up to 16 ASCII characters. */
  readonly description: string
}

/** Return code, two versions, chip and description. */
export const VERSION_BYTES = 33

export function buildCommand(code: number): Uint8Array {
  return buildPacket({ type: PACKET.commonCommand, data: Uint8Array.of(code), optional: new Uint8Array(0) })
}

/** Data of a response to "read version"; undefined where it is none. */
export function readVersion(data: Uint8Array): StickVersion | undefined {
  if (data[0] !== RETURN_CODE.done || data.length < VERSION_BYTES) return undefined
  const text = data.subarray(17, VERSION_BYTES)
  const end = text.indexOf(0)
  return {
    appVersion: data.subarray(1, 5).join('.'),
    apiVersion: data.subarray(5, 9).join('.'),
    chipId: toHex(data.subarray(9, 13)),
    chipVersion: toHex(data.subarray(13, 17)),
    // What is no printable ASCII was damaged in the stick; it must not reach a screen as a control character.
    description: String.fromCharCode(...(end === -1 ? text : text.subarray(0, end))).replace(/[^ -~]/g, '?'),
  }
}

/** Data of a response to "read base id", eight hex digits; undefined where it is none. */
export function readBaseId(data: Uint8Array): string | undefined {
  return data[0] === RETURN_CODE.done && data.length === 5 ? toHex(data.subarray(1)) : undefined
}
