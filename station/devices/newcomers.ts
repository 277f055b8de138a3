/**
 * A call on a wired line from an address that nobody has paired is a call of somebody in this house: it gets a
 * device of its own, stored with the call itself, and rings without a resident until a technician says whose
 * it is.
 */
import { v7 as newId } from 'uuid'
import type { EventKind } from '../../shared/domain/device-event.ts'
import type { NewDevice } from '../store/new-device-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'

/** A line that makes up addresses must not fill the house; what is over is kept as evidence. */
const MOST_NEWCOMERS = 1_000

const CALLS: ReadonlySet<EventKind> = new Set<EventKind>(['help-call', 'fall', 'smoke'])

export class Newcomers {
  /** Until the registry knows them. */
  readonly #devices = new Map<string, AssignedDevice>()

  /** The device that this call makes, the same one for each call of the address; undefined where it makes none. */
  deviceFor(
    port: string,
    protocol: string,
    address: string | null,
    kind: EventKind,
  ): AssignedDevice | undefined {
    if (address === null) return undefined
    const key = JSON.stringify([protocol, port, address.toLowerCase()])
    const known = this.#devices.get(key)
    if (known !== undefined) return known
    if (!CALLS.has(kind) || this.#devices.size >= MOST_NEWCOMERS) return undefined
    const device: AssignedDevice = {
      id: newId(),
      protocol,
      port,
      address,
      variant: null,
      placement: null,
      did: null,
      supervision_seconds: null,
      lifecycle: 'discovered',
      last_heard_at: null,
      eep: null,
      settings: {},
      suspended_until: null,
      resumes_as: null,
      resident_id: null,
      key: null,
    }
    this.#devices.set(key, device)
    return device
  }
}

export function newDeviceOf({ id, protocol, port, address }: AssignedDevice): NewDevice {
  return { id, protocol, port, address }
}

/** What a card says of a device that is nobody's yet: the address it gave and the line it came over. */
export function senderWords({ address, port }: AssignedDevice): string {
  return [address, port].filter((part) => part !== null).join(' · ')
}
