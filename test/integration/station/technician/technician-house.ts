/** A whole station over a real database, its simulated sensors on real drivers, and its API as clients call it. */
import { v7 as newId } from 'uuid'
import { findSerialProtocol } from '../../../../device-drivers/protocols.ts'
import type { ByteLink } from '../../../../device-drivers/serial/byte-link.ts'
import { PortLister } from '../../../../device-drivers/serial/list-ports.ts'
import { systemSerialClock } from '../../../../device-drivers/serial/serial-clock.ts'
import { createSimulatedPort, type SimulatedPort } from '../../../../device-drivers/serial/simulated-port.ts'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { createRouter } from '../../../../station/api/router.ts'
import { assemble } from '../../../../station/assemble.ts'
import type { AssembledStation } from '../../../../station/assembly/assembled-station.ts'
import { ConfigurationSchema } from '../../../../station/config/configuration.ts'
import { ClientConnection } from '../../../../station/people/client-connection.ts'
import { openStore, type OpenedStore } from '../../../../station/store/open-store.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { ManualClock, newFolder, quiet, removeFolder } from '../station-core.ts'

export const STICK = '/dev/ttyStick'
export const SECOND_RADAR = '/dev/ttyRadar2'
/** Nurse calls that are not set up yet. */
export const LINE = '/dev/ttyCalls'
export const OTHER_LINE = '/dev/ttyCalls2'
export const CORD = '002a3b4c'
export const OTHER_CORD = '002a3b4d'

const CONFIGURATION = {
  station: { id: 'solbakken', name: 'Solbakken omsorgsboliger', locale: 'nb' },
  ports: [
    { path: STICK, protocol: 'enocean-esp3' },
    { path: '/dev/ttyRadar', protocol: 'mr60fda', variant: 'r60-fda1', device: 'radar-204' },
  ],
  residents: [
    { id: 'r-204', name: 'Ingrid Solberg', home: { unit: '204' } },
    { id: 'r-205', name: 'Olav Berg', home: { unit: '205' } },
  ],
  devices: [
    {
      id: 'radar-204',
      protocol: 'mr60fda',
      resident: 'r-204',
      placement: 'bathroom',
      supervisionSeconds: 3600,
    },
  ],
  people: [
    { id: 'kari', name: 'Kari Nordmann', role: 'caregiver' },
    { id: 'tuva', name: 'Tuva Teknes', role: 'technician' },
    { id: 'ola', name: 'Ola Teknes', role: 'technician' },
  ],
}

export class TechnicianHouse {
  readonly clock = new ManualClock()
  readonly #ports = new Map<string, SimulatedPort>()
  #store: OpenedStore | undefined
  #station: AssembledStation | undefined
  #onBoard: AbortController | undefined

  private constructor(readonly folder: string) {
    this.#plug(STICK, 'enocean-esp3')
    this.#plug('/dev/ttyRadar', 'mr60fda')
    this.#plug(SECOND_RADAR, 'mr60fda', 'tf-fda2')
    for (const line of [LINE, OTHER_LINE]) this.#plug(line, 'espa-444')
  }

  static async open(): Promise<TechnicianHouse> {
    const house = new TechnicianHouse(await newFolder())
    await house.start()
    return house
  }

  async start(content: object = CONFIGURATION, digest = 'content'): Promise<void> {
    const store = await openStore(this.folder)
    this.#store = store
    this.#station = await assemble({
      store,
      configuration: { configuration: ConfigurationSchema.parse(content), digest, warnings: [] },
      clock: this.clock,
      serialClock: systemSerialClock,
      openLink: (path, line): Promise<ByteLink> =>
        this.#ports.get(path)?.openLink(path, line) ?? Promise.reject(new Error(`nothing on ${path}`)),
      openAdapter: () => Promise.reject(new Error('this house has no Bluetooth')),
      lister: new PortLister({ listSystem: () => Promise.resolve([]), mono: () => this.clock.mono() }),
      log: quiet,
      newId,
      dataFolder: this.folder,
      training: false,
    })
    await this.#station.start()
    const { api } = this
    await waitUntil(async () => {
      const message = await firstOf(await api.technician.changes())
      return message?.receivers?.every(({ state }) => state === 'open')
    }, 'the ports did not open')
  }

  async stop(): Promise<void> {
    this.#onBoard?.abort()
    await this.#station?.stop()
    await this.#store?.close()
    this.#station = undefined
    this.#store = undefined
  }

  async restart(content?: object, digest?: string): Promise<void> {
    await this.stop()
    await this.start(content, digest)
  }

  async end(): Promise<void> {
    await this.stop()
    for (const port of this.#ports.values()) await port.stop()
    await removeFolder(this.folder)
  }

  get api() {
    return this.#apiWith(new AbortController().signal)
  }

  /** A caregiver's screen that shows the board until the house is closed. */
  async showBoard(): Promise<void> {
    this.#onBoard = new AbortController()
    const messages = await this.#apiWith(this.#onBoard.signal).board.changes()
    void (async () => {
      for await (const message of messages) if (message.type === 'snapshot') continue
    })()
  }

  /** Makes the simulated device on this port do something, in the words of its script. */
  act(port: string, part: string): void {
    this.#ports.get(port)?.act(part)
  }

  async cards(): Promise<readonly AlarmCard[]> {
    return (
      (await firstOf(await this.api.board.changes()).then((message) =>
        message?.type === 'snapshot' ? message.board.alarms : undefined,
      )) ?? []
    )
  }

  card(isWanted: (card: AlarmCard) => boolean, otherwise: string): Promise<AlarmCard> {
    return waitUntil(async () => (await this.cards()).find(isWanted), otherwise)
  }

  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    if (this.#store === undefined) throw new Error('the house is closed')
    return this.#store.reader.query(sql)
  }

  #apiWith(signal: AbortSignal) {
    const station = this.#station
    if (station === undefined) throw new Error('the house is closed')
    const router = createRouter({
      desk: station.desk,
      reader: station.view,
      proof: station.vitals,
      feed: station.feed,
      station: () => station.identity,
      diagnostics: () => Promise.reject(new Error('not of this test')),
      training: null,
      technician: station.technician,
      rules: station.rules,
      night: station.night,
      house: station.house,
      attendance: station.attendance,
      people: station.people,
      residents: station.residents,
      isStorageFailure: () => false,
      log: quiet,
    })
    const connection = new ClientConnection('127.0.0.1')
    return router.createCaller({ isLocalClient: true, connection, isCongested: () => false }, { signal })
  }

  #plug(path: string, id: string, variant: string | null = null): void {
    const protocol = findSerialProtocol(id)
    if (protocol === undefined) throw new Error(`no protocol ${id}`)
    const device = protocol.createSimulator({
      variant: variant ?? protocol.defaultVariant,
      script: '',
      seed: 1,
    })
    this.#ports.set(path, createSimulatedPort(device, systemSerialClock))
  }
}

/** The first message of a subscription, which then ends. */
export async function firstOf<T>(messages: AsyncIterable<T>): Promise<T | undefined> {
  for await (const message of messages) return message
  return undefined
}

/** The code with which a call was refused. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  const cause = error instanceof Error ? error.cause : undefined
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) {
    throw new Error('the call was not refused', { cause: error })
  }
  return String(cause.code)
}
