import type { AssignedDevice } from '../store/registry-rows.ts'
import type { KnownReceiver } from './pairing.ts'

/** True where a paired device that some receiver hears now would be heard by none: nobody is left deaf by a click. */
export function leavesDeaf(
  devices: Iterable<AssignedDevice>,
  now: readonly KnownReceiver[],
  then: readonly KnownReceiver[],
): boolean {
  return [...devices].some(
    (device) => device.lifecycle !== 'discovered' && isHeard(device, now) && !isHeard(device, then),
  )
}

function isHeard({ protocol, port }: AssignedDevice, receivers: readonly KnownReceiver[]): boolean {
  return receivers.some(
    ({ name, protocols }) => protocols.includes(protocol) && (port === null || port === name),
  )
}
