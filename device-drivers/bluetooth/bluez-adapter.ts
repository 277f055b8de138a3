/**
 * One BlueZ adapter as an `AdapterLink`: switched on, its discovery running with duplicates, its signals read
 * (ble-gatt-pendant.md, section 4). Discovery belongs to this connection to the bus and ends with it.
 */
import { z } from 'zod'
import type { Moment } from '../protocol-driver.ts'
import { PortOpenError } from '../serial/byte-link.ts'
import type { SerialClock } from '../serial/serial-clock.ts'
import { adapterOpenError } from './adapter-errors.ts'
import type { AdapterLink, OpenAdapter } from './adapter-link.ts'
import type { Advertisement } from './advertisement.ts'
import { BusError, openSystemBus, typed } from './bluez-bus.ts'
import type { BusSignal, SystemBus } from './bluez-bus.ts'
import { BluezDevices } from './bluez-devices.ts'

const BLUEZ = 'org.bluez'
const ADAPTER = 'org.bluez.Adapter1'
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager'
const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}
/** A bus that ended says nothing, and a discovery can stop unseen: asked this often (style pitfall 12). */
const LOOK_MS = 2000
/** Idle for 20 s: it was ended, not paused. */
const MAX_LOOKS_IDLE = 10

const AdapterSchema = z.object({ Powered: z.boolean(), Discovering: z.boolean().optional() })
const ManagedSchema = z.tuple([z.record(z.string(), z.record(z.string(), z.unknown()))])

/** Opens adapters over the system bus. Elsewhere than on Linux there is no BlueZ. */
export function bluezAdapterOpener(clock: SerialClock, platform: string = process.platform): OpenAdapter {
  return async (adapter) => {
    if (platform !== 'linux') throw new PortOpenError('unsupported', null, `no BlueZ on ${platform}`)
    try {
      const bus = await openSystemBus(clock)
      const link = new BluezAdapterLink(bus, `/org/bluez/${adapter}`, clock)
      try {
        await link.open()
        return link
      } catch (error) {
        await link.close()
        throw error
      }
    } catch (error) {
      throw adapterOpenError(error)
    }
  }
}

class BluezAdapterLink implements AdapterLink {
  private readonly devices: BluezDevices
  private advertisementListener: (advertisement: Advertisement, at: Moment) => void = () => undefined
  private closeListener: (why: PortOpenError) => void = () => undefined
  private owner = ''
  private discovering = false
  private looksIdle = 0
  private gone = false
  private lostWhy: PortOpenError | null = null
  private cancelLook: () => void = () => undefined

  constructor(
    private readonly bus: SystemBus,
    private readonly path: string,
    private readonly clock: SerialClock,
  ) {
    this.devices = new BluezDevices(path)
  }

  async open(): Promise<void> {
    const { bus, path } = this
    bus.onSignal((signal) => this.take(signal))
    bus.onClose((reason) => this.lost(new BusError('no-bus', reason)))
    // Rules first: what happens while we look is a signal already. The bus lets only BlueZ's own through.
    await this.listen(`interface='${OBJECT_MANAGER}'`)
    await this.listen(`interface='${PROPERTIES}',member='PropertiesChanged',path_namespace='${path}'`)
    await bus.call({ ...BUS, member: 'AddMatch', signature: 's', body: [OWNER_RULE] })
    const managed = await this.managedObjects()
    const found = managed[path]?.[ADAPTER]
    if (found === undefined) throw new PortOpenError('missing', 'bluetoothctl list', `no adapter at ${path}`)
    const [owner] = await bus.call({ ...BUS, member: 'GetNameOwner', signature: 's', body: [BLUEZ] })
    this.owner = String(owner)
    for (const [at, interfaces] of Object.entries(managed)) this.devices.learn(at, interfaces)
    // Adapters are off after a restart of the machine; nobody signs in to switch this one on.
    if (!AdapterSchema.parse(found).Powered) await this.powerOn()
    await this.discover()
    this.lookLater()
  }

  onAdvertisement(listener: (advertisement: Advertisement, at: Moment) => void): void {
    this.advertisementListener = listener
  }

  onClose(listener: (why: PortOpenError) => void): void {
    this.closeListener = listener
    const { lostWhy } = this
    if (lostWhy !== null) queueMicrotask(() => listener(lostWhy))
  }

  async close(): Promise<void> {
    this.gone = true
    this.cancelLook()
    if (this.discovering) {
      this.discovering = false
      // Ends with the connection anyway; asked first so that the adapter is free at once.
      await this.call(ADAPTER, 'StopDiscovery').catch(() => undefined)
    }
    this.bus.close()
  }

