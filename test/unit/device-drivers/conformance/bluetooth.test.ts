/** What every Bluetooth protocol does, whatever it hears (docs/writing-a-driver.md). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import type { Advertisement } from '../../../../device-drivers/bluetooth/advertisement.ts'
import type { BluetoothEffect } from '../../../../device-drivers/bluetooth/bluetooth-protocol.ts'
import { BLUETOOTH_PROTOCOLS } from '../../../../device-drivers/protocols.ts'
import { wordsOf } from '../../../support/driver-bench.ts'
import { effectFault } from '../../../support/effect-rules.ts'
import { heapBytes } from '../../../support/heap.ts'
import { BLUETOOTH_SAMPLES, type BluetoothSample } from '../../../support/protocol-samples/bluetooth.ts'
import { expectCallers } from './callers.ts'
import { commandsOf } from './stream-suite.ts'
import { describeInspector, describeVectors } from './vectors-suite.ts'

const HOUR_MS = 3_600_000
const MOST_DUE_CALLS_AN_HOUR = 36_000
const HEAP_TOLERANCE_BYTES = 1_000_000

test('every Bluetooth protocol of the station is in the suite', () => {
  const known = BLUETOOTH_SAMPLES.map(({ protocol }) => protocol.id)
  expect(known).toEqual(expect.arrayContaining(BLUETOOTH_PROTOCOLS.map(({ id }) => id)))
})

describe.each(BLUETOOTH_SAMPLES)('$protocol.id', (sample) => {
  describeVectors(sample.protocol, sample.vectors)
  describe('frame inspector', () => {
    describeInspector(sample.protocol)
  })

  test('advertisements make their events, and said again they make none', () => {
    const air = openAir(sample)
    expect(air.hear(...sample.advertisements).told()).toEqual(sample.events)
    expect(air.hear(...sample.advertisements).told()).toEqual(sample.events)
  })

  test('who can call for help is known once it was heard, and whoever called is one of them', () => {
    const recall = new DeviceRecall((address) => sample.devices.get(lower(address)))
    openAir(sample, recall).hear(...sample.advertisements)
    expectCallers(sample.protocol, sample, recall.deviceAt, sample.events)
  })

  test('an adapter that went and came back brings no old news', () => {
    const air = openAir(sample).hear(...sample.advertisements)
    air.lose().open()
    expect(air.hear(...sample.advertisements).told()).toEqual(sample.events)
  })

  test('what was told before a restart is no news after it', () => {
    const recall = new DeviceRecall((address) => sample.devices.get(lower(address)))
    openAir(sample, recall).hear(...sample.sealed)
    expect(
      openAir(sample, recall)
        .hear(...sample.sealed)
        .told(),
    ).toEqual([])
  })

  test('a sealed frame with any one bit wrong is a technical matter at most', () => {
    for (const advertisement of sample.sealed) {
      for (const [service, data] of advertisement.serviceData) {
        for (let bit = 0; bit < 8 * data.length; bit += 1) {
          const damaged = data.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
          const told = openAir(sample).hear({ ...advertisement, serviceData: new Map([[service, damaged]]) })
          expect(told.told().filter((event) => !/ (tamper|fault) /.test(event))).toEqual([])
        }
      }
    }
  })

  test('whatever is heard, in whatever order, breaks nothing', () => {
    fc.assert(
      fc.property(fc.array(stepsOf(sample), { maxLength: 30 }), (steps) => {
        const air = openAir(sample)
        for (const step of steps) step(air)
        air.wait(60_000)
      }),
      { numRuns: 300 },
    )
  })

  test('an hour in which nothing is heard is no busy loop', () => {
    for (const air of [
      openAir(sample),
      openAir(sample).hear(...sample.advertisements),
      openAir(sample).lose(),
    ]) {
      air.wait(HOUR_MS)
      expect(air.dueCalls).toBeLessThan(MOST_DUE_CALLS_AN_HOUR)
    }
  })

  // A stranger's call may be an event: the station decides by `unknownSenders` what it makes of it.
  test('memory does not grow with the number of strangers', () => {
    const { protocol, devices } = sample
    const driver = protocol.createDriver({
      settings: {},
      deviceAt: (address) => devices.get(lower(address)),
      pairedAddresses: () => [],
    })
    const strangers = (from: number, to: number) => {
      for (let n = from; n < to; n += 1) {
        const address = `02:00:00:${hexOf(n >> 16)}:${hexOf((n >> 8) & 0xff)}:${hexOf(n & 0xff)}`
        driver.onAdvertisement(sample.stranger(address), { wall: n, mono: n })
      }
    }
    strangers(0, 5_000)
    const before = heapBytes()
    strangers(5_000, 25_000)
    expect(heapBytes() - before).toBeLessThan(HEAP_TOLERANCE_BYTES)
    // Kept alive until here.
    strangers(0, 1)
  })
})

type Air = ReturnType<typeof openAir>
type Step = (air: Air) => void

/** A driver and the air around it; every effect is checked. */
function openAir(
  sample: BluetoothSample,
  recall = new DeviceRecall((address) => sample.devices.get(lower(address))),
) {
  const { protocol, devices } = sample
  const driver = protocol.createDriver({
    settings: {},
    deviceAt: recall.deviceAt,
    pairedAddresses: () => [...devices.keys()],
  })
  let now = 1_000
  const told: string[] = []
  /** By id and address, which an answer repeats. */
  const requests: { readonly id: number; readonly address: string }[] = []
  const moment = () => ({ wall: 1_700_000_000_000 + now, mono: now })
  const take = (effects: readonly BluetoothEffect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'gatt') {
        requests.push({ id: effect.request.id, address: effect.request.address })
        continue
      }
      const fault = effectFault(effect, { devices, isWhole: (raw) => raw.length > 0, eitherCase: true })
      if (fault !== undefined) throw new Error(`forbidden effect: ${fault}`)
      recall.take([effect])
      if (effect.type !== 'event') continue
      told.push(wordsOf(effect.event))
      take(driver.onDurable(effect.event.ref, moment()))
    }
  }
  const air = {
    dueCalls: 0,
    requests,
    told: () => told,
    open: () => (take(driver.onOpen(moment())), air),
    lose: () => (take(driver.onLost(moment())), air),
    hear: (...advertisements: readonly Advertisement[]) => {
      for (const advertisement of advertisements) take(driver.onAdvertisement(advertisement, moment()))
      return air
    },
    gatt: (input: Parameters<typeof driver.onGatt>[0]) => (take(driver.onGatt(input, moment())), air),
    command: (command: Parameters<typeof driver.onCommand>[0]) => (
      take(driver.onCommand(command, moment())),
      air
    ),
    wait: (ms: number) => {
      const until = now + ms
      let stuck = 0
      for (let due = driver.nextDueAt(); due !== undefined && due <= until; due = driver.nextDueAt()) {
        stuck = due > now ? 0 : stuck + 1
        if (stuck > 20) throw new Error(`busy loop: nextDueAt stays at ${due}`)
        now = Math.max(now, due)
        air.dueCalls += 1
        take(driver.onDue(moment()))
      }
      now = until
      return air
    },
  }
  return air.open()
}

