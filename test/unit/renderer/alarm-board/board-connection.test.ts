// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BoardConnection } from '../../../../renderer/alarm-board/board-connection.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

let station: FakeStationClient
let connection: BoardConnection
let drawn: number[]
let end: () => void

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 })
  station = new FakeStationClient(sampleBoard(Date.now(), [fallCard()]))
  connection = new BoardConnection(station)
  drawn = []
  connection.subscribe(() => {
    drawn.push(connection.getState().board?.alarms.get('a-1')?.count ?? 0)
  })
  end = connection.start()
  await vi.advanceTimersByTimeAsync(500)
  drawn = []
})
afterEach(() => {
  end()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A fall every ten milliseconds. */
async function flood(falls: number) {
  for (let count = 2; count < 2 + falls; count += 1) {
    station.change([fallCard({ count, revision: count, ringRevision: count })])
    await vi.advanceTimersByTimeAsync(10)
  }
}

it('tells of the first change at once', () => {
  station.change([fallCard({ count: 2 })])
  expect(drawn).toEqual([2])
})

it('tells of a flood in every second frame, the newest last', async () => {
  await flood(100)
  await vi.advanceTimersByTimeAsync(50)
  expect(drawn.length).toBeGreaterThan(25)
  expect(drawn.length).toBeLessThan(40)
  expect(drawn.at(-1)).toBe(101)
})

it('tells of a flood also in a window that nobody sees', async () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  await flood(100)
  await vi.advanceTimersByTimeAsync(150)
  expect(drawn.length).toBeGreaterThan(8)
  expect(drawn.at(-1)).toBe(101)
})

it('tells of nothing more when it has ended', async () => {
  await flood(2)
  end()
  drawn = []
  await vi.advanceTimersByTimeAsync(500)
  expect(drawn).toEqual([])
})

it('of a station with another version nothing more is asked, and that is no lost station', async () => {
  station.speakVersion(2)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(connection.getState()).toMatchObject({ link: 'connecting', board: null, otherVersion: 2 })
  expect(station.isClosed).toBe(true)
})

it('a station that does not take the key is lost with what was known, and is not asked again and again', async () => {
  const asked = station.snapshotsAsked
  station.refuseKey()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(connection.getState()).toMatchObject({ link: 'lost', isKeyRefused: true })
  expect(connection.getState().board).not.toBeNull()
  expect([station.snapshotsAsked - asked, station.isClosed]).toEqual([0, true])
})
