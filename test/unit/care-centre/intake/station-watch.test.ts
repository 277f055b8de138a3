import { expect, test } from 'vitest'
import { LOOK_EVERY_MS, StationWatch, isStationSilent } from '../../../../care-centre/intake/station-watch.ts'
import type { StationWord, StationsHeard } from '../../../../care-centre/store/station-store.ts'

function watchWith(configured: readonly string[] = [], start = 1_000_000) {
  const time = { wall: start, monotonic: 500 }
  const watch = new StationWatch({ now: () => time.wall, monotonic: () => time.monotonic }, configured)
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

function stored(
  now: number,
  id: string,
  lastHeardAt: number,
  said: StationWord | null = null,
  straightAt: number | null = null,
): StationsHeard {
  return { now, stations: [{ id, lastHeardAt, said, straightAt }] }
}

test('silent from the 87th second on, never before it was first heard', () => {
  expect(isStationSilent(null, 1e9)).toBe(false)
  expect(isStationSilent(1000, 87_999)).toBe(false)
  expect(isStationSilent(1000, 88_000)).toBe(true)
})

test('a loss is found by a look within 90 s, wherever between two looks the last word fell', () => {
  for (let heard = 0; heard < LOOK_EVERY_MS; heard += 1) {
    let look = 0
    while (!isStationSilent(heard, look)) look += LOOK_EVERY_MS
    expect(look - heard).toBeLessThan(90_000)
  }
})

test('a station that goes quiet is named and comes back when it is heard', () => {
  const { watch, pass, silent } = watchWith(['never-came'])
  watch.hear('st-1')
  pass(86_999)
  expect(silent()).toEqual([])
  pass(1)
  expect(silent()).toEqual(['st-1'])
  watch.hear('st-1')
  expect(silent()).toEqual([])
})

test('the time before a restart counts', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 1_000_000 - 60_000))
  expect(silent()).toEqual([])
  pass(30_000)
  expect(silent()).toEqual(['st-1'])
})

test('a wall clock that is set forward or back silences nobody', () => {
  const { watch, time, silent } = watchWith()
  watch.hear('st-1')
  time.wall += 3_600_000
  expect(silent()).toEqual([])
  time.wall -= 7_200_000
  expect(silent()).toEqual([])
})

test('a station that said it stops is not silent for a quarter of an hour, and is so after that', () => {
  const { watch, pass, silent } = watchWith()
  watch.hear('st-1', 'stopping')
  pass(14 * 60_000)
  expect(silent()).toEqual([])
  expect(watch.list()).toMatchObject([{ id: 'st-1', stopped: true }])
  pass(60_000)
  expect(silent()).toEqual(['st-1'])
  watch.hear('st-1')
  expect(watch.list()).toMatchObject([{ silent: false, stopped: false }])
})

test('a station that reports to another node is heard here, whatever the clocks say', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(5_000, 'st-1', 5_000))
  pass(85_000)
  // The database's clock was set back an hour meanwhile: the row changed all the same.
  watch.observe(stored(-3_500_000, 'st-1', -3_520_000))
  pass(60_000)
  expect(silent()).toEqual([])
  watch.observe(stored(-3_440_000, 'st-1', -3_520_000))
  pass(10_000)
  expect(silent()).toEqual(['st-1'])
})

test('a row that changed was heard since the last look, not before it', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(0, 'st-1', 0))
  pass(5_000)
  // Its clock says ten minutes ago: it cannot be more than the five seconds since the last look.
  watch.observe(stored(600_000, 'st-1', 1))
  pass(81_999)
  expect(silent()).toEqual([])
  pass(1)
  expect(silent()).toEqual(['st-1'])
})

test('what is heard here is newer than what the database knows of it', () => {
  const { watch, pass } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 999_000))
  watch.hear('st-1', 'stopping')
  pass(1_000)
  watch.observe(stored(1_001_000, 'st-1', 999_500))
  expect(watch.list()).toMatchObject([{ id: 'st-1', stopped: true }])
})

test("a broker's word that a station is gone needs no waiting, and its next word ends it", () => {
  const { watch, silent } = watchWith()
  watch.hear('st-1', 'silent')
  expect(silent()).toEqual(['st-1'])
  watch.hear('st-1')
  expect(silent()).toEqual([])
})

test("a station that another node heard straight has another way: the broker's word waits for the 90 s", () => {
  const { watch, pass, silent } = watchWith()
  watch.hear('st-1', null, 'broker')
  pass(2_000)
  watch.observe(stored(1_002_000, 'st-1', 1_001_000, null, 1_001_000))
  watch.lost('st-1')
  expect(silent()).toEqual([])
  pass(60_000)
  watch.hear('st-1', null, 'broker')
  pass(30_000)
  // The other way was last heard 91 s ago: it says nothing any more.
  watch.lost('st-1')
  expect(silent()).toEqual(['st-1'])
})

