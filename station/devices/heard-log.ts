/** When each device was last heard: the ground of supervision and of the calm board's proof. */
import type { CalmProof } from '../../shared/api/board.ts'
import type { EventKind } from '../../shared/domain/device-event.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import { newlyInhibited, newlySilent, type ReceptionOf, type Supervised } from './supervision.ts'

interface Heard extends Supervised {
  readonly placement: string | null
  readonly unit: string | null
  /** Null until it is heard in this run: a device nobody has heard proves nothing. */
  readonly heardAt: Instant | null
  readonly lastKind: EventKind
}

export interface WatchedDevice {
  readonly deviceId: string
  readonly placement: string | null
  readonly unit: string | null
  readonly supervisionMs: number
  /** True when it was silent before this run and has not been heard since. */
  readonly silent: boolean
  /** True when no alarm of its own tells of that silence. */
  readonly inhibited?: boolean
}

export class HeardLog {
  readonly #devices = new Map<string, Heard>()
  #last: string | undefined

  constructor(devices: readonly WatchedDevice[], startedAt: MonotonicMs) {
    this.watch(devices, startedAt)
  }

  /**
   * These are watched from now on and no others. What was heard of a device stays; one that is new has from now
   * on the time its interval gives it.
   */
  watch(devices: readonly WatchedDevice[], now: MonotonicMs): void {
    const before = new Map(this.#devices)
    this.#devices.clear()
    for (const device of devices) {
      const known = before.get(device.deviceId)
      this.#devices.set(device.deviceId, {
        ...device,
        lastHeardAt: known?.lastHeardAt ?? now,
        heardAt: known?.heardAt ?? null,
        lastKind: known?.lastKind ?? 'heartbeat',
        silent: known?.silent ?? device.silent,
        inhibited: known?.inhibited ?? device.inhibited ?? false,
      })
    }
  }

  /** Returns true when it was silent: its return is an event. `kind` is what it said, where that is known. */
  heard(deviceId: string, wall: Instant, mono: MonotonicMs, kind: EventKind | undefined): boolean {
    const device = this.#devices.get(deviceId)
    if (device === undefined) return false
    this.#last = deviceId
    this.#devices.set(deviceId, {
      ...device,
      lastHeardAt: mono,
      heardAt: wall,
      lastKind: kind ?? 'heartbeat',
      silent: false,
      inhibited: false,
    })
    return device.silent
  }

  /** Devices whose silence is an alarm now. Without words on their receivers these are taken to work. */
  overdue(
    now: MonotonicMs,
    receptionOf: ReceptionOf = () => ({ since: Number.NEGATIVE_INFINITY, provenAt: now }),
  ): string[] {
    return newlySilent(this.#devices.values(), receptionOf)
  }

  /** Devices whose silence is the fault of their receiver. */
  cutOff(now: MonotonicMs, receptionOf: ReceptionOf): string[] {
    return newlyInhibited(this.#devices.values(), receptionOf, now)
  }

  /** How a supervised device fares since its receiver listens; undefined for one whose silence proves nothing. */
  lifeOf(
    deviceId: string,
    since: MonotonicMs = Number.NEGATIVE_INFINITY,
  ): 'heard' | 'not-yet' | 'silent' | 'cut-off' | undefined {
    const device = this.#devices.get(deviceId)
    if (device === undefined) return undefined
    if (device.silent) return device.inhibited ? 'cut-off' : 'silent'
    return device.heardAt === null || device.lastHeardAt < since ? 'not-yet' : 'heard'
  }

  /** Nothing could be heard until now (the store was full and reading paused): silence counts from here. */
  forgive(now: MonotonicMs): void {
    for (const [deviceId, device] of this.#devices) {
      if (!device.silent)
        this.#devices.set(deviceId, { ...device, lastHeardAt: Math.max(device.lastHeardAt, now) })
    }
  }

  /** `inhibited`: kept with the alarm that explains it; it comes back when that one has ended. */
  markSilent(deviceId: string, inhibited = false): void {
    const device = this.#devices.get(deviceId)
    if (device !== undefined) this.#devices.set(deviceId, { ...device, silent: true, inhibited })
  }

  proof(): Pick<CalmProof, 'devices' | 'lastHeard'> {
    const devices = [...this.#devices.values()]
    const last = this.#last === undefined ? undefined : this.#devices.get(this.#last)
    return {
      devices: {
        expected: devices.length,
        heard: devices.filter(({ silent, heardAt }) => !silent && heardAt !== null).length,
        silent: devices.filter(({ silent }) => silent).map(({ deviceId }) => deviceId),
      },
      lastHeard:
        last === undefined || last.heardAt === null
          ? null
          : {
              at: last.heardAt,
              deviceId: last.deviceId,
              kind: last.lastKind,
              placement: last.placement,
              unit: last.unit,
            },
    }
  }
}
