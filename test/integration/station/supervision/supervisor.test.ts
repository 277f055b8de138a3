/** Supervision over a real database: what fails is raised, told to the centre, survives a restart and ends. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findProtocol } from '../../../../device-drivers/protocols.ts'
import { NO_SHIFTS } from '../../../../station/alarms/on-call.ts'
import { HeardLog } from '../../../../station/devices/heard-log.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { SilenceWatch } from '../../../../station/devices/silence-watch.ts'
import { watchedDevices } from '../../../../station/devices/watched.ts'
import { readBatteryEvents } from '../../../../station/store/battery-rows.ts'
import { readDuty } from '../../../../station/store/duty-rows.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import type { RowSource } from '../../../../station/store/row-source.ts'
import { StoreError } from '../../../../station/store/store-error.ts'
import { Attendance } from '../../../../station/supervision/attendance.ts'
import { BatteryBook, MOST_READINGS } from '../../../../station/supervision/battery-book.ts'
import { ClockWatch } from '../../../../station/supervision/clock-watch.ts'
import { DatabaseWatch } from '../../../../station/supervision/database-watch.ts'
import { DutyWatch } from '../../../../station/supervision/duty-watch.ts'
import { FaultDesk } from '../../../../station/supervision/fault-desk.ts'
import { causeOf } from '../../../../station/supervision/house-conditions.ts'
import { MachineWatch } from '../../../../station/supervision/machine-watch.ts'
import { ReceiverWatch } from '../../../../station/supervision/receiver-watch.ts'
import { Supervisor } from '../../../../station/supervision/supervisor.ts'
import type { PathFacts } from '../../../../station/supervision/station-conditions.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const PORT = '/dev/ttyUSB0'
const SECOND = 1_000
const DAY = 24 * 3_600 * SECOND

let folder: string
let core: StationCore
let receivers: ReceiverWatch
let heard: HeardLog
let batteries: BatteryBook
let database: DatabaseWatch
let centre: readonly PathFacts[]
let registry: Registry
let supervisor: Supervisor

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  centre = []
  await core.store.writer.query(
    "UPDATE devices SET variant = 'r60-fda1', port = ?, supervision_seconds = 30",
    [PORT],
  )
  for (const unit of ['204', '205']) {
    await core.store.writer.query(
      'INSERT INTO device_assignments (device_id, resident_id, from_at) VALUES (?, ?, 1)',
      [`radar-${unit}`, `r-${unit}`],
    )
  }
  await supervise()
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

/** A station without a desk: what is looked at every ten minutes has a test of its own. */
async function nobodyExpected(reader: RowSource): Promise<DutyWatch> {
  const { writeQueue, clock } = core
  const attendance = new Attendance()
  const nobody = { shifts: NO_SHIFTS, isStaffed: () => false, clients: () => 0, isCentreMissed: () => false }
  return new DutyWatch({ ...nobody, attendance, writeQueue, clock, log: quiet }, await readDuty(reader))
}

async function supervise(): Promise<void> {
  const reader = core.store.reader.manager
  const { clock } = core
  registry = new Registry(await readRegistry(reader))
  receivers = new ReceiverWatch()
  // Both radars on one port: what makes them fall silent together.
  receivers.watch({ kind: 'port', name: PORT, protocols: ['mr60fda'], supervisionMs: null })
  heard = new HeardLog(
    watchedDevices(registry, findProtocol, new Map(), new Map(), core.book),
    core.clock.mono(),
  )
  batteries = new BatteryBook(await readBatteryEvents(reader, MOST_READINGS))
  database = new DatabaseWatch()
  const desk = new FaultDesk(core.parts)
  supervisor = new Supervisor({
    desk,
    silence: new SilenceWatch({
      registry,
      intake: core.intake,
      heard,
      clock,
      log: quiet,
      canStore: () => true,
      receptionOf: (device, now) => receivers.receptionOf(device, now),
      causeOf: (device) => causeOf(device, receivers, desk, clock.mono()),
    }),
    receivers,
    heard,
    house: () => ({
      devices: [...registry.devices()],
      findProtocol,
      factsOf: ({ variant, eep, settings }) => ({ variant, eep, settings, memory: {} }),
    }),
    batteries,
    database,
    machine: new MachineWatch(folder, `${folder}/no-timesync`),
    clockWatch: new ClockWatch(),
    centre: () => centre,
    duty: await nobodyExpected(reader),
    canStore: () => true,
    clock,
    log: quiet,
  })
}

