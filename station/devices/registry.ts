import type { AssignedDevice, RegistryRows } from '../store/registry-rows.ts'
import type { PersonOnAlarm } from '../../shared/api/board.ts'
import type { Absence } from '../../shared/domain/absence.ts'
import type { PersonRow, ResidentRow } from '../store/house-entities.ts'

/**
 * Who and what the station knows, in memory. One object for the whole run: every part holds it and sees a
 * replacement (a provisioning, a pairing) with its next look.
 */
export class Registry {
  #residents: ReadonlyMap<string, ResidentRow> = new Map()
  #devices: ReadonlyMap<string, AssignedDevice> = new Map()
  #people: ReadonlyMap<string, PersonRow> = new Map()
  #formerPeople: ReadonlyMap<string, PersonRow> = new Map()
  #byAddress: ReadonlyMap<string, AssignedDevice> = new Map()
  #absences: ReadonlyMap<string, Absence> = new Map()
  readonly #followers = new Set<() => void>()

  constructor(rows: RegistryRows) {
    this.replace(rows)
  }

  /** What the store now holds takes the place of everything known before; then the followers are told. */
  replace(rows: RegistryRows): void {
    this.#residents = new Map(rows.residents.map((row) => [row.id, row]))
    this.#devices = new Map(rows.devices.map((row) => [row.id, row]))
    this.#people = new Map(rows.people.map((row) => [row.id, row]))
    this.#formerPeople = new Map(rows.formerPeople.map((row) => [row.id, row]))
    this.#byAddress = indexByAddress(rows.devices)
    this.#absences = new Map(rows.absences?.map((absence) => [absence.residentId, absence]))
    for (const follower of this.#followers) follower()
  }

  /** Called after each replacement, until the function it returns is called. */
  onReplaced(follower: () => void): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  resident(id: string): ResidentRow | undefined {
    return this.#residents.get(id)
  }

  /** Those who left as well. */
  residents(): Iterable<ResidentRow> {
    return this.#residents.values()
  }

  /** As it is stored; whether it is over by now the absence book says. */
  absenceOf(residentId: string): Absence | undefined {
    return this.#absences.get(residentId)
  }

  absences(): Iterable<Absence> {
    return this.#absences.values()
  }

  device(id: string): AssignedDevice | undefined {
    return this.#devices.get(id)
  }

  person(id: string): PersonRow | undefined {
    return this.#people.get(id)
  }

  /** Who the id belongs to or belonged to, for alarms that name it; nobody may act by it. */
  personOnAlarm(id: string): PersonOnAlarm {
    const former = this.#formerPeople.get(id)
    return { id, name: (this.#people.get(id) ?? former)?.name ?? null, hasLeft: former !== undefined }
  }

  devices(): Iterable<AssignedDevice> {
    return this.#devices.values()
  }

  /** Of the devices that are paired with this protocol, lower case. */
  addressesOf(protocol: string): string[] {
    return [...this.#devices.values()].flatMap((device) =>
      device.protocol === protocol && device.address !== null ? device.address.toLowerCase() : [],
    )
  }

  people(): Iterable<PersonRow> {
    return this.#people.values()
  }

  formerPeople(): Iterable<PersonRow> {
    return this.#formerPeople.values()
  }

  /**
   * The device on a port: the one paired with this port, else the one with this address behind any port. Null
   * asks for the device that the port itself is. Addresses compare without regard to case: they are hex, or
   * digits.
   */
  deviceOn(port: string, protocol: string, address: string | null): AssignedDevice | undefined {
    const here = this.#byAddress.get(addressKey(protocol, port, address))
    if (here !== undefined || address === null) return here
    return this.#byAddress.get(addressKey(protocol, null, address))
  }
}

/** Of two devices with one address the first stands, as it did before the second came. */
function indexByAddress(devices: readonly AssignedDevice[]): ReadonlyMap<string, AssignedDevice> {
  const index = new Map<string, AssignedDevice>()
  for (const device of devices) {
    const key = addressKey(device.protocol, device.port, device.address)
    if (!index.has(key)) index.set(key, device)
  }
  return index
}

function addressKey(protocol: string, port: string | null, address: string | null): string {
  return JSON.stringify([protocol, port, address === null ? null : address.toLowerCase()])
}
