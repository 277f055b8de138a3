import type { BluetoothProtocol } from '../../device-drivers/bluetooth/bluetooth-protocol.ts'
import type { Configuration } from '../config/configuration.ts'

/** A Bluetooth adapter as it will be run: every protocol on it shares its one discovery. */
export interface AdapterPlan {
  /** BlueZ's name: `hci0`. */
  readonly adapter: string
  readonly protocols: readonly {
    readonly protocol: BluetoothProtocol
    /** The driver's own, as configured. */
    readonly settings: Readonly<Record<string, unknown>>
  }[]
}

/** The adapters whose protocols this program runs; the others were named as warnings when the file was read. */
export function planAdapters(
  entries: Configuration['bluetooth'],
  findProtocol: (id: string) => BluetoothProtocol | undefined,
): AdapterPlan[] {
  const plans = new Map<string, AdapterPlan['protocols']>()
  for (const { adapter, protocol: id, settings } of entries) {
    const protocol = findProtocol(id)
    if (protocol === undefined) continue
    plans.set(adapter, [...(plans.get(adapter) ?? []), { protocol, settings: settings ?? {} }])
  }
  return [...plans].map(([adapter, protocols]) => ({ adapter, protocols }))
}
