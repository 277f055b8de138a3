/** Kari takes back by hand what was set aside: it rings when something is wrong, and for nothing else. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventKind } from '../../../../shared/domain/device-event.ts'
import { EngineWatch } from '../../../../station/alarms/engine-watch.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const KARI = { kind: 'person', id: 'kari' } as const
const MINUTE = 60_000

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

function only() {
  const [alarm] = [...core.book.open()]
  if (alarm === undefined) throw new Error('no alarm is open')
  return alarm
}

/** The radar says it at 03:40, and Kari sets it aside for half an hour. */
async function setAside(kind: EventKind): Promise<string> {
  await core.intake.take([says('204', kind)])
  const { id, revision } = only()
  const until = core.clock.wall() + 30 * MINUTE
  const shelf = { until, why: 'being-mended', words: null } as const
  await core.desk.shelve(id, { type: 'shelved', actor: KARI, seenRevision: revision, ...shelf })
  core.clock.pass(10 * MINUTE)
  core.told.length = 0
  return id
}

const told = () => core.told.map(({ state, ringing }) => `${state}${ringing ? ' rings' : ''}`)
const steps = () =>
  core.rows("SELECT type || ' ' || reason || ' ' || actor_id AS step FROM alarm_actions ORDER BY position")
const sent = () => core.rows('SELECT type FROM outbox_messages ORDER BY position')

test.each(['silent', 'fault'] as const)(
  'mended meanwhile (%s), it is over when it is taken back: no screen ever hears it ring',
  async (kind) => {
    const id = await setAside(kind)
    await core.intake.take([says('204', 'restored', kind)])
    core.told.length = 0
    expect(await core.desk.unshelve(id, KARI)).toMatchObject({ ok: true, alarm: { state: 'cancelled' } })
    expect([...core.book.open()]).toEqual([])
    expect(told()).toEqual(['cancelled'])
    expect((await steps()).slice(-2)).toEqual([
      { step: 'unshelved taken-off-shelf kari' },
      { step: 'cancelled condition-ended engine' },
    ])
    expect((await sent()).slice(-2)).toEqual([{ type: 'alarm.unshelved' }, { type: 'alarm.cancelled' }])
    await new EngineWatch({ ...core.parts, canStore: () => true, log: quiet }).look()
    expect(told()).toEqual(['cancelled'])
  },
)

test.each([
  ['still silent', 'silent', null],
  ['silent again', 'silent', 'silent'],
  ['dry again is not mended', 'water', 'water'],
] as const)('%s, it rings at once', async (_what, kind, over) => {
  const id = await setAside(kind)
  if (over !== null) await core.intake.take([says('204', 'restored', over)])
  if (over === 'silent') await core.intake.take([says('204', 'silent')])
  core.told.length = 0
  await core.desk.unshelve(id, KARI)
  expect(told()).toEqual(['raised rings'])
})

test('whoever takes it back a second time, or after it ended, is told so', async () => {
  const id = await setAside('silent')
  await core.desk.unshelve(id, KARI)
  expect(await core.desk.unshelve(id, KARI)).toMatchObject({ ok: false, code: 'not-in-this-state' })
  expect(await core.desk.unshelve('nobody', KARI)).toMatchObject({ ok: false, code: 'unknown-alarm' })
})

test('what was set aside and is given back rings on the board, and what an older version left there too', async () => {
  const id = await setAside('inactivity')
  await core.desk.take(id, { type: 'on-the-way', actor: KARI, seenRevision: only().revision })
  expect(only()).toMatchObject({ state: 'on-the-way', shelf: { by: 'kari' } })
  await core.desk.take(id, { type: 'released', actor: KARI })
  expect(only()).toMatchObject({ state: 'raised', ringing: true, shelf: null })
  await core.store.writer.query(
    "UPDATE alarms SET shelf_until = 9000000000000, shelf_by = 'kari', shelf_why = 'agreed'",
  )
  await core.close()
  core = await openCore(folder)
  expect(only()).toMatchObject({ state: 'raised', ringing: true, shelf: null })
})
