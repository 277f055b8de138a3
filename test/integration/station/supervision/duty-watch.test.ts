/** The duty check over a real database: every ten minutes, also of a station that is started again and again. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readChain } from '../../../../station/store/chain-rows.ts'
import { readDuty } from '../../../../station/store/duty-rows.ts'
import { Attendance } from '../../../../station/supervision/attendance.ts'
import { decideFaults, type Episodes } from '../../../../station/supervision/decide-faults.ts'
import { DutyWatch } from '../../../../station/supervision/duty-watch.ts'
import { FaultDesk } from '../../../../station/supervision/fault-desk.ts'
import { SoundLog } from '../../../../station/supervision/sound-log.ts'
import { newFolder, openCore, quiet, removeFolder, type StationCore } from '../station-core.ts'
import { PATIENTLY } from '../../../support/wait-until.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

let folder: string
let core: StationCore
let watch: DutyWatch
let attendance: Attendance
let episodes: Episodes
let onDuty: readonly string[]
let clients: number
let isStaffed: boolean
let inUse: boolean
let isCentreMissed: boolean

beforeEach(async () => {
  folder = await newFolder()
  onDuty = ['kari']
  clients = 1
  isStaffed = true
  inUse = true
  isCentreMissed = false
  await start()
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

async function start(at?: number): Promise<void> {
  core = await openCore(folder, undefined, at)
  episodes = new Map()
  attendance = new Attendance(
    new SoundLog({ writeQueue: core.writeQueue, audit: core.parts.audit, clock: core.clock, log: quiet }),
  )
  watch = new DutyWatch(
    {
      shifts: { inUse, onDuty: () => onDuty, onCall: () => onDuty },
      isStaffed: () => isStaffed,
      attendance,
      clients: () => clients,
      isCentreMissed: () => isCentreMissed,
      writeQueue: core.writeQueue,
      clock: core.clock,
      log: quiet,
    },
    await readDuty(core.store.reader.manager),
  )
}

/** The station ends without a word and is back after so long. */
async function restartAfter(ms: number): Promise<void> {
  const wall = core.clock.wall() + ms
  await core.close()
  await start(wall)
}

/** So long, with a look every ten seconds, as supervision does it. */
async function pass(ms: number): Promise<void> {
  const desk = new FaultDesk(core.parts)
  for (let passed = 0; passed < ms; passed += 10 * SECOND) {
    core.clock.pass(10 * SECOND)
    const plan = decideFaults(episodes, await watch.look(), desk.open(), core.clock.mono())
    episodes = plan.episodes
    for (const condition of plan.raise) await desk.raise(condition)
    for (const fault of plan.end) await desk.end(fault)
  }
}

const open = (): string[] =>
  [...core.book.open()].map(({ cause, code, priority }) => `${cause} ${code ?? ''} ${priority}`)

test('nobody begins the night shift: an alarm within ten minutes and one, over with the first who does', async () => {
  await pass(5 * MINUTE)
  onDuty = []
  await pass(5 * MINUTE)
  expect(open()).toEqual([])
  await pass(MINUTE)
  expect(open()).toEqual(['no-duty nobody high'])
  onDuty = ['ola']
  await pass(10 * SECOND)
  expect(open()).toEqual([])
  expect(
    (await core.rows('SELECT type FROM outbox_messages ORDER BY position')).map((row) => row['type']),
  ).toEqual(['alarm.raised', 'alarm.restored', 'alarm.cancelled'])
})

test('a change of shift at the very minute of the check is no house without anybody', async () => {
  await pass(9 * MINUTE)
  onDuty = []
  await pass(MINUTE + 30 * SECOND)
  onDuty = ['ola']
  await pass(20 * MINUTE)
  expect(await core.rows('SELECT 1 FROM alarms')).toEqual([])
})

test('the desktop is shut down for the night: nobody would hear, also after a restart, until it is back', async () => {
  const goes = attendance.arrive({}, 'ready')
  await pass(10 * SECOND)
  goes()
  clients = 0
  await pass(11 * MINUTE)
  expect(open()).toEqual(['no-sound no-client high'])
  await restartAfter(MINUTE)
  await pass(MINUTE)
  expect(open()).toEqual(['no-sound no-client high'])
  clients = 1
  attendance.arrive({}, 'missing')
  await pass(11 * MINUTE)
  expect(open()).toEqual(['no-sound sound-missing medium'])
})

test('a desk that has had no sound since it was put up is told of like one that lost it', async () => {
  attendance.arrive({}, 'missing')
  await pass(11 * MINUTE)
  expect(open()).toEqual(['no-sound sound-missing medium'])
})

