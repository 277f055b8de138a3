/** What the centre wants done, over real rows: the shift sees who and what, the first wins, and nothing is done twice. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CentreCommand, HandledCommand } from '../../../../shared/wire/centre-messages.ts'
import { CentreCommands } from '../../../../station/alarms/centre-commands.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { seenByCentre } from '../../../../station/store/command-rows.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const

let folder: string
let core: StationCore
let commands: CentreCommands
let alarmId: string
let count: number

beforeEach(async () => {
  folder = await newFolder()
  count = 0
  core = await openCore(folder)
  await core.store.writer.query("INSERT INTO people (id, name, role) VALUES ('kari', 'Kari', 'caregiver')")
  await open()
  await core.intake.take([says('204', 'fall')])
  alarmId = [...core.book.open()][0]?.id ?? 'none'
  await centreKnows()
})
afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

async function open(): Promise<void> {
  const registry = new Registry(await readRegistry(core.store.reader.manager))
  commands = new CentreCommands(
    {
      writeQueue: core.writeQueue,
      desk: core.desk,
      registry: () => registry,
      audit: core.parts.audit,
      clock: core.clock,
      log: quiet,
      seenByCentre: ({ manager }, id) => seenByCentre(manager, id),
      onResultWaiting: () => undefined,
    },
    [],
  )
}

/** The centre acknowledges everything that waits for it. */
async function centreKnows(): Promise<void> {
  await core.store.writer.query(
    'UPDATE outbox_messages SET acknowledged_at = 1 WHERE acknowledged_at IS NULL',
  )
}

/** Refused commands as the audit log has them, oldest first. */
const refusals = () =>
  core.rows<{ who: string; subject: string; data: string }>(
    "SELECT actor_id AS who, subject, data FROM audit_entries WHERE action = 'command.refused' ORDER BY position",
  )

/** The centre gives one command; what the station will report of it. */
async function given(part: Partial<CentreCommand> & Pick<CentreCommand, 'type'>): Promise<string> {
  count += 1
  const id = `command-${String(count)}`
  await commands.take([{ id, alarmId, by: 'operator-7', at: '2026-11-21T03:40:20.000Z', ...part }])
  const handled: HandledCommand | undefined = commands.unreported().find((result) => result.id === id)
  return handled?.code ?? handled?.result ?? 'not handled'
}

const alarm = () => core.book.get(alarmId)

test('assigning what nobody has taken answers it and hands it over in one', async () => {
  expect(await given({ type: 'assign', to: 'kari' })).toBe('done')
  expect(alarm()).toMatchObject({ state: 'acknowledged', ringing: false, ownerId: 'kari' })
  const steps = await core.rows("SELECT type, actor_kind, actor_id FROM alarm_actions WHERE type <> 'raised'")
  expect(steps).toEqual([
    { type: 'acknowledged', actor_kind: 'centre', actor_id: 'operator-7' },
    { type: 'handed-over', actor_kind: 'centre', actor_id: 'operator-7' },
  ])
  expect(await core.rows("SELECT action FROM audit_entries WHERE actor_kind = 'centre'")).toHaveLength(2)
})

test('assigning to somebody nobody knows leaves it as it was, ringing', async () => {
  expect(await given({ type: 'assign', to: 'nobody' })).toBe('unknown-person')
  expect(alarm()).toMatchObject({ state: 'raised', ringing: true })
})

test('what the centre gives to whoever is on duty rings again, belongs to nobody, and anybody may take it', async () => {
  await given({ type: 'acknowledge' })
  expect(alarm()).toMatchObject({ state: 'acknowledged', ringing: false, ownerId: 'operator-7' })
  expect(await given({ type: 'assign', to: 'on-duty' })).toBe('done')
  expect(alarm()).toMatchObject({ state: 'raised', ringing: true, ownerId: null })
  const seenRevision = alarm()?.ringRevision ?? 0
  await core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision })
  expect(alarm()?.ownerId).toBe('kari')
  expect(await given({ type: 'assign', to: 'on-duty' })).toBe('not-owner')
  expect(alarm()).toMatchObject({ ringing: false, ownerId: 'kari' })
})

