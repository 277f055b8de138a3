/** The technician's room over the parts of a station. */
import {
  BLUETOOTH_PROTOCOLS,
  SERIAL_PROTOCOLS,
  findBluetoothProtocol,
  findSerialProtocol,
} from '../../device-drivers/protocols.ts'
import { listAdapters } from '../../device-drivers/bluetooth/list-adapters.ts'
import { eventOf } from '../devices/event-of.ts'
import { LEVEL_KINDS } from '../devices/levels.ts'
import { ruleFor } from '../alarms/rules.ts'
import type { PlacedEvent } from '../alarms/placed-event.ts'
import { Turns } from '../../shared/domain/turns.ts'
import type { DeviceSettingSpec } from '../../device-drivers/protocol-driver.ts'
import type { PortListener } from '../../device-drivers/serial/port-listener.ts'
import type { OpenLink } from '../../device-drivers/serial/byte-link.ts'
import { WireTail } from '../../device-drivers/serial/wire-tail.ts'
import type { PortLister } from '../../device-drivers/serial/list-ports.ts'
import type { Clock } from '../clock.ts'
import { readReceivers } from '../config/provision.ts'
import type { Log } from '../services.ts'
import { readHeldBack } from '../store/held-back-rows.ts'
import { readLastSignals, readSettingsRead } from '../store/reading-rows.ts'
import type { AssignedDevice } from '../store/registry-rows.ts'
import type { RowSource } from '../store/row-source.ts'
import { readLastTests, runningTests } from '../store/test-rows.ts'
import { AdapterDesk } from '../technician/adapter-desk.ts'
import { DeviceActivity } from '../technician/device-activity.ts'
import { DeviceDesk } from '../technician/device-desk.ts'
import { DevicePages } from '../technician/device-pages.ts'
import { GuidedTests } from '../technician/guided-tests.ts'
import { LiveFrames } from '../technician/live-frames.ts'
import type { KnownReceiver, PairingFacts } from '../technician/pairing.ts'
import { PairingWindow } from '../technician/pairing-window.ts'
import { PortDesk } from '../technician/port-desk.ts'
import { PortDevices } from '../technician/port-devices.ts'
import { receiverSetup } from '../technician/receiver-setup.ts'
import { refuseSettings } from '../technician/refuse-settings.ts'
import { ReceiverRates } from '../technician/receiver-rates.ts'
import { ReceiverTap } from '../technician/receiver-tap.ts'
import { SettingsDesk } from '../technician/settings-desk.ts'
import { TechnicianRoom } from '../technician/technician-room.ts'
import { TechnicianView, type KnownProtocol } from '../technician/technician-view.ts'
import { TestDesk } from '../technician/test-desk.ts'
import type { AlarmParts } from './alarms.ts'
import type { DeviceParts } from './devices.ts'
import type { StoredState } from './stored-state.ts'
import type { TimeRules } from './time-rules.ts'

const PROTOCOLS: readonly KnownProtocol[] = [...SERIAL_PROTOCOLS, ...BLUETOOTH_PROTOCOLS]
const findProtocol = (id: string): KnownProtocol | undefined =>
  PROTOCOLS.find((protocol) => protocol.id === id)

/** What listens from the first frame on; the rest of the room is built over the devices. */
export interface TechnicianEars {
  readonly running: GuidedTests
  readonly activity: DeviceActivity
  readonly settings: SettingsDesk
  readonly frames: LiveFrames
  readonly receiverTap: ReceiverTap
  readonly tap: (
    receiver: string,
    protocol: Parameters<ReceiverTap['tap']>[1],
    listener: PortListener,
  ) => PortListener
  /** Keeps the last bytes of a line that somebody inspects. */
  readonly listenBeside: (openLink: OpenLink) => OpenLink
  readonly onStored: (event: PlacedEvent) => void
}

export interface EarSources {
  readonly reader: RowSource
  readonly log: Log
  readonly command: (device: AssignedDevice, command: Parameters<DeviceParts['hub']['command']>[0]) => boolean
}

export async function createEars(
  { registry, levels, writeQueue }: StoredState,
  { reader, log, command }: EarSources,
): Promise<TechnicianEars> {
  const running = new GuidedTests(await runningTests(reader))
  const activity = new DeviceActivity({
    levels,
    signals: await readLastSignals(reader),
    lastTests: await readLastTests(reader),
  })
  const specsOf = (id: string, variant: string | null): readonly DeviceSettingSpec[] => {
    const protocol = findProtocol(id)
    const own = variant ?? protocol?.defaultVariant ?? null
    return (protocol?.deviceSettings ?? []).filter(
      ({ variants }) => variants === undefined || own === null || variants.includes(own),
    )
  }
  const settings = new SettingsDesk({ writeQueue, log, specsOf, command }, await readSettingsRead(reader))
  const frames = new LiveFrames()
  const wire = new WireTail()
  const receiverTap = new ReceiverTap({ registry, activity, frames, settings, wire })
  return {
    running,
    activity,
    settings,
    frames,
    receiverTap,
    tap: receiverTap.tap,
    listenBeside: (openLink) => wire.opener(openLink, (path) => frames.isWatched(path)),
    onStored: (event) => {
      activity.stored(event)
      running.stored(event)
    },
  }
}

export interface TechnicianSources {
  readonly ears: TechnicianEars
  readonly alarms: AlarmParts
  readonly devices: DeviceParts
  readonly timeRules: Pick<TimeRules, 'sayHeldBack'>
  readonly lister: PortLister
  readonly reader: RowSource
  readonly clock: Clock
  readonly log: Log
}

