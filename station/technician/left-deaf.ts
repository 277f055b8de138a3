import type { AssignedDevice } from '../store/registry-rows.ts'
import type { KnownReceiver } from './pairing.ts'

/** Paired devices that some receiver hears now and that none would hear then: nobody is left deaf by a click. */
export function heardOnlyBy(
  devices: Iterable<AssignedDevice>,
  now: readonly KnownReceiver[],
  then: readonly KnownReceiver[],
): readonly AssignedDevice[] {
  return [...devices].filter(
    (device) => device.lifecycle !== 'discovered' && isHeard(device, now) && !isHeard(device, then),
  )
}

/** `retired`: ids of devices that are taken out of use first. */
export function leavesDeaf(
  devices: Iterable<AssignedDevice>,
  now: readonly KnownReceiver[],
  then: readonly KnownReceiver[],
  retired: readonly string[] = [],
): boolean {
  return heardOnlyBy(devices, now, then).some(({ id }) => !retired.includes(id))
}

function isHeard({ protocol, port }: AssignedDevice, receivers: readonly KnownReceiver[]): boolean {
  return receivers.some(
    ({ name, protocols }) => protocols.includes(protocol) && (port === null || port === name),
  )
}
