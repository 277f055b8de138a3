/** Residents over a real database with alarms, rules and people around them; what sensors say is handed to the intake. */
import type { PathHealth } from '../../../../shared/api/centre-paths.ts'
import type { Screen } from '../../../../shared/api/screens.ts'
import { v7 as newId } from 'uuid'
import { BoardView } from '../../../../station/alarms/board-view.ts'
import type { Arrival } from '../../../../station/alarms/intake.ts'
import { createAlarms } from '../../../../station/assembly/alarms.ts'
import { createHouse } from '../../../../station/assembly/house.ts'
import { createNight } from '../../../../station/assembly/night.ts'
import { createPeople } from '../../../../station/assembly/people.ts'
import { createResidents } from '../../../../station/assembly/residents.ts'
import { loadState } from '../../../../station/assembly/stored-state.ts'
import { createTimeRules } from '../../../../station/assembly/time-rules.ts'
import { ConfigurationSchema } from '../../../../station/config/configuration.ts'
import { RegistryRefresh } from '../../../../station/devices/registry-refresh.ts'
import { hashPin } from '../../../../station/people/pin.ts'
import { Attendance } from '../../../../station/supervision/attendance.ts'
import { SoundLog } from '../../../../station/supervision/sound-log.ts'
import { openReadOnly } from '../../../../station/store/read-only.ts'
import { openStore } from '../../../../station/store/open-store.ts'
import { runningTests, writeTest } from '../../../../station/store/test-rows.ts'
import { DeliveryBook } from '../../../../station/sync/delivery-book.ts'
import { newTest, testAfter, type GuidedTest } from '../../../../station/technician/guided-test.ts'
import { GuidedTests } from '../../../../station/technician/guided-tests.ts'
import { apiStation } from '../../../fakes/api-station.ts'
import { ManualClock, newFolder, quiet, removeFolder, says } from '../station-core.ts'

const CODE = '482915'

export const CONFIGURATION = {
  station: { id: 'solbakken', name: 'Solbakken', locale: 'nb' },
  residents: [
    { id: 'r-204', name: 'Ingrid Solberg', birthYear: 1942, home: { address: 'Solbakken 2', unit: '204' } },
    { id: 'r-205', name: 'Olav Berg', home: { unit: '205' } },
  ],
  devices: [
    { id: 'radar-204', protocol: 'mr60fda', resident: 'r-204', placement: 'bathroom' },
    { id: 'radar-205', protocol: 'mr60fda', placement: 'bathroom' },
  ],
}

const STAFF = [
  ['kari', 'caregiver'],
  ['tuva', 'technician'],
  ['mona', 'manager'],
  ['anne', 'administrator'],
] as const
type Staff = (typeof STAFF)[number][0]

/** Whether the machine has a key store. */
export const hasKeyStore = { now: false }

async function openParts(folder: string, clock: ManualClock, pin: string, content: object) {
  const store = await openStore(folder)
  const people = STAFF.map(([id, role]) => ({ id, role, name: `${id} Nordmann`, pin }))
  const configuration = ConfigurationSchema.parse({ ...content, people })
  const file = { configuration, digest: JSON.stringify(content), warnings: [] }
  const state = await loadState({ store, configuration: file, clock, log: quiet, newId }, () => undefined)
  const { manager: reader } = store.reader
  const registryRefresh = new RegistryRefresh(reader, state.registry)
  const refreshRegistry = () => registryRefresh.refresh()
  const metrics = {
    observeIntake: () => undefined,
    observeBoard: () => undefined,
    observeCentre: () => undefined,
  }
  const effects = { alarmsChanged: () => undefined }
  const tests = new GuidedTests(await runningTests(reader))
  const standingOf = (deviceId: string) => {
    if (tests.isRunning(deviceId)) return 'test'
    return state.registry.device(deviceId)?.lifecycle === 'suspended' ? 'suspended' : undefined
  }
  const alarms = createAlarms(state, { effects, metrics, clock, log: quiet, standingOf })
  const timeRules = await createTimeRules(state, { alarms, reader, clock, log: quiet })
  const view = new BoardView({
    ...state,
    deliveries: new DeliveryBook(false),
    screens: { nameOf: (screenId) => room.parts.screens.nameOf(screenId), mute: () => [] },
    reader,
    explain: () => [],
  })
  const feed = { publishPeople: () => undefined }
  const room = await createPeople(state, {
    alarms,
    reader,
    refreshRegistry,
    feed,
    onScreenNamed: () => undefined,
    clock,
    log: quiet,
  })
  const board = { publish: () => undefined }
  const residents = createResidents(state, {
    reader,
    dataFolder: folder,
    refreshRegistry,
    board,
    alarms,
    timeRules,
    clock,
    log: quiet,
  })
  /** The kinds of the paths at each change; the ways themselves are tried in sync/. */
  const changedTo: string[][] = []
  const ways: { now: readonly PathHealth[]; meanwhile: () => Promise<void> } = {
    now: [],
    meanwhile: () => Promise.resolve(),
  }
  /** Under which ids the ways were opened anew: made ready, and put in use or dropped again. */
  const waysUnder: string[] = []
  const centre = {
    health: () => ways.now,
    under: async (id: string) => {
      waysUnder.push(`${id} ready`)
      await ways.meanwhile()
      return {
        take: () => {
          waysUnder.push(`${id} taken`)
        },
        drop: () => {
          waysUnder.push(`${id} dropped`)
          return Promise.resolve()
        },
      }
    },
    test: () => Promise.resolve(undefined),
    change: (paths: readonly { readonly kind: string }[]) => {
      changedTo.push(paths.map(({ kind }) => kind))
      return Promise.resolve()
    },
  }
  const kept = new Map<string, string>()
  const keyStore = {
    keep: (name: string, word: string) => {
      if (hasKeyStore.now) kept.set(name, word)
      return Promise.resolve(hasKeyStore.now)
    },
    read: (name: string) => Promise.resolve(kept.get(name) ?? null),
    forget: (name: string) => {
      kept.delete(name)
      return Promise.resolve()
    },
  }
  return {
    changedTo,
    ways,
    waysUnder,
    kept,
    store,
    tests,
    state,
    alarms,
    timeRules,
    view,
    room,
    residents,
    api: apiStation({
      people: room,
      residents,
      rules: timeRules.desk,
      night: createNight(state, { deskParts: alarms.deskParts, view, reader, clock }),
      reader: view,
      desk: alarms.desk,
      attendance: new Attendance(new SoundLog({ ...state, clock, log: quiet })),
      house: createHouse(state, {
        people: room,
        effects,
        clock,
        log: quiet,
        centre,
        keyStore,
        onPaper: () => {
          residents.paper.changed()
        },
      }),
    }),
  }
}

