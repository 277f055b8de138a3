import { expect, onTestFinished, test } from 'vitest'
import { SilenceDesk } from '../../../care-centre/desk/silence-desk.ts'
import { StationWatch } from '../../../care-centre/intake/station-watch.ts'
import { openStore } from '../../../care-centre/store/open-store.ts'
import { temporaryFolder } from './centre-harness.ts'

const START = Date.UTC(2026, 10, 21, 3)

async function startWatching() {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const time = { passed: 0 }
  const clock = { now: () => START + time.passed, monotonic: () => time.passed }
  const watch = new StationWatch(clock, ['solbakken', 'fjellhus', 'never'])
  const desk = new SilenceDesk({ store, watch, clock, knows: () => true })
  const alarms = async () => {
    const page = await store.reads.page({ state: 'all', stations: undefined, after: 0, limit: 100 })
    return page.alarms.map(({ station, state, origin, cause, priority }) => ({
      station,
      state,
      origin,
      cause,
      priority,
    }))
  }
  const pass = async (seconds: number) => {
    time.passed += seconds * 1000
    await desk.look()
  }
  return { store, watch, alarms, pass, clock, time }
}

const silent = { station: 'solbakken', origin: 'centre', cause: 'station-silent', priority: 'high' }

test('a station that goes quiet is one alarm, ended by its next word; each time a new one', async () => {
  const { watch, alarms, pass } = await startWatching()
  watch.hear('solbakken')
  watch.hear('fjellhus')
  await pass(60)
  watch.hear('fjellhus')
  expect(await alarms()).toEqual([])
  await pass(31)
  await pass(2)
  expect(await alarms()).toEqual([{ ...silent, state: 'raised' }])
  watch.hear('solbakken')
  watch.hear('fjellhus')
  await pass(2)
  expect(await alarms()).toEqual([{ ...silent, state: 'cancelled' }])
  await pass(60)
  watch.hear('fjellhus')
  await pass(31)
  expect((await alarms()).map(({ state }) => state)).toEqual(['cancelled', 'raised'])
})

test('a stop on purpose is none, until somebody forgot to start the station again', async () => {
  const { watch, alarms, pass } = await startWatching()
  await pass(100)
  watch.hear('solbakken', 'stopping')
  await pass(120)
  expect(await alarms()).toEqual([])
  await pass(15 * 60)
  expect(await alarms()).toEqual([{ ...silent, state: 'raised' }])
})

test('a centre that was down blames no station for it', async () => {
  const { watch, alarms, pass } = await startWatching()
  watch.observe({
    now: START,
    stations: [{ id: 'solbakken', lastHeardAt: START - 3_600_000, said: null, straightAt: null }],
  })
  await pass(1)
  expect(watch.list().find(({ id }) => id === 'solbakken')?.silent).toBe(true)
  expect(await alarms()).toEqual([])
  await pass(60)
  watch.hear('solbakken')
  await pass(40)
  expect(await alarms()).toEqual([])
})

test('of two nodes that notice at once one makes the alarm', async () => {
  const { store, watch, alarms, clock, time } = await startWatching()
  const nodes = [1, 2].map(() => new SilenceDesk({ store, watch, clock, knows: () => true }))
  watch.hear('solbakken')
  time.passed += 91_000
  await Promise.all(nodes.map((node) => node.look()))
  expect(await alarms()).toEqual([{ ...silent, state: 'raised' }])
})

test('what one node knows by its broker stays silent, though another one still waits for the 90 s', async () => {
  const { store, watch, alarms, pass, clock, time } = await startWatching()
  await pass(100)
  const elsewhere = new StationWatch(clock, [])
  const other = new SilenceDesk({ store, watch: elsewhere, clock, knows: () => true })
  const both = async (seconds: number) => {
    await pass(seconds)
    await other.look()
  }
  watch.hear('solbakken', null, 'broker')
  elsewhere.hear('solbakken', null, 'broker')
  await both(10)
  watch.lost('solbakken')
  for (let looks = 0; looks < 3; looks += 1) await both(2)
  expect(await alarms()).toEqual([{ ...silent, state: 'raised' }])
  // The next word goes to the other node alone, which ends it.
  time.passed += 1_000
  elsewhere.hear('solbakken', null, 'broker')
  await other.look()
  expect(await alarms()).toEqual([{ ...silent, state: 'cancelled' }])
})