  private listen(rule: string): Promise<readonly unknown[]> {
    const whole = `type='signal',sender='${BLUEZ}',${rule}`
    return this.bus.call({ ...BUS, member: 'AddMatch', signature: 's', body: [whole] })
  }

  private async managedObjects(): Promise<z.infer<typeof ManagedSchema>[0]> {
    const answer = await this.bus.call({
      destination: BLUEZ,
      path: '/',
      interface: OBJECT_MANAGER,
      member: 'GetManagedObjects',
    })
    return ManagedSchema.parse(answer)[0]
  }

  private async powerOn(): Promise<void> {
    const body = [ADAPTER, 'Powered', typed('b', true)]
    try {
      await this.call(PROPERTIES, 'Set', 'ssv', body)
    } catch (error) {
      const { hint, message } = adapterOpenError(error)
      throw new PortOpenError('off', hint ?? 'bluetoothctl power on', message)
    }
  }

  private async discover(): Promise<void> {
    const filter = { Transport: typed('s', 'le'), DuplicateData: typed('b', true) }
    await this.call(ADAPTER, 'SetDiscoveryFilter', 'a{sv}', [filter])
    await this.call(ADAPTER, 'StartDiscovery')
    this.discovering = true
  }

  private call(
    face: string,
    member: string,
    signature?: string,
    body?: readonly unknown[],
  ): Promise<readonly unknown[]> {
    const { path } = this
    const call = { destination: BLUEZ, path, interface: face, member }
    return this.bus.call(signature === undefined || body === undefined ? call : { ...call, signature, body })
  }

  private take(signal: BusSignal): void {
    if (this.gone) return
    const { path, member, body } = signal
    if (member === 'NameOwnerChanged' && signal.sender === BUS.destination) {
      if (body[0] === BLUEZ && body[2] !== this.owner && this.owner !== '') this.lost(DAEMON_GONE)
    } else if (this.owner !== '' && signal.sender !== this.owner) {
      // Sent to us alone by somebody else: no rule of the bus keeps that away.
    } else if (member === 'PropertiesChanged') {
      if (path === this.path) this.adapterChanged(body[0], body[1])
      else this.hear(this.devices.changed(path, body[0], body[1]))
    } else if (member === 'InterfacesAdded') {
      this.hear(this.devices.added(String(body[0]), body[1]))
    } else if (member === 'InterfacesRemoved') {
      this.objectRemoved(String(body[0]), body[1])
    }
  }

  private hear(advertisement: Advertisement | undefined): void {
    if (advertisement !== undefined) this.advertisementListener(advertisement, this.clock.now())
  }

  private adapterChanged(face: unknown, changed: unknown): void {
    const now = AdapterSchema.partial().safeParse(changed)
    if (face !== ADAPTER || !now.success) return
    if (now.data.Powered === false && this.discovering) this.lost(SWITCHED_OFF)
  }

  /** BlueZ itself pauses discoveries for seconds, such as while it connects. */
  private looked(properties: unknown): void {
    this.adapterChanged(ADAPTER, properties)
    const { data } = AdapterSchema.safeParse(properties)
    this.looksIdle = data?.Discovering === false ? this.looksIdle + 1 : 0
    if (this.looksIdle >= MAX_LOOKS_IDLE) this.lost(DISCOVERY_ENDED)
    if (!this.gone) this.lookLater()
  }

  private objectRemoved(path: string, interfaces: unknown): void {
    if (path !== this.path) this.devices.removed(path)
    else if (Array.isArray(interfaces) && interfaces.includes(ADAPTER)) {
      this.lost(new PortOpenError('missing', 'bluetoothctl list', 'the adapter was removed'))
    }
  }

  private lookLater(): void {
    this.cancelLook = this.clock.after(LOOK_MS, () => {
      void this.call(PROPERTIES, 'GetAll', 's', [ADAPTER]).then(
        ([properties]) => this.looked(properties),
        (error: unknown) => this.lost(error),
      )
    })
  }

  private lost(error: unknown): void {
    if (this.gone) return
    this.gone = true
    this.discovering = false
    this.cancelLook()
    this.bus.close()
    this.lostWhy = adapterOpenError(error)
    this.closeListener(this.lostWhy)
  }
}

const OWNER_RULE = `type='signal',sender='${BUS.destination}',member='NameOwnerChanged',arg0='${BLUEZ}'`
const DAEMON_GONE = new BusError('org.freedesktop.DBus.Error.NameHasNoOwner', 'bluetoothd ended')
const SWITCHED_OFF = new BusError('org.bluez.Error.NotReady', 'switched off')
const DISCOVERY_ENDED = new PortOpenError('busy', 'bluetoothctl show', 'the discovery was ended')
