/** A button's press over Bluetooth: a real bus, a service in BlueZ's shape, a real station process. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BoardClient } from '../support/board-client.ts'
import { BUTTON, homeWithButtons, type HomeButton } from '../support/bluetooth-home.ts'
import { BUTTON_MAC, plainFrame, sealedFrame } from '../support/bthome-frames.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import type { FakeAdapter } from '../support/fake-bluez/fake-adapter.ts'
import { FakeBluez } from '../support/fake-bluez/fake-bluez.ts'
import { PrivateBus } from '../support/fake-bluez/private-bus.ts'
import { startStation, type StationProcess } from '../support/station-process.ts'
import { readStored } from '../support/stored.ts'
import { waitUntil } from '../support/wait-until.ts'

let cleanUp: CleanUp
let folder: string
let bus: PrivateBus

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
})
afterEach(() => cleanUp.run())

async function startBus(policy: 'everybody' | 'nobody' = 'everybody'): Promise<void> {
  bus = await PrivateBus.start(cleanUp, policy)
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
}

async function startBluez(): Promise<{ bluez: FakeBluez; hci0: FakeAdapter }> {
  const bluez = await FakeBluez.start(cleanUp, bus.address)
  return { bluez, hci0: bluez.addAdapter('hci0') }
}

function start(buttons?: readonly HomeButton[]): Promise<StationProcess> {
  return startStation(cleanUp, { data: join(folder, 'station'), configuration: homeWithButtons(buttons) })
}

function say(hci0: FakeAdapter, frame: Uint8Array, address = BUTTON_MAC): void {
  hci0.advertise(address, { rssi: -61, serviceData: { fcd2: frame } })
}

async function stateIs(station: StationProcess, state: string): Promise<void> {
  await waitUntil(
    async () => (await station.health()).ports[0]?.state === state,
    `the adapter does not become ${state}`,
  )
}

async function calls(count: number): Promise<void> {
  const stored = async (): Promise<number> => {
    const events = await readStored('events', join(folder, 'station'))
    return events.filter(({ kind }) => kind === 'help-call').length
  }
  await waitUntil(async () => (await stored()) === count, `not ${count} calls stored`)
}

const press = (packet: number, counter: number): Uint8Array =>
  sealedFrame(`00${packet.toString(16).padStart(2, '0')}01643a01`, counter)

describe('a call', () => {
  test('rings on the board, once for one press; what was recorded is refused after a restart', async () => {
    await startBus()
    const { hci0 } = await startBluez()
    let station = await start()
    await stateIs(station, 'open')
    expect((await station.health()).ports).toEqual([{ path: 'hci0', protocol: 'bthome-v2', state: 'open' }])

    const client = await BoardClient.connected(cleanUp, station)
    for (let again = 0; again < 5; again += 1) say(hci0, press(1, 1000))
    const card = await client.card(({ cause }) => cause === 'help-call', 'the call did not reach the board')
    expect(card).toMatchObject({ priority: 'critical', state: 'raised', deviceId: BUTTON, ringing: true })
    say(hci0, press(2, 1005))
    await calls(2)
    const [alarm] = await readStored('alarms', join(folder, 'station'))
    expect(alarm).toMatchObject({ cause: 'help-call', device: BUTTON, count: 2, category: 'care' })

    await station.kill()
    station = await start()
    await stateIs(station, 'open')
    say(hci0, press(1, 1000))
    say(hci0, press(2, 1005))
    say(hci0, press(3, 1006))
    await calls(3)
  })

  test('of a button that nobody has paired, or that is forged, raises nothing', async () => {
    await startBus()
    const { hci0 } = await startBluez()
    const station = await start()
    await stateIs(station, 'open')
    say(hci0, plainFrame('00013a01'), 'A4:C1:38:8D:18:B2')
    say(hci0, plainFrame('00013a01'))
    await waitUntil(async () => {
      const events = await readStored('events', join(folder, 'station'))
      return events.some(({ kind, value }) => kind === 'tamper' && value === 'downgrade')
    }, 'the plain frame of an encrypted button was not noticed')
    await calls(0)
  })

  test('5,000 advertisements of fifty buttons: every press is stored, none twice', async () => {
    await startBus()
    const { hci0 } = await startBluez()
    const address = (n: number): string => `B4:35:22:F5:00:${n.toString(16).padStart(2, '0').toUpperCase()}`
    const buttons = Array.from({ length: 50 }, (_, n) => ({
      device: `button-${String(n)}`,
      address: address(n),
    }))
    const station = await start(buttons)
    await stateIs(station, 'open')
    // Two presses a button, each said fifty times in the same words: with new counters a press that a busy machine
    // hears for longer than four seconds would be another one.
    for (let n = 0; n < 5000; n += 1) {
      const mac = address(n % 50)
      const round = Math.floor(n / 50)
      say(hci0, sealedFrame(`00${round < 50 ? '01' : '02'}3a01`, round < 50 ? 1000 : 1001, { mac }), mac)
      if (n % 500 === 499) await new Promise((resolve) => setImmediate(resolve))
    }
    await calls(100)
  })
})

describe('an adapter that is lost', () => {
  test.each<[string, string, (bluez: FakeBluez) => Promise<unknown>]>([
    [
      'switched off and blocked for a while',
      'off',
      (bluez) => {
        const hci0 = bluez.adapter('hci0')
        hci0.blocked = true
        hci0.power(false)
        return Promise.resolve(() => {
          hci0.blocked = false
          return Promise.resolve(hci0)
        })
      },
    ],
    [
      'pulled and plugged in again',
      'missing',
      (bluez) => {
        bluez.removeAdapter('hci0')
        return Promise.resolve(() => Promise.resolve(bluez.addAdapter('hci0')))
      },
    ],
    [
      'with its daemon, which starts again',
      'no-service',
      (bluez) => {
        bluez.stop()
        return Promise.resolve(async () => (await startBluez()).hci0)
      },
    ],
    [
      'with the whole bus, which starts again',
      'no-bus',
      async () => {
        await bus.kill()
        return async () => {
          await bus.start()
          return (await startBluez()).hci0
        }
      },
    ],
  ])('%s', async (_, state, lose) => {
    await startBus()
    const { bluez } = await startBluez()
    const station = await start()
    await stateIs(station, 'open')
    const bringBack = (await lose(bluez)) as () => Promise<FakeAdapter>
    await stateIs(station, state)
    expect((await station.health()).status).toBe('degraded')
    const hci0 = await bringBack()
    await stateIs(station, 'open')
    say(hci0, press(1, 1000))
    await calls(1)
  })

  test('never allowed: the station runs, says so, and hears when the policy is in place', async () => {
    await startBus('nobody')
    await startBluez()
    const station = await start()
    await stateIs(station, 'no-permission')
    await bus.kill()
    await bus.start('everybody')
    const { hci0 } = await startBluez()
    await stateIs(station, 'open')
    say(hci0, press(1, 1000))
    await calls(1)
  })

  test('never there: a machine without a bus runs a station without Bluetooth', async () => {
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `unix:path=${join(folder, 'nobody-listens')}`)
    const station = await start()
    await stateIs(station, 'no-bus')
    expect((await station.health()).database).toBe('ok')
  })
})

test('a button with a beacon that goes silent is told, and so is its return', async () => {
  await startBus()
  const { hci0 } = await startBluez()
  const station = await start([{ device: BUTTON, address: BUTTON_MAC, supervisionSeconds: 2 }])
  await stateIs(station, 'open')
  say(hci0, sealedFrame('00013a00', 1000))
  hci0.forget(BUTTON_MAC)
  const told = (kind: string): Promise<boolean> =>
    readStored('events', join(folder, 'station')).then((events) =>
      events.some((event) => event.kind === kind),
    )
  await waitUntil(() => told('silent'), 'nobody noticed the silence')
  say(hci0, sealedFrame('00023a00', 1001))
  await waitUntil(() => told('restored'), 'nobody noticed the return')
})
