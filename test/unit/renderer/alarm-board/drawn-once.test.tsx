/** What a change draws of a board with thousands of alarms: what differs, and that once. */
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { RingsAbove } from '../../../../renderer/alarm-board/rings-above.tsx'
import { useHeadButtons } from '../../../../renderer/alarm-board/use-head-buttons.ts'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { calmProof, fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

// One of each is used whenever the list, and whenever the board, is drawn.
vi.mock('../../../../renderer/alarm-board/rings-above.tsx', { spy: true })
vi.mock('../../../../renderer/alarm-board/use-head-buttons.ts', { spy: true })

const MANY = 1_000
/** Not what is guessed before a card was measured. */
const HEIGHT = 148
let station: FakeStationClient

beforeAll(() => {
  setUpLanguages('nb')
})
beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T02:40:18Z') })
  // A document without layout does not scroll by itself.
  vi.stubGlobal('scrollTo', vi.fn())
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(HEIGHT)
  const now = Date.now()
  const doors = Array.from({ length: MANY }, (_, index) =>
    fallCard({
      alarmId: `door-${String(index)}`,
      cause: 'door',
      priority: 'high',
      openedAt: now - MANY + index,
    }),
  )
  station = new FakeStationClient(sampleBoard(now, doors))
  const settings = { personId: 'kari', language: 'nb', theme: 'dark' } as const
  render(<AlarmBoard client={station} settings={settings} onSettings={vi.fn()} shell={null} />)
  await pass(600)
  vi.mocked(RingsAbove).mockClear()
  vi.mocked(useHeadButtons).mockClear()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function pass(milliseconds: number) {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds))
}

const timesDrawn = () => ({
  list: vi.mocked(RingsAbove).mock.calls.length,
  board: vi.mocked(useHeadButtons).mock.calls.length,
})

it('a new alarm as tall as most draws the list once, and the looks at the sound after it draw nothing', async () => {
  act(() => {
    station.change([fallCard({ openedAt: Date.now() })])
  })
  expect(document.querySelector('.card[aria-current=true]')?.getAttribute('data-alarm')).toBe('a-1')
  await pass(300)
  expect(timesDrawn()).toEqual({ list: 1, board: 1 })
})

it('what the station says of itself draws no list', async () => {
  act(() => {
    station.change([], { ...calmProof(Date.now()), lastHeard: null })
  })
  await pass(300)
  expect(timesDrawn()).toEqual({ list: 0, board: 1 })
})
