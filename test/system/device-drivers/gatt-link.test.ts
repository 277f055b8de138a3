/** Connections over a real D-Bus daemon, through the real library, to a pendant in BlueZ's shape. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { longUuid } from '../../../device-drivers/bluetooth/advertisement.ts'
import { gattConnectionsOpener } from '../../../device-drivers/bluetooth/gatt-connections.ts'
import { gattLinkOpener } from '../../../device-drivers/bluetooth/gatt-link.ts'
import type { GattConnections, GattInput, GattRequest } from '../../../device-drivers/bluetooth/gatt.ts'
import { toHex } from '../../../device-drivers/bytes.ts'
import { systemSerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import { CleanUp } from '../../support/clean-up.ts'
import type { FakeAdapter } from '../../support/fake-bluez/fake-adapter.ts'
import { FakeBluez } from '../../support/fake-bluez/fake-bluez.ts'
import { FakePendant } from '../../support/fake-bluez/fake-pendant.ts'
import { PrivateBus } from '../../support/fake-bluez/private-bus.ts'
import { waitUntil } from '../../support/wait-until.ts'

const ADDRESS = 'C0:FF:EE:00:02:04'
const BATTERY = { service: longUuid('180f'), characteristic: longUuid('2a19') }
const LIVE = { service: longUuid('1840'), characteristic: longUuid('2b8b') }
const LINK_LOSS = { service: longUuid('1803'), characteristic: longUuid('2a06') }
const ALERT = { service: longUuid('1802'), characteristic: longUuid('2a06') }

type Asked = GattRequest extends infer Each
  ? Each extends GattRequest
    ? Omit<Each, 'id' | 'address'>
    : never
  : never

let cleanUp: CleanUp
let bus: PrivateBus
let bluez: FakeBluez
let hci0: FakeAdapter
let pendant: FakePendant
let connections: GattConnections
let inputs: GattInput[]
let lastId: number

beforeEach(async () => {
  cleanUp = new CleanUp()
  bus = await PrivateBus.start(cleanUp)
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
  bluez = await FakeBluez.start(cleanUp, bus.address)
  hci0 = bluez.addAdapter('hci0')
  hci0.device(ADDRESS).connectable = pendant = new FakePendant(bluez, hci0, ADDRESS)
  inputs = []
  lastId = 0
  const open = gattConnectionsOpener(gattLinkOpener(systemSerialClock), systemSerialClock)
  connections = open('hci0', (input) => inputs.push(input))
  cleanUp.add(() => connections.close())
})

afterEach(() => cleanUp.run())

/** Asks and waits for the one answer with this id. */
async function ask(asked: Asked): Promise<GattInput> {
  const id = (lastId += 1)
  connections.request({ ...asked, id, address: ADDRESS })
  const answer = () => inputs.find((input) => 'id' in input && input.id === id)
  await waitUntil(() => answer() !== undefined, `no answer to ${asked.type}`)
  return answer() ?? expect.fail()
}

test('a pendant is connected, its services are known, it is read, written and heard', async () => {
  const connected = await ask({ type: 'connect' })
  expect(connected.type === 'connected' && connected.characteristics).toEqual(
    expect.arrayContaining([BATTERY, LIVE, LINK_LOSS, ALERT]),
  )
  expect(await ask({ type: 'read', of: BATTERY })).toMatchObject({ bytes: Buffer.of(87) })
  expect(await ask({ type: 'write', of: LINK_LOSS, bytes: Uint8Array.of(2), how: 'request' })).toMatchObject({
    type: 'done',
  })
  await ask({ type: 'write', of: ALERT, bytes: Uint8Array.of(2), how: 'command' })
  expect(pendant.written).toEqual([
    { service: '1803', characteristic: '2a06', hex: '02', type: 'request' },
    { service: '1802', characteristic: '2a06', hex: '02', type: 'command' },
  ])
  await ask({ type: 'subscribe', of: LIVE })
  for (const n of [1, 2, 2, 3]) pendant.say('1840', '2b8b', Uint8Array.of(n))
  await waitUntil(() => inputs.filter(({ type }) => type === 'notified').length === 4, 'not all came')
  const told = inputs.flatMap((input) => (input.type === 'notified' ? [toHex(input.bytes)] : []))
  expect(told).toEqual(['01', '02', '02', '03'])
})

test.each([
  ['it refuses', () => (pendant.behaviour.refusesToConnect = true), 'org.bluez.Error.Failed'],
  ['BlueZ does not know it', () => hci0.forget(ADDRESS), 'not-found'],
  ['there is no such adapter', () => bluez.removeAdapter('hci0'), 'not-found'],
])('a connection that fails says why: %s', async (_, spoil, code) => {
  spoil()
  expect(await ask({ type: 'connect' })).toMatchObject({
    type: 'failed',
    reason: expect.stringContaining(code) as string,
  })
  expect(await ask({ type: 'read', of: BATTERY })).toMatchObject({ type: 'failed' })
})

