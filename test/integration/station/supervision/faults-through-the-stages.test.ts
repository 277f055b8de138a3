/** What supervision finds passes the stages like an event: folded, set aside, chattering, held back in a flood. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineWatch } from '../../../../station/alarms/engine-watch.ts'
import type { Condition } from '../../../../station/supervision/condition.ts'
import { decideFaults, type Episodes } from '../../../../station/supervision/decide-faults.ts'
import { FaultDesk } from '../../../../station/supervision/fault-desk.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const KARI = { kind: 'person', id: 'kari' } as const

let folder: string
let core: StationCore
let desk: FaultDesk
let engine: EngineWatch
let episodes: Episodes
let conditions: readonly Condition[]

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  desk = new FaultDesk(core.parts)
  engine = new EngineWatch({ ...core.parts, canStore: () => true, log: quiet })
  episodes = new Map()
  conditions = []
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

/** So long, with a look of supervision and one of the engine in each second. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += SECOND) {
    core.clock.pass(SECOND)
    const plan = decideFaults(episodes, conditions, desk.open(), core.clock.mono())
    episodes = plan.episodes
    for (const condition of plan.raise) await desk.raise(condition)
    for (const fault of plan.end) await desk.end(fault)
    await engine.look()
  }
}

const port = (standing: Condition['standing'], more: Partial<Condition> = {}): Condition => ({
  cause: 'port-lost',
  subject: '/dev/ttyUSB0',
  deviceId: null,
  residentId: null,
  placement: null,
  priority: 'medium',
  standing,
  code: 'lost',
  afterMs: 10 * SECOND,
  clearAfterMs: 3 * SECOND,
  endsByItself: true,
  ...more,
})

async function lostFor(ms: number): Promise<void> {
  conditions = [port('yes')]
  await pass(ms)
  conditions = [port('no')]
  await pass(5 * SECOND)
}

async function steps(): Promise<readonly string[]> {
  const rows = await core.rows<{ type: string; reason: string; quiet: number | null }>(
    "SELECT type, reason, json_extract(data, '$.quiet') AS quiet FROM alarm_actions ORDER BY position",
  )
  return rows.map(
    ({ type, reason, quiet: isQuiet }) => `${type} ${reason}${isQuiet === null ? '' : ' quiet'}`,
  )
}

test.each([
  ['a port', {}],
  ['an adapter', { cause: 'adapter-lost', subject: 'hci0' }],
  ['the way to the centre', { cause: 'centre-lost', subject: 'https' }],
  ['the database', { cause: 'database', subject: null }],
  ['the sound', { cause: 'no-sound', subject: null }],
  ['the last screen', { cause: 'no-sound', subject: 'client', code: 'no-client' }],
  ['whoever is on duty', { cause: 'no-duty', subject: null }],
  ['the only alarm of a resident', { cause: 'uncovered', subject: null, residentId: 'r-204' }],
] as const)(
  '%s: lost, back, lost for good within a quarter of an hour: it sounds at once',
  async (_who, what) => {
    conditions = [port('yes', what)]
    await pass(20 * SECOND)
    conditions = [port('no', what)]
    await pass(5 * SECOND)
    expect([...core.book.open()]).toEqual([])
    conditions = [port('yes', what)]
    await pass(11 * SECOND)
    expect(await steps()).toEqual([
      'raised rule-matched',
      'restored condition-ended',
      'cancelled condition-ended',
      'raised rule-matched',
    ])
    expect([...core.book.open()]).toMatchObject([{ ringing: true, priority: 'medium' }])
  },
)

test('a disk that fills again within a quarter of an hour joins without a ring, and rings when it stays full', async () => {
  const disk = { cause: 'disk', subject: null, code: 'low' } as const
  conditions = [port('yes', disk)]
  await pass(20 * SECOND)
  conditions = [port('no', disk)]
  await pass(5 * SECOND)
  conditions = [port('yes', disk)]
  await pass(11 * SECOND)
  expect((await steps()).slice(3)).toEqual(['raised joined quiet'])
  await pass(15 * MINUTE)
  expect((await steps()).slice(4)).toEqual(['repeated still-standing'])
  expect([...core.book.open()]).toMatchObject([{ ringing: true }])
})

test('a port that somebody has set aside does not ring as it comes and goes, and is on the board again at the end', async () => {
  conditions = [port('yes')]
  await pass(11 * SECOND)
  const [alarm] = [...core.book.open()]
  const now = core.clock.wall()
  await core.desk.shelve(alarm?.id ?? '', {
    type: 'shelved',
    actor: KARI,
    seenRevision: 1,
    until: now + 20 * MINUTE,
    why: 'being-mended',
    words: null,
  })
  await lostFor(0)
  await lostFor(20 * SECOND)
  conditions = [port('yes')]
  await pass(20 * SECOND)
  expect((await steps()).slice(2)).toEqual([
    'restored condition-ended',
    'repeated set-aside quiet',
    'restored condition-ended',
    'repeated set-aside quiet',
  ])
  expect([...core.book.open()]).toMatchObject([{ id: alarm?.id, ringing: false, count: 3 }])
  await pass(20 * MINUTE)
  expect((await steps()).at(-1)).toBe('unshelved shelf-over')
  expect([...core.book.open()]).toMatchObject([{ id: alarm?.id, ringing: true, shelf: null }])
  conditions = [port('no')]
  await pass(5 * SECOND)
  expect([...core.book.open()]).toEqual([])
})

test('set aside and mended meanwhile, it ends with its shelf, without a ring and without a write until then', async () => {
  conditions = [port('yes')]
  await pass(11 * SECOND)
  const [alarm] = [...core.book.open()]
  const now = core.clock.wall()
  const shelf = {
    until: now + 5 * MINUTE,
    why: 'being-mended',
    words: null,
  } as const
  await core.desk.shelve(alarm?.id ?? '', { type: 'shelved', actor: KARI, seenRevision: 1, ...shelf })
  await lostFor(0)
  core.told.length = 0
  const run = core.writeQueue.run.bind(core.writeQueue)
  let writes = 0
  core.writeQueue.run = (lane, work) => {
    writes += 1
    return run(lane, work)
  }
  await pass(6 * MINUTE)
  expect((await steps()).slice(2)).toEqual([
    'restored condition-ended',
    'unshelved shelf-over',
    'cancelled condition-ended',
  ])
  expect(core.told.map(({ state, ringing }) => [state, ringing])).toEqual([['cancelled', false]])
  expect(writes).toBe(1)
})

const way = (standing: Condition['standing']): Condition =>
  port(standing, { cause: 'centre-lost', subject: 'https', afterMs: 15 * SECOND, clearAfterMs: 0 })

async function comesAndGoes(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    conditions = [way('yes')]
    await pass(16 * SECOND)
    conditions = [way('no')]
    await pass(2 * SECOND)
  }
}

test('a way to the centre that will not rest is one alarm, marked, until it has been quiet for five minutes', async () => {
  await comesAndGoes(9)
  expect([...core.book.open()]).toMatchObject([{ cause: 'centre-lost', chattering: true }])
  const loud = (await steps()).filter((step) => /^(raised|repeated)/.test(step) && !step.endsWith('quiet'))
  expect(loud).toEqual([...Array.from({ length: 5 }, () => 'raised rule-matched'), 'raised chattering'])
  const heldBack = await core.rows<{ data: string }>(
    "SELECT data FROM audit_entries WHERE action = 'alarm.held-back' ORDER BY position",
  )
  expect(heldBack.slice(0, 2).map(({ data }) => JSON.parse(data) as unknown)).toEqual([
    { reason: 'chattering', isOver: true },
    { reason: 'chattering', isOver: false },
  ])
  await pass(6 * MINUTE)
  expect([...core.book.open()]).toEqual([])
})

test('what will not rest and is over when somebody acts on it ends then: nothing is left to settle it', async () => {
  await comesAndGoes(9)
  await pass(MINUTE)
  const [alarm] = [...core.book.open()]
  expect(alarm).toMatchObject({ chattering: true, ringing: true })
  await core.desk.take(alarm?.id ?? '', {
    type: 'acknowledged',
    actor: KARI,
    seenRevision: alarm?.revision ?? 0,
  })
  await pass(2 * SECOND)
  expect([...core.book.open()]).toEqual([])
  expect((await steps()).slice(-2)).toEqual(['restored condition-ended', 'cancelled condition-ended'])
})

/** What a start knows is what was stored; supervision looks at everything anew. */
async function restart(): Promise<void> {
  const now = core.clock.wall()
  await core.close()
  core = await openCore(folder, () => undefined, now)
  desk = new FaultDesk(core.parts)
  engine = new EngineWatch({ ...core.parts, canStore: () => true, log: quiet })
  episodes = new Map()
}

