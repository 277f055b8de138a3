/**
 * Between the ports and the intake: which device said it, whose it is, and who has been silent too long.
 * Every event goes to the store before anything else; bytes that became no event go to the evidence.
 */
import { v7 as newId } from 'uuid'
import type { DeviceSetup } from '../../device-drivers/protocol-driver.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import type { ReceivedEvent } from '../../device-drivers/serial/delivery-queue.ts'
import { PortSupervisor } from '../../device-drivers/serial/port-supervisor.ts'
import type { PortListener } from '../../device-drivers/serial/port-listener.ts'
import type { SerialClock } from '../../device-drivers/serial/serial-clock.ts'
import type { PortStatus } from '../../shared/api/board.ts'
import type { EventKind, EventValue } from '../../shared/domain/device-event.ts'
import type { Instant } from '../../shared/domain/time.ts'
import type { Arrival, Intake } from '../alarms/intake.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../services.ts'
import type { EvidenceKeeper } from '../store/evidence.ts'
import type { DeviceRemembers } from '../store/memory-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { HeardLog } from './heard-log.ts'
import type { PortPlan } from './port-plan.ts'
import type { Registry } from './registry.ts'

/** How often supervision looks; the shortest silence allowed is ten seconds. */
const LOOK_MS = 1_000

export interface DeviceHubParts {
  readonly registry: Registry
  readonly intake: Intake
  readonly evidence: EvidenceKeeper
  readonly heard: HeardLog
  readonly clock: Clock
  readonly serialClock: SerialClock
  readonly openLink: OpenLink
  readonly log: Log
  /** False while alarms can't be stored: ports pause reading then, so silence proves nothing. */
  readonly canStore: () => boolean
  readonly setupOf: (device: AssignedDevice) => DeviceSetup
  /** What a driver remembers of a device without an event. */
  readonly remember: (remembered: DeviceRemembers) => void
  readonly onPortStatus: () => void
}

