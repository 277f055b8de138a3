/** A pendant's call over a connection: a real bus, a service in BlueZ's shape, a real station process. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { segmentObservation } from '../../device-drivers/ble-gatt-pendant/ghs-segments.ts'
import type { ConfigurationText } from '../../station/config/configuration.ts'
import { BoardClient } from '../support/board-client.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import type { FakeAdapter } from '../support/fake-bluez/fake-adapter.ts'
import { FakeBluez } from '../support/fake-bluez/fake-bluez.ts'
import { FakePendant } from '../support/fake-bluez/fake-pendant.ts'
import { PrivateBus } from '../support/fake-bluez/private-bus.ts'
import { CAREGIVER } from '../support/home.ts'
import { FALL, HELP } from '../support/pendant-wire.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

const ADDRESS = 'C0:FF:EE:00:02:04'
const SILENCE_SECONDS = 12

let cleanUp: CleanUp
let data: string
let bluez: FakeBluez
let hci0: FakeAdapter
let pendant: FakePendant
let counter: number

beforeEach(async () => {
  cleanUp = new CleanUp()
  data = join(await temporaryFolder(cleanUp), 'station')
  const bus = await PrivateBus.start(cleanUp)
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
  bluez = await FakeBluez.start(cleanUp, bus.address)
  hci0 = bluez.addAdapter('hci0')
  pendant = new FakePendant(bluez, hci0, ADDRESS)
  counter = 0
})
afterEach(() => cleanUp.run())

function start(): Promise<StationProcess> {
  const configuration: ConfigurationText = {
    station: { id: 'solbakken', name: 'Solbakken omsorgsboliger', locale: 'nb' },
    bluetooth: [{ adapter: 'hci0', protocol: 'ble-gatt-pendant', settings: { helpIsComing: true } }],
    residents: [{ id: 'r-204', name: 'Ingrid Solberg', home: { unit: '204' } }],
    devices: [
      {
        id: 'pendant-204',
        protocol: 'ble-gatt-pendant',
        address: ADDRESS,
        resident: 'r-204',
        supervisionSeconds: SILENCE_SECONDS,
      },
    ],
    people: [{ id: 'kari', name: 'Kari Nordmann', role: 'caregiver' }],
  }
  return startStation(cleanUp, { data, configuration })
}

/** Its button is heard: it says that it is there until the station listens. */
async function listened(): Promise<void> {
  await waitUntil(
    () => {
      if (!pendant.isConnected) pendant.advertise()
      return pendant.listeners('1840', '2b8b') === 1
    },
    'the station does not listen to the pendant',
    { everyMs: 200 },
  )
}

/** In segments of the smallest packets. */
function say(observation: Uint8Array, lose: (at: number) => boolean = () => false): void {
  const segments = segmentObservation(observation, 19, counter)
  counter += segments.length
  for (const [at, segment] of segments.entries()) if (!lose(at)) pendant.say('1840', '2b8b', segment)
}

async function kinds(): Promise<readonly string[]> {
  return (await readStored('events', data)).map(({ kind, value }) => `${kind} ${String(value)}`)
}

test('a press and a fall ring on the board; a fall with a lost segment is not made up', async () => {
  const station = await start()
  const client = await BoardClient.connected(cleanUp, station)
  await listened()
  await waitUntil(
    () => pendant.written.some(({ service, hex }) => service === '1840' && hex === '01'),
    'the pendant was not asked for live observations',
  )
  say(FALL, (at) => at === 1)
  say(HELP)
  const call = await client.card(({ cause }) => cause === 'help-call', 'the call did not reach the board')
  expect(call).toMatchObject({
    priority: 'critical',
    deviceId: 'pendant-204',
    resident: { name: 'Ingrid Solberg' },
  })
  expect((await kinds()).filter((kind) => /^(fall|help-call) /.test(kind))).toEqual(['help-call true'])
  say(FALL)
  await client.card(({ cause }) => cause === 'fall', 'the fall did not reach the board')
  await waitUntil(
    () =>
      pendant.written.some(
        ({ service, hex, type }) => service === '1803' && hex === '02' && type === 'request',
      ),
    'the pendant was not told to warn when it leaves the house',
  )
})

