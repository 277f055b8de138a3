/** Whatever happens to the bus while pendants are connected: nothing is thrown past the station's own code. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { longUuid } from '../../../device-drivers/bluetooth/advertisement.ts'
import type { GattConnections, GattInput, GattRequest } from '../../../device-drivers/bluetooth/gatt.ts'
import { systemSerialClock, type SerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import {
  systemAdapterOpener,
  systemConnectionsOpener,
} from '../../../device-drivers/bluetooth/system-bluetooth.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { FakeBluez } from '../../support/fake-bluez/fake-bluez.ts'
import { FakePendant } from '../../support/fake-bluez/fake-pendant.ts'
import { PrivateBus } from '../../support/fake-bluez/private-bus.ts'
import { waitUntil } from '../../support/wait-until.ts'

const ADDRESSES = ['C0:FF:EE:00:02:04', 'C0:FF:EE:00:02:05', 'C0:FF:EE:00:02:06'] as const
const LIVE = { service: longUuid('1840'), characteristic: longUuid('2b8b') }
const BATTERY = { service: longUuid('180f'), characteristic: longUuid('2a19') }
/** A dead bus is found by asking every 5 s: five times as often here. */
const HURRIED: SerialClock = {
  now: () => systemSerialClock.now(),
  after: (ms, run) => systemSerialClock.after(ms / 5, run),
}

type Asked = GattRequest extends infer Each ? (Each extends GattRequest ? Omit<Each, 'id'> : never) : never

let cleanUp: CleanUp
let bus: PrivateBus
let connections: GattConnections
let inputs: GattInput[]
let lastId: number
/** What would have ended the station. */
let uncaught: unknown[]

beforeEach(async () => {
  cleanUp = new CleanUp()
  uncaught = []
  const take = (error: unknown): void => void uncaught.push(error)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, take)
    cleanUp.add(() => process.off(event, take))
  }
  bus = await PrivateBus.start(cleanUp)
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
  inputs = []
  lastId = 0
  connections = systemConnectionsOpener(HURRIED)('hci0', (input) => inputs.push(input))
  cleanUp.add(() => connections.close())
})

afterEach(() => cleanUp.run())

interface House {
  readonly bluez: FakeBluez
  readonly pendants: readonly FakePendant[]
}

/** BlueZ on the bus as it is now, with every pendant in reach. */
async function house(): Promise<House> {
  const bluez = await FakeBluez.start(cleanUp, bus.address)
  const hci0 = bluez.addAdapter('hci0')
  const pendants = ADDRESSES.map((address) => {
    const pendant = new FakePendant(bluez, hci0, address)
    hci0.device(address).connectable = pendant
    return pendant
  })
  return { bluez, pendants }
}

async function ask(asked: Asked): Promise<GattInput> {
  const id = (lastId += 1)
  connections.request({ ...asked, id })
  const answer = (): GattInput | undefined => inputs.find((input) => 'id' in input && input.id === id)
  return waitUntil(answer, `no answer to ${asked.type}`)
}

/** As a driver does: until it stands. */
async function connect(address: string): Promise<void> {
  await waitUntil(async () => {
    if ((await ask({ type: 'connect', address })).type !== 'connected') return false
    return (await ask({ type: 'subscribe', address, of: LIVE })).type === 'done'
  }, 'a pendant does not come back')
}

/** Does it turn after turn of the event loop until the returned function is called. */
function keepDoing(work: () => void): () => Promise<void> {
  const over = new AbortController()
  const turns = (async () => {
    while (!over.signal.aborted) {
      work()
      await nextTurn()
    }
  })()
  return () => {
    over.abort()
    return turns
  }
}

const notified = (): number => inputs.filter(({ type }) => type === 'notified').length

/** What was told of a pendant's connection, in order. */
function told(address: string): string[] {
  return inputs.flatMap((input) =>
    input.address === address && (input.type === 'connected' || input.type === 'disconnected')
      ? [input.type]
      : [],
  )
}

test('the bus dies again and again under notifications and reads: all is lost, told once, and comes back', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { pendants } = await house()
    await Promise.all(ADDRESSES.map(connect))
    const before = notified()
    let n = 0
    const stop = keepDoing(() => {
      n += 1
      for (const pendant of pendants) pendant.say('1840', '2b8b', Uint8Array.of(n & 0xff))
    })
    // Some die in the middle of an answer, some between.
    const reads = ADDRESSES.slice(0, round % 4).map((address) => ask({ type: 'read', address, of: BATTERY }))
    await waitUntil(() => notified() > before + 10 * round, 'nothing is notified', { everyMs: 1 })
    await bus.kill()
    await stop()
    await Promise.all(reads)
    const isLost = (address: string): boolean => told(address).at(-1) === 'disconnected'
    await waitUntil(() => ADDRESSES.every(isLost), 'a loss is not told')
    await bus.start()
  }
  const { pendants } = await house()
  // A hurried look that a busy machine is late to answer counts as a loss, too.
  await waitUntil(async () => {
    await Promise.all(ADDRESSES.map(connect))
    return pendants.every(({ isConnected }) => isConnected)
  }, 'they do not all come back')
  for (const address of ADDRESSES) expect(told(address).join(' ')).not.toMatch(/disconnected disconnected/)
  expect(uncaught).toEqual([])
})

test('the bus dies while pendants are being connected: the try fails, a later one stands', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { pendants } = await house()
    const tries = ADDRESSES.map((address) => ask({ type: 'connect', address }))
    // From before the first message to after the last pendant.
    for (let turn = 0; turn < round * 12; turn += 1) await nextTurn()
    await bus.kill()
    await Promise.all(tries)
    for (const pendant of pendants) pendant.disconnect()
    await bus.start()
  }
  await house()
  await Promise.all(ADDRESSES.map(connect))
  expect(uncaught).toEqual([])
})

test('somebody calls the station on its own connection while it lets a pendant go', async () => {
  const { bluez, pendants } = await house()
  const [address] = ADDRESSES
  for (let round = 0; round < 20; round += 1) {
    await connect(address)
    const client = bluez.caller
    // From BlueZ's side it is gone: the connection to the bus is closed next.
    const stop = keepDoing(() => {
      if (pendants[0]?.isConnected === false) bluez.pester(client, 20)
    })
    await ask({ type: 'disconnect', address })
    await nextTurn()
    await stop()
  }
  expect(uncaught).toEqual([])
})

test('a bus that takes nobody more is a failed try, for the adapter and for a pendant', async () => {
  await bus.kill()
  await bus.start('one')
  await FakeBluez.start(cleanUp, bus.address)
  for (const address of ADDRESSES) expect((await ask({ type: 'connect', address })).type).toBe('failed')
  await expect(systemAdapterOpener(systemSerialClock)('hci0')).rejects.toMatchObject({ code: 'no-bus' })
  await nextTurn()
  expect(uncaught).toEqual([])
})