export class DeviceHub {
  readonly #ports: readonly PortSupervisor[]
  /** Devices whose silence or return is on its way to the store. */
  readonly #pending = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly parts: DeviceHubParts,
    plans: readonly PortPlan[],
  ) {
    this.#ports = plans.map(
      ({ path, protocol, variant, line, settings }) =>
        new PortSupervisor({
          path,
          protocol: protocol.id,
          line,
          createDriver: (deviceAt) => protocol.createDriver({ variant, settings, deviceAt }),
          deviceAt: (address) => {
            const device = parts.registry.deviceOn(path, protocol.id, address)
            return device === undefined ? undefined : parts.setupOf(device)
          },
          openLink: parts.openLink,
          clock: parts.serialClock,
          listener: this.#listenerFor(path, protocol.id),
        }),
    )
  }

  /** Resolves when every port has been tried once; one that will not open holds nothing back. */
  async start(): Promise<void> {
    for (const port of this.#ports) port.start()
    this.#timer = setInterval(() => {
      this.#lookForSilence()
    }, LOOK_MS)
    await Promise.all(this.#ports.map(({ firstTry }) => firstTry))
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    const stopped = await Promise.all(this.#ports.map((port) => port.stop()))
    const undelivered = stopped.reduce((sum, port) => sum + port.undelivered, 0)
    if (undelivered > 0) this.parts.log.error({ undelivered }, 'events could not be stored before the stop')
  }

  statuses(): PortStatus[] {
    return this.#ports.map((port) => port.status())
  }

  #listenerFor(path: string, protocol: string): PortListener {
    const { registry, intake, evidence, log } = this.parts
    const deviceAt = (address: string | null): AssignedDevice | undefined =>
      registry.deviceOn(path, protocol, address)
    /** An event that comes again after a full disk is the same event, with the same id. */
    const arrivalOf = new WeakMap<ReceivedEvent, Arrival>()
    return {
      onEvents: async (received) => {
        const arrivals: Arrival[] = []
        for (const delivered of received) {
          const { event, receivedAt } = delivered
          const again = arrivalOf.get(delivered)
          if (again !== undefined) {
            arrivals.push(again)
            continue
          }
          const device = deviceAt(event.address)
          if (device === undefined) {
            evidence.keepFrame(path, receivedAt.wall, 'unknown-device', event.raw)
            continue
          }
          const raw = Buffer.from(event.raw).toString('hex')
          const arrival = {
            event: this.#eventOf(device, event.kind, event.value, receivedAt.wall, raw),
            receivedAt: receivedAt.mono,
            remember: event.remember ?? null,
          }
          arrivalOf.set(delivered, arrival)
          arrivals.push(arrival)
        }
        await intake.take(arrivals)
      },
      onHeard: ({ address, at }) => {
        const device = deviceAt(address)
        if (device !== undefined) this.#heard(device, at.wall, at.mono)
      },
      onDiscarded: ({ bytes, reason, at }) => {
        evidence.keepDiscarded(path, at.wall, reason, bytes)
      },
      onUnknown: ({ raw, at }) => {
        evidence.keepFrame(path, at.wall, 'unknown-message', raw)
      },
      onFact: (fact) => {
        if (fact.type === 'remember') {
          const device = deviceAt(fact.address)
          if (device !== undefined) this.parts.remember({ deviceId: device.id, memory: fact.memory })
        } else if (fact.type === 'notice') {
          log.info(
            { port: path, device: deviceAt(fact.address)?.id ?? null, code: fact.code },
            'a driver notices',
          )
        } else if (fact.type === 'port-fault') {
          log.warn({ port: path, code: fact.code, active: fact.active }, 'a fault of a port')
        }
      },
      onStatus: ({ state, hint }) => {
        log[state === 'open' ? 'info' : 'warn']({ port: path, state, hint }, 'a port changed')
        this.parts.onPortStatus()
      },
    }
  }

  #heard(device: AssignedDevice, wall: Instant, mono: number): void {
    if (!this.parts.heard.heard(device.id, wall, mono, undefined)) return
    // The silence was an alarm; its end is an event too, tried again with the next frame if it can't be stored.
    void this.#store(device, 'restored', 'silent', wall, mono).then((stored) => {
      if (!stored) this.parts.heard.markSilent(device.id)
    })
  }

  #lookForSilence(): void {
    const { heard, registry, clock, canStore } = this.parts
    if (!canStore()) {
      heard.forgive(clock.mono())
      return
    }
    for (const deviceId of heard.overdue(clock.mono())) {
      const device = registry.device(deviceId)
      if (device === undefined || this.#pending.has(deviceId)) continue
      void this.#store(device, 'silent', true, clock.wall(), clock.mono()).then((stored) => {
        if (stored) heard.markSilent(deviceId)
      })
    }
  }

  async #store(
    device: AssignedDevice,
    kind: EventKind,
    value: EventValue,
    wall: Instant,
    mono: number,
  ): Promise<boolean> {
    this.#pending.add(device.id)
    try {
      const event = this.#eventOf(device, kind, value, wall, null)
      await this.parts.intake.take([{ event, receivedAt: mono, remember: null }])
      return true
    } catch (error) {
      this.parts.log.error(
        { device: device.id, kind, reason: error instanceof Error ? error.name : 'unknown' },
        'what supervision found could not be stored',
      )
      return false
    } finally {
      this.#pending.delete(device.id)
    }
  }

  #eventOf(
    device: AssignedDevice,
    kind: EventKind,
    value: EventValue,
    wall: Instant,
    raw: string | null,
  ): Arrival['event'] {
    return {
      id: newId(),
      deviceId: device.id,
      residentId: device.resident_id,
      kind,
      value,
      // None of the serial protocols carries a time of its own.
      occurredAt: wall,
      receivedAt: wall,
      raw,
      placement: device.placement,
    }
  }
}
