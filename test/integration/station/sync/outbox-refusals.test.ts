/** What one path refuses is offered to the others most urgent first, in bodies, and in nobody's way. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AlarmMessage } from '../../../../shared/wire/centre-messages.ts'
import type { Outbox } from '../../../../station/sync/outbox.ts'
import type { PathState } from '../../../../station/sync/path-state.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'
import { outboxTo } from './outbox-harness.ts'
import { fails, reply, ScriptedCentre, takes, type Answer } from './scripted-centre.ts'

let folder: string
let core: StationCore
let first: ScriptedCentre
let second: ScriptedCentre
let outbox: Outbox
let rejections: string[]

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder, () => outbox.wake(true))
  first = new ScriptedCentre()
  second = new ScriptedCentre()
  rejections = []
  outbox = await outboxTo(core, [first, second], (id) => rejections.push(id))
})

afterEach(async () => {
  await outbox.stop()
  await core.close()
  await removeFolder(folder)
})

const refuses: Answer = (messages) =>
  reply({ rejected: messages.map(({ id }, index) => ({ id, index, code: 'snu-3', message: 'no' })) })

const firstState = (): PathState => {
  const [way] = outbox.ways.all
  if (way === undefined) throw new Error('there is no way')
  return way.state
}

const waiting = async (): Promise<number> => {
  const [row] = await core.rows<{ n: number }>(
    'SELECT count(*) AS n FROM outbox_messages WHERE acknowledged_at IS NULL',
  )
  return row?.n ?? 0
}

interface Row {
  body: string
  [column: string]: string | number | null
}

/** Alarms of their own that wait, made like the one of a fall: `rank` 3 is low. */
async function lesser(count: number, rank: 1 | 3): Promise<void> {
  const [row] = await core.rows<Row>('SELECT * FROM outbox_messages LIMIT 1')
  if (row === undefined) throw new Error('there is no message to copy')
  const priority = rank === 1 ? 'high' : 'low'
  const { position: _position, ...columns } = row
  const { writer } = core.store
  await writer.query('PRAGMA foreign_keys = OFF')
  for (let index = 0; index < count; index += 1) {
    const id = `${priority}-${String(index)}`
    const body = JSON.stringify({
      ...(JSON.parse(row.body) as AlarmMessage),
      id,
      alarmId: id,
      incidentId: id,
      priority,
      deviceId: id,
    })
    const values = {
      ...columns,
      id,
      alarm_id: id,
      priority_rank: rank,
      body,
      acknowledged_at: null,
      attempts: 0,
      next_at: null,
    }
    await writer.query(
      `INSERT INTO outbox_messages (${Object.keys(values).join()}) VALUES (${Object.keys(values).fill('?').join()})`,
      Object.values(values),
    )
  }
  await writer.query('PRAGMA foreign_keys = ON')
}

/** The second path has the message that the others are copied from; nothing else waits. */
async function begin(): Promise<void> {
  outbox.start()
  await core.intake.take([says('205', 'fall')])
  await waitUntil(async () => (await waiting()) === 0, 'the first fall waits')
}

/** The second path answers no body of lesser alarms before it is let go. */
function holdLesser(): () => void {
  const held: (() => void)[] = []
  second.answer = async (messages, body) => {
    if (messages.some(({ priority }) => priority !== 'critical'))
      await new Promise<void>((go) => held.push(go))
    return takes(messages, body)
  }
  return () => {
    second.answer = takes
    for (const letGo of held) letGo()
  }
}

test('a fall that the first path refuses does not wait for what it refused before', async () => {
  await begin()
  first.answer = refuses
  const letGo = holdLesser()
  await lesser(150, 3)
  outbox.wake(false)
  await waitUntil(() => second.heard.some((line) => line.startsWith('low-')), 'nothing was offered')
  // Also where the first path is asked again before the fall.
  core.clock.pass(60_000)
  await core.intake.take([says('204', 'fall')])
  await waitUntil(() => second.heard.includes('radar-204/1'), 'the fall waits behind the low ones')
  letGo()
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
  expect(rejections).toEqual([])
})

