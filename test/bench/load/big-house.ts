/** A house of 500 devices on eight ports and one adapter: its configuration, and each device's way of speaking. */
import { BUTTON_KEY, sealedFrame } from '../../support/bthome-frames.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { EnoceanWire } from '../../support/enocean-wire.ts'
import { EspaWire } from '../../support/espa-wire.ts'
import { AirProcess } from '../../support/fake-bluez/air-process.ts'
import { PrivateBus } from '../../support/fake-bluez/private-bus.ts'
import { homeWith } from '../../support/home.ts'
import { FALL, PRESENCE, RadarWire } from '../../support/radar-wire.ts'
import type { ConfigurationText } from '../../../station/config/configuration.ts'

const STICKS = 3
const SENSORS_A_STICK = 100
/** One sensor in ten behind a stick is a pull cord, the others are door contacts. */
const CORD_EVERY = 10
const RADARS = 4
const CALL_POINTS = 50
const BLUETOOTH_SENSORS = 146
/** A beacon says each change several times, with a new counter each time. */
const TIMES_SAID = 3
/** One frame of a radar in ten is a fall. */
const FALL_EVERY = 10
/** Nothing but what is sent raises an alarm here: silence is another proof's. */
const SUPERVISION_SECONDS = 86_400

type DeviceText = NonNullable<ConfigurationText['devices']>[number]

export interface Speaker {
  readonly device: string
  /** Makes one event, which the station must store once. */
  readonly speak: () => void
}

/** Speakers that share a part of the load, in the order in which they take their turns. */
export interface Voice {
  readonly name: string
  /** Of a hundred events. */
  readonly share: number
  readonly speakers: readonly Speaker[]
}

export interface BigHouse {
  readonly configuration: ConfigurationText
  readonly voices: readonly Voice[]
}

export async function buildBigHouse(
  cleanUp: CleanUp,
  centre: { readonly url: string; readonly token: string },
): Promise<BigHouse> {
  const bus = await PrivateBus.start(cleanUp)
  process.env['DBUS_SYSTEM_BUS_ADDRESS'] = bus.address
  const air = await AirProcess.start(cleanUp, bus.address)
  const sticks = await plug(STICKS, () => EnoceanWire.plugged(cleanUp))
  const radars = await plug(RADARS, () => RadarWire.plugged(cleanUp))
  const line = await EspaWire.plugged(cleanUp)

  const base = homeWith(
    radars.map(({ port }, index) => ({
      device: `radar-${String(index)}`,
      port,
      supervisionSeconds: SUPERVISION_SECONDS,
    })),
    centre,
  )
  const sensors = sticks.flatMap((stick, index) => behindStick(stick, index))
  const rooms = many(CALL_POINTS, (index) => callPoint(line, index))
  const beacons = many(BLUETOOTH_SENSORS, (index) => beacon(air, index))
  const more = [...sensors, ...rooms, ...beacons].map(({ text }) => text)
  return {
    configuration: {
      ...base,
      ports: [
        ...(base.ports ?? []),
        ...sticks.map(({ port }) => ({ path: port, protocol: 'enocean-esp3' as const })),
        { path: line.port, protocol: 'espa-444' as const },
      ],
      bluetooth: [{ adapter: 'hci0', protocol: 'bthome-v2' }],
      residents: [
        ...(base.residents ?? []),
        ...more.map(({ id }) => ({ id: `r-${id}`, name: 'Ingrid Solberg', home: { unit: id } })),
      ],
      devices: [...(base.devices ?? []), ...more],
    },
    voices: [
      { name: 'enocean-esp3', share: 61, speakers: sensors.map(({ speaker }) => speaker) },
      { name: 'bthome-v2', share: 30, speakers: beacons.map(({ speaker }) => speaker) },
      { name: 'mr60fda', share: 8, speakers: radars.map(radar) },
      { name: 'espa-444', share: 1, speakers: rooms.map(({ speaker }) => speaker) },
    ],
  }
}

interface Member {
  readonly text: DeviceText
  readonly speaker: Speaker
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function plug<T>(count: number, plugged: () => Promise<T>): Promise<T[]> {
  return Promise.all(many(count, plugged))
}

function textOf(id: string, more: Omit<DeviceText, 'id' | 'resident' | 'supervisionSeconds'>): DeviceText {
  return { id, resident: `r-${id}`, supervisionSeconds: SUPERVISION_SECONDS, ...more }
}

function behindStick(stick: EnoceanWire, number: number): Member[] {
  return many(SENSORS_A_STICK, (index) => {
    const address = (0x01800000 + number * 0x1000 + index).toString(16).padStart(8, '0')
    const isCord = index % CORD_EVERY === 0
    const id = `${isCord ? 'cord' : 'contact'}-${String(number)}-${String(index)}`
    let isOpen = false
    const speak = (): void => {
      isOpen = !isOpen
      if (!isCord) stick.act(`${isOpen ? 'open' : 'closed'}:${address}`)
      else for (const act of ['press', 'release']) stick.act(`${act}:${address}`)
    }
    const eep = isCord ? 'F6-02-01' : 'D5-00-01'
    return { text: textOf(id, { protocol: 'enocean-esp3', address, eep }), speaker: { device: id, speak } }
  })
}

function callPoint(line: EspaWire, index: number): Member {
  const address = String(100 + index)
  const id = `call-${address}`
  return {
    text: textOf(id, { protocol: 'espa-444', port: line.port, address }),
    speaker: { device: id, speak: () => line.act(`call:${address}`) },
  }
}

function beacon(air: AirProcess, index: number): Member {
  const mac = `B4:35:22:F5:00:${index.toString(16).padStart(2, '0').toUpperCase()}`
  const id = `door-${String(index)}`
  let packet = 0
  let counter = 1000
  const speak = (): void => {
    packet = (packet + 1) % 256
    const objects = `00${packet.toString(16).padStart(2, '0')}2d${packet % 2 === 1 ? '01' : '00'}`
    for (let said = 0; said < TIMES_SAID; said += 1) {
      counter += 1
      air.say(mac, sealedFrame(objects, counter, { mac }))
    }
  }
  return {
    text: textOf(id, { protocol: 'bthome-v2', address: mac, key: BUTTON_KEY }),
    speaker: { device: id, speak },
  }
}

function radar(wire: RadarWire, index: number): Speaker {
  let frames = 0
  let present = false
  const speak = (): void => {
    frames += 1
    if (frames % FALL_EVERY === 0) {
      wire.write(FALL)
      return
    }
    present = !present
    wire.write(present ? PRESENCE.somebody : PRESENCE.nobody)
  }
  return { device: `radar-${String(index)}`, speak }
}