export function createTechnician(state: StoredState, sources: TechnicianSources): TechnicianRoom {
  const { writeQueue, audit, registry, book } = state
  const { ears, alarms, devices: house, lister, reader, clock, log } = sources
  const { running, activity, settings, frames, receiverTap } = ears
  const { hub } = house
  const refresh = (): Promise<void> => house.refreshRegistry()
  const receivers = (): KnownReceiver[] =>
    hub.statuses().map(({ path, protocol }) => ({
      name: path,
      protocols: [protocol],
      variant: hub.variantOf(path),
    }))
  const facts = (): PairingFacts => ({
    findProtocol,
    receivers: receivers(),
    devices: [...registry.devices()],
    heard: house.discoveries.list(),
    isResident: (id) => registry.resident(id)?.left_at === null,
  })

  /** What it told while it was suspended and still holds rings now. */
  const ringHeldBack = async (device: AssignedDevice): Promise<void> => {
    const ringing = LEVEL_KINDS.filter((kind) => kind !== 'silent' && ruleFor(kind, true) !== undefined)
    const levels = await readHeldBack(reader, device.id, ringing)
    const at = clock.wall()
    await alarms.intake.take(
      levels.map(({ kind, value }) => ({
        event: eventOf(device, kind, value, at, null),
        receivedAt: clock.mono(),
        remember: null,
      })),
    )
    if (device.resident_id !== null) await sources.timeRules.sayHeldBack(device.resident_id)
  }

  const onReplaced = (deviceId: string): void => {
    house.forgetMemory(deviceId)
    activity.forget(deviceId)
    settings.forget(deviceId)
    tests.forget(deviceId)
  }
  const turns = new Turns()
  const devices = new DeviceDesk({
    turns,
    writeQueue,
    audit,
    registry,
    reader,
    clock,
    facts,
    refresh,
    readPortAs: (transaction, path, variant) => ports.readAs(transaction, path, variant),
    onPortReadAnew: (path) => ports.openAnew(path),
    onRetired: (transaction, by, deviceId, now) => tests.retire(transaction, by, deviceId, now),
    onReplaced,
    onMoved: (deviceId) => {
      tests.forget(deviceId)
    },
    onResumed: (device) => {
      ringHeldBack(device).catch((error: unknown) => {
        const reason = error instanceof Error ? error.name : 'unknown'
        log.error({ device: device.id, reason }, 'what a suspended device still tells could not be stored')
      })
    },
  })
  const tests: TestDesk = new TestDesk({
    tests: running,
    devices,
    activity,
    desk: alarms.desk,
    book,
    writeQueue,
    audit,
    reader,
    clock,
    log,
  })
  running.onChanged((test) => void tests.keep(test))
  const adapters = new AdapterDesk({
    turns,
    writeQueue,
    audit,
    registry,
    clock,
    findProtocol: findBluetoothProtocol,
    receivers,
    run: (plan) => hub.setAdapter(plan),
    close: async (adapter) => {
      await hub.removeAdapter(adapter)
      receiverTap.forget(adapter)
    },
    retire: (by, deviceId) => devices.retire(by, deviceId),
  })
  const ports: PortDesk = new PortDesk({
    turns,
    writeQueue,
    audit,
    registry,
    clock,
    findProtocol: findSerialProtocol,
    receivers,
    open: (plan) => hub.addPort(plan),
    close: async (path) => {
      await hub.removePort(path)
      receiverTap.forget(path)
    },
    chooseStick: (receiver, path) => house.identities.choose(receiver, path),
    forgetSticks: (paths) => {
      house.identities.forget(paths)
    },
    devices: new PortDevices({
      registry,
      findProtocol,
      refresh,
      onReplaced,
      onUntested: (deviceId) => {
        tests.forget(deviceId)
      },
    }),
    retire: (by, deviceId) => devices.retire(by, deviceId),
  })
  const pairing = new PairingWindow((command) => hub.command(command))
  const rates = new ReceiverRates()
  const view = new TechnicianView({
    registry,
    findProtocol,
    memory: house.memory,
    heard: house.heard,
    batteries: house.batteries,
    activity,
    protocols: PROTOCOLS,
    statuses: () => hub.statuses(),
    receivers: house.receivers,
    discoveries: house.discoveries,
    rates,
    tap: receiverTap,
    pairing,
    listPorts: () => lister.list(),
    listAdapters: () => listAdapters(),
    variantOf: (path) => hub.variantOf(path),
    lineOf: (path) => hub.lineOf(path),
    identities: house.identities,
    clock,
  })
  return new TechnicianRoom({
    devices,
    ports,
    adapters,
    tests,
    running,
    settings,
    frames,
    pairing,
    view,
    setupOf: async (name) => {
      const stored = await writeQueue.run('routine', ({ manager }) => readReceivers(manager))
      return receiverSetup(name, { stored, receivers: receivers(), devices: registry.devices() })
    },
    refuseSettings: (id, wished) => refuseSettings(findProtocol(id), wished),
    pages: new DevicePages({ reader, view, settings, findProtocol }),
    command: (device, command) => hub.commandDevice(device, command),
    activity,
    noteRates: () => {
      const counts = hub.statuses().map(({ path: name, bytesGood, bytesDiscarded, framesGood: frames }) => ({
        name,
        bytes: bytesGood + bytesDiscarded,
        frames,
      }))
      rates.note(counts, clock.mono())
    },
    writeQueue,
    clock,
    log,
  })
}
