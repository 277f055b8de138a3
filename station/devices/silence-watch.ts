/**
 * Who has been silent too long, and who is back: events of the station's own, stored like those of a device.
 * Where no receiver works the silence is kept with the alarm of the receiver and rings nobody.
 */
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { Intake } from '../alarms/intake.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import { eventOf } from './event-of.ts'
import type { HeardLog } from './heard-log.ts'
import type { Registry } from './registry.ts'
import type { Reception } from './supervision.ts'

export interface SilenceWatchParts {
  readonly registry: Registry
  readonly intake: Intake
  readonly heard: HeardLog
  readonly clock: Clock
  readonly log: Log
  /** False while alarms can't be stored: ports pause reading then, so silence proves nothing. */
  readonly canStore: () => boolean
  readonly receptionOf: (device: AssignedDevice, now: MonotonicMs) => Reception
  /** The open alarm of the receiver that this device is heard by; undefined while there is none. */
  readonly causeOf: (device: AssignedDevice) => string | undefined
}

export class SilenceWatch {
  /** Devices whose silence or return is on its way to the store. */
  readonly #pending = new Set<string>()

  constructor(private readonly parts: SilenceWatchParts) {}

  heard(device: AssignedDevice, wall: Instant, mono: MonotonicMs): void {
    if (!this.parts.heard.heard(device.id, wall, mono, undefined)) return
    // The silence was an alarm; its end is an event too, tried again with the next frame if it can't be stored.
    void this.#store(device, 'restored', 'silent', wall, mono, undefined).then((stored) => {
      if (!stored) this.parts.heard.markSilent(device.id)
    })
  }

  look(): void {
    const { heard, registry, clock, canStore, receptionOf, causeOf } = this.parts
    const now = clock.mono()
    if (!canStore()) {
      heard.forgive(now)
      return
    }
    const reception = (deviceId: string): Reception => {
      const device = registry.device(deviceId)
      return device === undefined ? { since: null, provenAt: now } : receptionOf(device, now)
    }
    for (const deviceId of heard.overdue(now, reception)) this.#silent(deviceId, undefined)
    for (const deviceId of heard.cutOff(now, reception)) {
      const device = registry.device(deviceId)
      const cause = device === undefined ? undefined : causeOf(device)
      // Until the receiver's own alarm is open there is nothing to keep it with.
      if (cause !== undefined) this.#silent(deviceId, cause)
    }
  }

  #silent(deviceId: string, cause: string | undefined): void {
    const { heard, registry, clock } = this.parts
    const device = registry.device(deviceId)
    if (device === undefined || this.#pending.has(deviceId)) return
    void this.#store(device, 'silent', true, clock.wall(), clock.mono(), cause).then((stored) => {
      if (stored) heard.markSilent(deviceId, cause !== undefined)
    })
  }

  async #store(
    device: AssignedDevice,
    kind: EventKind,
    value: EventValue,
    wall: Instant,
    mono: MonotonicMs,
    cause: string | undefined,
  ): Promise<boolean> {
    this.#pending.add(device.id)
    try {
      const event = eventOf(device, kind, value, wall, null)
      const placed = cause === undefined ? event : { ...event, inhibitedBy: cause }
      await this.parts.intake.take([{ event: placed, receivedAt: mono, remember: null }])
      return true
    } catch (error) {
      this.parts.log.error(
        { device: device.id, kind, reason: error instanceof Error ? error.name : 'unknown' },
        'what supervision found could not be stored',
      )
      return false
    } finally {
      this.#pending.delete(device.id)
    }
  }
}
