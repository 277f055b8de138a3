/** Ports, supervision and store together: real bytes and rows, only the link and the clocks are simulated. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findProtocol, findSerialProtocol } from '../../../../device-drivers/protocols.ts'
import type { Arrival } from '../../../../station/alarms/intake.ts'
import { DeviceHub } from '../../../../station/devices/device-hub.ts'
import { Discoveries } from '../../../../station/devices/discoveries.ts'
import { HeardLog } from '../../../../station/devices/heard-log.ts'
import { DeviceSetups } from '../../../../station/devices/device-setups.ts'
import { LEVEL_KINDS } from '../../../../station/devices/levels.ts'
import { readLastLevels } from '../../../../station/store/level-rows.ts'
import { planPorts } from '../../../../station/devices/port-plan.ts'
import { Newcomers } from '../../../../station/devices/newcomers.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { SilenceWatch } from '../../../../station/devices/silence-watch.ts'
import { watchedDevices } from '../../../../station/devices/watched.ts'
import { EvidenceKeeper } from '../../../../station/store/evidence.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { StoreError } from '../../../../station/store/store-error.ts'
import { ReceiverWatch } from '../../../../station/supervision/receiver-watch.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { FakeClock } from '../../../unit/device-drivers/serial/fake-clock.ts'
import { FakeLink } from '../../../unit/device-drivers/serial/fake-port.ts'
import { newFolder, openCore, quiet, removeFolder, type StationCore } from '../station-core.ts'

const FALL = Uint8Array.of(0x53, 0x59, 0x83, 0x01, 0x00, 0x01, 0x01, 0x32, 0x54, 0x43)
const SUPERVISION_MS = 180_000

let folder: string
let core: StationCore
let hub: DeviceHub
let links: Map<string, FakeLink>
let silence: SilenceWatch
let evidence: EvidenceKeeper
let canStore: boolean
let given: Arrival[][]

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  canStore = true
  given = []
  await core.store.writer.query(
    "UPDATE devices SET variant = 'r60-fda1', port = '/dev/' || id, supervision_seconds = 180",
  )
  await startHub()
})

afterEach(async () => {
  await hub.stop()
  await evidence.flush()
  await core.close()
  await removeFolder(folder)
})

/** The rim's clock, telling the same time as the station's. */
class SameTime extends FakeClock {
  override now(): { wall: number; mono: number } {
    return { wall: core.clock.wall(), mono: core.clock.mono() }
  }
}

async function startHub(): Promise<void> {
  const registry = new Registry(await readRegistry(core.store.reader.manager))
  const levels = await readLastLevels(core.store.reader.manager, LEVEL_KINDS)
  const setups = new DeviceSetups(levels, new Map())
  const serialClock = new SameTime()
  links = new Map()
  evidence = new EvidenceKeeper(core.writeQueue, () => undefined)
  const take = core.intake.take.bind(core.intake)
  core.intake.take = (arrivals) => {
    given.push([...arrivals])
    return take(arrivals)
  }
  const ports = ['radar-204', 'radar-205', 'nobody'].map((name) => ({
    path: `/dev/${name}`,
    protocol: 'mr60fda' as const,
    variant: 'r60-fda1',
    device: name,
  }))
  const receivers = new ReceiverWatch()
  silence = new SilenceWatch({
    registry,
    intake: core.intake,
    heard: new HeardLog(watchedDevices(registry, findProtocol, levels, new Map()), core.clock.mono()),
    clock: core.clock,
    log: quiet,
    canStore: () => canStore,
    receptionOf: (device, now) => receivers.receptionOf(device, now),
    causeOf: () => undefined,
  })
  hub = new DeviceHub(
    {
      registry,
      intake: core.intake,
      evidence,
      silence,
      receivers,
      discoveries: new Discoveries(),
      newcomers: new Newcomers(),
      tap: (_receiver, _protocol, listener) => listener,
      mono: () => core.clock.mono(),
      serialClock,
      openLink: (path) => {
        const link = new FakeLink(serialClock, false)
        links.set(path, link)
        return Promise.resolve(link)
      },
      openAdapter: () => Promise.reject(new Error('this house has no Bluetooth')),
      openConnections: undefined,
      log: quiet,
      setupOf: (device) => setups.setupOf(device),
      remember: () => undefined,
      onStored: () => undefined,
      onNewcomer: () => undefined,
      onStatus: () => undefined,
    },
    planPorts(ports, findSerialProtocol),
    [],
  )
  await hub.start()
}

