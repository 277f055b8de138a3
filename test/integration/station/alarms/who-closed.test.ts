/** The card of an alarm that has just ended says who ended it, and no longer once it is open again. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../../../shared/domain/alarm.ts'
import { cardOf } from '../../../../station/alarms/card.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const
const outcome = { kind: 'helped-unhurt', words: null } as const

let folder: string
let core: StationCore
let alarmId: string

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  await core.store.writer.query(
    "INSERT INTO people (id, name, role) VALUES ('kari', 'Kari Nordmann', 'caregiver')",
  )
  await core.intake.take([says('204', 'fall')])
  alarmId = [...core.book.open()][0]?.id ?? 'none'
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

/** The card as screens are told it last. */
async function told() {
  const alarm = core.told.at(-1)
  if (alarm === undefined) throw new Error('nothing was told')
  const registry = new Registry(await readRegistry(core.store.reader.manager))
  return cardOf(alarm, registry, { state: 'none', waitingSince: null }, undefined)
}

const close = (actor: Actor) => core.desk.take(alarmId, { type: 'resolved', actor, seenRevision: 1, outcome })

test('a colleague by name, until it is open again', async () => {
  expect(await told()).not.toHaveProperty('closing')
  await close(kari)
  const by = { id: 'kari', name: 'Kari Nordmann', hasLeft: false }
  expect((await told()).closing).toEqual({ by, reason: 'closed' })
  await core.desk.reopen(alarmId, { id: 'kari', readsOfResidents: true }, [])
  expect(await told()).toMatchObject({ state: 'raised' })
  expect(await told()).not.toHaveProperty('closing')
})

test('an operator of the centre without a name, also with the id of somebody here', async () => {
  await close({ kind: 'centre', id: 'kari' })
  expect((await told()).closing).toEqual({ by: { id: 'kari', name: null, hasLeft: false }, reason: 'closed' })
})
