/** `org.bluez.Device1`: what an adapter has heard of one device. */
import { busInterface, type BusInterface } from './bus-interface.ts'
import type { FakeBluez } from './fake-bluez.ts'

export class FakeDevice {
  readonly path: string
  readonly face: BusInterface

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
      {},
    )
  }
}
