/** The people of a station over a real database, and its API as their screens call it; its board stands in memory. */
import { v7 as newId } from 'uuid'
import type { Screen } from '../../../../shared/api/screens.ts'
import type { Role } from '../../../../shared/domain/role.ts'
import { createAlarms, type AlarmParts } from '../../../../station/assembly/alarms.ts'
import { createPeople } from '../../../../station/assembly/people.ts'
import { loadState, type StoredState } from '../../../../station/assembly/stored-state.ts'
import { ConfigurationSchema } from '../../../../station/config/configuration.ts'
import { RegistryRefresh } from '../../../../station/devices/registry-refresh.ts'
import type { ClientConnection } from '../../../../station/people/client-connection.ts'
import type { PeopleRoom } from '../../../../station/people/people-room.ts'
import { openReadOnly } from '../../../../station/store/read-only.ts'
import { openStore } from '../../../../station/store/open-store.ts'
import { apiStation, type ApiStation } from '../../../fakes/api-station.ts'
import { ManualClock, newFolder, quiet, removeFolder } from '../station-core.ts'

export interface HousePerson {
  readonly id: string
  readonly role: Role
  readonly phone?: string
  readonly pin?: string
}

export class PeopleHouse {
  readonly clock = new ManualClock()
  #running: Running | undefined

  private constructor(
    readonly folder: string,
    private people: readonly HousePerson[],
  ) {}

  static async open(people: readonly HousePerson[]): Promise<PeopleHouse> {
    const house = new PeopleHouse(await newFolder(), people)
    await house.start()
    return house
  }

  async start(): Promise<void> {
    const store = await openStore(this.folder)
    const configuration = ConfigurationSchema.parse({
      station: { id: 'solbakken', name: 'Solbakken' },
      people: this.people.map((person) => ({ ...person, name: nameOf(person.id) })),
    })
    const { clock } = this
    const state = await loadState(
      {
        store,
        configuration: { configuration, digest: JSON.stringify(this.people), warnings: [] },
        clock,
        log: quiet,
        newId,
      },
      () => undefined,
    )
    const { manager: reader } = store.reader
    const refresh = new RegistryRefresh(reader, state.registry)
    const alarms = createAlarms(state, {
      effects: { alarmsChanged: () => undefined },
      metrics: {
        observeIntake: () => undefined,
        observeBoard: () => undefined,
        observeCentre: () => undefined,
      },
      clock,
      log: quiet,
      standingOf: () => undefined,
    })
    const room = await createPeople(state, {
      alarms,
      reader,
      refreshRegistry: () => refresh.refresh(),
      feed: { publishPeople: (tiles) => this.#running?.station.feed.publishPeople(tiles) },
      onScreenNamed: () => undefined,
      clock,
      log: quiet,
    })
    this.#running = {
      room,
      alarms,
      book: state.book,
      station: apiStation({ people: room, training: true }),
      rows: (sql) => store.reader.query(sql),
      write: (sql) => state.writeQueue.run('routine', (transaction) => transaction.run(sql, [])),
      stop: async () => {
        await state.writeQueue.close()
        await store.close()
      },
    }
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
    this.#running = undefined
  }

  /** The same folder, with the same file or another one. */
  async restart(people: readonly HousePerson[] = this.people): Promise<void> {
    await this.stop()
    this.people = people
    await this.start()
  }

  async end(): Promise<void> {
    await this.stop()
    await removeFolder(this.folder)
  }

  get room(): PeopleRoom {
    return this.#now.room
  }

  get station(): ApiStation {
    return this.#now.station
  }

  /** Through which alarms come in and are answered, beside the API. */
  get alarms(): AlarmParts {
    return this.#now.alarms
  }

  get book(): StoredState['book'] {
    return this.#now.book
  }

  /** A client's connection, with the token of a session where it brings one back. */
  screen(
    token?: string,
    address = '127.0.0.1',
    signal = new AbortController().signal,
    screen: Screen | null = null,
  ) {
    const connection = this.room.parts.sessions.connect(address, token, screen)
    return { connection, api: this.apiOf(connection, signal) }
  }

  apiOf(connection: ClientConnection, signal = new AbortController().signal) {
    const context = { isLocalClient: true, connection, isCongested: () => false }
    return this.station.router.createCaller(context, { signal })
  }

  /** What another room of the station writes. */
  write(sql: string): Promise<void> {
    return this.#now.write(sql)
  }

  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return this.#now.rows(sql) as Promise<Row[]>
  }

  /** What the audit log tells of people, oldest first: `kari person.signed-in`. */
  async told(): Promise<string[]> {
    const entries = await this.rows<{ who: string; action: string }>(
      "SELECT actor_id AS who, action FROM audit_entries WHERE action NOT LIKE 'configuration.%' ORDER BY position",
    )
    return entries.map(({ who, action }) => `${who} ${action}`)
  }

  async auditIsWhole(): Promise<boolean> {
    const store = await openReadOnly(this.folder)
    try {
      return (await store.verifyAudit()).ok
    } finally {
      await store.close()
    }
  }

  get #now() {
    if (this.#running === undefined) throw new Error('the house is closed')
    return this.#running
  }
}

interface Running {
  readonly room: PeopleRoom
  readonly alarms: AlarmParts
  readonly book: StoredState['book']
  readonly station: ApiStation
  stop(): Promise<void>
  readonly rows: Rows
  readonly write: Write
}

type Rows = (sql: string) => Promise<unknown[]>
type Write = (sql: string) => Promise<void>

export function nameOf(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)} Nordmann`
}

export { codeOf, firstOf } from '../technician/technician-house.ts'
