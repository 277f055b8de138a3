/**
 * An adapter that is lost, and with it everything behind it: one alarm, nobody called silent for it, and all of it
 * over when it is back. A real bus, a service in BlueZ's shape, a real station process.
 */
import i18next from 'i18next'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultWords } from '../../renderer/alarm-board/fault-words.ts'
import { LANGUAGES, setUpLanguages } from '../../renderer/i18n/setup.ts'
import type { AlarmCard } from '../../shared/api/board.ts'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BoardClient } from '../support/board-client.ts'
import { BUTTON_KEY, BUTTON_MAC, sealedFrame } from '../support/bthome-frames.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import type { FakeAdapter } from '../support/fake-bluez/fake-adapter.ts'
import { FakeBluez } from '../support/fake-bluez/fake-bluez.ts'
import { FakePendant } from '../support/fake-bluez/fake-pendant.ts'
import { PrivateBus } from '../support/fake-bluez/private-bus.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

const PENDANT_MAC = 'C0:FF:EE:00:02:04'
/** Longer than the ten seconds after which a lost adapter is an alarm, so that its cause is known by then, also on a busy machine. */
const SUPERVISION_SECONDS = 25

const HOME: ConfigurationText = {
  station: { id: 'solbakken', name: 'Solbakken omsorgsboliger', locale: 'nb' },
  bluetooth: [
    { adapter: 'hci0', protocol: 'bthome-v2' },
    { adapter: 'hci0', protocol: 'ble-gatt-pendant' },
  ],
  residents: ['r-204', 'r-205'].map((id) => ({ id, name: 'Ingrid Solberg' })),
  devices: [
    {
      id: 'button-204',
      protocol: 'bthome-v2',
      address: BUTTON_MAC,
      key: BUTTON_KEY,
      resident: 'r-204',
      supervisionSeconds: SUPERVISION_SECONDS,
    },
    {
      id: 'pendant-205',
      protocol: 'ble-gatt-pendant',
      address: PENDANT_MAC,
      resident: 'r-205',
      supervisionSeconds: SUPERVISION_SECONDS,
    },
  ],
  people: [{ id: 'kari', name: 'Kari Nordmann', role: 'caregiver' }],
}

/** One home with its own bus, so that several can be lost at one time. */
class BluetoothHome {
  static #starting: Promise<unknown> = Promise.resolve()
  adapter: FakeAdapter | undefined
  #counter = 1000
  #pendant: FakePendant | undefined

  private constructor(
    private readonly cleanUp: CleanUp,
    readonly bus: PrivateBus,
    readonly data: string,
  ) {}

  static async open(cleanUp: CleanUp, policy: 'everybody' | 'nobody' = 'everybody'): Promise<BluetoothHome> {
    const folder = await temporaryFolder(cleanUp)
    return new BluetoothHome(cleanUp, await PrivateBus.start(cleanUp, policy), join(folder, 'station'))
  }

  async plugAdapter(bluez?: FakeBluez): Promise<FakeBluez> {
    const daemon = bluez ?? (await FakeBluez.start(this.cleanUp, this.bus.address))
    this.listenTo(daemon, daemon.addAdapter('hci0'))
    return daemon
  }

  listenTo(bluez: FakeBluez, hci0: FakeAdapter): void {
    this.#pendant = new FakePendant(bluez, hci0, PENDANT_MAC)
    this.adapter = hci0
  }

  /** One after the other: five programs that load at one time are slow on two cores. */
  start(): Promise<StationProcess> {
    const prefix = ['env', `DBUS_SYSTEM_BUS_ADDRESS=${this.bus.address}`]
    const before = BluetoothHome.#starting
    const started = (async () => {
      await before
      return startStation(this.cleanUp, { data: this.data, configuration: HOME, prefix })
    })()
    BluetoothHome.#starting = started.catch(() => undefined)
    return started
  }

