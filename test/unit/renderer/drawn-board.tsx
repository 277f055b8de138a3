/** A board drawn on a station in memory at 03:40 of a night whose clock goes by hand, and what a caregiver does there. */
import { act, cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import type { AlarmCard } from '../../../shared/api/board.ts'
import type { TryggvaktShell } from '../../../shared/api/shell.ts'
import { AlarmBoard } from '../../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../../renderer/i18n/setup.ts'
import type { View } from '../../../renderer/phone/use-view.ts'
import type { Settings } from '../../../renderer/settings.ts'
import { FakeStationClient } from '../../fakes/fake-station-client.ts'
import { sampleBoard } from '../../fakes/sample-board.ts'

interface StandsHere {
  readonly personId?: string | null
  readonly view?: View
  readonly onSettings?: (settings: Settings) => void
  readonly shell?: TryggvaktShell
}

let drawnOn: FakeStationClient

/** For every test of a file: words in Bokmål, what a page without layout lacks, and the clock. */
export function drawsBoards(now = '2026-11-22T02:40:18Z'): void {
  beforeAll(() => {
    setUpLanguages('nb')
    vi.stubGlobal('scrollTo', () => undefined)
    vi.stubGlobal('CSS', { escape: (text: string) => text })
  })
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse(now) })
  })
  afterEach(() => {
    cleanup()
    localStorage.clear()
    vi.useRealTimers()
  })
}

export function drawBoard(station: FakeStationClient, stands: StandsHere = {}): void {
  const { personId = 'kari', view = 'board', onSettings = () => undefined, shell = null } = stands
  drawnOn = station
  const settings = { personId, language: 'nb', theme: 'dark' } as const
  render(
    <AlarmBoard client={station} settings={settings} onSettings={onSettings} shell={shell} view={view} />,
  )
}

/** A board with these alarms open, where Kari stands unless it is said otherwise. */
export async function boardWith(
  alarms: readonly AlarmCard[],
  stands?: StandsHere,
): Promise<FakeStationClient> {
  const station = new FakeStationClient(sampleBoard(Date.now(), alarms))
  drawBoard(station, stands)
  await wait(0)
  return station
}

/** Lets time pass while the station ticks as it should. */
export async function wait(milliseconds: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(0))
  for (let passed = 0; passed < milliseconds; passed += 100) {
    act(() => {
      drawnOn.tick()
    })
    await act(() => vi.advanceTimersByTimeAsync(Math.min(100, milliseconds - passed)))
  }
}

/** On whatever has the keyboard. */
export function press(key: string, init: KeyboardEventInit = {}): void {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init })
}

/** What the station was asked to do, in order. */
export const taken = () => drawnOn.calls.map(({ step, input }) => `${step} ${input.alarmId}`)
