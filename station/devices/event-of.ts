import { v7 as newId } from 'uuid'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { PlacedEvent } from '../alarms/placed-event.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'

/** A fact of this device as it hangs now; `raw` in hex, null for what the station itself noticed. */
export function eventOf(
  device: AssignedDevice,
  kind: EventKind,
  value: EventValue,
  at: Instant,
  raw: string | null,
): PlacedEvent {
  return {
    id: newId(),
    deviceId: device.id,
    residentId: device.resident_id,
    kind,
    value,
    // None of the protocols carries a time of its own.
    occurredAt: at,
    receivedAt: at,
    raw,
    placement: device.placement,
  }
}
