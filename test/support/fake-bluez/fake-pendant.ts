/** A pendant that is connected to: `org.bluez.GattService1` and `GattCharacteristic1` under its device object. */
import { DBusError, type Variant } from 'dbus-next'
import { longUuid } from '../../../device-drivers/bluetooth/advertisement.ts'
import { busInterface, type BusInterface } from './bus-interface.ts'
import type { FakeAdapter } from './fake-adapter.ts'
import type { FakeBluez } from './fake-bluez.ts'
import type { Connectable } from './fake-device.ts'

export interface CharacteristicModel {
  readonly flags: readonly string[]
  readonly value?: Uint8Array
}

/** By 16-bit service and characteristic. */
export type PendantModel = Readonly<Record<string, Readonly<Record<string, CharacteristicModel>>>>

/** How it misbehaves; the test changes it while it runs. */
export interface PendantBehaviour {
  connectDelayMs: number
  refusesToConnect: boolean
  /** After connecting; null for never. */
  servicesAfterMs: number | null
  refusesWrites: boolean
  /** Reads are never answered. */
  isMute: boolean
}

interface Written {
  readonly service: string
  readonly characteristic: string
  readonly hex: string
  readonly type: unknown
}

interface Characteristic {
  readonly face: BusInterface
  readonly listeners: Set<string>
}

const text = (words: string): CharacteristicModel => ({ flags: ['read'], value: Buffer.from(words) })
const alert: CharacteristicModel = { flags: ['write-without-response'] }

/** A pendant with a health sensor, as ble-gatt-pendant.md describes one. */
export const HEALTH_PENDANT: PendantModel = {
  '180a': {
    '2a29': text('Trygg AS'),
    '2a24': text('Trygg-1'),
    '2a25': text('SN-0001'),
    '2a26': text('1.0.20\0'),
  },
  '180f': { '2a19': { flags: ['read', 'notify'], value: Uint8Array.of(87) } },
  '1802': { '2a06': alert },
  '1803': { '2a06': { flags: ['read', 'write'], value: Uint8Array.of(0) } },
  '1804': { '2a07': { flags: ['read'], value: Uint8Array.of(0xfc) } },
  '1840': { '2b8b': { flags: ['notify'] }, '2bf4': { flags: ['write', 'indicate'] } },
}

export class FakePendant implements Connectable {
  readonly behaviour: PendantBehaviour = {
    connectDelayMs: 0,
    refusesToConnect: false,
    servicesAfterMs: 0,
    refusesWrites: false,
    isMute: false,
  }
  /** Told when somebody begins to connect. */
  onConnecting: () => void = () => undefined
  readonly written: Written[] = []
  connects = 0
  readonly #characteristics = new Map<string, Characteristic>()
  readonly #paths: string[] = []

  constructor(
    private readonly bluez: FakeBluez,
    private readonly adapter: FakeAdapter,
    readonly address: string,
    private readonly model: PendantModel = HEALTH_PENDANT,
  ) {}

  /** It comes into reach, or says again that it is there. */
  advertise(): void {
    this.adapter.advertise(this.address, {
      name: 'Trygg-1',
      rssi: -60 - (this.connects % 2),
      services: Object.keys(this.model),
    })
    const device = this.adapter.devices.get(this.address)
    if (device !== undefined) device.connectable = this
  }

  get isConnected(): boolean {
    return this.#device?.face.get('Connected') === true
  }

  /** How many clients hear this characteristic. */
  listeners(service: string, characteristic: string): number {
    return this.#characteristics.get(`${service}/${characteristic}`)?.listeners.size ?? 0
  }

  /** A notification; nobody hears it who did not ask. */
  say(service: string, characteristic: string, bytes: Uint8Array): void {
    const found = this.#characteristics.get(`${service}/${characteristic}`)
    if (this.isConnected && found !== undefined && found.listeners.size > 0)
      found.face.update({ Value: Buffer.from(bytes) })
  }

  async connect(): Promise<void> {
    const { connectDelayMs, refusesToConnect, servicesAfterMs } = this.behaviour
    this.onConnecting()
    await pause(connectDelayMs)
    if (refusesToConnect) throw new DBusError('org.bluez.Error.Failed', 'le-connection-abort-by-local')
    // BlueZ keeps a connection whose client has died.
    if (this.isConnected) return
    this.connects += 1
    this.#device?.face.update({ Connected: true })
    if (servicesAfterMs !== null) void pause(servicesAfterMs).then(() => this.#resolve())
  }

  /** Out of reach, battery out, or asked for: what BlueZ says is the same. */
  disconnect(): void {
    for (const { listeners } of this.#characteristics.values()) listeners.clear()
    for (const path of this.#paths.splice(0).reverse()) this.bluez.unexport(path)
    this.#characteristics.clear()
    this.#device?.face.update({ Connected: false, ServicesResolved: false })
  }

  clientGone(client: string): void {
    for (const { listeners } of this.#characteristics.values()) listeners.delete(client)
  }

  get #device(): ReturnType<FakeAdapter['devices']['get']> {
    return this.adapter.devices.get(this.address)
  }

  #resolve(): void {
    const device = this.#device
    if (device === undefined || !this.isConnected) return
    for (const [index, [service, characteristics]] of Object.entries(this.model).entries()) {
      const path = `${device.path}/service${four(index)}`
      const face = busInterface(
        'org.bluez.GattService1',
        { UUID: { signature: 's', value: longUuid(service) }, Primary: { signature: 'b', value: true } },
        {},
      )
      this.#export(path, face)
      for (const [at, [uuid, model]] of Object.entries(characteristics).entries()) {
        this.#export(`${path}/char${four(at)}`, this.#characteristic(service, uuid, model))
      }
    }
    device.face.update({ ServicesResolved: true })
  }

  #export(path: string, face: BusInterface): void {
    this.#paths.push(path)
    this.bluez.exportObject(path, [face])
  }

  #characteristic(service: string, uuid: string, model: CharacteristicModel): BusInterface {
    const listeners = new Set<string>()
    const may = (...flags: string[]): void => {
      if (flags.some((flag) => model.flags.includes(flag))) return
      throw new DBusError('org.bluez.Error.NotSupported', 'Operation is not supported')
    }
    const face = busInterface(
      'org.bluez.GattCharacteristic1',
      {
        UUID: { signature: 's', value: longUuid(uuid) },
        Flags: { signature: 'as', value: [...model.flags] },
        Value: { signature: 'ay', value: Buffer.from(model.value ?? []) },
      },
      {
        ReadValue: {
          in: 'a{sv}',
          out: 'ay',
          run: () => {
            may('read')
            if (this.behaviour.isMute) return new Promise(() => undefined)
            return Buffer.from(model.value ?? [])
          },
        },
        WriteValue: {
          in: 'aya{sv}',
          run: (bytes, options) => {
            const type: unknown = (options as Record<string, Variant>)['type']?.value
            may(type === 'command' ? 'write-without-response' : 'write')
            if (this.behaviour.refusesWrites)
              throw new DBusError('org.bluez.Error.NotPermitted', 'Write not permitted')
            const hex = Buffer.from(bytes as Uint8Array).toString('hex')
            this.written.push({ service, characteristic: uuid, hex, type })
          },
        },
        StartNotify: {
          run: () => {
            may('notify', 'indicate')
            listeners.add(this.bluez.caller)
          },
        },
        StopNotify: { run: () => void listeners.delete(this.bluez.caller) },
      },
    )
    this.#characteristics.set(`${service}/${uuid}`, { face, listeners })
    return face
  }
}

function four(index: number): string {
  return index.toString(16).padStart(4, '0')
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}