  /** Both say that they are there until the board calls them heard. */
  async heard(client: BoardClient): Promise<void> {
    await waitUntil(
      () => {
        this.#counter += 1
        const packet = (this.#counter % 256).toString(16).padStart(2, '0')
        const frame = sealedFrame(`00${packet}01643a00`, this.#counter)
        this.adapter?.advertise(BUTTON_MAC, { rssi: -61, serviceData: { fcd2: frame } })
        if (this.#pendant?.isConnected === false) this.#pendant.advertise()
        const devices = client.proof?.devices
        return devices?.heard === 2 && devices.silent.length === 0
      },
      'not both were heard',
      { everyMs: 200 },
    )
  }
}

const open = (client: BoardClient): AlarmCard[] =>
  [...client.cards.values()].filter(({ state }) => state !== 'resolved' && state !== 'cancelled')

type Loss = (home: BluetoothHome, bluez: FakeBluez) => Promise<() => Promise<unknown>>

const LOSSES: readonly (readonly [string, string, string, Loss])[] = [
  [
    'switched off and blocked',
    'off',
    'hci0',
    (home, bluez) => {
      const hci0 = bluez.adapter('hci0')
      hci0.blocked = true
      hci0.power(false)
      return Promise.resolve(() => {
        hci0.blocked = false
        home.listenTo(bluez, hci0)
        return Promise.resolve()
      })
    },
  ],
  [
    'pulled out',
    'missing',
    'hci0',
    (home, bluez) => {
      bluez.removeAdapter('hci0')
      return Promise.resolve(() => home.plugAdapter(bluez))
    },
  ],
  [
    'lost with its daemon',
    'no-service',
    'bluetooth',
    (home, bluez) => {
      bluez.stop()
      return Promise.resolve(() => home.plugAdapter())
    },
  ],
  [
    'lost with the whole bus',
    'no-bus',
    'bluetooth',
    async (home) => {
      await home.bus.kill()
      return async () => {
        await home.bus.start()
        await home.plugAdapter()
      }
    },
  ],
]

test.concurrent.each(LOSSES)(
  'an adapter %s is one alarm, and all behind it are back with it',
  async (_, state, subject, lose) => {
    const cleanUp = new CleanUp()
    try {
      const home = await BluetoothHome.open(cleanUp)
      const bluez = await home.plugAdapter()
      const station = await home.start()
      const client = await BoardClient.connected(cleanUp, station)
      await home.heard(client)
      expect(await station.health()).toMatchObject({ status: 'ok', openAlarms: 0 })

      const bringBack = await lose(home, bluez)
      const lost = await client.card(({ cause }) => cause === 'adapter-lost', 'no alarm')
      expect(lost).toMatchObject({ category: 'technical', priority: 'high', subject, code: state, figure: 2 })
      await client.proven(({ devices }) => devices.silent.length === 2, 'still called heard')
      expect(open(client).map(({ cause }) => cause)).toEqual(['adapter-lost'])
      const { status, ports, openAlarms } = await station.health()
      expect({ status, openAlarms }).toEqual({ status: 'degraded', openAlarms: 1 })
      expect(ports.map((port) => [port.path, port.state])).toEqual([
        ['hci0', state],
        ['hci0', state],
      ])
      const silences = (await readStored('events', home.data)).filter(({ kind }) => kind === 'silent')
      expect(silences.map(({ alarm }) => alarm)).toEqual([lost.alarmId, lost.alarmId])

      await bringBack()
      await home.heard(client)
      const over = ({ alarmId, state: now }: AlarmCard) => alarmId === lost.alarmId && now === 'cancelled'
      await client.card(over, 'the alarm did not end')
      await waitUntil(async () => (await station.health()).status === 'ok', 'still called degraded')
      expect((await readStored('alarms', home.data, '--state', 'all')).length).toBe(1)
    } finally {
      await cleanUp.run()
    }
  },
)

test.concurrent('an adapter that the station may not use is said in words, with what to do', async () => {
  const cleanUp = new CleanUp()
  try {
    const home = await BluetoothHome.open(cleanUp, 'nobody')
    await home.plugAdapter()
    const station = await home.start()
    const client = await BoardClient.connected(cleanUp, station)
    const lost = await client.card(({ cause }) => cause === 'adapter-lost', 'no alarm')
    expect(lost).toMatchObject({ subject: 'hci0', code: 'no-permission', deviceId: null, figure: 2 })
    setUpLanguages('nb')
    const sentences = LANGUAGES.map((language) => faultWords(lost, i18next.getFixedT(language)))
    expect(sentences).toEqual([
      expect.stringContaining('får ikke åpne den. Ring en tekniker.'),
      expect.stringContaining('may not open it. Call a technician.'),
    ])
    expect(client.proof?.ports[0]?.hint).toContain('/etc/dbus-1/system.d')
    expect((await station.health()).ports[0]).toMatchObject({ path: 'hci0', state: 'no-permission' })
  } finally {
    await cleanUp.run()
  }
})
