import type { PortStatus } from '../../shared/api/board.ts'
import type { DriverEffect, Moment } from '../protocol-driver.ts'
import type { ReceivedEvent } from './delivery-queue.ts'

/** Valid frames of one device in one chunk. */
export interface HeardFrames {
  readonly address: string | null
  readonly frames: number
  readonly bytes: number
  /** The last of them, where the driver gave it. */
  readonly raw: Uint8Array | null
  readonly at: Moment
  /** Of the last frame that told it, in dBm. */
  readonly signal: number | null
  /** What the frames say of a device that is not paired yet. */
  readonly about: Readonly<Record<string, string>>
}

/** What a driver says beside events and frames. */
export type DriverFact = Extract<DriverEffect, { type: 'remember' | 'notice' | 'port-fault' | 'setting' }>

export interface DiscardedBytes {
  readonly bytes: Uint8Array
  readonly reason: string
  /** Of the sender, where it is known. */
  readonly address: string | null
  readonly at: Moment
}

export interface UnknownMessage {
  readonly raw: Uint8Array
  readonly description: string
  readonly at: Moment
}

/** What a port tells the station. All events of one chunk come in one call, calls in the order of the wire. */
export interface PortListener {
  /** Resolves when the events are durable; rejects when they are not, and they come again. */
  onEvents(events: readonly ReceivedEvent[]): Promise<void>
  onHeard(heard: HeardFrames): void
  onDiscarded(discarded: DiscardedBytes): void
  onUnknown(unknown: UnknownMessage): void
  onFact(fact: DriverFact, at: Moment): void
  /** The state of the port changed; the counters in it are those of that moment (`status()` has the latest). */
  onStatus(status: PortStatus): void
}
