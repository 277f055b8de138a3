/** What the rules over time follow while somebody reads the homes anew: a rule was switched on, an absence ended. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RuleWatch } from '../../../../station/alarms/time-rules/rule-watch.ts'
import { TIME_RULES } from '../../../../station/alarms/time-rules/rule-set.ts'
import { USUAL_HOURS } from '../../../../station/alarms/time-rules/hours.ts'
import type { StoredHome } from '../../../../station/alarms/time-rules/stored-home.ts'
import { newFolder, openCore, quiet, removeFolder, says, type StationCore } from '../station-core.ts'

const MINUTE = 60_000

let folder: string
let core: StationCore
let watch: RuleWatch

beforeEach(async () => {
  folder = await newFolder()
  core = await openCore(folder)
  watch = new RuleWatch({
    ...core.parts,
    standingOf: () => undefined,
    residentOf: (deviceId) => (deviceId.includes('205') ? 'r-205' : 'r-204'),
    canStore: () => true,
    log: quiet,
  })
})

afterEach(async () => {
  await core.close()
  await removeFolder(folder)
})

const HOME: StoredHome = {
  home: {
    rules: TIME_RULES.filter(({ id }) => id === 'out-of-bed').map((rule) => ({
      rule,
      from: 0,
      changedAt: 0,
    })),
    hours: USUAL_HOURS,
  },
  events: [],
  medicineToldFrom: null,
  backAt: null,
  left: [],
}
const watched = new Map([['r-204', HOME]])

/** A reader that has read and is slow to say so. */
function slow(homes: ReadonlyMap<string, StoredHome>) {
  let done = (): void => undefined
  const held = new Promise<void>((resolve) => {
    done = resolve
  })
  const read = () => held.then((): Parameters<RuleWatch['follow']> => [homes, []])
  return { read, done }
}

async function getsUp() {
  const up = says('204', 'bed', false)
  await core.intake.take([up])
  const event = { ...up.event, receivedAt: core.clock.wall() }
  watch.onStored(event)
  return event
}

async function halfAnHourLater(): Promise<number> {
  core.clock.pass(31 * MINUTE)
  await watch.look()
  return core.book.size
}

test('she gets up while the homes are read, too late for who reads: it is watched all the same', async () => {
  const reader = slow(watched)
  const following = watch.followAnew(reader.read)
  await getsUp()
  reader.done()
  await following
  expect(await halfAnHourLater()).toBe(1)
})

test('what was read as well counts once', async () => {
  watch.follow(watched, [])
  const reader = slow(watched)
  const following = watch.followAnew(async () => {
    const [, said] = await reader.read()
    return [new Map([['r-204', { ...HOME, events: [{ ...event, isTest: false }] }]]), said]
  })
  const event = await getsUp()
  reader.done()
  await following
  expect(await halfAnHourLater()).toBe(1)
  expect([...core.book.open()]).toMatchObject([{ cause: 'bed', count: 1 }])
})

test('two who read at once: the one who asked last is followed, however slow the first was', async () => {
  const [first, second] = [slow(new Map()), slow(watched)]
  const following = [watch.followAnew(first.read), watch.followAnew(second.read)]
  second.done()
  await getsUp()
  first.done()
  await Promise.all(following)
  await getsUp()
  expect(await halfAnHourLater()).toBe(1)
})

test('homes that can not be read stay as they were, and are read again', async () => {
  watch.follow(watched, [])
  await expect(watch.followAnew(() => Promise.reject(new Error('the disk is away')))).rejects.toThrow('disk')
  await watch.followAnew(slowThenDone())
  await getsUp()
  expect(await halfAnHourLater()).toBe(1)
})

function slowThenDone() {
  const reader = slow(watched)
  reader.done()
  return reader.read
}

test('a clock that was set just before the homes are read moves nothing twice', async () => {
  watch.follow(watched, [])
  core.clock.wallNow += 60 * MINUTE
  const { event: up } = says('204', 'bed', false)
  const event = { ...up, receivedAt: core.clock.wall(), placement: null }
  watch.follow(new Map([['r-204', { ...HOME, events: [{ ...event, isTest: false }] }]]), [])
  core.clock.pass(29 * MINUTE)
  await watch.look()
  expect(core.book.size).toBe(0)
  core.clock.pass(2 * MINUTE)
  await watch.look()
  expect(core.book.size).toBe(1)
})

test('a rule is switched on for a neighbour while what she is due for waits to be stored: each is said, and once', async () => {
  const both = (...homes: [string, StoredHome][]): [ReadonlyMap<string, StoredHome>, []] => [
    new Map(homes),
    [],
  ]
  const upOf = async (home: string): Promise<StoredHome> => {
    const up = says(home, 'bed', false)
    await core.intake.take([up])
    return {
      ...HOME,
      events: [{ ...up.event, receivedAt: core.clock.wall(), placement: null, isTest: false }],
    }
  }
  const [hers, his] = [await upOf('204'), await upOf('205')]
  watch.follow(...both(['r-204', hers]))
  core.clock.pass(31 * MINUTE)
  const other = slow(watched)
  const busy = core.parts.writeQueue.run('alarm', other.read)
  const looking = watch.look()
  watch.follow(...both(['r-205', his], ['r-204', hers]))
  other.done()
  await Promise.all([busy, looking])
  await watch.look()
  const said = [...core.book.open()].map(
    ({ residentId, count }) => `${residentId ?? 'nobody'} ${String(count)}`,
  )
  expect(said.sort()).toEqual(['r-204 1', 'r-205 1'])
})

test('a station that runs for two weeks remembers what it said in the last nights alone', async () => {
  watch.follow(watched, [])
  for (let night = 0; night < 14; night += 1) {
    await getsUp()
    await halfAnHourLater()
    const back = says('204', 'bed', true)
    watch.onStored({ ...back.event, receivedAt: core.clock.wall() })
    core.clock.pass((24 * 60 - 31) * MINUTE)
    await watch.look()
  }
  expect(await core.rows(`SELECT id FROM alarms WHERE cause = 'bed'`)).toHaveLength(14)
  expect(watch.said.size).toBeLessThan(5)
})
