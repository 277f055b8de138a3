import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitingMessages } from '../../../../station/store/outbox-rows.ts'
import { recoverOpenAlarms } from '../../../../station/store/recover.ts'
import { StoreError } from '../../../../station/store/store-error.ts'
import type { Lane, Transaction } from '../../../../station/store/write-queue.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

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

async function stored(): Promise<string[]> {
  const rows = await core.rows<{ id: string }>('SELECT id FROM device_events ORDER BY position')
  return rows.map(({ id }) => id)
}

/** Makes the disk full for this connection at the next page it would need; undone with `roomAgain`. */
async function fillDisk(): Promise<void> {
  const [pages] = await core.rows<{ page_count: number }>('PRAGMA page_count')
  await core.store.writer.query(`PRAGMA max_page_count = ${String(pages?.page_count)}`)
}

async function roomAgain(): Promise<void> {
  await core.store.writer.query('PRAGMA max_page_count = 1000000')
}

async function fallUntilFull(): Promise<void> {
  await expect(
    (async () => {
      for (let falls = 0; falls < 500; falls += 1) await core.intake.take([says('204', 'fall')])
    })(),
  ).rejects.toMatchObject({ code: 'full' })
}

test('a fall is one event, one step, one message to the centre and one audit entry', async () => {
  await core.intake.take([says('204', 'fall')])
  const [alarm] = await core.rows<{ id: string }>('SELECT id FROM alarms')
  expect(await core.rows('SELECT kind, alarm_id FROM device_events')).toEqual([
    { kind: 'fall', alarm_id: alarm?.id },
  ])
  expect(await core.rows('SELECT type, sequence FROM outbox_messages')).toEqual([
    { type: 'alarm.raised', sequence: 1 },
  ])
  expect(await core.rows('SELECT action, subject FROM audit_entries')).toEqual([
    { action: 'alarm.raised', subject: alarm?.id },
  ])
  expect(core.told.map(({ id, count }) => ({ id, count }))).toEqual([{ id: alarm?.id, count: 1 }])
})

test('a rehearsal before the first fall leaves nothing behind, and a real fall during it is stored as ever', async () => {
  const rehearsed = core.intake.rehearse()
  await core.intake.take([says('204', 'fall')])
  await rehearsed
  expect(await core.rows('SELECT kind FROM device_events')).toEqual([{ kind: 'fall' }])
  expect(await core.rows('SELECT count(*) AS rows FROM alarms')).toEqual([{ rows: 1 }])
  expect(await core.rows('SELECT type FROM outbox_messages')).toEqual([{ type: 'alarm.raised' }])
  expect(await core.rows('SELECT action FROM audit_entries')).toEqual([{ action: 'alarm.raised' }])
  expect(core.told).toHaveLength(1)
})

test('falls that come while the writer is busy share a transaction, each its own message', async () => {
  const falls = Array.from({ length: 60 }, () => says('204', 'fall'))
  await Promise.all(falls.map((fall) => core.intake.take([fall])))
  expect(await stored()).toEqual(falls.map(({ event }) => event.id))
  const messages = await core.rows<{ sequence: number }>(
    'SELECT sequence FROM outbox_messages ORDER BY position',
  )
  expect(messages.map(({ sequence }) => sequence)).toEqual(falls.map((_, index) => index + 1))
  expect([...core.book.open()]).toMatchObject([{ count: 60, revision: 60 }])
  expect(core.told.length).toBeLessThan(60)
})

test('an event that the schema refuses is kept as evidence and takes no neighbour along', async () => {
  const unknown = says('999', 'fall', true, null)
  const neighbours = [says('204', 'fall'), says('205', 'fall')]
  await Promise.all([unknown, ...neighbours].map((arrival) => core.intake.take([arrival])))
  expect(core.refused).toEqual([unknown.event.id])
  expect((await stored()).sort()).toEqual(neighbours.map(({ event }) => event.id).sort())
})

test('a full disk keeps nothing of what it refused, and takes it when there is room', async () => {
  await fillDisk()
  await fallUntilFull()
  const before = await stored()
  const fall = says('205', 'fall')
  await expect(core.intake.take([fall])).rejects.toMatchObject({ code: 'full' })
  expect(core.health.state).toBe('full')
  expect(await stored()).toEqual(before)
  await roomAgain()
  await core.intake.take([fall])
  expect(await stored()).toEqual([...before, fall.event.id])
  expect(core.health.state).toBe('ok')
})

/** The disk is full for the transaction with this number, counted from now. */
function fullAt(number: number): void {
  const { writeQueue } = core
  const run = writeQueue.run.bind(writeQueue)
  let opened = 0
  writeQueue.run = <T>(lane: Lane, work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    opened += 1
    return opened === number ? Promise.reject(new StoreError('full', 'no room')) : run(lane, work)
  }
}

test('a chunk that came apart is not lost and not doubled when the disk fills in the middle of it', async () => {
  const chunk = [says('204', 'fall'), says('205', 'fall'), says('999', 'fall', true, null)]
  // 1: the chunk as a whole, refused for its last event. 2: the first fall alone. 3: the second, no room.
  fullAt(3)
  await expect(core.intake.take(chunk)).rejects.toMatchObject({ code: 'full' })
  expect(core.refused).toEqual([])
  await core.intake.take(chunk)
  expect(await stored()).toEqual(chunk.slice(0, 2).map(({ event }) => event.id))
  expect(core.refused).toEqual([chunk[2]?.event.id])
})

test('another program that locks the database delays alarms and stops none', async () => {
  await core.store.writer.query('PRAGMA busy_timeout = 20')
  const { DataSource } = await import('typeorm')
  const other = await new DataSource({ type: 'sqlite', database: `${folder}/station.sqlite` }).initialize()
  await other.query('BEGIN IMMEDIATE')
  const [early, late] = [says('204', 'fall'), says('204', 'fall')]
  await expect(core.intake.take([early])).rejects.toMatchObject({ code: 'busy' })
  expect(core.health.state).toBe('failing')
  await other.query('ROLLBACK')
  await other.destroy()
  await core.intake.take([late])
  await core.intake.take([early])
  expect(await stored()).toEqual([late.event.id, early.event.id])
  expect(core.health.state).toBe('ok')
})

test('an emergency press on an open ordinary call is critical, and its first message goes with it, in order', async () => {
  await core.intake.take([says('205', 'inactivity'), says('204', 'help-call', 'ordinary')])
  await core.intake.take([says('204', 'help-call')])
  const waiting = await waitingMessages(core.store.reader.manager, 'critical', [], core.clock.wall(), 50)
  expect(waiting.readable.map(({ sequence, body }) => [sequence, body.type, body.priority])).toEqual([
    [1, 'alarm.raised', 'high'],
    [2, 'alarm.repeated', 'critical'],
  ])
  const rest = await waitingMessages(core.store.reader.manager, 'rest', [], core.clock.wall(), 50)
  expect(rest.readable.map(({ body }) => body.cause)).toEqual(['inactivity'])
  const help = [...core.book.open()].find(({ cause }) => cause === 'help-call')
  expect(help).toMatchObject({ priority: 'critical', count: 2, ringing: true })
  const recovered = await recoverOpenAlarms(core.store.reader.manager, quiet)
  expect([...recovered].find(({ cause }) => cause === 'help-call')).toEqual(help)
})
