/**
 * Random and mutated bytes as Bluetooth devices would say them. What is sealed with a key makes an event only
 * when it is one of the true frames; what a connected pendant says has no check of its own, so it must only be
 * borne.
 */
import { bleGattPendantProtocol } from '../../device-drivers/ble-gatt-pendant/protocol.ts'
import { toHex } from '../../device-drivers/bytes.ts'
import { DeviceRecall } from '../../device-drivers/device-recall.ts'
import type { BluetoothDriver } from '../../device-drivers/bluetooth/bluetooth-protocol.ts'
import { effectFault } from '../support/effect-rules.ts'
import { hex } from '../support/protocol-samples/sample.ts'
import { BLUETOOTH_SAMPLES, type BluetoothSample } from '../support/protocol-samples/bluetooth.ts'

type Random = (below: number) => number

/** Longest payload of an advertisement with extended data that we meet in the field. */
const LONGEST = 60
/** What a damaged sealed frame may raise: somebody tampers, or the key is wrong. */
const TECHNICAL: readonly string[] = ['tamper', 'fault', 'restored']

/** Says about so many bytes of advertisements; returns how many it were, and how many events came of them. */
export class Advertisements {
  readonly name: string
  bytes = 0
  events = 0
  private readonly driver: BluetoothDriver
  private readonly recall: DeviceRecall
  private readonly trueFrames: ReadonlySet<string>
  private mono = 1_000

  constructor(private readonly sample: BluetoothSample) {
    this.name = `${sample.protocol.id}, advertisements`
    this.recall = new DeviceRecall((address) => sample.devices.get((address ?? '').toLowerCase()))
    this.driver = sample.protocol.createDriver({
      settings: {},
      deviceAt: this.recall.deviceAt,
      pairedAddresses: () => [...sample.devices.keys()],
    })
    this.trueFrames = new Set(
      sample.advertisements.flatMap(({ serviceData }) => [...serviceData.values()].map(toHex)),
    )
  }

  feed(random: Random, bytes: number): void {
    for (const end = this.bytes + bytes; this.bytes < end;) this.say(random)
  }

  private say(random: Random): void {
    const said = this.sample.advertisements[random(this.sample.advertisements.length)]
    if (said === undefined) return
    this.mono += random(2_000)
    const serviceData = new Map(
      [...said.serviceData].map(([service, data]) => [service, mischief(random, data)] as const),
    )
    for (const data of serviceData.values()) this.bytes += data.length
    const at = { wall: this.mono, mono: this.mono }
    for (const effect of this.driver.onAdvertisement({ ...said, serviceData }, at)) {
      if (effect.type === 'gatt') continue
      const { devices } = this.sample
      const fault = effectFault(effect, { devices, isWhole: (raw) => raw.length > 0, eitherCase: true })
      if (fault !== undefined) throw new Error(`forbidden effect: ${fault}`)
      this.recall.take([effect])
      if (effect.type !== 'event') continue
      this.events += 1
      const { address, kind, raw } = effect.event
      const isSealed = typeof devices.get((address ?? '').toLowerCase())?.key === 'string'
      if (isSealed && !TECHNICAL.includes(kind) && !this.trueFrames.has(toHex(raw))) {
        throw new Error(`${kind} from a sealed frame that nobody sent: ${toHex(raw)}`)
      }
    }
  }
}

/** Battery, advertised services, and a fall in one segment and in two. */
const SAID: readonly (readonly Uint8Array[])[] = [
  [hex('11')],
  [hex('020106070302180f180a18020afc080954727967672d31')],
  [hex('03061c000300010082002287dec12f000006000401000f000100010001000000')],
  [hex('29061c000300010082002287dec12f0000060004'), hex('2e01000f000100010001000000')],
]
const UUIDS = ['2a19', '2a06', '2a07', '2a56', '2b8b', '2a29', '2a24', 'ffff']
const KINDS = ['read', 'notify', 'advertisement', 'segments', 'segments']

/** Values, notifications and segments of a pendant. */
export class PendantValues {
  readonly name = `${bleGattPendantProtocol.id}, values`
  bytes = 0
  events = 0

  feed(random: Random, bytes: number): void {
    for (const end = this.bytes + bytes; this.bytes < end;) {
      const values = (SAID[random(SAID.length)] ?? []).map((value) => mischief(random, value))
      for (const value of values) this.bytes += value.length
      const [value = new Uint8Array()] = values
      const line = {
        kind: KINDS[random(KINDS.length)],
        uuid: UUIDS[random(UUIDS.length)],
        hex: toHex(value),
        values: values.map(toHex),
      }
      const { events } = bleGattPendantProtocol.decodeLine(line)
      if (Array.isArray(events)) this.events += events.length
    }
  }
}

/** The Bluetooth protocols that advertise something worth damaging, and the pendant's values. */
export function bluetoothSubjects(): (Advertisements | PendantValues)[] {
  const advertised = BLUETOOTH_SAMPLES.filter(({ advertisements }) =>
    advertisements.some(({ serviceData }) => serviceData.size > 0),
  )
  return [...advertised.map((sample) => new Advertisements(sample)), new PendantValues()]
}

function mischief(random: Random, data: Uint8Array): Uint8Array {
  const kind = random(6)
  if (kind === 0) return noise(random)
  if (kind === 1) return data.slice(0, 1 + random(data.length))
  if (kind === 2) return Uint8Array.from([...data, ...noise(random)]).slice(0, LONGEST)
  return kind === 3 ? data : data.map((byte) => (random(8) === 0 ? byte ^ (1 << random(8)) : byte))
}

function noise(random: Random): Uint8Array {
  return Uint8Array.from({ length: 1 + random(LONGEST) }, () => random(256))
}