interface Client {
  readonly otherVersion?: string
  readonly screen?: Screen | null
}

export class ResidentsHouse {
  private constructor(
    readonly clock: ManualClock,
    readonly folder: string,
    private readonly pin: string,
    private now: Awaited<ReturnType<typeof openParts>>,
  ) {}

  static async open(): Promise<ResidentsHouse> {
    const clock = new ManualClock()
    const folder = await newFolder()
    const pin = await hashPin(CODE)
    return new ResidentsHouse(clock, folder, pin, await openParts(folder, clock, pin, CONFIGURATION))
  }

  async restart(content: object = CONFIGURATION): Promise<void> {
    await this.#stop()
    this.now = await openParts(this.folder, this.clock, this.pin, content)
  }

  async end(): Promise<void> {
    await this.#stop()
    await removeFolder(this.folder)
  }

  get parts() {
    return this.now
  }

  /** The API as a screen calls it on which nobody has signed in; `otherVersion`: one that is older or newer. */
  locked(address = '127.0.0.1', { otherVersion, screen = null }: Client = {}) {
    const { room, api } = this.now
    const connection = room.parts.sessions.connect(address, undefined, screen)
    const context = { isLocalClient: true, connection, isCongested: () => false }
    return api.router.createCaller(otherVersion === undefined ? context : { ...context, otherVersion })
  }

  /** The API as somebody who has signed in calls it. */
  async as(id: Staff) {
    const caller = this.locked()
    await caller.session.signIn({ personId: id, pin: CODE })
    return caller
  }

  /** A sensor of this unit says something now: stored, and told to whoever follows it. */
  async says(unit: string, ...rest: [kind: Parameters<typeof says>[1], value?: Parameters<typeof says>[2]]) {
    const said: Arrival = says(unit, ...rest)
    const placement = this.now.state.registry.device(said.event.deviceId)?.placement ?? null
    const arrival = { ...said, event: { ...said.event, placement, receivedAt: this.clock.wall() } }
    await this.now.alarms.intake.take([arrival])
    this.now.timeRules.watch.onStored(arrival.event)
    const standing = this.now.alarms.standingOf(arrival.event.deviceId)
    if (this.now.state.absences.note(arrival.event, standing)) await this.now.residents.absences.look()
  }

  /** A guided test of this device begins now; gives what ends it. */
  async test(deviceId: string): Promise<() => Promise<void>> {
    const test = newTest(newId(), deviceId, 'tuva', this.clock.wall())
    await this.#keepTest(test)
    return () => this.#keepTest(testAfter(test, { type: 'ended', at: this.clock.wall() }))
  }

  async #keepTest(test: GuidedTest): Promise<void> {
    await this.now.state.writeQueue.run('routine', (transaction) => writeTest(transaction, test))
    this.now.tests.apply(test)
  }

  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return this.now.store.reader.query(sql)
  }

  async causes(): Promise<string[]> {
    const rows = await this.rows<{ cause: string }>('SELECT cause FROM alarms ORDER BY opened_at, id')
    return rows.map(({ cause }) => cause)
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
    await this.now.residents.absences.stop()
    await this.now.residents.paper.stop()
    await this.now.state.writeQueue.close()
    await this.now.store.close()
  }
}
