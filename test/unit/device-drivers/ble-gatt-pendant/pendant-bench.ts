/** A driver with a house of pendants round it: requests are answered at once, time goes on when told. */
import { longUuid } from '../../../../device-drivers/bluetooth/advertisement.ts'
import type {
  BluetoothDriver,
  BluetoothEffect,
} from '../../../../device-drivers/bluetooth/bluetooth-protocol.ts'
import type { GattCharacteristic, GattInput, GattRequest } from '../../../../device-drivers/bluetooth/gatt.ts'
import { createPendantDriver } from '../../../../device-drivers/ble-gatt-pendant/driver.ts'
import { toHex } from '../../../../device-drivers/bytes.ts'
import { DeviceRecall } from '../../../../device-drivers/device-recall.ts'
import type { DeviceSetup, DriverCommand, Moment } from '../../../../device-drivers/protocol-driver.ts'
import { segmentObservation } from '../../../../device-drivers/ble-gatt-pendant/ghs-segments.ts'

export const PENDANT = 'c0:ff:ee:00:02:04'

/** By `service/characteristic`: what reading it gives. */
export type Offered = Readonly<Record<string, Uint8Array>>

const ascii = (words: string) => new TextEncoder().encode(words)

export const HEALTH_PENDANT: Offered = {
  '180a/2a29': ascii('Trygg AS'),
  '180a/2a24': ascii('Trygg-1'),
  '180a/2a25': ascii('SN-0001'),
  '180a/2a26': ascii('1.0.20\0'),
  '180f/2a19': Uint8Array.of(87),
  '1802/2a06': Uint8Array.of(),
  '1803/2a06': Uint8Array.of(0),
  '1804/2a07': Uint8Array.of(0xfc),
  '1840/2b8b': Uint8Array.of(),
  '1840/2bf4': Uint8Array.of(),
}

type Fact = Exclude<BluetoothEffect, { type: 'gatt' }>

export class PendantBench {
  readonly driver: BluetoothDriver
  readonly facts: Fact[] = []
  /** Every request, as `type` or `type service/characteristic hex`. */
  readonly asked: string[] = []
  readonly paired = new Map<string, Partial<DeviceSetup>>([[PENDANT, {}]])
  offered: Offered = HEALTH_PENDANT
  /** What answers come to; undefined for the usual one, null for none yet. */
  answer: (request: GattRequest) => GattInput | null | undefined = () => undefined
  private readonly recall: DeviceRecall
  private mono = 0
  private counter = 0

  constructor(settings: Readonly<Record<string, unknown>> = {}) {
    this.recall = new DeviceRecall((address) => {
      const setup = this.paired.get(address ?? '')
      return setup && { eep: null, key: null, placement: null, settings: {}, known: {}, memory: {}, ...setup }
    })
    this.driver = createPendantDriver({
      settings,
      deviceAt: this.recall.deviceAt,
      pairedAddresses: () => [...this.paired.keys()].map((address) => address.toUpperCase()),
    })
  }

  get now(): Moment {
    return { wall: 1_700_000_000_000 + this.mono, mono: this.mono }
  }

  open(): void {
    this.perform(this.driver.onOpen(this.now))
  }

  lost(): void {
    this.perform(this.driver.onLost(this.now))
  }

  advertise(address = PENDANT, services: readonly string[] = ['1802'], signal: number | null = -60): void {
    const advertisement = {
      address: address.toUpperCase(),
      addressType: null,
      name: 'Trygg-1',
      signal,
      services: services.map(longUuid),
      serviceData: new Map(),
      manufacturerData: new Map(),
    }
    this.perform(this.driver.onAdvertisement(advertisement, this.now))
  }

  input(input: GattInput): void {
    this.perform(this.driver.onGatt(input, this.now))
  }

  command(command: DriverCommand): void {
    this.perform(this.driver.onCommand(command, this.now))
  }

  notify(name: string, bytes: Uint8Array): void {
    this.input({ address: PENDANT, type: 'notified', of: named(name), bytes })
  }

  /** One observation in segments of the smallest packets, counting on. */
  observe(observation: Uint8Array, lose: (at: number) => boolean = () => false): void {
    const segments = segmentObservation(observation, 19, this.counter)
    this.counter = (this.counter + segments.length) % 64
    for (const [at, segment] of segments.entries()) if (!lose(at)) this.notify('1840/2b8b', segment)
  }

  drop(): void {
    this.counter = 0
    this.input({ address: PENDANT, type: 'disconnected' })
  }

  /** Time passes, due by due. */
  advance(ms: number): void {
    const until = this.mono + ms
    for (let dueAt = this.driver.nextDueAt(); dueAt !== undefined && dueAt <= until;) {
      this.mono = Math.max(this.mono, dueAt)
      this.perform(this.driver.onDue(this.now))
      dueAt = this.driver.nextDueAt()
      if (dueAt !== undefined && dueAt <= this.mono) throw new Error(`due again at once, at ${dueAt}`)
    }
    this.mono = until
  }

  get events(): readonly string[] {
    return this.facts.flatMap((fact) =>
      fact.type === 'event' ? [`${fact.event.kind} ${String(fact.event.value)}`] : [],
    )
  }

  get notices(): readonly string[] {
    return this.facts.flatMap((fact) =>
      fact.type === 'notice' ? [[fact.code, ...Object.values(fact.data)].join(' ')] : [],
    )
  }

  get settings(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.facts.flatMap((fact) => (fact.type === 'setting' ? [[fact.name, fact.value] as const] : [])),
    )
  }

  get heard(): number {
    return this.facts.filter(({ type }) => type === 'heard').length
  }

  private perform(effects: readonly BluetoothEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'gatt') continue
      this.facts.push(effect)
      this.recall.take([effect])
    }
    for (const effect of effects) if (effect.type === 'gatt') this.ask(effect.request)
  }

  private ask(request: GattRequest): void {
    this.asked.push(requestWords(request))
    const answer = this.answer(request)
    if (answer !== null) this.input(answer ?? this.usual(request))
  }

  private usual(request: GattRequest): GattInput {
    const { id, address } = request
    if (request.type === 'connect') {
      return { id, address, type: 'connected', characteristics: Object.keys(this.offered).map(named) }
    }
    if (request.type !== 'read') return { id, address, type: 'done' }
    const bytes = this.offered[shortName(request.of)] ?? new Uint8Array()
    return { id, address, type: 'value-read', bytes }
  }
}

export function named(name: string): GattCharacteristic {
  const [service = '', characteristic = ''] = name.split('/')
  const long = (uuid: string) => (uuid.length === 4 ? longUuid(uuid) : uuid)
  return { service: long(service), characteristic: long(characteristic) }
}

function shortName({ service, characteristic }: GattCharacteristic): string {
  const short = (uuid: string) => (uuid === longUuid(uuid.slice(4, 8)) ? uuid.slice(4, 8) : uuid)
  return `${short(service)}/${short(characteristic)}`
}

function requestWords(request: GattRequest): string {
  if (request.type === 'connect' || request.type === 'disconnect') return request.type
  const words = `${request.type} ${shortName(request.of)}`
  return request.type === 'write' ? `${words} ${toHex(request.bytes)} ${request.how}` : words
}
