/** One adapter, several protocols, for ever: what is lost comes back, what the store cannot take yet waits. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { AdapterLink } from '../../../../device-drivers/bluetooth/adapter-link.ts'
import type { AdapterProtocol } from '../../../../device-drivers/bluetooth/adapter-channel.ts'
import { AdapterSupervisor } from '../../../../device-drivers/bluetooth/adapter-supervisor.ts'
import { longUuid, type Advertisement } from '../../../../device-drivers/bluetooth/advertisement.ts'
import { createPendantDriver } from '../../../../device-drivers/ble-gatt-pendant/driver.ts'
import { createBthomeDriver } from '../../../../device-drivers/bthome-v2/driver.ts'
import type { ReceivedEvent } from '../../../../device-drivers/serial/delivery-queue.ts'
import { PortOpenError } from '../../../../device-drivers/serial/byte-link.ts'
import type { PortListener } from '../../../../device-drivers/serial/port-listener.ts'
import type { PortStatus } from '../../../../shared/api/board.ts'
import { BUTTON_MAC, plainFrame } from '../../../support/bthome-frames.ts'
import { paired } from '../bthome-v2/bthome-bench.ts'
import { FakeClock, settled } from '../serial/fake-clock.ts'

const PENDANT = 'c0:ff:ee:00:00:01'

class FakeAdapterLink implements AdapterLink {
  closed = 0
  #hear: Parameters<AdapterLink['onAdvertisement']>[0] = () => undefined
  #lost: Parameters<AdapterLink['onClose']>[0] = () => undefined

  constructor(private readonly clock: FakeClock) {}

  onAdvertisement(listener: Parameters<AdapterLink['onAdvertisement']>[0]): void {
    this.#hear = listener
  }

  onClose(listener: Parameters<AdapterLink['onClose']>[0]): void {
    this.#lost = listener
  }

  close(): Promise<void> {
    this.closed += 1
    return Promise.resolve()
  }

  press(packet: number, address = BUTTON_MAC): void {
    const data = plainFrame(`00${packet.toString(16).padStart(2, '0')}3a01`)
    const advertisement: Advertisement = {
      address,
      addressType: 'public',
      name: null,
      signal: -50,
      services: [],
      serviceData: new Map([[longUuid('fcd2'), data]]),
      manufacturerData: new Map(),
    }
    this.#hear(advertisement, this.clock.now())
  }

  lose(code: PortOpenError['code']): void {
    this.#lost(new PortOpenError(code, null, 'gone'))
  }
}

class House {
  readonly clock = new FakeClock()
  readonly links: FakeAdapterLink[] = []
  readonly stored: ReceivedEvent[] = []
  readonly states: string[] = []
  readonly asked: string[] = []
  failing: PortOpenError['code'] | null = null
  isFull = false
  isHanging = false
  readonly supervisor: AdapterSupervisor

  constructor(protocols: readonly string[] = ['bthome-v2']) {
    this.supervisor = new AdapterSupervisor({
      adapter: 'hci0',
      clock: this.clock,
      openAdapter: () => this.#open(),
      openConnections: () => ({
        request: ({ type, address }) => this.asked.push(`${type} ${address}`),
        close: () => Promise.resolve(),
      }),
      protocols: this.protocols(protocols),
    })
  }

  protocols(ids: readonly string[]): AdapterProtocol[] {
    return ids.map((protocol) => ({
      protocol,
      createDriver: (deviceAt) =>
        protocol === 'ble-gatt-pendant'
          ? createPendantDriver({ deviceAt, settings: {}, pairedAddresses: () => [PENDANT] })
          : createBthomeDriver({ deviceAt }),
      deviceAt: () => paired(),
      listener: this.#listener(protocol),
    }))
  }

  #open(): Promise<AdapterLink> {
    if (this.isHanging) return new Promise(() => undefined)
    if (this.failing !== null) return Promise.reject(new PortOpenError(this.failing, 'do this', 'no'))
    const link = new FakeAdapterLink(this.clock)
    this.links.push(link)
    return Promise.resolve(link)
  }

  #listener(protocol: string): PortListener {
    return {
      onEvents: (events) => {
        if (this.isFull) return Promise.reject(new Error('the disk is full'))
        this.stored.push(...events)
        return Promise.resolve()
      },
      onHeard: () => undefined,
      onDiscarded: () => undefined,
      onUnknown: () => undefined,
      onFact: () => undefined,
      onStatus: ({ state }: PortStatus) => this.states.push(`${protocol} ${state}`),
    }
  }

  async open(): Promise<FakeAdapterLink> {
    this.supervisor.start()
    await this.supervisor.firstTry
    return this.link
  }

  get link(): FakeAdapterLink {
    const link = this.links.at(-1)
    if (link === undefined) throw new Error('never opened')
    return link
  }

  get packets(): number[] {
    return this.stored.map(({ event }) => event.raw[2] ?? -1)
  }
}

let house: House
beforeEach(() => {
  house = new House()
})

test('what is heard is stored with the moment it was heard, and counted', async () => {
  const link = await house.open()
  link.press(1)
  await settled()
  expect(house.stored).toMatchObject([{ event: { kind: 'help-call' }, receivedAt: house.clock.now() }])
  expect(house.supervisor.statuses()).toMatchObject([
    { path: 'hci0', carrier: 'bluetooth', protocol: 'bthome-v2', state: 'open', framesGood: 1, bytesGood: 5 },
  ])
})

test('several protocols hear one discovery, and each has its own line', async () => {
  house = new House(['bthome-v2', 'another'])
  const link = await house.open()
  link.press(1)
  await settled()
  expect(house.links).toHaveLength(1)
  expect(house.stored).toHaveLength(2)
  expect(house.states).toEqual(['bthome-v2 open', 'another open'])
  expect(house.supervisor.statuses().map(({ protocol }) => protocol)).toEqual(['bthome-v2', 'another'])
})

describe('listening to other things', () => {
  test('what stays hears on without a break: a press heard before and after is one press', async () => {
    const link = await house.open()
    link.press(7)
    await house.clock.advance(1_000)
    await house.supervisor.change(house.protocols(['another', 'bthome-v2']))
    link.press(7)
    await settled()
    // The new one has never heard it.
    expect(house.packets).toEqual([7, 7])
    expect(house.links).toHaveLength(1)
    expect(link.closed).toBe(0)
    expect(house.states).toEqual(['bthome-v2 open', 'another open'])
    expect(house.supervisor.statuses()).toMatchObject([
      { protocol: 'another', framesGood: 1 },
      { protocol: 'bthome-v2', framesGood: 1 },
    ])
  })

  test('what goes hears nothing more, and whomever it was connected to is let go', async () => {
    house = new House(['bthome-v2', 'ble-gatt-pendant'])
    const link = await house.open()
    expect(house.asked).toEqual([`connect ${PENDANT}`])
    await house.supervisor.change(house.protocols(['bthome-v2']))
    expect(house.asked).toEqual([`connect ${PENDANT}`, `disconnect ${PENDANT}`])
    await house.clock.advance(600_000)
    expect(house.asked).toHaveLength(2)
    link.press(1)
    await settled()
    expect(house.packets).toEqual([1])
    expect(house.supervisor.statuses().map(({ protocol }) => protocol)).toEqual(['bthome-v2'])
  })

  test('what comes while the adapter is away listens when it is back', async () => {
    const link = await house.open()
    house.failing = 'off'
    link.lose('off')
    await house.supervisor.change(house.protocols(['another']))
    house.failing = null
    await house.clock.advance(2_000)
    house.link.press(3)
    await settled()
    expect(house.packets).toEqual([3])
  })

  test('it says what of the one that goes the store did not take', async () => {
    const link = await house.open()
    house.isFull = true
    link.press(1)
    await settled()
    expect(await house.supervisor.change(house.protocols(['another']))).toEqual({ undelivered: 1 })
  })
})

describe('lost', () => {
  test('an adapter comes back by a ladder that never ends, and counts its reconnections', async () => {
    const link = await house.open()
    const lostAt = house.clock.now().wall
    house.failing = 'missing'
    link.lose('missing')
    await house.clock.advance(60_000)
    expect(house.supervisor.statuses()).toMatchObject([{ state: 'missing', hint: 'do this', since: lostAt }])
    house.failing = null
    await house.clock.advance(2000)
    expect(house.supervisor.statuses()).toMatchObject([{ state: 'open', hint: null, reconnects: 1 }])
    expect(link.closed).toBe(1)
    house.link.press(1)
    await settled()
    expect(house.packets).toEqual([1])
  })

  test('a press heard before and after is one press: the driver outlives the adapter', async () => {
    const link = await house.open()
    link.press(7)
    link.lose('off')
    await house.clock.advance(250)
    house.link.press(7)
    await settled()
    expect(house.packets).toEqual([7])
  })

  test('each reason is said once', async () => {
    await house.open()
    house.failing = 'no-service'
    house.link.lose('no-service')
    await house.clock.advance(10_000)
    house.failing = 'no-permission'
    await house.clock.advance(10_000)
    expect(house.states).toEqual([
      'bthome-v2 open',
      'bthome-v2 no-service',
      'bthome-v2 no-service',
      'bthome-v2 no-permission',
    ])
  })
})

test('a system without BlueZ is told once and not asked again', async () => {
  house.failing = 'unsupported'
  house.supervisor.start()
  await house.supervisor.firstTry
  house.failing = null
  await house.clock.advance(60_000)
  expect(house.states).toEqual(['bthome-v2 unsupported'])
})

test('an opening that hangs holds back neither start nor stop', async () => {
  house.isHanging = true
  house.supervisor.start()
  await house.clock.advance(3000)
  await house.supervisor.firstTry
  const stopped = house.supervisor.stop()
  await house.clock.advance(3000)
  expect(await stopped).toEqual({ undelivered: 0 })
})

describe('a store that takes nothing', () => {
  test('what is heard meanwhile waits and is stored in order, each press once', async () => {
    const link = await house.open()
    house.isFull = true
    for (let packet = 1; packet <= 20; packet += 1) {
      link.press(packet)
      link.press(packet)
      await house.clock.advance(100)
    }
    expect(house.stored).toEqual([])
    house.isFull = false
    await house.clock.advance(1000)
    expect(house.packets).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(house.supervisor.statuses()).toMatchObject([{ state: 'open', discardReasons: {} }])
  })

  test('what cannot wait any more is counted', async () => {
    const link = await house.open()
    house.isFull = true
    link.press(1)
    await settled()
    for (let n = 0; n < 10_010; n += 1) link.press(n % 256, `B4:35:22:F5:${String((n % 90) + 10)}:A4`)
    expect(house.supervisor.statuses()[0]?.discardReasons).toEqual({ overflow: 10 * 5 })
  })

  test('a stop says how many events were not taken', async () => {
    const link = await house.open()
    house.isFull = true
    link.press(1)
    await settled()
    expect(await house.supervisor.stop()).toEqual({ undelivered: 1 })
    expect(link.closed).toBe(1)
  })
})

test('a command reaches nobody while the adapter is lost', async () => {
  const find = { type: 'find', address: BUTTON_MAC } as const
  expect(house.supervisor.command(find)).toBe(false)
  await house.open()
  expect(house.supervisor.command(find)).toBe(true)
})
