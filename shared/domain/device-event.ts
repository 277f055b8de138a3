import type { Instant } from './time.ts'

/** What a device can tell us (design: event kinds). */
export const EVENT_KINDS = [
  'fall',
  'help-call',
  'help-cancelled',
  'presence',
  'motion',
  'inactivity',
  'door',
  'bed',
  'smoke',
  'gas',
  'water',
  'temperature',
  'medicine',
  'battery',
  'tamper',
  'fault',
  'heartbeat',
  'silent',
  'button',
  'restored',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** `restored` carries the kind that ended; the others a level, a number or a word of their protocol. */
export type EventValue = boolean | number | string | null

/**
 * An immutable fact from a device, as stored. `occurredAt` is the device's own time where it has one,
 * else `receivedAt`; `raw` is the frame in lower-case hex, null for what the station itself noticed.
 */
export interface DeviceEvent {
  readonly id: string
  readonly deviceId: string
  readonly residentId: string | null
  readonly kind: EventKind
  readonly value: EventValue
  readonly occurredAt: Instant
  readonly receivedAt: Instant
  readonly raw: string | null
}
