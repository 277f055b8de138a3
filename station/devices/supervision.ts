/** Who has been silent too long: pure functions on the monotonic clock, so a clock that jumps proves nothing. */
import type { MonotonicMs } from '../../shared/domain/time.ts'

export interface Supervised {
  readonly deviceId: string
  /** When it was last heard in this run; the start of the run counts as heard, so that a restart is no alarm. */
  readonly lastHeardAt: MonotonicMs
  readonly supervisionMs: number
  readonly silent: boolean
  /** Its silence is kept with the alarm that explains it and is none of its own yet. */
  readonly inhibited: boolean
}

/** How the receivers of a device fare. */
export interface Reception {
  /** Since when one of them listens without a break; null while none does, so that silence proves nothing. */
  readonly since: MonotonicMs | null
  /** Until when one of them was proven to work: now, or the last frame of a receiver that must be heard itself. */
  readonly provenAt: MonotonicMs
}

export type ReceptionOf = (deviceId: string) => Reception

/** Devices whose receivers work and that have nevertheless been silent for longer than they may. */
export function newlySilent(devices: Iterable<Supervised>, receptionOf: ReceptionOf): string[] {
  const silent: string[] = []
  for (const device of devices) {
    if (device.silent && !device.inhibited) continue
    const { since, provenAt } = receptionOf(device.deviceId)
    if (since === null) continue
    if (provenAt - Math.max(device.lastHeardAt, since) > device.supervisionMs) silent.push(device.deviceId)
  }
  return silent
}

/** Devices that can't be heard, because no receiver of theirs works, and that would have spoken by now. */
export function newlyInhibited(
  devices: Iterable<Supervised>,
  receptionOf: ReceptionOf,
  now: MonotonicMs,
): string[] {
  const inhibited: string[] = []
  for (const device of devices) {
    if (device.silent || receptionOf(device.deviceId).since !== null) continue
    if (now - device.lastHeardAt > device.supervisionMs) inhibited.push(device.deviceId)
  }
  return inhibited
}