test('what will not rest does not ring again because the station was started anew, and ends when it has rested', async () => {
  await comesAndGoes(7)
  const before = await steps()
  await restart()
  await comesAndGoes(3)
  await restart()
  conditions = [way('yes')]
  await pass(16 * SECOND)
  await restart()
  await comesAndGoes(2)
  expect(await steps()).toEqual(before)
  expect([...core.book.open()]).toMatchObject([{ cause: 'centre-lost', chattering: true }])
  conditions = [way('no')]
  await pass(MINUTE)
  await restart()
  await pass(5 * MINUTE)
  expect([...core.book.open()]).toEqual([])
  expect((await steps()).slice(before.length)).toEqual([
    'restored condition-ended',
    'cancelled condition-ended',
  ])
})

test('comings and goings before and after a start count together', async () => {
  await comesAndGoes(3)
  await restart()
  await comesAndGoes(2)
  expect([...core.book.open()]).toEqual([])
  conditions = [way('yes')]
  await pass(16 * SECOND)
  expect((await steps()).at(-1)).toBe('raised chattering')
})

test('over for good while the station was down, a fault that would not rest ends at the start', async () => {
  await comesAndGoes(7)
  core.clock.pass(20 * MINUTE)
  await restart()
  conditions = [way('no')]
  await pass(2 * SECOND)
  expect([...core.book.open()]).toEqual([])
})

