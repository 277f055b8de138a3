/**
 * What a receiver tells, on its way to where it belongs: events to the store before anything else, bytes that
 * became no event to the evidence, senders that nobody has paired to the technician's list.
 */
import type { DriverEvent, Moment, SerialProtocol } from '../../device-drivers/protocol-driver.ts'
import type { ReceivedEvent } from '../../device-drivers/serial/delivery-queue.ts'
import type { DriverFact, PortListener } from '../../device-drivers/serial/port-listener.ts'
import type { Arrival, Intake } from '../alarms/intake.ts'
import type { Log } from '../services.ts'
import type { EvidenceKeeper } from '../store/evidence.ts'
import type { DeviceRemembers } from '../store/memory-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { ReceiverWatch } from '../supervision/receiver-watch.ts'
import type { Discoveries } from './discoveries.ts'
import { eventOf } from './event-of.ts'
import { newDeviceOf, senderWords, type Newcomers } from './newcomers.ts'
import type { Registry } from './registry.ts'
import type { SilenceWatch } from './silence-watch.ts'

export interface ReceiverListenerParts {
  readonly registry: Registry
  readonly intake: Intake
  readonly evidence: EvidenceKeeper
  readonly silence: SilenceWatch
  readonly receivers: ReceiverWatch
  readonly discoveries: Discoveries
  readonly newcomers: Newcomers
  readonly mono: () => number
  readonly log: Log
  /** What a driver remembers of a device without an event. */
  readonly remember: (remembered: DeviceRemembers) => void
  /** These are committed. */
  readonly onStored: (arrivals: readonly Arrival[]) => void
  /** A device that a call made known is committed. */
  readonly onNewcomer: () => void
  readonly onStatus: () => void
}

/** For the receiver `name` (a path, an adapter) and one protocol on it. */
export function receiverListener(
  parts: ReceiverListenerParts,
  name: string,
  protocol: Pick<SerialProtocol, 'id' | 'unknownSenders'>,
): PortListener {
  const { registry, intake, evidence, receivers, discoveries, log } = parts
  const deviceAt = (address: string | null): AssignedDevice | undefined =>
    registry.deviceOn(name, protocol.id, address)
  /** An event that comes again after a full disk is the same event, with the same id. */
  const arrivalOf = new WeakMap<ReceivedEvent, Arrival>()

  const arrive = (event: DriverEvent, at: Moment): Arrival | undefined => {
    const device = deviceAt(event.address) ?? newcomer(event)
    if (device === undefined) {
      discoveries.acted(name, protocol.id, event.address, event.kind, at.wall)
      evidence.keepFrame(name, at.wall, 'unknown-device', event.raw)
      return undefined
    }
    const raw = Buffer.from(event.raw).toString('hex')
    const placed = eventOf(device, event.kind, event.value, at.wall, raw)
    const isNobodys = device.lifecycle === 'discovered'
    return {
      event: isNobodys ? { ...placed, subject: senderWords(device) } : placed,
      receivedAt: at.mono,
      remember: event.remember ?? null,
      ...(registry.device(device.id) === undefined ? { discovered: newDeviceOf(device) } : {}),
    }
  }
  const newcomer = ({ address, kind }: DriverEvent): AssignedDevice | undefined =>
    protocol.unknownSenders === 'raise'
      ? parts.newcomers.deviceFor(name, protocol.id, address, kind)
      : undefined

  return {
    onEvents: async (received) => {
      const arrivals = received.flatMap((delivered) => {
        const arrival = arrivalOf.get(delivered) ?? arrive(delivered.event, delivered.receivedAt)
        if (arrival === undefined) return []
        arrivalOf.set(delivered, arrival)
        return arrival
      })
      await intake.take(arrivals)
      parts.onStored(arrivals)
      const isNew = ({ event }: Arrival): boolean => registry.device(event.deviceId) === undefined
      if (arrivals.some(isNew)) parts.onNewcomer()
    },
    onHeard: (frames) => {
      receivers.heard(name, frames.at.mono)
      const device = deviceAt(frames.address)
      if (device === undefined) discoveries.heard(name, protocol.id, frames)
      else parts.silence.heard(device, frames.at.wall, frames.at.mono)
    },
    onDiscarded: ({ bytes, reason, at }) => {
      evidence.keepDiscarded(name, at.wall, reason, bytes)
    },
    onUnknown: ({ raw, at }) => {
      evidence.keepFrame(name, at.wall, 'unknown-message', raw)
    },
    onFact: (fact, at) => onFact(fact, at),
    onStatus: ({ state, hint }) => {
      log[state === 'open' ? 'info' : 'warn']({ port: name, state, hint }, 'a port changed')
      receivers.stateIs(name, state, parts.mono())
      parts.onStatus()
    },
  }

  function onFact(fact: DriverFact, at: Moment): void {
    if (fact.type === 'remember') {
      const device = deviceAt(fact.address)
      if (device !== undefined) parts.remember({ deviceId: device.id, memory: fact.memory })
    } else if (fact.type === 'notice') {
      const device = deviceAt(fact.address)?.id ?? null
      log.info({ port: name, device, code: fact.code }, 'a driver notices')
    } else if (fact.type === 'port-fault') {
      receivers.faultIs(name, fact.code, fact.active, at.mono)
      log.warn({ port: name, code: fact.code, active: fact.active }, 'a fault of a port')
    }
  }
}
