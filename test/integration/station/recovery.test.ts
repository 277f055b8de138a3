/** A station that was killed: everything is read back from its rows. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { markAcknowledged, waitingMessageIds } from '../../../station/store/outbox-rows.ts'
import { insertCommand, unreportedCommands, markReported } from '../../../station/store/command-rows.ts'
import { readLastLevels } from '../../../station/store/level-rows.ts'
import { recoverOpenAlarms } from '../../../station/store/recover.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from './station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const

let folder: string
let core: StationCore

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

async function restart(): Promise<void> {
  await core.close()
  core = await openCore(folder)
}

function alarmOf(unit: string): string {
  const alarm = [...core.book.open()].find(({ deviceId }) => deviceId === `radar-${unit}`)
  if (alarm === undefined) throw new Error(`no fall is open in ${unit}`)
  return alarm.id
}

test('open alarms come back as they were, closed ones stay closed', async () => {
  await core.intake.take([says('204', 'fall'), says('204', 'fall'), says('205', 'fall')])
  await core.desk.take(alarmOf('204'), { type: 'acknowledged', actor: kari, seenRevision: 2 })
  await core.desk.take(alarmOf('205'), {
    type: 'resolved',
    actor: kari,
    seenRevision: 1,
    outcome: { kind: 'helped-unhurt', words: null },
  })
  const before = [...core.book.open()]
  await restart()
  expect([...core.book.open()]).toEqual(before)
  expect(before).toMatchObject([{ state: 'acknowledged', ownerId: 'kari', count: 2, ringing: false }])
})

test('a fall after the restart repeats the alarm that was open before it', async () => {
  await core.intake.take([says('204', 'fall')])
  const open = alarmOf('204')
  await restart()
  await core.intake.take([says('204', 'fall')])
  expect(await core.rows('SELECT alarm_id, sequence, type FROM outbox_messages ORDER BY position')).toEqual([
    { alarm_id: open, sequence: 1, type: 'alarm.raised' },
    { alarm_id: open, sequence: 2, type: 'alarm.repeated' },
  ])
})

test('what the centre does not have yet is known after a restart, of closed alarms too', async () => {
  await core.intake.take([says('204', 'fall'), says('205', 'fall')])
  const [inside, closed] = [alarmOf('204'), alarmOf('205')]
  await core.desk.take(closed, {
    type: 'resolved',
    actor: kari,
    seenRevision: 1,
    outcome: { kind: 'helped-unhurt', words: null },
  })
  const delivered = (await waitingMessageIds(core.store.reader.manager)).filter(
    (row) => row.alarm_id === inside,
  )
  await core.writeQueue.run('alarm', ({ manager }) =>
    markAcknowledged(
      manager,
      delivered.map(({ id }) => id),
      core.clock.wall(),
    ),
  )
  await restart()
  expect(core.deliveries.of(inside).state).toBe('delivered')
  expect(core.deliveries.of(closed).state).toBe('waiting')
})

test('the result of a command goes on being reported after a restart until the centre has it', async () => {
  const command = {
    id: 'command-1',
    type: 'note',
    alarmId: 'alarm-1',
    by: 'operator-1',
    at: '2026-11-21T03:40:00.000Z',
  } as const
  const handled = { id: 'command-1', result: 'refused', code: 'unknown-alarm' } as const
  await core.writeQueue.run('alarm', ({ manager }) => insertCommand(manager, command, handled, 1))
  await restart()
  expect(await unreportedCommands(core.store.reader.manager)).toEqual([handled])
  await core.writeQueue.run('routine', ({ manager }) => markReported(manager, ['command-1'], 2))
  await restart()
  expect(await unreportedCommands(core.store.reader.manager)).toEqual([])
})

test('the audit chain goes on where it was', async () => {
  await core.intake.take([says('204', 'fall')])
  await restart()
  await core.intake.take([says('205', 'fall')])
  const entries = await core.rows<{ hash: string; previous_hash: string }>(
    'SELECT hash, previous_hash FROM audit_entries ORDER BY position',
  )
  expect(entries).toHaveLength(2)
  expect(entries[1]?.previous_hash).toBe(entries[0]?.hash)
})

test('a row that differs from its steps is said, and the steps are believed', async () => {
  await core.intake.take([says('204', 'fall')])
  await core.store.writer.query("UPDATE alarms SET state = 'acknowledged', ringing = 0")
  const findings: string[] = []
  const alarms = await recoverOpenAlarms(core.store.reader.manager, {
    ...quiet,
    error: (_fields, message) => findings.push(message),
  })
  expect(alarms).toMatchObject([{ state: 'raised', ringing: true }])
  expect(findings).toHaveLength(1)
})

test('a radar that is stuck holds up no restart: its alarm comes from its row, however many steps it has', async () => {
  for (let bursts = 0; bursts < 20; bursts += 1) {
    await core.intake.take(Array.from({ length: 300 }, () => says('204', 'fall')))
  }
  const before = [...core.book.open()]
  await restart()
  expect([...core.book.open()]).toEqual(before)
  expect(before).toMatchObject([{ count: 6_000, revision: 6_000 }])
})

test('what a radar last said is known after a restart, and what has ended since', async () => {
  await core.intake.take([
    says('204', 'presence', true),
    says('204', 'fall'),
    says('204', 'restored', 'fall'),
    says('204', 'inactivity'),
    says('205', 'restored', 'fall'),
    says('205', 'fall'),
  ])
  await restart()
  const kinds = ['presence', 'fall', 'inactivity', 'silent'] as const
  const levels = await readLastLevels(core.store.reader.manager, kinds)
  expect(Object.fromEntries(levels.get('radar-204') ?? [])).toEqual({
    presence: true,
    fall: false,
    inactivity: true,
  })
  expect([...(levels.get('radar-205') ?? [])]).toEqual([['fall', true]])
})
