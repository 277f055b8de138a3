import { expect, test } from 'vitest'
import { StationWatch, isStationSilent } from '../../../../care-centre/intake/station-watch.ts'

function watchWith(known: Map<string, number | null>, start = 1_000_000) {
  const time = { wall: start, monotonic: 500 }
  const watch = new StationWatch({ now: () => time.wall, monotonic: () => time.monotonic }, known)
  const pass = (ms: number) => {
    time.wall += ms
    time.monotonic += ms
  }
  const silent = () =>
    watch
      .list()
      .filter((station) => station.silent)
      .map((station) => station.id)
  return { watch, time, pass, silent }
}

test('silent from the 90th second on, never before it was first heard', () => {
  expect(isStationSilent(null, 1e9)).toBe(false)
  expect(isStationSilent(1000, 90_999)).toBe(false)
  expect(isStationSilent(1000, 91_000)).toBe(true)
})

test('a station that goes quiet is named and comes back when it is heard', () => {
  const { watch, pass, silent } = watchWith(new Map([['never-came', null]]))
  watch.hear('st-1')
  pass(89_999)
  expect(silent()).toEqual([])
  pass(1)
  expect(silent()).toEqual(['st-1'])
  watch.hear('st-1')
  expect(silent()).toEqual([])
})

test('the time before a restart counts', () => {
  const { pass, silent } = watchWith(new Map([['st-1', 1_000_000 - 60_000]]))
  expect(silent()).toEqual([])
  pass(30_000)
  expect(silent()).toEqual(['st-1'])
})

test('a wall clock that is set forward or back silences nobody', () => {
  const { watch, time, silent } = watchWith(new Map())
  watch.hear('st-1')
  time.wall += 3_600_000
  expect(silent()).toEqual([])
  time.wall -= 7_200_000
  expect(silent()).toEqual([])
})

test('a station that said it stops is not silent for a quarter of an hour, and is so after that', () => {
  const { watch, pass, silent } = watchWith(new Map())
  watch.hear('st-1', true)
  pass(14 * 60_000)
  expect(silent()).toEqual([])
  expect(watch.list()).toMatchObject([{ id: 'st-1', stopped: true }])
  pass(60_000)
  expect(silent()).toEqual(['st-1'])
  watch.hear('st-1')
  expect(watch.list()).toMatchObject([{ silent: false, stopped: false }])
})