test('what another node heard through a broker is no other way', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 999_000))
  pass(2_000)
  watch.observe(stored(1_002_000, 'st-1', 1_001_000))
  watch.lost('st-1')
  expect(silent()).toEqual(['st-1'])
})

test('a straight word of before is not taken for a new one when the broker brings the next', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 999_000, null, 930_000))
  pass(2_000)
  watch.observe(stored(1_002_000, 'st-1', 1_001_000, null, 930_000))
  pass(20_000)
  watch.observe(stored(1_022_000, 'st-1', 1_021_000, null, 930_000))
  watch.lost('st-1')
  expect(silent()).toEqual(['st-1'])
})

test("a broker's word that a station is gone outlasts the rows of the word before it", () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 999_000))
  pass(2_000)
  watch.hear('st-1', null, 'broker')
  pass(10)
  // The row of that same word, as the database's clock has it.
  watch.observe(stored(1_002_010, 'st-1', 1_002_003))
  watch.lost('st-1')
  expect(silent()).toEqual(['st-1'])

  const late = watchWith()
  late.watch.observe(stored(1_000_000, 'st-1', 999_000))
  late.pass(2_000)
  late.watch.hear('st-1', null, 'broker')
  late.watch.lost('st-1')
  late.pass(2_000)
  // Written a second later: the database was held up.
  late.watch.observe(stored(1_004_000, 'st-1', 1_003_000))
  expect(late.silent()).toEqual(['st-1'])
  late.pass(2_000)
  late.watch.observe(stored(1_006_000, 'st-1', 1_003_000))
  expect(late.silent()).toEqual(['st-1'])
})

test("a node that knows a station's last word from another one alone takes the broker's word for it, too", () => {
  const { watch, pass, silent } = watchWith()
  watch.hear('st-1', null, 'broker')
  pass(20_000)
  watch.observe(stored(1_020_000, 'st-1', 1_019_000))
  watch.lost('st-1')
  expect(silent()).toEqual(['st-1'])
})

test('who said over the broker that it stops is not silent when the broker then loses it', () => {
  const { watch } = watchWith()
  watch.hear('st-1', 'stopping', 'broker')
  watch.lost('st-1')
  expect(watch.list()).toMatchObject([{ silent: false, stopped: true }])
})

test('a broker that has a station again is no other way: when it loses it anew, the station is silent at once', () => {
  const { watch, pass, silent } = watchWith()
  watch.hear('st-1', null, 'broker')
  watch.lost('st-1')
  pass(1_000)
  watch.found('st-1')
  expect(silent()).toEqual([])
  pass(1_000)
  watch.lost('st-1')
  expect(silent()).toEqual(['st-1'])
})

test('the row of a word that another node had before the loss, read after it, does not end it', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 1_000_000))
  pass(21_000)
  watch.lost('st-1')
  pass(1_000)
  // A second before the loss, twenty after what is known here.
  watch.observe(stored(1_022_000, 'st-1', 1_020_000))
  expect(silent()).toEqual(['st-1'])
})

test('another way counts also where its word is older than the last one heard here', () => {
  const { watch, pass, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 990_000))
  pass(10_000)
  watch.hear('st-1', null, 'broker')
  watch.observe(stored(1_010_000, 'st-1', 1_009_000, null, 1_009_000))
  watch.lost('st-1')
  expect(silent()).toEqual([])
})

test('another way counts also where it came in the same millisecond as the word of before', () => {
  const { watch, silent } = watchWith()
  watch.observe(stored(1_000_000, 'st-1', 1_000_000))
  watch.observe(stored(1_000_000, 'st-1', 1_000_000, null, 1_000_000))
  watch.lost('st-1')
  expect(silent()).toEqual([])
})

test.each<[string, (own: ReturnType<typeof watchWith>) => void]>([
  ['its next word here', ({ watch }) => watch.hear('st-1', null, 'broker')],
  ['its next word at another node', ({ watch }) => watch.observe(stored(1_010_000, 'st-1', 1_009_000))],
  ['the broker, which has it again', ({ watch }) => watch.found('st-1')],
  [
    'another way, at another node, a moment before',
    ({ watch }) => watch.observe(stored(1_010_000, 'st-1', 999_900, null, 999_900)),
  ],
])("a broker's word that a station is gone is ended by %s", (_what, ends) => {
  const own = watchWith()
  own.watch.observe(stored(1_000_000, 'st-1', 990_000))
  own.watch.hear('st-1', null, 'broker')
  own.watch.lost('st-1')
  own.pass(10_000)
  expect(own.silent()).toEqual(['st-1'])
  ends(own)
  expect(own.silent()).toEqual([])
})

test("another way that was quiet for 90 s when the broker's word came does not end it", () => {
  const { watch, pass, silent } = watchWith()
  watch.hear('st-1', null, 'broker')
  watch.lost('st-1')
  watch.observe(stored(1_000_000, 'st-1', 1_000_000, null, 905_000))
  expect(silent()).toEqual(['st-1'])
  pass(2_000)
  watch.found('never-gone')
  expect(watch.ids()).toEqual(['st-1'])
})