test('lesser alarms are offered in few bodies, what is high before what is low', async () => {
  await begin()
  first.answer = refuses
  const letGo = holdLesser()
  await lesser(40, 3)
  outbox.wake(false)
  await waitUntil(() => second.heard.some((line) => line.startsWith('low-')), 'nothing was offered')
  const before = second.bodies.length
  core.clock.pass(60_000)
  const asked = first.bodies.length
  await lesser(50, 1)
  outbox.wake(false)
  await waitUntil(() => first.bodies.length > asked, 'the first path was not asked again')
  core.clock.pass(60_000)
  letGo()
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
  const rest = second.bodies.slice(before).map((body) => body.map(({ priority }) => priority))
  expect(rest[0]?.every((priority) => priority === 'high')).toBe(true)
  expect(second.bodies.length).toBeLessThan(10)
})

test('a path that refuses whatever it is asked is passed over, asked again now and then, and says so', async () => {
  await begin()
  first.answer = refuses
  await lesser(3, 3)
  outbox.wake(false)
  await waitUntil(async () => (await waiting()) === 0, 'something still waits')
  expect(outbox.ways.health(core.clock.mono())).toMatchObject([
    { state: 'up', isRefusing: true, isInUse: false },
    { state: 'up', isRefusing: false, isInUse: true },
  ])
  const asked = first.bodies.length
  for (let sequence = 1; sequence <= 3; sequence += 1) {
    await core.intake.take([says('204', 'fall')])
    await waitUntil(() => second.heard.includes(`radar-204/${String(sequence)}`), 'the fall waits')
  }
  expect(first.bodies).toHaveLength(asked)

  core.clock.pass(60_000)
  await core.intake.take([says('204', 'fall')])
  await waitUntil(() => second.heard.includes('radar-204/4'), 'the fall waits')
  expect(first.heard.slice(asked)).toContain('radar-204/4')

  core.clock.pass(60_000)
  first.answer = takes
  await core.intake.take([says('204', 'fall')])
  await waitUntil(() => !firstState().isRefusing, 'the path was not asked again')
  expect(second.heard).not.toContain('radar-204/5')
  expect(rejections).toEqual([])
})

test('what no path takes was at fault itself: neither path is said to refuse everything', async () => {
  await begin()
  first.answer = refuses
  second.answer = refuses
  await lesser(3, 3)
  outbox.wake(false)
  await waitUntil(() => rejections.length >= 3, 'nothing was rejected')
  await waitUntil(
    () => outbox.ways.health(core.clock.mono()).every(({ isRefusing }) => !isRefusing),
    'a path is said to refuse everything',
    { limitMs: 10_000 },
  )
})

test('a body that the second path refuses whole is halved until the one at fault stands alone', async () => {
  await begin()
  first.answer = refuses
  second.answer = (messages, body) =>
    messages.some(({ id }) => id === 'low-7') ? fails('refused') : takes(messages, body)
  await lesser(20, 3)
  outbox.wake(false)
  await waitUntil(async () => (await waiting()) === 1, 'the others wait')
  await waitUntil(() => rejections.length === 1, 'nobody was told')
  expect(rejections).toEqual(['low-7'])
})

test('a fall that one path refuses while the other gives no answer is tried again after half a minute', async () => {
  await begin()
  first.answer = refuses
  second.answer = () => fails('timeout')
  await core.intake.take([says('204', 'fall')])
  await waitUntil(() => rejections.length === 1, 'nobody was told')
  await waitUntil(() => outbox.ways.all[1]?.state.isDeaf, 'no heartbeat came')
  second.answer = takes
  core.clock.pass(30_000)
  outbox.wake(true)
  await waitUntil(
    () => second.heard.filter((line) => line === 'radar-204/1').length === 2,
    'it was not tried again',
  )
  await waitUntil(async () => (await waiting()) === 0, 'it still waits')
})
