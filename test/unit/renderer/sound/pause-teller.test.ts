import { expect, it } from 'vitest'
import { PauseTeller } from '../../../../renderer/sound/pause-teller.ts'
import { StationCallError, type CallErrorCode } from '../../../../renderer/station-client.ts'

const MINUTE = 60_000
const hasNoContact = (error: unknown) => error instanceof StationCallError && error.code === 'no-contact'

/** A station that refuses with a code, or answers. */
function stationThat(told: string[] = []) {
  const station = {
    refuses: null as CallErrorCode | null,
    soundPaused: (by: string | null, seconds: number, agoMs: number): Promise<void> => {
      if (station.refuses !== null) return Promise.reject(new StationCallError(station.refuses, null))
      told.push(`${String(by)} ${String(seconds)} s, ${String(agoMs)} ms ago`)
      return Promise.resolve()
    },
  }
  return { station, told }
}

it('tells of a pause at once, and of those while the station was away when it is back, the oldest first', async () => {
  const { station, told } = stationThat()
  const teller = new PauseTeller(station, hasNoContact)
  station.refuses = 'no-contact'
  teller.tell('kari', 120, 0)
  await teller.tellWaiting(MINUTE)
  teller.tell(null, 30, 2 * MINUTE)
  await teller.tellWaiting(3 * MINUTE)
  expect(told).toEqual([])
  station.refuses = null
  await teller.tellWaiting(5 * MINUTE)
  await teller.tellWaiting(6 * MINUTE)
  expect(told).toEqual(['kari 120 s, 300000 ms ago', 'null 30 s, 180000 ms ago'])
})

it('does not tell again what the station answered with a refusal, nor what is older than a day', async () => {
  const { station, told } = stationThat()
  const teller = new PauseTeller(station, hasNoContact)
  station.refuses = 'internal'
  teller.tell('kari', 120, 0)
  await teller.tellWaiting(1)
  station.refuses = 'no-contact'
  teller.tell('ola', 120, 1_000)
  await teller.tellWaiting(2_000)
  station.refuses = null
  await teller.tellWaiting(25 * 60 * MINUTE)
  expect(told).toEqual([])
})

it('keeps no more than the last fifty of a station that stays away', async () => {
  const { station, told } = stationThat()
  const teller = new PauseTeller(station, hasNoContact)
  station.refuses = 'no-contact'
  for (let minute = 0; minute < 60; minute += 1) {
    teller.tell('kari', 120, minute * MINUTE)
    await teller.tellWaiting(minute * MINUTE)
  }
  station.refuses = null
  await teller.tellWaiting(60 * MINUTE)
  expect([told.length, told.at(0), told.at(-1)]).toEqual([
    50,
    'kari 120 s, 3000000 ms ago',
    'kari 120 s, 60000 ms ago',
  ])
})