test('out of reach it is silent, and back it is heard again; cut in the middle of a fall it calls anew', async () => {
  const station = await start()
  const client = await BoardClient.connected(cleanUp, station)
  await listened()
  say(FALL, (at) => at > 0)
  pendant.behaviour.refusesToConnect = true
  pendant.disconnect()
  const silent = await client.card(({ cause }) => cause === 'device-silent', 'nobody noticed', 60_000)
  expect(silent).toMatchObject({ category: 'technical', deviceId: 'pendant-204' })
  pendant.behaviour.refusesToConnect = false
  counter = 0
  await listened()
  await waitUntil(async () => (await kinds()).includes('restored silent'), 'its return is not told')
  say(FALL)
  await client.card(({ cause }) => cause === 'fall', 'the fall did not reach the board')
  expect((await kinds()).filter((kind) => kind.startsWith('fall'))).toEqual(['fall true'])
})

/** What was written to Immediate Alert, in order. */
const sounds = () => pendant.written.flatMap(({ service, hex }) => (service === '1802' ? [hex] : []))

test('its bearer hears that somebody has taken the call, and only then', async () => {
  const client = await BoardClient.connected(cleanUp, await start())
  await listened()
  say(HELP)
  const { alarmId } = await client.card(
    ({ cause }) => cause === 'help-call',
    'the call did not reach the board',
  )
  expect(sounds()).toEqual([])
  await client.api.alarm.acknowledge.mutate({ alarmId, by: CAREGIVER, seenRevision: 1 })
  await waitUntil(() => sounds().length === 2, 'the pendant was not told that help is coming')
  expect(sounds()).toEqual(['02', '00'])
  await client.api.alarm.onTheWay.mutate({ alarmId, by: CAREGIVER, seenRevision: 2 })
  say(HELP)
  const { revision } = await client.card(({ count }) => count === 2, 'the second call did not ring')
  expect(sounds()).toEqual(['02', '00'])

  pendant.behaviour.refusesToConnect = true
  pendant.disconnect()
  await waitUntil(() => !pendant.isConnected, 'it is still connected')
  await client.api.alarm.acknowledge.mutate({ alarmId, by: CAREGIVER, seenRevision: revision })
  pendant.behaviour.refusesToConnect = false
  counter = 0
  await listened()
  await waitUntil(() => sounds().length === 4, 'back in reach, it was not told that help is coming')
  expect(sounds()).toEqual(['02', '00', '02', '00'])
})

test('killed and started again, the station finds a pendant that stayed connected and says nothing', async () => {
  const first = await start()
  await listened()
  const { connects } = pendant
  await first.kill()
  await waitUntil(() => pendant.listeners('1840', '2b8b') === 0, 'the dead station still listens')
  expect(pendant.isConnected).toBe(true)
  const client = await BoardClient.connected(cleanUp, await start())
  await waitUntil(() => pendant.listeners('1840', '2b8b') === 1, 'it waits for an advertisement')
  say(HELP)
  await client.card(({ cause }) => cause === 'help-call', 'the call did not reach the board')
  expect(pendant.connects).toBe(connects)
})

test('a pendant that nobody has paired is not connected to', async () => {
  await start()
  const stranger = new FakePendant(bluez, hci0, 'C0:FF:EE:00:09:09')
  stranger.advertise()
  await listened()
  stranger.advertise()
  expect(stranger.connects).toBe(0)
})

test('a station that stops lets the pendant go, so that another can have it', async () => {
  const station = await start()
  await listened()
  await station.stop()
  expect(pendant.isConnected).toBe(false)
})
