/** `org.bluez.Device1`: what an adapter has heard of one device. */
import { DBusError } from 'dbus-next'
import { busInterface, type BusInterface } from './bus-interface.ts'
import type { FakeBluez } from './fake-bluez.ts'

/** What a device does when a client connects; one without is out of reach. */
export interface Connectable {
  connect(): Promise<void>
  disconnect(): void
  /** A client that left the bus is told nothing any more. */
  clientGone(client: string): void
}

export class FakeDevice {
  readonly path: string
  readonly face: BusInterface
  connectable: Connectable | null = null

  constructor(
    protected readonly bluez: FakeBluez,
    adapterPath: string,
    readonly address: string,
    heard: Readonly<Record<string, unknown>>,
  ) {
    this.path = `${adapterPath}/dev_${address.replaceAll(':', '_')}`
    this.face = busInterface(
      'org.bluez.Device1',
      {
        Address: { signature: 's', value: address },
        AddressType: { signature: 's', value: 'public' },
        Name: { signature: 's', value: heard['Name'] },
        Alias: { signature: 's', value: heard['Name'] ?? address },
        RSSI: { signature: 'n', value: heard['RSSI'] },
        UUIDs: { signature: 'as', value: heard['UUIDs'] ?? [] },
        ServiceData: { signature: 'a{sv}', value: heard['ServiceData'] },
        ManufacturerData: { signature: 'a{qv}', value: heard['ManufacturerData'] },
        Paired: { signature: 'b', value: false },
        Connected: { signature: 'b', value: false },
        ServicesResolved: { signature: 'b', value: false },
      },
      {
        Connect: { run: () => this.#connect() },
        Disconnect: { run: () => this.connectable?.disconnect() },
      },
    )
  }

  #connect(): Promise<void> {
    if (this.connectable === null)
      throw new DBusError('org.bluez.Error.Failed', 'le-connection-abort-by-local')
    return this.connectable.connect()
  }
}