/** So many seconds, with a look in each; what supervision has on its way is stored after it. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    core.clock.pass(SECOND)
    await supervisor.look()
    await core.writeQueue.run('routine', () => Promise.resolve())
  }
}

function speak(...units: readonly string[]): void {
  const { clock } = core
  receivers.heard(PORT, clock.mono())
  for (const unit of units) heard.heard(`radar-${unit}`, clock.wall(), clock.mono(), undefined)
}

const open = (): string[] =>
  [...core.book.open()].map(({ cause, deviceId, residentId, priority }) =>
    [cause, deviceId ?? residentId, priority].filter((part) => part !== null).join(' '),
  )

test('a lost port is raised after ten seconds, told to the centre without names, and ends with its return', async () => {
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('204', '205')
  await pass(2)
  receivers.stateIs(PORT, 'lost', core.clock.mono())
  await pass(9)
  expect(open()).toEqual([])
  await pass(1)
  // It leaves two people without an alarm, and says so once.
  expect(open()).toEqual(['port-lost high'])
  const [message] = await core.rows<{ body: string }>('SELECT body FROM outbox_messages')
  const body: unknown = JSON.parse(message?.body ?? '')
  expect(body).toMatchObject({
    type: 'alarm.raised',
    category: 'technical',
    cause: 'port-lost',
    residentRef: null,
    deviceId: null,
    data: { subject: PORT, code: 'lost', figure: 2, ruleId: 'port-lost' },
  })
  expect(message?.body).not.toContain('Ingrid')
  receivers.stateIs(PORT, 'open', core.clock.mono())
  await pass(5)
  expect(open()).toEqual([])
  expect(await core.rows('SELECT type FROM alarm_actions ORDER BY position')).toEqual([
    { type: 'raised' },
    { type: 'restored' },
    { type: 'cancelled' },
  ])
})

test('who falls silent with the port is kept with its alarm, and rings only if still silent after it', async () => {
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('204', '205')
  await pass(1)
  receivers.stateIs(PORT, 'lost', core.clock.mono())
  await pass(60)
  expect(open()).toEqual(['port-lost high'])
  const [cause] = [...core.book.open()]
  expect(await core.rows('SELECT device_id, kind, alarm_id FROM device_events')).toEqual([
    { device_id: 'radar-204', kind: 'silent', alarm_id: cause?.id },
    { device_id: 'radar-205', kind: 'silent', alarm_id: cause?.id },
  ])
  receivers.stateIs(PORT, 'open', core.clock.mono())
  await pass(5)
  speak('204')
  await pass(20)
  expect(open()).toEqual([])
  await pass(10)
  expect(open()).toEqual(['device-silent radar-205 medium'])
  speak('204')
  await pass(15)
  expect(open()).toEqual(['device-silent radar-205 medium', 'uncovered r-205 high'])
})

test('a person whose only alarm falls silent is uncovered: high, and over when it is heard', async () => {
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('204', '205')
  for (let round = 0; round < 6; round += 1) {
    await pass(10)
    speak('205')
  }
  expect(open()).toEqual(['device-silent radar-204 medium', 'uncovered r-204 high'])
  speak('204')
  await pass(1)
  expect(open()).toEqual(['device-silent radar-204 medium'])
})

test('a restart knows its open alarm, does not raise it twice, and ends it when the port is back', async () => {
  receivers.stateIs(PORT, 'missing', core.clock.mono())
  await pass(12)
  const before = [...core.book.open()]
  expect(before).toMatchObject([{ cause: 'port-lost', subject: PORT, code: 'missing', figure: 2 }])
  await core.close()
  core = await openCore(folder)
  await supervise()
  expect([...core.book.open()]).toEqual(before)
  await pass(30)
  expect(open()).toEqual(['port-lost high'])
  receivers.stateIs(PORT, 'open', core.clock.mono())
  await pass(5)
  expect(open()).toEqual([])
})

test('a person’s only alarm in maintenance leaves them uncovered', async () => {
  await core.store.writer.query("UPDATE devices SET lifecycle = 'suspended' WHERE id = 'radar-204'")
  await supervise()
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('205')
  await pass(12)
  expect(open()).toEqual(['uncovered r-204 high'])
  registry.replace({
    ...(await readRegistry(core.store.reader.manager)),
    devices: [...registry.devices()].map((device) => ({ ...device, lifecycle: 'commissioned' })),
  })
  heard.watch(watchedDevices(registry, findProtocol, new Map(), new Map()), core.clock.mono())
  speak('204', '205')
  await pass(1)
  expect(open()).toEqual([])
})

test('a battery that runs out in two weeks is low, names the event it rests on, and a new one ends it', async () => {
  receivers.stateIs(PORT, 'open', core.clock.mono())
  for (const [day, percent] of [60, 51, 42, 33].entries()) {
    const { event } = says('204', 'battery', percent)
    const at = event.receivedAt + day * 3 * DAY
    await core.intake.take([
      { event: { ...event, occurredAt: at, receivedAt: at }, receivedAt: 1, remember: null },
    ])
  }
  await supervise()
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('204', '205')
  await pass(1)
  const [alarm] = [...core.book.open()]
  expect(alarm).toMatchObject({ cause: 'battery', priority: 'low', deviceId: 'radar-204', code: 'forecast' })
  const [last] = await core.rows<{ id: string }>(
    'SELECT id FROM device_events ORDER BY position DESC LIMIT 1',
  )
  expect(await core.rows('SELECT data FROM alarm_actions')).toMatchObject([
    { data: expect.stringContaining(last?.id ?? 'no event') as unknown },
  ])
  const fresh = says('204', 'battery', 100)
  const at = fresh.event.receivedAt + 12 * DAY
  const event = { ...fresh.event, occurredAt: at, receivedAt: at }
  await core.intake.take([{ event, receivedAt: 1, remember: null }])
  batteries.take(event)
  await pass(1)
  expect(open()).toEqual([])
})

test('a centre that fails for a quarter of a minute is lost; its answer ends that', async () => {
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('204', '205')
  centre = [{ name: 'https a', link: 'lost', failingSince: core.clock.mono(), failure: 'timeout' }]
  await pass(14)
  expect(open()).toEqual([])
  await pass(1)
  expect(open()).toEqual(['centre-lost medium'])
  centre = [{ name: 'https a', link: 'ok', failingSince: null, failure: null }]
  await pass(1)
  expect(open()).toEqual([])
})

test('a clock on the wall that jumps fires nothing but its own alarm, which stays until somebody closed it', async () => {
  receivers.stateIs(PORT, 'open', core.clock.mono())
  speak('204', '205')
  await pass(2)
  core.clock.wallNow += 365 * DAY
  await pass(2)
  expect(open()).toEqual(['clock medium'])
  const [alarm] = [...core.book.open()]
  expect(alarm?.figure).toBe(365 * 86_400)
  speak('204', '205')
  await pass(20)
  const actor = { kind: 'person', id: 'kari' } as const
  await core.desk.take(alarm?.id ?? '', { type: 'resolved', actor, seenRevision: 1, outcome: null })
  await pass(5)
  expect(open()).toEqual([])
})

test('what a full disk does not take is raised when there is room, once', async () => {
  const run = core.writeQueue.run.bind(core.writeQueue)
  receivers.stateIs(PORT, 'missing', core.clock.mono())
  await pass(9)
  core.writeQueue.run = () => Promise.reject(new StoreError('full', 'no room'))
  core.clock.pass(2 * SECOND)
  await supervisor.look()
  expect(open()).toEqual([])
  core.writeQueue.run = run
  await pass(3)
  expect(open()).toEqual(['port-lost high'])
})