function speak(device: string, frame: Uint8Array): void {
  links.get(`/dev/${device}`)?.speak(frame)
}

const kinds = async (): Promise<string[]> => {
  // Whatever supervision has on its way is stored first.
  await core.writeQueue.run('routine', () => Promise.resolve())
  const rows = await core.rows<{ device_id: string; kind: string }>(
    'SELECT device_id, kind FROM device_events ORDER BY position',
  )
  return rows.map(({ device_id, kind }) => `${device_id} ${kind}`)
}

const causes = (): string[] =>
  [...core.book.open()].map(({ deviceId, cause }) => `${deviceId ?? ''} ${cause}`)

test('a fall on a port is its device’s, its resident’s, and keeps its frame', async () => {
  await core.store.writer.query(
    "INSERT INTO device_assignments (device_id, resident_id, from_at) VALUES ('radar-204', 'r-204', 1)",
  )
  await hub.stop()
  await startHub()
  speak('radar-204', FALL)
  await waitUntil(() => core.book.size === 1, 'no alarm came of the fall')
  expect(await core.rows('SELECT device_id, resident_id, kind, raw FROM device_events')).toEqual([
    { device_id: 'radar-204', resident_id: 'r-204', kind: 'fall', raw: '53598301000101325443' },
  ])
})

test('a silent radar is an alarm, and being heard ends it', async () => {
  core.clock.pass(SUPERVISION_MS - 1)
  speak('radar-205', FALL)
  core.clock.pass(2)
  silence.look()
  await waitUntil(() => causes().includes('radar-204 device-silent'), 'its silence was not noticed')
  expect(causes()).not.toContain('radar-205 device-silent')
  speak('radar-204', FALL)
  await waitUntil(() => !causes().includes('radar-204 device-silent'), 'the silence did not end')
  expect(causes()).toContain('radar-204 fall')
})

test('while alarms can’t be stored silence proves nothing', async () => {
  canStore = false
  core.clock.pass(10 * SUPERVISION_MS)
  silence.look()
  canStore = true
  core.clock.pass(SUPERVISION_MS - 1)
  silence.look()
  expect(await kinds()).toEqual([])
  core.clock.pass(2)
  silence.look()
  await waitUntil(() => causes().length === 2, 'silence is not noticed any more')
})

test('a clock on the wall that jumps a year makes nobody silent', async () => {
  core.clock.wallNow += 365 * 24 * 3_600_000
  silence.look()
  expect(await kinds()).toEqual([])
})

test('what comes from a device nobody knows is kept as evidence and raises nothing', async () => {
  speak('nobody', FALL)
  await evidence.flush()
  expect(await core.rows("SELECT port, raw FROM wire_evidence WHERE reason = 'unknown-device'")).toEqual([
    { port: '/dev/nobody', raw: '53598301000101325443' },
  ])
  expect(core.book.size).toBe(0)
})

test('a fall that a full disk refused comes again as the same event', async () => {
  const run = core.writeQueue.run.bind(core.writeQueue)
  let refusals = 1
  core.writeQueue.run = (lane, work) => {
    refusals -= 1
    return refusals >= 0 ? Promise.reject(new StoreError('full', 'no room')) : run(lane, work)
  }
  speak('radar-204', FALL)
  await waitUntil(() => given.length === 1, 'the fall was not given')
  await hub.stop()
  expect(given.map(([arrival]) => arrival?.event.id)).toEqual([
    given[0]?.[0]?.event.id,
    given[0]?.[0]?.event.id,
  ])
  expect(await kinds()).toEqual(['radar-204 fall'])
})
