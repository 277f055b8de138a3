/**
 * One connection to one device through `node-ble`; the only file that imports it.
 *
 * Each try has its own connection to the bus, which ends with it: the library's listeners double with every
 * `connect()` and cannot all be removed (style pitfall 17). Nothing of the library waits without a limit.
 */
import type { MessageBus } from 'dbus-next'
import { createBluetooth } from 'node-ble'
import type { Adapter, Bluetooth, Device, GattCharacteristic as Characteristic, GattServer } from 'node-ble'
import type { Moment } from '../protocol-driver.ts'
import type { SerialClock } from '../serial/serial-clock.ts'
import { guardBus } from './bus-guard.ts'
import { GattError, limited } from './gatt-error.ts'
import type { GattCharacteristic } from './gatt.ts'

export interface GattLink {
  readonly characteristics: readonly GattCharacteristic[]
  /** These reject with `GattError`, at the latest after their limit. */
  read(of: GattCharacteristic): Promise<Uint8Array>
  write(of: GattCharacteristic, bytes: Uint8Array, how: 'request' | 'command'): Promise<void>
  subscribe(of: GattCharacteristic): Promise<void>
  /** Disconnects; never rejects, may be called twice. Nothing is told any more. */
  close(): Promise<void>
}

export interface GattLinkListener {
  onValue(of: GattCharacteristic, bytes: Uint8Array, at: Moment): void
  /** The connection is gone without `close` having been called; comes at most once. */
  onLost(at: Moment): void
}

/** Rejects with `GattError`; then nothing is left of the try. */
export type OpenGattLink = (adapter: string, address: string, listener: GattLinkListener) => Promise<GattLink>

/** The daemon's own answers. */
const CALL_MS = 3_000
/** Over the air; a pendant that is not there is given up so that the next one has its turn. */
const CONNECT_MS = 10_000
const OPERATION_MS = 5_000
/** The library can miss the moment when the services are there: asked anew after the first limit. */
const SERVICES_TRY_MS = 2_000
const SERVICES_TRIES = 4
/** A bus that ended says nothing, and a signal can be missed: BlueZ is asked this often, without using the radio. */
const LOOK_MS = 5_000

export function gattLinkOpener(clock: SerialClock): OpenGattLink {
  return async (adapterName, address, listener) => {
    const session = new Session(clock, listener)
    try {
      await session.connect(adapterName, address)
      return session
    } catch (error) {
      await session.close()
      throw GattError.of(error)
    }
  }
}

class Session implements GattLink {
  private readonly session = createBluetooth()
  private device: Device | null = null
  private known = new Map<string, Characteristic>()
  private closing: Promise<void> | null = null
  private cancelLook: () => void = () => undefined
  private isOver = false

  constructor(
    private readonly clock: SerialClock,
    private readonly listener: GattLinkListener,
  ) {
    const bus = busOf(this.session.bluetooth)
    bus.on('error', () => this.lost())
    guardBus(bus)
  }

  get characteristics(): readonly GattCharacteristic[] {
    return [...this.known.keys()].map(fromKey)
  }

  async connect(adapterName: string, address: string): Promise<void> {
    const adapter: Adapter = await this.limited(
      this.session.bluetooth.getAdapter(adapterName),
      CALL_MS,
      'adapter',
    )
    const device = await this.limited(adapter.getDevice(address), CALL_MS, 'device')
    this.device = device
    await this.limited(connected(device), CONNECT_MS, 'connect')
    this.known = await this.services(device)
    // Said before this listener stood, the loss would never be told.
    device.on('disconnect', () => this.lost())
    if (!(await this.limited(isConnected(device), CALL_MS, 'connected'))) {
      throw new GattError('connection-lost', 'gone while its services were read')
    }
    this.lookLater(device)
  }

  async read(of: GattCharacteristic): Promise<Uint8Array> {
    return this.limited(this.at(of).readValue(), OPERATION_MS, 'read')
  }

  async write(of: GattCharacteristic, bytes: Uint8Array, how: 'request' | 'command'): Promise<void> {
    const characteristic = this.at(of)
    const value = Buffer.from(bytes)
    const written =
      how === 'command'
        ? characteristic.writeValueWithoutResponse(value)
        : characteristic.writeValueWithResponse(value)
    await this.limited(written, OPERATION_MS, 'write')
  }

  async subscribe(of: GattCharacteristic): Promise<void> {
    const characteristic = this.at(of)
    characteristic.on('valuechanged', (value) => {
      const at = this.clock.now()
      // The library swallows what a listener throws.
      queueMicrotask(() => {
        if (!this.isOver) this.listener.onValue(of, value, at)
      })
    })
    await this.limited(characteristic.startNotifications(), OPERATION_MS, 'subscribe')
  }

  close(): Promise<void> {
    this.isOver = true
    this.cancelLook()
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    try {
      if (this.device !== null) await this.limited(this.device.disconnect(), CALL_MS, 'disconnect')
    } catch {
      // Gone already, or the bus is: what matters is that nothing of it stays.
    } finally {
      this.session.destroy()
    }
  }

  /** By service and characteristic: one UUID may stand in two services. */
  private async services(device: Device): Promise<Map<string, Characteristic>> {
    const server = await this.resolved(device)
    const found = new Map<string, Characteristic>()
    for (const service of await server.services()) {
      const primary = await server.getPrimaryService(service)
      for (const characteristic of await primary.characteristics()) {
        found.set(toKey({ service, characteristic }), await primary.getCharacteristic(characteristic))
      }
    }
    return found
  }

  private async resolved(device: Device): Promise<GattServer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.limited(device.gatt(), SERVICES_TRY_MS, 'services')
      } catch (error) {
        if (attempt >= SERVICES_TRIES || !(error instanceof GattError) || error.code !== 'timeout')
          throw error
      }
    }
  }

  private at(of: GattCharacteristic): Characteristic {
    const characteristic = this.known.get(toKey(of))
    if (characteristic === undefined)
      throw new GattError('not-offered', 'the device has no such characteristic')
    return characteristic
  }

  private lookLater(device: Device): void {
    this.cancelLook = this.clock.after(LOOK_MS, () => {
      void this.limited(isConnected(device), CALL_MS, 'connected').then(
        (still) => (still && !this.isOver ? this.lookLater(device) : this.lost()),
        () => this.lost(),
      )
    })
  }

  private lost(): void {
    if (this.isOver) return
    this.isOver = true
    this.cancelLook()
    const at = this.clock.now()
    queueMicrotask(() => this.listener.onLost(at))
  }

  private limited<T>(work: Promise<T>, limitMs: number, what: string): Promise<T> {
    return limited(this.clock, work, limitMs, what)
  }
}

/** The library types neither its bus nor the answer of `isConnected` as they are. */
function busOf(bluetooth: Bluetooth): MessageBus {
  return (bluetooth as unknown as { readonly dbus: MessageBus }).dbus
}

async function isConnected(device: Device): Promise<boolean> {
  const answer: unknown = await device.isConnected()
  return answer === true
}

async function connected(device: Device): Promise<void> {
  try {
    await device.connect()
  } catch (error) {
    if (GattError.of(error).code !== 'org.bluez.Error.AlreadyConnected') throw error
  }
}

function toKey({ service, characteristic }: GattCharacteristic): string {
  return `${service} ${characteristic}`
}

function fromKey(key: string): GattCharacteristic {
  const [service = '', characteristic = ''] = key.split(' ')
  return { service, characteristic }
}
