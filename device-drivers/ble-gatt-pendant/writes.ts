/** What the station writes to a pendant (ble-gatt-pendant.md, sections 1 to 3). */
import { longUuid } from '../bluetooth/advertisement.ts'
import type { GattCharacteristic } from '../bluetooth/gatt.ts'
import { CONTROL_POINT, IMMEDIATE_ALERT } from './press-reader.ts'

export interface PendantWrite {
  readonly of: GattCharacteristic
  readonly bytes: Uint8Array
  readonly how: 'request' | 'command'
}

/** The same characteristic as Immediate Alert's, in another service and with other rights. */
const LINK_LOSS: GattCharacteristic = { service: longUuid('1803'), characteristic: longUuid('2a06') }

const NO_ALERT = Uint8Array.of(0)
const HIGH_ALERT = Uint8Array.of(2)

/** Immediate Alert takes Write Without Response only. */
export const ALERT: PendantWrite = { of: IMMEDIATE_ALERT, bytes: HIGH_ALERT, how: 'command' }
export const STOP_ALERT: PendantWrite = { of: IMMEDIATE_ALERT, bytes: NO_ALERT, how: 'command' }
/** The pendant warns its bearer when it leaves the house. */
export const WARN_ON_LINK_LOSS: PendantWrite = { of: LINK_LOSS, bytes: HIGH_ALERT, how: 'request' }
export const START_LIVE: PendantWrite = { of: CONTROL_POINT, bytes: Uint8Array.of(0x01), how: 'request' }