test('who lets go of it at the centre has it at the station no longer: it rings again, and the next one may take it', async () => {
  await given({ type: 'acknowledge' })
  expect(await given({ type: 'release' })).toBe('done')
  expect(alarm()).toMatchObject({ state: 'raised', ringing: true, ownerId: null })
  expect(await given({ type: 'acknowledge', by: 'operator-8' })).toBe('done')
  expect(alarm()).toMatchObject({ state: 'acknowledged', ringing: false, ownerId: 'operator-8' })
  expect(await given({ type: 'release', by: 'lead', from: 'operator-8' })).toBe('done')
  expect(alarm()).toMatchObject({ ringing: true, ownerId: null })
  expect(await core.rows("SELECT actor_id, type FROM alarm_actions WHERE type = 'released'")).toEqual([
    { actor_id: 'operator-7', type: 'released' },
    { actor_id: 'lead', type: 'released' },
  ])
})

test('a fall that the centre has not heard of is not answered by whoever takes it anew', async () => {
  await given({ type: 'acknowledge' })
  await core.intake.take([says('204', 'fall')])
  expect(await given({ type: 'release' })).toBe('done')
  await given({ type: 'acknowledge' })
  expect(alarm()).toMatchObject({ ownerId: 'operator-7', ringing: true })
  await centreKnows()
  expect(await given({ type: 'acknowledge' })).toBe('done')
  expect(alarm()).toMatchObject({ ringing: false })
})

test('nothing is let go of that somebody at the station has', async () => {
  await given({ type: 'acknowledge' })
  await core.desk.take(alarmId, { type: 'on-the-way', actor: kari, seenRevision: 2 })
  expect(await given({ type: 'release' })).toBe('not-owner')
  expect(alarm()).toMatchObject({ state: 'on-the-way', ringing: false, ownerId: 'kari' })
})

test('the first who takes it wins; the other is told that somebody was faster', async () => {
  await core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision: 1 })
  expect(await given({ type: 'acknowledge' })).toBe('already-taken')
  expect(alarm()?.ownerId).toBe('kari')
})

test('a request stands on the card with who asks, over a restart, until somebody takes the next step', async () => {
  expect(await given({ type: 'request', text: 'Ring pårørende' })).toBe('done')
  const asked = { by: 'operator-7', words: 'Ring pårørende', at: core.clock.wall() }
  expect(alarm()?.request).toEqual(asked)
  expect(await core.rows('SELECT body FROM outbox_messages')).not.toContainEqual(
    expect.objectContaining({ body: expect.stringContaining('pårørende') as string }),
  )
  await core.close()
  core = await openCore(folder)
  await open()
  expect(alarm()?.request).toEqual(asked)
  await core.desk.take(alarmId, { type: 'on-the-way', actor: kari, seenRevision: 2 })
  expect(alarm()?.request).toBeUndefined()
})

test('a request without words, or a note without any, is none', async () => {
  expect([await given({ type: 'request' }), await given({ type: 'note', text: ' ' })]).toEqual([
    'words-required',
    'words-required',
  ])
})

test('resolving needs what a person needs: an outcome, and words with "other"', async () => {
  expect(await given({ type: 'resolve' })).toBe('outcome-required')
  expect(await given({ type: 'resolve', outcome: 'other' })).toBe('words-required')
  expect(await given({ type: 'resolve', outcome: 'false-alarm' })).toBe('false-cause-required')
  await core.intake.take([says('204', 'fall')])
  expect(await given({ type: 'resolve', outcome: 'helped-unhurt' })).toBe('changed-since-seen')
  await core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision: 2 })
  expect(await given({ type: 'resolve', outcome: 'helped-unhurt' })).toBe('done')
  expect(alarm()).toBeUndefined()
})

