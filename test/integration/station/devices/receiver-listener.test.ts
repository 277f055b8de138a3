/** Senders that nobody has paired: on a wired line they ring, over radio they are only listed. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PortListener } from '../../../../device-drivers/serial/port-listener.ts'
import type { EventKind } from '../../../../shared/domain/device-event.ts'
import { Discoveries } from '../../../../station/devices/discoveries.ts'
import { HeardLog } from '../../../../station/devices/heard-log.ts'
import { Newcomers } from '../../../../station/devices/newcomers.ts'
import { receiverListener } from '../../../../station/devices/receiver-listener.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { RegistryRefresh } from '../../../../station/devices/registry-refresh.ts'
import { SilenceWatch } from '../../../../station/devices/silence-watch.ts'
import { EvidenceKeeper } from '../../../../station/store/evidence.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { StoreError } from '../../../../station/store/store-error.ts'
import { ReceiverWatch } from '../../../../station/supervision/receiver-watch.ts'
import { newFolder, openCore, quiet, removeFolder, type StationCore } from '../station-core.ts'

const LINE = '/dev/ttyUSB1'

let folder: string
let core: StationCore
let registry: Registry
let refresh: RegistryRefresh
let discoveries: Discoveries
let evidence: EvidenceKeeper
let newcomers: number

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  registry = new Registry(await readRegistry(core.store.reader.manager))
  refresh = new RegistryRefresh(core.store.reader.manager, registry)
  discoveries = new Discoveries()
  evidence = new EvidenceKeeper(core.writeQueue, () => undefined)
  newcomers = 0
})

afterEach(async () => {
  await evidence.flush()
  await core.close()
  await removeFolder(folder)
})

function listen(unknownSenders: 'raise' | 'discover'): PortListener {
  const receivers = new ReceiverWatch()
  const silence = new SilenceWatch({
    registry,
    intake: core.intake,
    heard: new HeardLog([], 0),
    clock: core.clock,
    log: quiet,
    canStore: () => true,
    receptionOf: (device, now) => receivers.receptionOf(device, now),
    causeOf: () => undefined,
  })
  const parts = {
    registry,
    intake: core.intake,
    evidence,
    silence,
    receivers,
    discoveries,
    newcomers: new Newcomers(),
    mono: () => core.clock.mono(),
    log: quiet,
    remember: () => undefined,
    onStored: () => undefined,
    onNewcomer: () => (newcomers += 1),
    onStatus: () => undefined,
  }
  return receiverListener(parts, LINE, { id: 'espa-444', unknownSenders })
}

const says = (address: string | null, kind: EventKind, ref = 1) => ({
  event: { address, kind, value: true, raw: Uint8Array.of(1, 2), ref },
  receivedAt: { wall: core.clock.wall(), mono: core.clock.mono() },
})

const devices = () => core.rows("SELECT address, port, lifecycle FROM devices WHERE lifecycle = 'discovered'")

test('a call on a wired line from an address that nobody has paired rings, as a device of its own', async () => {
  const line = listen('raise')
  await line.onEvents([says('815', 'help-call')])
  expect([...core.book.open()]).toMatchObject([
    { cause: 'help-call', priority: 'critical', residentId: null, subject: `815 · ${LINE}` },
  ])
  expect(await devices()).toEqual([{ address: '815', port: LINE, lifecycle: 'discovered' }])
  expect(newcomers).toBe(1)
  await refresh.refresh()
  await line.onEvents([says('815', 'help-call', 2), says('816', 'help-call', 3)])
  expect([...core.book.open()].map(({ count, subject }) => `${count} ${subject ?? ''}`)).toEqual([
    `2 815 · ${LINE}`,
    `1 816 · ${LINE}`,
  ])
  expect((await devices()).length).toBe(2)
})

test('two calls before the registry knows it are one device', async () => {
  const line = listen('raise')
  await Promise.all([line.onEvents([says('815', 'help-call')]), line.onEvents([says('815', 'help-call', 2)])])
  expect((await devices()).length).toBe(1)
  expect([...core.book.open()]).toMatchObject([{ count: 2 }])
})

test('a call that a full disk refused makes its device when it comes again, once', async () => {
  const line = listen('raise')
  const run = core.writeQueue.run.bind(core.writeQueue)
  core.writeQueue.run = () => Promise.reject(new StoreError('full', 'no room'))
  const call = says('815', 'help-call')
  await expect(line.onEvents([call])).rejects.toMatchObject({ code: 'full' })
  expect(await devices()).toEqual([])
  core.writeQueue.run = run
  await line.onEvents([call])
  expect((await devices()).length).toBe(1)
  expect([...core.book.open()]).toMatchObject([{ count: 1 }])
})

test('what is no call makes no device, and stays as evidence', async () => {
  await listen('raise').onEvents([says('815', 'motion'), says(null, 'help-call')])
  await evidence.flush()
  expect(await devices()).toEqual([])
  expect(core.book.size).toBe(0)
  expect((await core.rows("SELECT raw FROM wire_evidence WHERE reason = 'unknown-device'")).length).toBe(2)
})

test('over radio a stranger’s press is listed for the technician and raises nothing', async () => {
  const radio = listen('discover')
  const at = { wall: core.clock.wall(), mono: core.clock.mono() }
  radio.onHeard({
    address: '002a3b4c',
    frames: 1,
    bytes: 21,
    raw: null,
    at,
    signal: -55,
    about: { eep: 'F6-02-01' },
  })
  await radio.onEvents([says('002a3b4c', 'help-call')])
  expect(discoveries.list()).toMatchObject([
    { protocol: 'espa-444', receiver: LINE, address: '002a3b4c', signal: -55, lastActedAt: at.wall },
  ])
  expect(await devices()).toEqual([])
  expect(core.book.size).toBe(0)
})
