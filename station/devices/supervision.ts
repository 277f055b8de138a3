/** Who has been silent too long: a pure function on the monotonic clock, so a clock that jumps proves nothing. */
import type { MonotonicMs } from '../../shared/domain/time.ts'

export interface Supervised {
  readonly deviceId: string
  /** When it was last heard in this run; the start of the run counts as heard, so that a restart is no alarm. */
  readonly lastHeardAt: MonotonicMs
  readonly supervisionMs: number
  readonly silent: boolean
}

/** Devices that were talking and have now been silent for longer than they may. */
export function newlySilent(devices: Iterable<Supervised>, now: MonotonicMs): string[] {
  const silent: string[] = []
  for (const device of devices) {
    if (!device.silent && now - device.lastHeardAt > device.supervisionMs) silent.push(device.deviceId)
  }
  return silent
}