test('a forged command and one that is given again change nothing, and are counted', async () => {
  expect(await given({ type: 'acknowledge', alarmId: 'alarm-of-another-station' })).toBe('unknown-alarm')
  const command = { id: 'again', type: 'note', alarmId, by: 'o', at: '2026-11-21T03:40:20.000Z', text: 'x' }
  await commands.take([command, command])
  await commands.reported(commands.unreported())
  await commands.take([{ ...command, text: 'forged' }])
  await commands.take([{ id: 'odd', type: 'open-the-door', alarmId }, 'nonsense', null])
  expect(await core.rows('SELECT words FROM action_words')).toEqual([{ words: 'x' }])
  expect(commands.counts).toEqual({ done: 1, refused: 1, repeated: 2, unreadable: 3 })
})

test('every command that is not obeyed stands in the audit log with who wanted what, and why not', async () => {
  await given({ type: 'acknowledge', alarmId: 'alarm-of-another-station' })
  const command = { id: 'c-1', type: 'note', alarmId, by: 'o', at: '2026-11-21T03:40:20.000Z', text: 'x' }
  await commands.take([command, command])
  expect(await refusals()).toHaveLength(1)
  await commands.take([{ ...command, type: 'resolve', by: 'somebody-else' }])
  await commands.reported(commands.unreported())
  core.clock.pass(61_000)
  await commands.take([command, { id: 'odd', type: 'open-the-door', alarmId }, 'nonsense'])
  const told = await refusals()
  expect(told.map(({ who, subject }) => [who, subject])).toEqual([
    ['operator-7', 'alarm-of-another-station'],
    ['somebody-else', alarmId],
    ['o', alarmId],
    ['unknown', 'unknown'],
    ['unknown', 'unknown'],
  ])
  expect(told.map(({ data }) => JSON.parse(data) as unknown)).toEqual([
    { code: 'unknown-alarm', command: 'command-1', type: 'acknowledge' },
    { code: 'id-reused', command: 'c-1', type: 'resolve' },
    { code: 'replayed', command: 'c-1', type: 'note' },
    { code: 'unreadable', command: 'odd' },
    { code: 'unreadable', command: null },
  ])
})

test('a flood of forged commands leaves a few entries, and then one with their number', async () => {
  const forged = (from: number) =>
    Array.from({ length: 50 }, (_, index) => ({ id: `f-${String(from + index)}`, type: 'open-the-door' }))
  await commands.take(forged(0))
  await commands.take(forged(50))
  expect(await refusals()).toHaveLength(10)
  core.clock.pass(61_000)
  await commands.take([])
  const told = await refusals()
  expect(told).toHaveLength(11)
  expect(told.at(-1)).toMatchObject({ subject: 'several', data: '{"code":"too-many","count":90}' })
})

test('a clock that is years off is kept as said, beside our own time, by which the step was taken', async () => {
  await given({ type: 'note', text: 'hei', at: '1970-01-01T00:00:00.000Z' })
  await given({ type: 'note', text: 'hei', at: '2099-12-31T23:59:59.999Z' })
  const ours = core.clock.wall()
  expect(await core.rows('SELECT said_at, received_at FROM centre_commands ORDER BY id')).toEqual([
    { said_at: '1970-01-01T00:00:00.000Z', received_at: ours },
    { said_at: '2099-12-31T23:59:59.999Z', received_at: ours },
  ])
  expect(await core.rows("SELECT DISTINCT at FROM alarm_actions WHERE type = 'note'")).toEqual([{ at: ours }])
})

test('of a flood in one answer no more is taken than an answer may bring', async () => {
  await commands.take(
    Array.from({ length: 1_000 }, (_, index) => ({
      id: `flood-${String(index)}`,
      type: 'acknowledge',
      alarmId: 'gone',
      by: 'operator-7',
      at: '2026-11-21T03:40:20.000Z',
    })),
  )
  expect(commands.counts.refused).toBe(100)
})