test('services that come late are waited for', async () => {
  pendant.behaviour.servicesAfterMs = 2_500
  expect(await ask({ type: 'connect' })).toMatchObject({ type: 'connected' })
})

test('services that never come, and a read that nobody answers, end after their limit', async () => {
  pendant.behaviour.servicesAfterMs = null
  expect(await ask({ type: 'connect' })).toMatchObject({
    type: 'failed',
    reason: expect.stringContaining('timeout') as string,
  })
  await waitUntil(() => !pendant.isConnected, 'the half-made connection stays')
  pendant.behaviour.servicesAfterMs = 0
  pendant.behaviour.isMute = true
  await ask({ type: 'connect' })
  expect(await ask({ type: 'read', of: BATTERY })).toMatchObject({
    type: 'failed',
    reason: expect.stringContaining('timeout') as string,
  })
})

test('a write that the pendant refuses is an answer, not the end', async () => {
  await ask({ type: 'connect' })
  pendant.behaviour.refusesWrites = true
  expect(await ask({ type: 'write', of: LINK_LOSS, bytes: Uint8Array.of(2), how: 'request' })).toMatchObject({
    reason: expect.stringContaining('org.bluez.Error.NotPermitted') as string,
  })
  expect(await ask({ type: 'read', of: BATTERY })).toMatchObject({ type: 'value-read' })
})

test('a lost connection is told once; the next one is a new one', async () => {
  await ask({ type: 'connect' })
  pendant.disconnect()
  await waitUntil(() => inputs.some(({ type }) => type === 'disconnected'), 'the loss is not told')
  expect(await ask({ type: 'connect' })).toMatchObject({ type: 'connected' })
  expect(inputs.filter(({ type }) => type === 'disconnected')).toHaveLength(1)
})

test('a bus that ended without a word is a lost connection too', async () => {
  await ask({ type: 'connect' })
  await bus.kill()
  await waitUntil(() => inputs.some(({ type }) => type === 'disconnected'), 'nobody noticed')
})

test('several pendants are connected one after the other, however slow the first is', async () => {
  const second = new FakePendant(bluez, hci0, 'C0:FF:EE:00:02:05')
  hci0.device(second.address).connectable = second
  pendant.behaviour.connectDelayMs = 700
  let firstWasConnected = false
  second.onConnecting = () => {
    firstWasConnected = pendant.isConnected
  }
  const first = ask({ type: 'connect' })
  const id = (lastId += 1)
  connections.request({ id, address: second.address, type: 'connect' })
  expect(await first).toMatchObject({ type: 'connected' })
  await waitUntil(() => inputs.some((input) => 'id' in input && input.id === id), 'the second has no turn')
  expect(second.isConnected).toBe(true)
  expect(firstWasConnected).toBe(true)
})

test('after a hundred reconnects nothing has piled up, and a press is told once', async () => {
  // As the driver does: what a busy machine does not manage within the limits of a try is tried again.
  const reconnect = () =>
    waitUntil(async () => {
      const { type } = await ask({ type: 'connect' })
      return type === 'connected' && (await ask({ type: 'subscribe', of: LIVE })).type === 'done'
    }, 'not connected')
  const isLost = () =>
    inputs.findLast(({ type }) => type === 'connected' || type === 'disconnected')?.type === 'disconnected'
  await reconnect()
  const before = { clients: await bluez.clients(), sockets: openSockets() }
  for (let n = 0; n < 100; n += 1) {
    pendant.disconnect()
    await waitUntil(isLost, 'not lost')
    await reconnect()
  }
  expect(pendant.connects).toBeGreaterThanOrEqual(101)
  await waitUntil(async () => (await bluez.clients()) <= before.clients, 'connections to the bus pile up')
  await waitUntil(() => openSockets() <= before.sockets, 'sockets of the bus pile up')
  expect(pendant.listeners('1840', '2b8b')).toBe(1)
  const told = inputs.length
  pendant.say('1840', '2b8b', Uint8Array.of(7))
  await waitUntil(() => inputs.length > told, 'the press did not come')
  await ask({ type: 'read', of: BATTERY })
  expect(inputs.slice(told).filter(({ type }) => type === 'notified')).toHaveLength(1)
})

test('a pendant that is let go is free for others, and closing ends every connection', async () => {
  await ask({ type: 'connect' })
  expect(await ask({ type: 'disconnect' })).toMatchObject({ type: 'done' })
  expect(pendant.isConnected).toBe(false)
  await ask({ type: 'connect' })
  await connections.close()
  expect(pendant.isConnected).toBe(false)
  expect(inputs.filter(({ type }) => type === 'disconnected')).toEqual([])
})

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'PipeWrap').length
}
