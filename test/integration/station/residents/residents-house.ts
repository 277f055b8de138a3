/** A whole station over a real database, without sensors on wires: what they say is handed to the intake. */
import { v7 as newId } from 'uuid'
import { PortLister } from '../../../../device-drivers/serial/list-ports.ts'
import { systemSerialClock } from '../../../../device-drivers/serial/serial-clock.ts'
import { assemble, type AssembledStation } from '../../../../station/assemble.ts'
import { ConfigurationSchema } from '../../../../station/config/configuration.ts'
import { hashPin } from '../../../../station/people/pin.ts'
import { openReadOnly } from '../../../../station/store/read-only.ts'
import { openStore, type OpenedStore } from '../../../../station/store/open-store.ts'
import { apiStation } from '../../../fakes/api-station.ts'
import { ManualClock, newFolder, quiet, removeFolder } from '../station-core.ts'

export const CODE = '482915'

export const CONFIGURATION = {
  station: { id: 'solbakken', name: 'Solbakken', locale: 'nb' },
  residents: [
    { id: 'r-204', name: 'Ingrid Solberg', birthYear: 1942, home: { address: 'Solbakken 2', unit: '204' } },
    { id: 'r-205', name: 'Olav Berg', home: { unit: '205' } },
  ],
  devices: [{ id: 'radar-204', protocol: 'mr60fda', resident: 'r-204', placement: 'bathroom' }],
}

const ROLES = [
  ['kari', 'caregiver'],
  ['tuva', 'technician'],
  ['mona', 'manager'],
  ['anne', 'administrator'],
] as const

export type Staff = (typeof ROLES)[number][0]

export class ResidentsHouse {
  readonly clock = new ManualClock()
  #store: OpenedStore | undefined
  #station: AssembledStation | undefined

  private constructor(
    readonly folder: string,
    private readonly pin: string,
  ) {}

  static async open(): Promise<ResidentsHouse> {
    const house = new ResidentsHouse(await newFolder(), await hashPin(CODE))
    await house.start()
    return house
  }

  async start(content: object = CONFIGURATION): Promise<void> {
    const store = await openStore(this.folder)
    this.#store = store
    const people = ROLES.map(([id, role]) => ({ id, role, name: `${id} Nordmann`, pin: this.pin }))
    const configuration = ConfigurationSchema.parse({ ...content, people })
    this.#station = await assemble({
      store,
      configuration: { configuration, digest: JSON.stringify(content), warnings: [] },
      clock: this.clock,
      serialClock: systemSerialClock,
      openLink: () => Promise.reject(new Error('this house has no ports')),
      openAdapter: () => Promise.reject(new Error('this house has no Bluetooth')),
      lister: new PortLister({ listSystem: () => Promise.resolve([]), mono: () => this.clock.mono() }),
      log: quiet,
      newId,
      dataFolder: this.folder,
      training: false,
    })
  }

  /** With its clocks running: what ends by itself ends here. */
  async run(): Promise<void> {
    await this.station.start()
  }

  async restart(content?: object): Promise<void> {
    await this.#stop()
    await this.start(content)
  }

  async end(): Promise<void> {
    await this.#stop()
    await removeFolder(this.folder)
  }

  get station(): AssembledStation {
    if (this.#station === undefined) throw new Error('the house is closed')
    return this.#station
  }

  /** The API as somebody who has signed in calls it. */
  async as(id: Staff) {
    const { people, residents } = this.station
    const connection = people.parts.sessions.connect('127.0.0.1', undefined)
    const { router } = apiStation({ people, residents })
    const api = router.createCaller({ isLocalClient: true, connection, isCongested: () => false })
    await api.session.signIn({ personId: id, pin: CODE })
    return api
  }

  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    if (this.#store === undefined) throw new Error('the house is closed')
    return this.#store.reader.query(sql)
  }

  /** What the audit log tells of residents, oldest first. */
  async told(): Promise<string[]> {
    const entries = await this.rows<{ who: string; action: string; subject: string }>(
      `SELECT actor_id AS who, action, subject FROM audit_entries
       WHERE action LIKE 'resident.%' OR action LIKE 'paper.%' ORDER BY position`,
    )
    return entries.map(({ who, action, subject }) => `${who} ${action} ${subject}`)
  }

  async auditIsWhole(): Promise<boolean> {
    const store = await openReadOnly(this.folder)
    try {
      return (await store.verifyAudit()).ok
    } finally {
      await store.close()
    }
  }

  async #stop(): Promise<void> {
    await this.#station?.stop()
    await this.#store?.close()
    this.#station = undefined
    this.#store = undefined
  }
}
