/** Devices and receivers as the technician's room shows them. */
import type { PortStatus } from '../../shared/api/board.ts'
import type { SerialLine } from '../../shared/api/serial-line.ts'
import { LIFECYCLES, type DeviceLine, type Receiver, type UsbIdentity } from '../../shared/api/technician.ts'
import type { Instant, MonotonicMs } from '../../shared/domain/time.ts'
import type { DeviceMemory } from '../../device-drivers/protocol-driver.ts'
import type { HeardLog } from '../devices/heard-log.ts'
import type { Registry } from '../devices/registry.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { BatteryBook } from '../supervision/battery-book.ts'
import { receiverTrouble, toldFaults, type ReceiverFacts } from '../supervision/receiver-facts.ts'
import type { DeviceActivity } from './device-activity.ts'
import type { PairableProtocol } from './pairing.ts'
import type { ReceiverRates } from './receiver-rates.ts'
import { isTestDue } from './test-due.ts'

export interface DeviceLineSources {
  readonly registry: Registry
  readonly findProtocol: (id: string) => PairableProtocol | undefined
  readonly memory: ReadonlyMap<string, DeviceMemory>
  readonly heard: HeardLog
  readonly batteries: BatteryBook
  readonly activity: DeviceActivity
}

export function deviceLine(device: AssignedDevice, sources: DeviceLineSources, now: Instant): DeviceLine {
  const { registry, findProtocol, memory, heard, batteries, activity } = sources
  const { id, variant, eep, settings } = device
  const resident = device.resident_id === null ? undefined : registry.resident(device.resident_id)
  const facts = { variant, eep, settings, memory: memory.get(id) ?? {} }
  const protocol = findProtocol(device.protocol)
  const supervisionSeconds = device.supervision_seconds ?? protocol?.defaultSupervisionSeconds(facts) ?? null
  const lifecycle = LIFECYCLES.find((known) => known === device.lifecycle) ?? 'discovered'
  const lastTestAt = activity.lastTestAt(id)
  const life = heard.lifeOf(id, Number.NEGATIVE_INFINITY)
  return {
    deviceId: id,
    protocol: device.protocol,
    variant,
    eep,
    receiver: device.port,
    address: device.address,
    placement: device.placement,
    resident: resident === undefined ? null : { id: resident.id, name: resident.name, unit: resident.unit },
    lifecycle,
    ...(device.did === null ? {} : { did: device.did }),
    supervisionSeconds,
    silent: life === 'silent' || life === 'cut-off',
    lastHeardAt: activity.heardAt(id) ?? device.last_heard_at,
    lastTestAt,
    testDue: isTestDue({ lifecycle, supervisionSeconds, lastTestAt }, now),
    battery: batteries.stateOf(id) ?? null,
    signal: activity.signalOf(id),
    suspendedUntil: lifecycle === 'suspended' ? device.suspended_until : null,
    faults: [...activity.faultsOf(id)],
  }
}

export interface ReceiverSources {
  readonly rates: ReceiverRates
  readonly facts: readonly ReceiverFacts[]
  readonly noticesOf: (receiver: string) => Receiver['notices']
  readonly identityOf: (receiver: string) => UsbIdentity | null
  readonly candidatesOf: (receiver: string) => string[]
  readonly variantOf: (receiver: string) => string | null
  readonly lineOf: (receiver: string) => SerialLine | null
}

/** One line a port; the protocols of an adapter share one. */
export function receiverLines(
  statuses: readonly PortStatus[],
  { rates, facts, noticesOf, identityOf, candidatesOf, variantOf, lineOf }: ReceiverSources,
  now: MonotonicMs,
): Receiver[] {
  const names = [...new Set(statuses.map(({ path }) => path))]
  return names.flatMap((name) => {
    const ofReceiver = statuses.filter(({ path }) => path === name)
    // An adapter is as its worst protocol is.
    const worst = ofReceiver.find(({ state }) => state !== 'open') ?? ofReceiver[0]
    if (worst === undefined) return []
    const known = facts.find((receiver) => receiver.name === name)
    return {
      kind: worst.carrier === 'bluetooth' ? 'adapter' : 'port',
      name,
      protocols: ofReceiver.map(({ protocol }) => protocol),
      variant: variantOf(name),
      line: lineOf(name),
      state: worst.state,
      since: worst.since,
      hint: worst.hint,
      ...rates.of(name),
      framesGood: sum(ofReceiver, ({ framesGood }) => framesGood),
      bytesGood: sum(ofReceiver, ({ bytesGood }) => bytesGood),
      bytesDiscarded: sum(ofReceiver, ({ bytesDiscarded }) => bytesDiscarded),
      discardReasons: mergedReasons(ofReceiver),
      reconnects: sum(ofReceiver, ({ reconnects }) => reconnects),
      faults: known === undefined ? [] : standingFaults(known, now),
      notices: noticesOf(name),
      identity: identityOf(name),
      candidates: candidatesOf(name),
    }
  })
}

function standingFaults(facts: ReceiverFacts, now: MonotonicMs): string[] {
  const trouble = receiverTrouble(facts, now)?.code
  const own = trouble === 'partner-silent' || trouble === 'unstable' ? [trouble] : []
  return [...toldFaults(facts.faults), ...own]
}

function sum(statuses: readonly PortStatus[], of: (status: PortStatus) => number): number {
  return statuses.reduce((total, status) => total + of(status), 0)
}

function mergedReasons(statuses: readonly PortStatus[]): Record<string, number> {
  const reasons: Record<string, number> = {}
  for (const { discardReasons } of statuses) {
    for (const [reason, bytes] of Object.entries(discardReasons)) {
      reasons[reason] = (reasons[reason] ?? 0) + bytes
    }
  }
  return reasons
}
