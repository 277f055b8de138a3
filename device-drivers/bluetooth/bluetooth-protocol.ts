/**
 * What a Bluetooth protocol brings: a pure state machine over advertisements, connections and time. Several
 * share one adapter and its one discovery (`adapter-supervisor.ts`).
 *
 * Unlike a serial driver it lives as long as the station: what it hears has no connection that could begin
 * anew. `onOpen` comes each time the adapter is there (again), `onLost` when it went.
 */
import type { z } from 'zod'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type {
  AddressForm,
  DeviceLookup,
  DriverCommand,
  DriverEffect,
  Moment,
  Protocol,
} from '../protocol-driver.ts'
import type { Advertisement } from './advertisement.ts'
import type { GattInput, GattRequest } from './gatt.ts'

export type BluetoothEffect =
  | Exclude<DriverEffect, { type: 'write' }>
  /** Only from protocols that connect. */
  | { readonly type: 'gatt'; readonly request: GattRequest }

export interface BluetoothDriver {
  onOpen(now: Moment): readonly BluetoothEffect[]
  onLost(now: Moment): readonly BluetoothEffect[]
  onAdvertisement(advertisement: Advertisement, now: Moment): readonly BluetoothEffect[]
  /** What came of a request, and what a connected device says by itself. */
  onGatt(input: GattInput, now: Moment): readonly BluetoothEffect[]
  onDue(now: Moment): readonly BluetoothEffect[]
  /** The event with this `ref` is committed. */
  onDurable(ref: number, now: Moment): readonly BluetoothEffect[]
  onCommand(command: DriverCommand, now: Moment): readonly BluetoothEffect[]
  /** When `onDue` wants to be called next, on the monotonic clock; undefined for never. */
  nextDueAt(): MonotonicMs | undefined
}

export interface BluetoothDriverOptions {
  /** Of the configuration's entry, checked against `settings` before. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly deviceAt: DeviceLookup
  /** Who is paired now: one that is connected already does not advertise, and would never be heard. */
  readonly pairedAddresses: () => readonly string[]
}

export const BLUETOOTH_ADDRESS: AddressForm = {
  pattern: /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i,
  example: 'B4:35:22:F5:3D:A4',
}

export interface BluetoothProtocol extends Protocol {
  /** Schema of the entry's `settings`; without it there are none. */
  readonly settings?: z.ZodType
  /** Radio reaches the neighbours too: a call from an address that nobody paired raises nothing. */
  readonly unknownSenders: 'discover'
  createDriver(options: BluetoothDriverOptions): BluetoothDriver
}
