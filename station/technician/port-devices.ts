/** The devices behind a port, where the port is read as another model or is another port. */
import { refusedFields } from '../../device-drivers/setup-fields.ts'
import type { Registry } from '../devices/registry.ts'
import { moveDevices, readDeviceAs, testAnew } from '../store/port-device-changes.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { Transaction } from '../store/write-queue.ts'
import type { PairableProtocol } from './pairing.ts'

export interface PortDevicesParts {
  readonly registry: Registry
  readonly findProtocol: (id: string) => PairableProtocol | undefined
  /** The registry holds what was committed. */
  readonly refresh: () => Promise<void>
  /** What was known of it is another model's. */
  readonly onReplaced: (deviceId: string) => void
  /** Its guided test counts no more. */
  readonly onUntested: (deviceId: string) => void
}

export class PortDevices {
  constructor(private readonly parts: PortDevicesParts) {}

  /** Only where the port itself is the device; in the caller's transaction, before `changed`. */
  async readAs(transaction: Transaction, path: string, variant: string): Promise<void> {
    for (const device of this.#ownOf(path)) {
      const schema = this.parts.findProtocol(device.protocol)?.deviceSetup?.({ variant, eep: device.eep })
      // Another model may not know what this one was mounted with.
      const settings = refusedFields(schema, device.settings).length === 0 ? device.settings : {}
      await readDeviceAs(transaction, device, variant, settings)
      transaction.afterCommit(() => {
        this.parts.onReplaced(device.id)
      })
    }
  }

  /**
   * In the caller's transaction, before `changed`. Where the port itself is the device nothing on the new wire says
   * which of two radars it is: it is tested anew.
   */
  async move(transaction: Transaction, from: string, to: string): Promise<void> {
    for (const device of this.#ownOf(from)) {
      await testAnew(transaction, device)
      transaction.afterCommit(() => {
        this.parts.onUntested(device.id)
      })
    }
    await moveDevices(transaction, from, to)
  }

  /** What was committed is known to every part. */
  changed(): Promise<void> {
    return this.parts.refresh()
  }

  #ownOf(path: string): readonly AssignedDevice[] {
    const { registry, findProtocol } = this.parts
    return [...registry.devices()].filter(
      ({ port, protocol }) => port === path && findProtocol(protocol)?.portIsDevice === true,
    )
  }
}
