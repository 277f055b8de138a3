/**
 * BlueZ's property maps as advertisements (ble-gatt-pendant.md, section 4). A device object keeps the last
 * values, so only what a signal brings is news; names and services are kept from before, for people.
 */
import { z } from 'zod'
import type { Advertisement } from './advertisement.ts'

const DEVICE = 'org.bluez.Device1'
/** Names of this many devices are kept; radio reaches the whole neighbourhood. */
const MAX_DEVICES = 2000

const Bytes = z.instanceof(Uint8Array)
/** What of `Device1` is read; a property of another shape is left out, the rest of the signal counts. */
const DevicePropertiesSchema = z.object({
  AddressType: z.enum(['public', 'random']).optional().catch(undefined),
  Name: z.string().optional().catch(undefined),
  RSSI: z.number().int().optional().catch(undefined),
  UUIDs: z.array(z.string()).optional().catch(undefined),
  ServiceData: z.record(z.string(), Bytes).optional().catch(undefined),
  ManufacturerData: z.record(z.string(), Bytes).optional().catch(undefined),
})

type DeviceProperties = z.infer<typeof DevicePropertiesSchema>

interface KnownDevice {
  readonly addressType: Advertisement['addressType']
  readonly name: string | null
  readonly services: readonly string[]
  readonly signal: number | null
}

const UNKNOWN: KnownDevice = { addressType: null, name: null, services: [], signal: null }

export class BluezDevices {
  readonly #known = new Map<string, KnownDevice>()

  constructor(private readonly adapterPath: string) {}

  /** What BlueZ knew before anybody listened: no advertisement, only names. */
  learn(path: string, interfaces: unknown): void {
    const address = this.#addressAt(path)
    const read = DevicePropertiesSchema.safeParse(propertiesOf(interfaces))
    if (address !== undefined && read.success) this.#keep(address, read.data)
  }

  /** `InterfacesAdded`: the first advertisement of a device comes with its object. */
  added(path: string, interfaces: unknown): Advertisement | undefined {
    return this.#advertisement(path, propertiesOf(interfaces))
  }

  /** `PropertiesChanged` of a device object. */
  changed(path: string, face: unknown, changed: unknown): Advertisement | undefined {
    return face === DEVICE ? this.#advertisement(path, changed) : undefined
  }

  removed(path: string): void {
    const address = this.#addressAt(path)
    if (address !== undefined) this.#known.delete(address)
  }

  #advertisement(path: string, properties: unknown): Advertisement | undefined {
    const address = this.#addressAt(path)
    const read = DevicePropertiesSchema.safeParse(properties)
    if (address === undefined || !read.success) return undefined
    const { addressType, name, services, signal } = this.#keep(address, read.data)
    const { RSSI, ServiceData, ManufacturerData } = read.data
    // Connected, paired, bonded: nothing went over the air that an advertisement would tell.
    if (RSSI === undefined && ServiceData === undefined && ManufacturerData === undefined) return undefined
    return {
      address,
      addressType,
      name,
      signal,
      services,
      serviceData: new Map(
        Object.entries(ServiceData ?? {}).map(([uuid, data]) => [uuid.toLowerCase(), data]),
      ),
      manufacturerData: new Map(
        Object.entries(ManufacturerData ?? {}).map(([company, data]) => [Number(company), data]),
      ),
    }
  }

  #keep(address: string, { AddressType, Name, RSSI, UUIDs }: DeviceProperties): KnownDevice {
    const before = this.#known.get(address) ?? UNKNOWN
    const known = {
      addressType: AddressType ?? before.addressType,
      name: Name ?? before.name,
      services: UUIDs?.map((uuid) => uuid.toLowerCase()) ?? before.services,
      signal: RSSI ?? before.signal,
    }
    this.#known.delete(address)
    this.#known.set(address, known)
    const oldest = this.#known.keys().next()
    if (this.#known.size > MAX_DEVICES && oldest.done !== true) this.#known.delete(oldest.value)
    return known
  }

  /** `/org/bluez/hci0/dev_B4_35_22_F5_3D_A4` → `B4:35:22:F5:3D:A4`; undefined for anything else. */
  #addressAt(path: string): string | undefined {
    if (!path.startsWith(`${this.adapterPath}/dev_`)) return undefined
    const name = path.slice(this.adapterPath.length + '/dev_'.length)
    return /^[0-9A-F]{2}(_[0-9A-F]{2}){5}$/.test(name) ? name.replaceAll('_', ':') : undefined
  }
}

function propertiesOf(interfaces: unknown): unknown {
  if (typeof interfaces !== 'object' || interfaces === null || !Object.hasOwn(interfaces, DEVICE))
    return undefined
  return (interfaces as Readonly<Record<string, unknown>>)[DEVICE]
}
