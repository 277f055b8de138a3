import type { AssignedDevice, RegistryRows } from '../store/registry-rows.ts'
import type { PersonRow, ResidentRow } from '../store/entities.ts'

/** Who and what the station knows, in memory; replaced as a whole after a provisioning. */
export class Registry {
  readonly #residents: ReadonlyMap<string, ResidentRow>
  readonly #devices: ReadonlyMap<string, AssignedDevice>
  readonly #people: ReadonlyMap<string, PersonRow>

  constructor(rows: RegistryRows) {
    this.#residents = new Map(rows.residents.map((row) => [row.id, row]))
    this.#devices = new Map(rows.devices.map((row) => [row.id, row]))
    this.#people = new Map(rows.people.map((row) => [row.id, row]))
  }

  resident(id: string): ResidentRow | undefined {
    return this.#residents.get(id)
  }

  device(id: string): AssignedDevice | undefined {
    return this.#devices.get(id)
  }

  person(id: string): PersonRow | undefined {
    return this.#people.get(id)
  }

  devices(): Iterable<AssignedDevice> {
    return this.#devices.values()
  }

  people(): Iterable<PersonRow> {
    return this.#people.values()
  }

  /** The device on a port: the port's own one, or the one with this address behind it. */
  deviceOn(port: string, protocol: string, address: string | null): AssignedDevice | undefined {
    for (const device of this.#devices.values()) {
      if (device.protocol !== protocol || device.address !== address) continue
      if (device.port === port || (device.port === null && address !== null)) return device
    }
    return undefined
  }
}
