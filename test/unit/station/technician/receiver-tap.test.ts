/** Frames of an adapter as a technician sees them live: with their bytes, whose they are, and field by field. */
import { expect, test } from 'vitest'
import { bleGattPendantProtocol } from '../../../../device-drivers/ble-gatt-pendant/protocol.ts'
import { longUuid } from '../../../../device-drivers/bluetooth/advertisement.ts'
import type { BluetoothProtocol } from '../../../../device-drivers/bluetooth/bluetooth-protocol.ts'
import { bthomeV2Protocol } from '../../../../device-drivers/bthome-v2/protocol.ts'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { EffectDelivery } from '../../../../device-drivers/effect-delivery.ts'
import type { DeviceSetup, DriverEffect } from '../../../../device-drivers/protocol-driver.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { inspect } from '../../../../station/technician/frame-inspector.ts'
import { LiveFrames, type LiveFrame } from '../../../../station/technician/live-frames.ts'
import { ReceiverTap, type ReceiverTapParts } from '../../../../station/technician/receiver-tap.ts'
import { BUTTON_KEY, BUTTON_MAC, plainFrame, sealedFrame } from '../../../support/bthome-frames.ts'
import { RecordingListener } from '../../device-drivers/serial/fake-port.ts'
import { FakeClock } from '../../device-drivers/serial/fake-clock.ts'

const ADAPTER = 'hci0'
const PAIRED: DeviceSetup = { eep: null, key: null, placement: null, settings: {}, known: {}, memory: {} }
const NOW = { wall: 1_700_000_000_000, mono: 1_000 }

/** What the frame inspector gets of what this protocol's driver makes, over the way every receiver has. */
function framesOf(protocol: BluetoothProtocol, effects: readonly DriverEffect[]): readonly LiveFrame[] {
  const frames = new LiveFrames()
  const watcher = frames.watch(ADAPTER)
  const parts: Pick<ReceiverTapParts, 'registry' | 'frames' | 'wire'> = {
    registry: new Registry({ devices: [], residents: [], people: [], formerPeople: [] }),
    frames,
    wire: { last: () => undefined },
  }
  const listener = new ReceiverTap(parts as ReceiverTapParts).tap(ADAPTER, protocol, new RecordingListener())
  const delivery = new EffectDelivery({
    deviceAt: () => PAIRED,
    listener,
    clock: new FakeClock(),
    onDurable: () => undefined,
    onHold: () => undefined,
  })
  delivery.perform(effects, NOW, {})
  return watcher.take()?.frames ?? []
}

function bthome(data: Uint8Array, setup: DeviceSetup): readonly LiveFrame[] {
  const driver = bthomeV2Protocol.createDriver({
    settings: {},
    deviceAt: () => setup,
    pairedAddresses: () => [],
  })
  const effects = driver.onAdvertisement(
    {
      address: BUTTON_MAC,
      addressType: 'public',
      name: null,
      signal: -60,
      services: [],
      serviceData: new Map([[longUuid('fcd2'), data]]),
      manufacturerData: new Map(),
    },
    NOW,
  )
  return framesOf(
    bthomeV2Protocol,
    effects.flatMap((effect) => (effect.type === 'gatt' ? [] : [effect])),
  )
}

const address = { name: 'address', value: BUTTON_MAC.toLowerCase() }

test('an advertisement comes with its service data, whose it is, and the fields that `decode` shows', () => {
  const data = plainFrame('01643a00')
  const heard = bthome(data, PAIRED).find(({ outcome }) => outcome === 'heard')
  const pasted = inspect(bthomeV2Protocol, { hex: toHex(data), mac: BUTTON_MAC })
  expect(pasted.fields.length).toBeGreaterThan(3)
  expect(heard).toMatchObject({
    raw: toHex(data),
    fields: [{ name: 'protocol', value: 'bthome-v2' }, address, ...pasted.fields],
  })
})

test('one that was refused says whose it was, so that it can be decoded with the key', () => {
  const recorded = sealedFrame('01643a01', 900)
  const setup = { ...PAIRED, key: BUTTON_KEY, memory: { counter: '1000' } }
  const [refused] = bthome(recorded, setup)
  expect(refused).toMatchObject({ outcome: 'discarded', about: 'replay', raw: toHex(recorded) })
  expect(refused?.fields).toContainEqual(address)
})

test('a value of a pendant beside it on the adapter comes with its characteristic', () => {
  // A battery of 87 percent, as evidence keeps it.
  const raw = Uint8Array.of(2, 0x19, 0x2a, 87)
  const effect: DriverEffect = { type: 'heard', address: 'c0:ff:ee:00:02:04', bytes: 1, raw }
  const [heard] = framesOf(bleGattPendantProtocol, [effect])
  expect(heard).toMatchObject({ outcome: 'heard', raw: '02192a57' })
  expect(heard?.fields).toEqual([
    { name: 'protocol', value: 'ble-gatt-pendant' },
    { name: 'address', value: 'c0:ff:ee:00:02:04' },
    { name: 'characteristic', value: '2a19' },
    { name: 'data', value: '57' },
    { name: 'batteryPercent', value: '87' },
  ])
})
