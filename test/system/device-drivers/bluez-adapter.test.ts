/** The adapter over a real D-Bus daemon and a service in BlueZ's shape: what is lost, off or forbidden comes back. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bluezAdapterOpener } from '../../../device-drivers/bluetooth/bluez-adapter.ts'
import type { AdapterLink } from '../../../device-drivers/bluetooth/adapter-link.ts'
import { longUuid, type Advertisement } from '../../../device-drivers/bluetooth/advertisement.ts'
import type { PortOpenError } from '../../../device-drivers/serial/byte-link.ts'
import { systemSerialClock } from '../../../device-drivers/serial/serial-clock.ts'
import { CleanUp } from '../../support/clean-up.ts'
import { FakeBluez } from '../../support/fake-bluez/fake-bluez.ts'
import { PrivateBus } from '../../support/fake-bluez/private-bus.ts'
import { waitUntil } from '../../support/wait-until.ts'

const BUTTON = 'B4:35:22:F5:3D:A4'
const open = bluezAdapterOpener(systemSerialClock)

let cleanUp: CleanUp
let bus: PrivateBus

beforeEach(async () => {
  cleanUp = new CleanUp()
  bus = await PrivateBus.start(cleanUp)
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', bus.address)
})

afterEach(() => cleanUp.run())

async function openHci0(): Promise<{ link: AdapterLink; heard: Advertisement[]; lost: PortOpenError[] }> {
  const link = await open('hci0')
  cleanUp.add(() => link.close())
  const heard: Advertisement[] = []
  const lost: PortOpenError[] = []
  link.onAdvertisement((advertisement) => heard.push(advertisement))
  link.onClose((why) => lost.push(why))
  return { link, heard, lost }
}

describe('an adapter that is there', () => {
  test('is asked for every advertisement of low-energy devices, repeats included', async () => {
    const hci0 = (await FakeBluez.start(cleanUp, bus.address)).addAdapter('hci0')
    await openHci0()
    expect([...hci0.discoveries.values()]).toEqual([{ Transport: 'le', DuplicateData: true }])
  })

  test('tells each advertisement once: the first, the same again, and only what it brought', async () => {
    const hci0 = (await FakeBluez.start(cleanUp, bus.address)).addAdapter('hci0')
    const { heard } = await openHci0()
    const press = { name: 'SBBT-002C', rssi: -61, serviceData: { fcd2: Uint8Array.of(0x40, 0x3a, 0x01) } }
    hci0.advertise(BUTTON, press)
    hci0.advertise(BUTTON, { rssi: -60, serviceData: press.serviceData })
    hci0.advertise(BUTTON, { rssi: -59 })
    hci0.advertise(BUTTON, { manufacturerData: { 0x0ba9: Uint8Array.of(1, 2) } })
    await waitUntil(
      () => heard.length === 4,
      () => `heard ${heard.length} of 4`,
    )
    expect(heard[0]).toEqual({
      address: BUTTON,
      addressType: 'public',
      name: 'SBBT-002C',
      signal: -61,
      services: [],
      serviceData: new Map([[longUuid('fcd2'), Buffer.of(0x40, 0x3a, 0x01)]]),
      manufacturerData: new Map(),
    })
    expect(heard.map(({ signal, serviceData }) => [signal, serviceData.size])).toEqual([
      [-61, 1],
      [-60, 1],
      [-59, 0],
      [-59, 0],
    ])
    expect(heard[3]?.manufacturerData).toEqual(new Map([[0x0ba9, Buffer.of(1, 2)]]))
  })

  test('is switched on when a restart of the machine has left it off', async () => {
    const hci0 = (await FakeBluez.start(cleanUp, bus.address)).addAdapter('hci0', { powered: false })
    await openHci0()
    expect(hci0.powered).toBe(true)
  })

  test('is free when the link is closed', async () => {
    const hci0 = (await FakeBluez.start(cleanUp, bus.address)).addAdapter('hci0')
    const { link, lost } = await openHci0()
    await link.close()
    await link.close()
    await waitUntil(() => hci0.discoveries.size === 0, 'the discovery runs on')
    expect(lost).toEqual([])
  })

  test('5,000 advertisements come through, in order', async () => {
    const hci0 = (await FakeBluez.start(cleanUp, bus.address)).addAdapter('hci0')
    const { heard } = await openHci0()
    const frame = (n: number): Uint8Array => Uint8Array.of(0x40, 0x3e, n & 0xff, n >> 8, 0, 0)
    for (let n = 0; n < 5000; n += 1) hci0.advertise(BUTTON, { serviceData: { fcd2: frame(n) } })
    await waitUntil(
      () => heard.length === 5000,
      () => `heard ${heard.length} of 5000`,
    )
    const told = heard.map(({ serviceData }) => {
      const data = serviceData.get(longUuid('fcd2'))
      return (data?.[2] ?? 0) + ((data?.[3] ?? 0) << 8)
    })
    expect(told).toEqual(Array.from({ length: 5000 }, (_, n) => n))
  })
})

describe('an adapter that does not open says why', () => {
  test('no bus', async () => {
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `${bus.address}-nowhere`)
    await expect(open('hci0')).rejects.toMatchObject({ code: 'no-bus' })
  })

  test('an address that is none', async () => {
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', 'pigeon:post')
    await expect(open('hci0')).rejects.toMatchObject({ code: 'no-bus' })
  })

  test('no daemon', async () => {
    await expect(open('hci0')).rejects.toMatchObject({
      code: 'no-service',
      hint: 'sudo systemctl enable --now bluetooth',
    })
  })

  test('no adapter', async () => {
    const bluez = await FakeBluez.start(cleanUp, bus.address)
    bluez.addAdapter('hci1')
    await expect(open('hci0')).rejects.toMatchObject({ code: 'missing' })
  })

  test('switched off by rfkill', async () => {
    const bluez = await FakeBluez.start(cleanUp, bus.address)
    bluez.addAdapter('hci0', { powered: false, blocked: true })
    await expect(open('hci0')).rejects.toMatchObject({ code: 'off', hint: 'rfkill unblock bluetooth' })
  })

  test('permission refused by the bus', async () => {
    const strict = await PrivateBus.start(cleanUp, 'nobody')
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', strict.address)
    const bluez = await FakeBluez.start(cleanUp, strict.address)
    bluez.addAdapter('hci0')
    await expect(open('hci0')).rejects.toMatchObject({ code: 'no-permission' })
  })

  test('a system without BlueZ', async () => {
    await expect(bluezAdapterOpener(systemSerialClock, 'win32')('hci0')).rejects.toMatchObject({
      code: 'unsupported',
    })
  })
})

describe('an adapter that is lost says how, once', () => {
  test.each<[string, (bluez: FakeBluez) => unknown, string]>([
    ['the stick is pulled', (bluez) => bluez.removeAdapter('hci0'), 'missing'],
    ['it is switched off', (bluez) => bluez.adapter('hci0').power(false), 'off'],
    ['the daemon ends', (bluez) => bluez.stop(), 'no-service'],
    ['the bus ends', () => bus.kill(), 'no-bus'],
  ])('%s', async (_, happens, code) => {
    const bluez = await FakeBluez.start(cleanUp, bus.address)
    bluez.addAdapter('hci0')
    const { lost } = await openHci0()
    await happens(bluez)
    await waitUntil(() => lost.length > 0, 'nobody said so')
    expect(lost.map((why) => why.code)).toEqual([code])
  })
})
