/**
 * What becomes of a driver's effects, whatever carries its frames: events to the store in order, everything
 * else to the listener, all of it counted.
 */
import { assertNever } from '../shared/domain/assert-never.ts'
import { DeviceRecall } from './device-recall.ts'
import type { DeviceLookup, DriverEffect, Moment } from './protocol-driver.ts'
import { DeliveryQueue } from './serial/delivery-queue.ts'
import type { EventBatch, ReceivedEvent } from './serial/delivery-queue.ts'
import { PortCounters } from './serial/port-counters.ts'
import type { HeardFrames, PortListener } from './serial/port-listener.ts'
import type { SerialClock } from './serial/serial-clock.ts'

export interface EffectDeliveryOptions {
  /** What pairing and the store know of the devices. */
  readonly deviceAt: DeviceLookup
  readonly listener: PortListener
  readonly onDurable: (batch: EventBatch) => void
  /** The store is behind: hear no more until it has caught up. */
  readonly onHold: (hold: boolean) => void
  readonly clock: SerialClock
}

export class EffectDelivery {
  readonly counters = new PortCounters()
  private readonly queue: DeliveryQueue
  private readonly recall: DeviceRecall

  constructor(private readonly options: EffectDeliveryOptions) {
    const { deviceAt, listener, onDurable, onHold, clock } = options
    this.recall = new DeviceRecall(deviceAt)
    this.queue = new DeliveryQueue((events) => listener.onEvents(events), onDurable, onHold, clock)
  }

  /** The lookup for a driver: goes on from what has been told already. */
  get deviceAt(): DeviceLookup {
    return this.recall.deviceAt
  }

  /** Returns whether a valid frame was among them. `driver` is told when its events are durable. */
  perform(effects: readonly DriverEffect[], at: Moment, driver: object): boolean {
    const { listener } = this.options
    const events: ReceivedEvent[] = []
    const heard = new Map<string | null, HeardFrames>()
    for (const effect of effects) {
      switch (effect.type) {
        case 'write':
        case 'line-speed':
          break
        case 'event':
          events.push({ event: effect.event, receivedAt: at })
          break
        case 'heard':
          heard.set(effect.address, addHeard(heard.get(effect.address), effect, at))
          break
        case 'discarded':
          this.counters.discarded(effect.bytes.length, effect.reason)
          listener.onDiscarded({
            bytes: effect.bytes,
            reason: effect.reason,
            address: effect.address ?? null,
            at,
          })
          break
        case 'unknown-message':
          listener.onUnknown({ raw: effect.raw, description: effect.description, at })
          break
        case 'remember':
        case 'notice':
        case 'port-fault':
        case 'setting':
          listener.onFact(effect, at)
          break
        default:
          assertNever(effect)
      }
    }
    this.recall.take(effects)
    // The store first: nothing about a fall may wait for the bookkeeping of its bytes.
    this.queue.push({ events, driver })
    for (const frames of heard.values()) {
      this.counters.good(frames.frames, frames.bytes)
      listener.onHeard(frames)
    }
    return heard.size > 0
  }

  /** Waits for what is on its way to the store; says how many events it did not take. */
  async settle(): Promise<{ readonly undelivered: number }> {
    await this.queue.settle()
    return { undelivered: this.queue.waiting }
  }
}

function addHeard(
  before: HeardFrames | undefined,
  { address, bytes, raw, signal, about }: Extract<DriverEffect, { type: 'heard' }>,
  at: Moment,
): HeardFrames {
  return {
    address,
    frames: (before?.frames ?? 0) + 1,
    bytes: (before?.bytes ?? 0) + bytes,
    raw: raw ?? before?.raw ?? null,
    at,
    signal: signal ?? before?.signal ?? null,
    about: { ...before?.about, ...about },
  }
}