test('a station without a desk is expected to be silent, for ever', async () => {
  await pass(25 * MINUTE)
  await restartAfter(MINUTE)
  await pass(25 * MINUTE)
  expect(open()).toEqual([])
})

test('where the last telephone of those on duty has gone, nobody sees an alarm', async () => {
  clients = 0
  await pass(25 * MINUTE)
  expect(open()).toEqual(['no-sound no-client high'])
  clients = 1
  await pass(MINUTE)
  expect(open()).toEqual([])
})

test('a bare station without people says nothing for ever; its first caregiver is missed from the next check on', async () => {
  onDuty = []
  clients = 0
  isStaffed = false
  inUse = false
  await restartAfter(MINUTE)
  await pass(25 * MINUTE)
  expect(open()).toEqual([])
  isStaffed = true
  await pass(11 * MINUTE)
  expect(open()).toEqual(['no-duty nobody high', 'no-sound no-client high'])
})

test('a station that starts anew every few minutes is looked at all the same', async () => {
  onDuty = []
  for (let starts = 0; starts < 2; starts += 1) {
    await pass(4 * MINUTE)
    await restartAfter(10 * SECOND)
  }
  await pass(3 * MINUTE)
  expect(open()).toEqual(['no-duty nobody high'])
})

test('a clock that went back while the station was down puts the check off by one round at most', async () => {
  onDuty = []
  await pass(MINUTE)
  await restartAfter(-24 * 60 * MINUTE)
  await pass(11 * MINUTE)
  expect(open()).toEqual(['no-duty nobody high'])
})

test('a desk whose sound goes and comes back stands in the audit log, once a minute at most', async () => {
  const desk = {}
  for (const sound of ['ready', 'fallback', 'ready', 'missing', 'fallback', 'ready'] as const)
    attendance.arrive(desk, sound)
  await vi.waitFor(async () => {
    const entries = await core.rows(
      "SELECT data FROM audit_entries WHERE action = 'client.sound' ORDER BY position",
    )
    expect(entries.map((row) => row['data'])).toEqual(
      ['fallback', 'ready', 'missing'].map((sound) => JSON.stringify({ sound })),
    )
  }, PATIENTLY)
})

test('who paused the sound and for how long stands in the audit log, once for a key that is leant on', async () => {
  attendance.paused('kari', 120)
  attendance.paused('kari', 120)
  attendance.paused(null, 30)
  await vi.waitFor(async () => {
    const entries = await core.rows(
      "SELECT actor_id, data FROM audit_entries WHERE action = 'client.sound-paused' ORDER BY position",
    )
    expect(entries).toEqual([
      { actor_id: 'kari', data: JSON.stringify({ seconds: 120 }) },
      { actor_id: 'desk', data: JSON.stringify({ seconds: 30 }) },
    ])
  }, PATIENTLY)
})

test('a pause of the time when the station was away is noted with its own time, and once', async () => {
  const now = core.clock.wall()
  attendance.paused('kari', 120, 40_000)
  attendance.paused('kari', 120, 40_010)
  attendance.paused('kari', 120, 5_000)
  await vi.waitFor(async () => {
    const entries = await core.rows<{ at: number }>(
      "SELECT at FROM audit_entries WHERE action = 'client.sound-paused' ORDER BY position",
    )
    expect(entries.map(({ at }) => at - now)).toEqual([-40_000, -5_000])
  }, PATIENTLY)
})

test('an alarm keeps when a desk first sounded it; a page that need not be heard says nothing of it', async () => {
  onDuty = []
  await pass(11 * MINUTE)
  const [alarm] = [...core.book.open()]
  if (alarm === undefined) throw new Error('no alarm')
  const first = core.clock.wall()
  attendance.sounded({}, [alarm.id])
  const desk = {}
  attendance.arrive(desk, 'ready')
  attendance.sounded(desk, [alarm.id, 'station'])
  core.clock.pass(MINUTE)
  attendance.sounded(desk, [alarm.id])
  await vi.waitFor(async () => {
    expect((await readChain(core.store.reader.manager, alarm.id)).soundedAt).toBe(first)
  }, PATIENTLY)
  expect(await core.rows('SELECT alarm_id FROM alarm_sounds')).toEqual([{ alarm_id: alarm.id }])
})

test('a house without any way to a centre says so once, until there is one or is to be none', async () => {
  isCentreMissed = true
  await pass(11 * MINUTE)
  expect(open()).toEqual(['centre-lost not-set-up low'])
  await restartAfter(MINUTE)
  await pass(30 * MINUTE)
  expect(await core.rows('SELECT 1 FROM alarms')).toHaveLength(1)
  isCentreMissed = false
  await pass(10 * SECOND)
  expect(open()).toEqual([])
})