test('lost for good while the station was down, a fault that would not rest is on the board and sounds', async () => {
  await comesAndGoes(7)
  core.clock.pass(20 * MINUTE)
  await restart()
  conditions = [way('yes')]
  await pass(20 * SECOND)
  expect([...core.book.open()]).toMatchObject([{ cause: 'centre-lost', ringing: true, chattering: false }])
})

test.each([
  ['as many people behind it joins', { code: 'missing', figure: 2 }, 'repeated joined quiet'],
  ['more people behind it rings', { code: 'no-permission', figure: 12 }, 'repeated same-source-again'],
] as const)(
  'lost anew under an alarm that somebody has: %s, and says what is wrong now',
  async (_what, now, step) => {
    const lost = port('yes', { priority: 'high', figure: 2, afterMs: 0 })
    const back = port('no', { clearAfterMs: 0 })
    for (let time = 0; time < 6; time += 1) {
      conditions = [lost]
      await pass(2 * SECOND)
      conditions = [back]
      await pass(2 * SECOND)
    }
    const [alarm] = [...core.book.open()]
    expect(alarm).toMatchObject({ chattering: true, code: 'lost', figure: 2 })
    const { id = '', revision = 0 } = alarm ?? {}
    await core.desk.take(id, { type: 'acknowledged', actor: KARI, seenRevision: revision })
    conditions = [{ ...lost, ...now }]
    await pass(SECOND)
    expect((await steps()).at(-1)).toBe(step)
    expect(core.book.get(id)).toMatchObject({ ...now, ringing: now.figure > 2 })
    expect(await core.rows("SELECT code, figure FROM alarms WHERE state = 'acknowledged'")).toEqual([now])
  },
)

test('in a flood a battery waits for its quarter of an hour, a lost port does not', async () => {
  for (let alarms = 0; alarms < 11; alarms += 1) {
    const { event, ...arrival } = says('204', 'tamper')
    const at = core.clock.wall()
    const one = { ...event, deviceId: `contact-${String(alarms)}`, receivedAt: at, occurredAt: at }
    await core.store.writer.query(
      "INSERT INTO devices (id, protocol, lifecycle) VALUES (?, 'enocean-esp3', 'commissioned')",
      [one.deviceId],
    )
    await core.intake.take([{ ...arrival, event: one }])
  }
  expect(core.book.load.isFlood).toBe(true)
  const battery = {
    cause: 'battery',
    subject: null,
    deviceId: 'radar-204',
    priority: 'low',
    code: 'low',
  } as const
  conditions = [port('yes'), port('yes', { ...battery, residentId: 'r-204' })]
  await pass(11 * SECOND)
  const ringing = [...core.book.open()].filter(({ cause }) => cause !== 'tamper')
  expect(ringing.map(({ cause, ringing: rings }) => [cause, rings])).toEqual([
    ['port-lost', true],
    ['battery', false],
  ])
})
