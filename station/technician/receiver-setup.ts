/** A port or an adapter as it stands in the setup, and who would be heard by nobody without it. Pure. */
import type { ReceiverSetup } from '../../shared/api/receiver-setup.ts'
import type { Configuration } from '../config/configuration.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import { heardOnlyBy } from './left-deaf.ts'
import type { KnownReceiver } from './pairing.ts'

export interface SetupFacts {
  readonly stored: Pick<Configuration, 'ports' | 'bluetooth'>
  /** The receivers that run. */
  readonly receivers: readonly KnownReceiver[]
  readonly devices: Iterable<AssignedDevice>
}

/** Undefined where nothing of this name is set up. */
export function receiverSetup(
  name: string,
  { stored, receivers, devices }: SetupFacts,
): ReceiverSetup | undefined {
  const ofPorts = stored.ports
    .filter(({ path }) => path === name)
    .map(({ protocol, variant, line, settings }) => ({
      protocol,
      variant: variant ?? null,
      line: line === undefined ? null : definedOf(line),
      settings: { ...settings },
    }))
  const ofAdapters = stored.bluetooth
    .filter(({ adapter }) => adapter === name)
    .map(({ protocol, settings }) => ({ protocol, variant: null, line: null, settings: { ...settings } }))
  const entries = [...ofPorts, ...ofAdapters]
  if (entries.length === 0) return undefined
  const without = receivers.filter((receiver) => receiver.name !== name)
  return { entries, onlyHere: heardOnlyBy(devices, receivers, without).map(({ id }) => id) }
}

type Line = NonNullable<Configuration['ports'][number]['line']>

function definedOf({ baudRate, dataBits, parity, stopBits }: Line): ReceiverSetup['entries'][number]['line'] {
  return {
    ...(baudRate === undefined ? {} : { baudRate }),
    ...(dataBits === undefined ? {} : { dataBits }),
    ...(parity === undefined ? {} : { parity }),
    ...(stopBits === undefined ? {} : { stopBits }),
  }
}
