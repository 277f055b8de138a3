/** Alarms keep the names of people who are no longer in service, and nobody acts by such a name. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOf } from '../../../../station/alarms/card.ts'
import { chainOf } from '../../../../station/alarms/chain-reader.ts'
import { Registry } from '../../../../station/devices/registry.ts'
import { readChain } from '../../../../station/store/chain-rows.ts'
import { readRegistry } from '../../../../station/store/registry-rows.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

const kari = { kind: 'person', id: 'kari' } as const
const delivery = { state: 'none', waitingSince: null } as const

let folder: string
let core: StationCore
let alarmId: string

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  for (const [id, name] of [
    ['kari', 'Kari Nordmann'],
    ['ola', 'Ola Hansen'],
  ]) {
    await core.store.writer.query("INSERT INTO people (id, name, role) VALUES (?, ?, 'caregiver')", [
      id,
      name,
    ])
  }
  await core.intake.take([says('204', 'fall')])
  alarmId = [...core.book.open()][0]?.id ?? 'none'
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

async function shown() {
  const registry = new Registry(await readRegistry(core.store.reader.manager))
  const alarm = core.book.get(alarmId)
  if (alarm === undefined) throw new Error('the alarm is not open')
  const card = cardOf(alarm, registry, delivery, undefined)
  const chain = chainOf(card, await readChain(core.store.reader.manager, alarmId), registry, () => [])
  return { registry, card, steps: chain.steps }
}

test('who had an alarm and left is named on it and in its timeline, and is nobody to choose', async () => {
  await core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision: 1 })
  await core.desk.take(alarmId, { type: 'handed-over', actor: kari, to: 'ola' })
  await core.store.writer.query('UPDATE people SET left_at = 1')
  const { registry, card, steps } = await shown()
  expect(card.owner).toEqual({ id: 'ola', name: 'Ola Hansen', hasLeft: true })
  expect(steps[1]?.actor).toEqual({ kind: 'person', id: 'kari', name: 'Kari Nordmann', hasLeft: true })
  expect(steps[2]?.to).toEqual({ id: 'ola', name: 'Ola Hansen', hasLeft: true })
  expect([...registry.people()]).toEqual([])
  expect(registry.person('ola')).toBeUndefined()
})

test('who is in service is named without a mark, an operator of the centre without a name', async () => {
  await core.desk.take(alarmId, { type: 'acknowledged', actor: kari, seenRevision: 1 })
  expect((await shown()).card.owner).toEqual({ id: 'kari', name: 'Kari Nordmann', hasLeft: false })
  // An operator may have the id of somebody here: it is another person.
  const operator = { kind: 'centre', id: 'ola' } as const
  await core.desk.take(alarmId, { type: 'note', actor: operator, words: 'Datteren er på vei' })
  expect((await shown()).steps.at(-1)?.actor).toEqual({ ...operator, name: null, hasLeft: false })
})