test('an alarm from before a start is ended by the first word after it', async () => {
  const { store, watch, alarms, pass, clock, time } = await startWatching()
  watch.hear('solbakken')
  await pass(91)
  expect(await alarms()).toEqual([{ ...silent, state: 'raised' }])
  const again = new StationWatch(clock, [])
  const desk = new SilenceDesk({ store, watch: again, clock, knows: () => true })
  time.passed += 1_000
  again.hear('solbakken')
  time.passed += 1_000
  await desk.look()
  expect(await alarms()).toEqual([{ ...silent, state: 'cancelled' }])
})

test('a station that nobody knows any more is not missed, and its alarm ends; also after a start', async () => {
  const { store, watch, alarms, pass, clock } = await startWatching()
  watch.hear('solbakken')
  watch.hear('fjellhus')
  await pass(91)
  expect((await alarms()).map(({ state }) => state)).toEqual(['raised', 'raised'])
  const without = new SilenceDesk({ store, watch, clock, knows: (id) => id !== 'solbakken' })
  await without.look()
  await without.look()
  expect((await alarms()).map(({ station, state }) => [station, state])).toEqual(
    expect.arrayContaining([
      ['solbakken', 'cancelled'],
      ['fjellhus', 'raised'],
    ]),
  )
  const unheard = new StationWatch(clock, [])
  await new SilenceDesk({ store, watch: unheard, clock, knows: () => false }).look()
  expect((await alarms()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
})

test('nodes that differ for a moment about who is known make one alarm of a silence and not one with each look', async () => {
  const { store, watch, alarms, pass, clock, time } = await startWatching()
  const without = new SilenceDesk({ store, watch, clock, knows: (id) => id !== 'solbakken' })
  const both = async (seconds: number) => {
    await pass(seconds)
    await without.look()
  }
  watch.hear('solbakken')
  await pass(91)
  expect(await alarms()).toEqual([{ ...silent, state: 'raised' }])
  for (let looks = 0; looks < 40; looks += 1) await both(2)
  expect(await alarms()).toEqual([{ ...silent, state: 'cancelled' }])
  // It was a mistake, and the station has still not been heard: that is told again.
  await pass(5 * 60)
  expect((await alarms()).map(({ state }) => state)).toEqual(['cancelled', 'raised'])
  // Heard and silent again is another silence, however soon.
  time.passed += 1_000
  watch.hear('solbakken')
  await pass(2)
  await pass(89)
  expect((await alarms()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'raised'])
})

test('a look reads the open alarms of the centre by their own index, however many stations have', async () => {
  const { store, watch, clock } = await startWatching()
  const plans: string[] = []
  const reading = {
    ...store.reading,
    query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      const plan = await store.reading.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters)
      plans.push(...plan.map(({ detail }) => detail))
      return store.reading.query<Row>(sql, parameters)
    },
  }
  await new SilenceDesk({ store: { ...store, reading }, watch, clock, knows: () => true }).look()
  expect(plans).toEqual(['SEARCH alarm USING INDEX alarm_of_centre (origin=? AND cause=? AND open=?)'])
})

test('a silence that another node ended by mistake is an alarm again within 90 s, and while nodes differ not over and over', async () => {
  const { store, watch, alarms, pass, clock } = await startWatching()
  const without = new SilenceDesk({ store, watch, clock, knows: (id) => id !== 'solbakken' })
  const states = async () => (await alarms()).map(({ state }) => state)
  watch.hear('solbakken')
  await pass(91)
  await without.look()
  expect(await states()).toEqual(['cancelled'])
  for (let seconds = 0; seconds < 90; seconds += 2) await pass(2)
  expect(await states()).toEqual(['cancelled', 'raised'])
  // It was no moment's mistake: the nodes get the time that people need to give them the same file.
  await without.look()
  for (let seconds = 0; seconds < 290; seconds += 2) {
    await pass(2)
    await without.look()
  }
  expect(await states()).toEqual(['cancelled', 'cancelled'])
  await pass(12)
  expect(await states()).toEqual(['cancelled', 'cancelled', 'raised'])
})
