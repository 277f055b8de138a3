/** The conditions of everything in the house that is supervised, from what each part says now. */
import type { Protocol, SupervisionFacts } from '../../device-drivers/protocol-driver.ts'
import type { MonotonicMs } from '../../shared/domain/time.ts'
import type { HeardLog } from '../devices/heard-log.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import { BATTERY_LOW_PERCENT, type BatteryBook } from './battery-book.ts'
import type { Condition, FaultSource } from './condition.ts'
import { receiverTrouble, type ReceiverFacts } from './receiver-facts.ts'
import type { FaultDesk } from './fault-desk.ts'
import type { ReceiverWatch } from './receiver-watch.ts'
import type { CoverDevice, SpokenFor } from './resident-cover.ts'

/** A replug that is back for a moment is not over yet. */
const RECEIVER_CLEAR_MS = 3_000
/** What all adapters share: where it is gone, none of them is at fault. */
const BUS = 'bluetooth'
const BUS_CODES: ReadonlySet<string> = new Set(['no-bus', 'no-service'])

function receiverFault({ kind, name }: Pick<ReceiverFacts, 'kind' | 'name'>): FaultSource {
  const cause = kind === 'port' ? 'port-lost' : 'adapter-lost'
  return { cause, subject: name, deviceId: null, residentId: null }
}

/** The fault whose alarm tells of a receiver that is deaf: its own, or that of the bus all adapters need. */
export function tellingFault(receiver: Pick<ReceiverFacts, 'kind' | 'name' | 'state'>): FaultSource {
  const own = receiverFault(receiver)
  const isBusGone = receiver.kind === 'adapter' && BUS_CODES.has(receiver.state ?? '')
  return isBusGone ? { ...own, subject: BUS } : own
}

/** The open alarm that explains why a device can't be heard; undefined where there is none. */
export function causeOf(
  device: AssignedDevice,
  receivers: ReceiverWatch,
  desk: FaultDesk,
  now: MonotonicMs,
): string | undefined {
  for (const receiver of receivers.deafOf(device, now)) {
    const alarm = desk.alarmOf(tellingFault(receiver))
    if (alarm !== undefined) return alarm.id
  }
  return undefined
}

/** One condition a receiver, and one for the bus that all adapters need. */
export function receiverConditions(
  receivers: readonly ReceiverFacts[],
  said: SpokenFor,
  now: MonotonicMs,
): readonly Condition[] {
  const conditions = receivers.map((receiver) => receiverCondition(receiver, said.get(receiver.name), now))
  const adapters = conditions.filter(({ cause }) => cause === 'adapter-lost')
  const [first] = adapters
  if (first === undefined) return conditions
  const gone = adapters.find(({ code }) => BUS_CODES.has(code))
  const bus = {
    ...(gone ?? first),
    subject: BUS,
    code: gone?.code ?? 'no-service',
    standing: standingOfBus(adapters),
  }
  return [
    ...conditions.map((condition) =>
      BUS_CODES.has(condition.code) ? { ...condition, standing: 'unknown' as const } : condition,
    ),
    bus,
  ]
}

function standingOfBus(adapters: readonly Condition[]): Condition['standing'] {
  if (adapters.some(({ code }) => BUS_CODES.has(code))) return 'yes'
  return adapters.every(({ standing }) => standing === 'unknown') ? 'unknown' : 'no'
}

function receiverCondition(
  receiver: ReceiverFacts,
  people: ReadonlySet<string> | undefined,
  now: MonotonicMs,
): Condition {
  const trouble = receiverTrouble(receiver, now)
  const without = people?.size ?? 0
  return {
    ...receiverFault(receiver),
    placement: null,
    priority: without > 0 ? 'high' : 'medium',
    standing: trouble === undefined ? 'unknown' : trouble === null ? 'no' : 'yes',
    code: trouble?.code ?? 'lost',
    ...(without > 0 ? { figure: without } : {}),
    ...(trouble === undefined || trouble === null ? {} : { since: trouble.since }),
    afterMs: trouble?.afterMs ?? 0,
    clearAfterMs: RECEIVER_CLEAR_MS,
    endsByItself: true,
  }
}

export interface HouseDevices {
  readonly devices: readonly AssignedDevice[]
  readonly findProtocol: (id: string) => Protocol | undefined
  readonly factsOf: (device: AssignedDevice) => SupervisionFacts
}

/**
 * The devices by which a resident can call for help or is seen to need it, and whether they work. One of which
 * that is not known yet stands in for a resident's alarm only where there is no other.
 */
export function coverDevices(
  { devices, findProtocol, factsOf }: HouseDevices,
  heard: HeardLog,
  receivers: ReceiverWatch,
  now: MonotonicMs,
): readonly CoverDevice[] {
  const found: CoverDevice[] = []
  const maybe: CoverDevice[] = []
  for (const device of devices) {
    const { id: deviceId, resident_id: residentId, lifecycle } = device
    const isInUse = lifecycle === 'commissioned' || lifecycle === 'suspended'
    const protocol = findProtocol(device.protocol)
    if (residentId === null || !isInUse || protocol === undefined) continue
    const canCall = protocol.canCallForHelp(factsOf(device))
    if (canCall === false) continue
    const { since } = receivers.receptionOf(device, now)
    const isDeaf = since === null
    const deafReceivers = isDeaf ? receivers.deafOf(device, now).map(({ name }) => name) : []
    const works =
      lifecycle === 'suspended' || deafReceivers.length > 0
        ? 'no'
        : isDeaf
          ? 'unknown'
          : worksBySound(heard.lifeOf(deviceId, since))
    const into = canCall === null ? maybe : found
    into.push({ deviceId, residentId, works, deafReceivers })
  }
  const known = new Set(found.map(({ residentId }) => residentId))
  return [...found, ...maybe.filter(({ residentId }) => !known.has(residentId))]
}

/** A device whose silence proves nothing counts as working where its receiver does: the monthly test proves it. */
function worksBySound(life: ReturnType<HeardLog['lifeOf']>): CoverDevice['works'] {
  if (life === 'silent') return 'no'
  return life === undefined || life === 'heard' ? 'yes' : 'unknown'
}

export function batteryConditions(
  { devices, findProtocol }: HouseDevices,
  batteries: BatteryBook,
): readonly Condition[] {
  return devices.flatMap((device) => {
    if (device.lifecycle !== 'commissioned') return []
    const { id, placement, resident_id: residentId } = device
    const lowPercent = findProtocol(device.protocol)?.batteryLowPercent ?? BATTERY_LOW_PERCENT
    return batteries.conditionOf({ id, placement, residentId, lowPercent }) ?? []
  })
}
