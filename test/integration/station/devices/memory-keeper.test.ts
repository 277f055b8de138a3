import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemoryKeeper } from '../../../../station/devices/memory-keeper.ts'
import { readMemory } from '../../../../station/store/memory-rows.ts'
import { newFolder, openCore, removeFolder, says, type StationCore } from '../station-core.ts'

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

const remembered = async (): Promise<unknown> =>
  Object.fromEntries(await readMemory(core.store.reader.manager))

test('what came with an event is there as soon as the event is', async () => {
  await core.intake.take([{ ...says('204', 'fall'), remember: { counter: '7' } }])
  await core.intake.take([
    { ...says('204', 'fall'), remember: { counter: '9' } },
    { ...says('205', 'fall'), remember: { counter: '3', interval: '900' } },
  ])
  expect(await remembered()).toEqual({
    'radar-204': { counter: '9' },
    'radar-205': { counter: '3', interval: '900' },
  })
})

test('what comes without an event is stored too, the latest of each key', async () => {
  const keeper = new MemoryKeeper(core.writeQueue, () => undefined)
  for (let counter = 1; counter <= 50; counter += 1) {
    keeper.keep({ deviceId: 'radar-204', memory: { counter: String(counter) } })
  }
  keeper.keep({ deviceId: 'radar-204', memory: { interval: '900' } })
  await keeper.flush()
  expect(await remembered()).toEqual({ 'radar-204': { counter: '50', interval: '900' } })
})

test('what the database refuses waits, and a later value is the one that is stored', async () => {
  const told: string[] = []
  const keeper = new MemoryKeeper(core.writeQueue, (reason) => told.push(reason))
  await core.writeQueue.run('routine', async ({ run }) => {
    await run("CREATE TRIGGER full BEFORE INSERT ON device_memory BEGIN SELECT RAISE(ABORT, 'full'); END", [])
  })
  keeper.keep({ deviceId: 'radar-204', memory: { counter: '1' } })
  await keeper.flush()
  expect(told).not.toHaveLength(0)
  keeper.keep({ deviceId: 'radar-204', memory: { counter: '2' } })
  await core.writeQueue.run('routine', ({ run }) => run('DROP TRIGGER full', []))
  await keeper.flush()
  expect(await remembered()).toEqual({ 'radar-204': { counter: '2' } })
})
