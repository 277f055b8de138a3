/**
 * The driver of BTHome v2 devices: advertisements and time in, effects out (bthome-v2.md). It only listens.
 *
 * Counters are remembered in the same commit as the event they came with; one that is forgotten would let old
 * frames in again. A device that nobody has paired is shown for pairing and raises nothing.
 */
import { hexByte } from '../bytes.ts'
import { longUuid } from '../bluetooth/advertisement.ts'
import type { Advertisement } from '../bluetooth/advertisement.ts'
import type {
  BluetoothDriver,
  BluetoothDriverOptions,
  BluetoothEffect,
} from '../bluetooth/bluetooth-protocol.ts'
import type { DeviceLookup, DeviceMemory, Moment } from '../protocol-driver.ts'
import { aboutFrame } from './about-frame.ts'
import type { News } from './button-news.ts'
import { ListenedDevice } from './listened-device.ts'
import type { FrameOutcome } from './listened-device.ts'
import { BTHOME_UUID, splitServiceData } from './service-data.ts'
import { UnpairedPresses } from './unpaired-presses.ts'

const SERVICE = longUuid(BTHOME_UUID)

export function createBthomeDriver({ deviceAt }: Pick<BluetoothDriverOptions, 'deviceAt'>): BluetoothDriver {
  return new BthomeDriver(deviceAt)
}

class BthomeDriver implements BluetoothDriver {
  /** Paired ones alone, so as small as the house. */
  readonly #devices = new Map<string, ListenedDevice>()
  readonly #unpaired = new UnpairedPresses()
  #nextRef = 1

  constructor(private readonly deviceAt: DeviceLookup) {}

  onAdvertisement(advertisement: Advertisement, now: Moment): readonly BluetoothEffect[] {
    const data = advertisement.serviceData.get(SERVICE)
    if (data === undefined) return []
    const mac = splitServiceData(data)?.macInFrame ?? advertisement.address
    const address = mac.toLowerCase()
    const setup = this.deviceAt(address)
    const heard = heardOf(address, data, advertisement)
    if (setup === undefined) {
      this.#devices.delete(address)
      const about = { ...heard, about: aboutFrame(data, advertisement.name) }
      if (!this.#unpaired.isPress(address, data, now.mono)) return [about]
      return [about, this.#event(address, { kind: 'help-call', value: true }, data)]
    }
    const outcome = this.#device(address).take(data, mac, setup, now.mono)
    return [...this.#newsOf(address, data, outcome), ...(outcome.accepted ? [heard] : [])]
  }

  onLost(): readonly BluetoothEffect[] {
    for (const device of this.#devices.values()) device.interrupted()
    return []
  }

  onOpen(): readonly BluetoothEffect[] {
    return []
  }

  onGatt(): readonly BluetoothEffect[] {
    return []
  }

  onDue(): readonly BluetoothEffect[] {
    return []
  }

  onDurable(): readonly BluetoothEffect[] {
    return []
  }

  onCommand(): readonly BluetoothEffect[] {
    return []
  }

  nextDueAt(): undefined {
    return undefined
  }

  #device(address: string): ListenedDevice {
    const known = this.#devices.get(address)
    if (known !== undefined) return known
    const device = new ListenedDevice()
    this.#devices.set(address, device)
    return device
  }

  #event(
    address: string,
    { kind, value }: News,
    raw: Uint8Array,
    remember: DeviceMemory = {},
  ): BluetoothEffect {
    const ref = this.#nextRef
    this.#nextRef += 1
    const event = { address, kind, value, raw, ref }
    return { type: 'event', event: Object.keys(remember).length > 0 ? { ...event, remember } : event }
  }

  #newsOf(address: string, raw: Uint8Array, outcome: FrameOutcome): BluetoothEffect[] {
    const { news, remember, refused, notices, content } = outcome
    const effects: BluetoothEffect[] = news.map((said, index) =>
      this.#event(address, said, raw, index === 0 ? remember : {}),
    )
    if (news.length === 0 && Object.keys(remember).length > 0) {
      effects.push({ type: 'remember', address, memory: remember })
    }
    for (const code of notices) effects.push({ type: 'notice', address, code, data: {} })
    if (refused !== null && raw.length > 0) {
      effects.push({ type: 'discarded', bytes: raw, reason: refused, address })
    }
    const stoppedBy = content?.stoppedBy ?? null
    if (stoppedBy !== null) {
      const { reason, id, at } = stoppedBy
      const description = `BTHome object ${hexByte(id)} at ${at}: ${reason}`
      effects.push({ type: 'unknown-message', raw, description })
    }
    return effects
  }
}

function heardOf(
  address: string,
  data: Uint8Array,
  { signal }: Advertisement,
): Extract<BluetoothEffect, { type: 'heard' }> {
  return { type: 'heard', address, bytes: data.length, raw: data, ...(signal === null ? {} : { signal }) }
}
