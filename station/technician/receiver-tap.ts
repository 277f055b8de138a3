/** Listens beside the station to what a receiver tells; the station's own listener always comes first. */
import type { DecodedField, Protocol } from '../../device-drivers/protocol-driver.ts'
import type { DriverFact, HeardFrames, PortListener } from '../../device-drivers/serial/port-listener.ts'
import type { WireTail } from '../../device-drivers/serial/wire-tail.ts'
import type { Moment } from '../../device-drivers/protocol-driver.ts'
import type { NoticeSchema } from '../../shared/api/technician.ts'
import type { z } from 'zod'
import type { Registry } from '../devices/registry.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { DeviceActivity } from './device-activity.ts'
import type { LiveFrame, LiveFrames } from './live-frames.ts'
import type { SettingsDesk } from './settings-desk.ts'

export type Notice = z.infer<typeof NoticeSchema>

const MOST_NOTICES = 20

export interface ReceiverTapParts {
  readonly registry: Registry
  readonly activity: DeviceActivity
  readonly frames: LiveFrames
  readonly settings: SettingsDesk
  /** The last bytes of a line that is watched. */
  readonly wire: Pick<WireTail, 'last'>
}

type TappedProtocol = Pick<Protocol, 'id' | 'explainFrame'> & {
  /** Of serial protocols alone. */
  readonly line?: unknown
}

export class ReceiverTap {
  /** The last remarks of each receiver, oldest first. */
  readonly #notices = new Map<string, readonly Notice[]>()

  constructor(private readonly parts: ReceiverTapParts) {}

  /** Newest first. */
  noticesOf(receiver: string): Notice[] {
    return [...(this.#notices.get(receiver) ?? [])].reverse()
  }

  forget(receiver: string): void {
    this.#notices.delete(receiver)
  }

  readonly tap = (receiver: string, protocol: TappedProtocol, listener: PortListener): PortListener => {
    const { registry, activity, frames } = this.parts
    const deviceAt = (address: string | null): AssignedDevice | undefined =>
      registry.deviceOn(receiver, protocol.id, address)
    const came = (
      at: Moment,
      outcome: LiveFrame['outcome'],
      about: string,
      bytes: Uint8Array | null,
      address?: string | null,
    ): void => {
      if (!frames.isWatched(receiver)) return
      const device = address === undefined ? undefined : deviceAt(address)
      const readAs = device?.variant ?? device?.eep ?? null
      const explained = bytes === null ? [] : protocol.explainFrame(bytes, readAs)
      frames.came(receiver, {
        at: at.wall,
        raw: bytes === null ? '' : Buffer.from(bytes).toString('hex'),
        outcome,
        about,
        // An advertisement says neither what it is to be read as nor, without its envelope, whose it is.
        fields: [...(protocol.line === undefined ? senderFields(protocol.id, address) : []), ...explained],
      })
    }
    /** A driver says how long its frame was: it is shown where the last bytes of the line are that frame. */
    const frameOf = ({ frames: count, bytes, raw }: HeardFrames): Uint8Array | null => {
      if (raw !== null) return raw
      if (count !== 1 || !frames.isWatched(receiver)) return null
      const last = this.parts.wire.last(receiver, bytes)
      return last === undefined || protocol.explainFrame(last, null).length === 0 ? null : last
    }
    return {
      onEvents: (received) => {
        const stored = listener.onEvents(received)
        for (const { event, receivedAt } of received) {
          came(receivedAt, 'event', event.kind, event.raw, event.address)
        }
        return stored
      },
      onHeard: (heard) => {
        listener.onHeard(heard)
        const device = deviceAt(heard.address)
        if (device !== undefined) activity.heard(device.id, heard.at.wall, heard.signal)
        came(heard.at, 'heard', heard.address ?? '', frameOf(heard), heard.address)
      },
      onDiscarded: (discarded) => {
        listener.onDiscarded(discarded)
        came(discarded.at, 'discarded', discarded.reason, discarded.bytes, discarded.address)
      },
      onUnknown: (unknown) => {
        listener.onUnknown(unknown)
        came(unknown.at, 'unknown', unknown.description, unknown.raw)
      },
      onFact: (fact, at) => {
        listener.onFact(fact, at)
        this.#fact(receiver, fact, at, deviceAt)
      },
      onStatus: (status) => listener.onStatus(status),
    }
  }

  #fact(
    receiver: string,
    fact: DriverFact,
    at: Moment,
    deviceAt: (address: string | null) => AssignedDevice | undefined,
  ): void {
    if (fact.type !== 'notice' && fact.type !== 'setting') return
    const device = deviceAt(fact.address)
    if (fact.type === 'setting') {
      if (device !== undefined) this.parts.settings.told(device.id, fact.name, fact.value, at.wall)
      return
    }
    const notice = { at: at.wall, code: fact.code, deviceId: device?.id ?? null, data: { ...fact.data } }
    const before = this.#notices.get(receiver) ?? []
    this.#notices.set(receiver, [...before, notice].slice(-MOST_NOTICES))
    if (device !== undefined) this.parts.settings.noticed(device.id, fact.code, fact.data)
  }
}

function senderFields(protocol: string, address: string | null | undefined): readonly DecodedField[] {
  const fields = [{ name: 'protocol', value: protocol }]
  return typeof address === 'string' ? [...fields, { name: 'address', value: address }] : fields
}