function stepsOf({ advertisements, devices, stranger }: BluetoothSample): fc.Arbitrary<Step> {
  const addresses = [...devices.keys()].map((address) => address.toUpperCase())
  const address = fc.constantFrom(...addresses, '02:00:00:00:00:01')
  const bytes = fc.uint8Array({ maxLength: 40 })
  const services = [...new Set(advertisements.flatMap(({ serviceData }) => [...serviceData.keys()]))]
  const service = fc.constantFrom('0000180d-0000-1000-8000-00805f9b34fb', ...services)
  const advertisement = fc.oneof(
    fc.constantFrom(...advertisements),
    fc.record({ address, service, bytes }).map((random) => ({
      ...stranger(random.address),
      serviceData: new Map([[random.service, random.bytes]]),
      manufacturerData: new Map([[0x0499, random.bytes]]),
    })),
  )
  const characteristic = fc.constantFrom('2a19', '2a06', '2b8b', '2a29', '2a24').map((uuid) => ({
    service: '0000180f-0000-1000-8000-00805f9b34fb',
    characteristic: `0000${uuid}-0000-1000-8000-00805f9b34fb`,
  }))
  const id = fc.nat(20)
  const input = fc.oneof(
    fc.record({
      address,
      type: fc.constant('connected' as const),
      id,
      characteristics: fc.array(characteristic, { maxLength: 5 }),
    }),
    fc.record({ address, type: fc.constant('value-read' as const), id, bytes }),
    fc.record({ address, type: fc.constant('done' as const), id }),
    fc.record({ address, type: fc.constant('failed' as const), id, reason: fc.string({ maxLength: 40 }) }),
    fc.record({ address, type: fc.constant('notified' as const), of: characteristic, bytes }),
    fc.record({ address, type: fc.constant('disconnected' as const) }),
  )
  return fc.oneof(
    {
      weight: 4,
      arbitrary: advertisement.map(
        (said): Step =>
          (air) =>
            air.hear(said),
      ),
    },
    {
      weight: 4,
      arbitrary: input.map(
        (said): Step =>
          (air) =>
            air.gatt(said),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.nat(30_000).map(
        (ms): Step =>
          (air) =>
            air.wait(ms),
      ),
    },
    fc.constant<Step>((air) => air.lose()),
    fc.constant<Step>((air) => air.open()),
    commandsOf(addresses).map(
      (command): Step =>
        (air) =>
          air.command(command),
    ),
  )
}

function lower(address: string | null): string {
  return (address ?? '').toLowerCase()
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
