/** `org.bluez.Adapter1` with the devices it hears. Advertisements are told only while somebody discovers. */
import { DBusError, Variant } from 'dbus-next'
import { longUuid } from '../../../device-drivers/bluetooth/advertisement.ts'
import { busInterface, type BusInterface } from './bus-interface.ts'
import type { FakeBluez } from './fake-bluez.ts'
import { FakeDevice } from './fake-device.ts'

export interface OnTheAir {
  readonly name?: string
  /** dBm. */
  readonly rssi?: number
  /** By 16-bit service, as on the air: `fcd2`. */
  readonly serviceData?: Readonly<Record<string, Uint8Array>>
  readonly manufacturerData?: Readonly<Record<number, Uint8Array>>
  readonly services?: readonly string[]
}

export class FakeAdapter {
  readonly path: string
  readonly face: BusInterface
  /** What each discovering client asked for, by its name on the bus. */
  readonly discoveries = new Map<string, Readonly<Record<string, unknown>>>()
  readonly devices = new Map<string, FakeDevice>()
  #filters = new Map<string, Readonly<Record<string, unknown>>>()

  constructor(
    private readonly bluez: FakeBluez,
    name: string,
    powered: boolean,
    /** rfkill: it cannot be switched on. */
    public blocked: boolean,
  ) {
    this.path = `/org/bluez/${name}`
    this.face = busInterface(
      'org.bluez.Adapter1',
      {
        Address: { signature: 's', value: '00:1A:7D:DA:71:13' },
        Name: { signature: 's', value: name },
        Powered: { signature: 'b', value: powered, onSet: () => this.#refuseBlocked() },
        Discovering: { signature: 'b', value: false },
      },
      {
        SetDiscoveryFilter: { in: 'a{sv}', run: (filter) => this.#filter(filter as Record<string, Variant>) },
        StartDiscovery: { run: () => this.#discover() },
        StopDiscovery: { run: () => this.#endDiscovery(bluez.caller) },
        RemoveDevice: { in: 'o', run: (path) => this.forget(String(path).slice(-17).replaceAll('_', ':')) },
      },
    )
  }

  get powered(): boolean {
    return this.face.get('Powered') === true
  }

  /** Switched by somebody else than the station. */
  power(on: boolean): void {
    if (!on) this.discoveries.clear()
    this.face.update(on ? { Powered: true } : { Powered: false, Discovering: false })
  }

  /** The client ended its discovery, or its connection. */
  clientGone(client: string): void {
    for (const { connectable } of this.devices.values()) connectable?.clientGone(client)
    this.#endDiscovery(client)
  }

  /** One advertisement. Repeats come through only where the discovery asked for duplicates, as in BlueZ. */
  advertise(address: string, said: OnTheAir): void {
    if (this.discoveries.size === 0) return
    const properties = propertiesOf(said)
    const known = this.devices.get(address)
    if (known === undefined) this.device(address, said)
    else if ([...this.discoveries.values()].some((filter) => filter['DuplicateData'] === true))
      known.face.update(properties)
  }

  /** The object of a device, made as its first advertisement makes it; also for one that is only connected to. */
  device(address: string, said: OnTheAir = {}): FakeDevice {
    const known = this.devices.get(address)
    if (known !== undefined) return known
    const device = new FakeDevice(this.bluez, this.path, address, propertiesOf(said))
    this.devices.set(address, device)
    this.bluez.exportObject(device.path, [device.face])
    return device
  }

  /** BlueZ drops devices it has not heard for long. */
  forget(address: string): void {
    const device = this.devices.get(address)
    if (device === undefined) return
    this.devices.delete(address)
    this.bluez.unexport(device.path)
  }

  #filter(filter: Record<string, Variant>): void {
    const plain = Object.fromEntries(
      Object.entries(filter).map(([key, { value }]) => [key, value as unknown]),
    )
    this.#filters.set(this.bluez.caller, plain)
  }

  #discover(): void {
    const client = this.bluez.caller
    if (!this.powered) throw new DBusError('org.bluez.Error.NotReady', 'Resource Not Ready')
    if (this.discoveries.has(client))
      throw new DBusError('org.bluez.Error.InProgress', 'Operation already in progress')
    this.discoveries.set(client, this.#filters.get(client) ?? {})
    this.face.update({ Discovering: true })
  }

  #endDiscovery(client: string): void {
    if (this.discoveries.delete(client) && this.discoveries.size === 0)
      this.face.update({ Discovering: false })
  }

  #refuseBlocked(): void {
    if (this.blocked) throw new DBusError('org.bluez.Error.Blocked', 'Blocked through rfkill')
  }
}

function propertiesOf({
  name,
  rssi,
  serviceData,
  manufacturerData,
  services,
}: OnTheAir): Record<string, unknown> {
  const bytes = (data: Uint8Array): Variant => new Variant('ay', Buffer.from(data))
  return {
    ...(name === undefined ? {} : { Name: name }),
    ...(rssi === undefined ? {} : { RSSI: rssi }),
    ...(services === undefined ? {} : { UUIDs: services.map(longUuid) }),
    ...(serviceData === undefined
      ? {}
      : {
          ServiceData: Object.fromEntries(
            Object.entries(serviceData).map(([uuid, data]) => [longUuid(uuid), bytes(data)]),
          ),
        }),
    ...(manufacturerData === undefined
      ? {}
      : {
          ManufacturerData: Object.fromEntries(
            Object.entries(manufacturerData).map(([company, data]) => [company, bytes(data)]),
          ),
        }),
  }
}
