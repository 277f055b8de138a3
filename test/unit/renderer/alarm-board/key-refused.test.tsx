/** The station was started anew and has a new key: a browser is told what to do, a desktop client has it by itself. */
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import type { TryggvaktShell } from '../../../../shared/api/shell.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'

const never = () => Promise.resolve()
const desktop: TryggvaktShell = {
  runtime: { electron: '33', chromium: '130', node: '20', official: false },
  getState: () => Promise.resolve({ phase: 'starting' }),
  onState: () => () => undefined,
  startTraining: never,
  startStation: never,
  saveAsPdf: () => Promise.resolve('cancelled'),
  reportBoard: () => undefined,
}

beforeAll(() => {
  setUpLanguages('nb')
})
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const HERE = { personId: 'kari', language: 'nb', theme: 'dark' } as const

async function refusedWith(shell: TryggvaktShell | null, isSeenBefore = true) {
  const station = new FakeStationClient(sampleBoard(Date.now(), [fallCard()]))
  render(<AlarmBoard client={station} settings={HERE} onSettings={vi.fn()} shell={shell} />)
  if (isSeenBefore) await act(() => vi.advanceTimersByTimeAsync(500))
  await act(async () => {
    station.refuseKey()
    await vi.advanceTimersByTimeAsync(100)
  })
  return screen.getByRole('alertdialog')
}

it('a browser says to open the new address, over what was open', async () => {
  const page = await refusedWith(null)
  expect(page.textContent).toContain('Skjermen må kobles til på nytt')
  expect(page.textContent).toContain('Be en tekniker om den nye adressen')
  expect(page.textContent).toContain('Ingrid Solberg')
})

it('one that was never let in does not say what it cannot know', async () => {
  const page = await refusedWith(null, false)
  expect(page.textContent).toContain('Skjermen må kobles til på nytt')
  expect(page.textContent).not.toMatch(/åpn\w+ sist|Stasjonen har ikke svart/)
})

it('a desktop client is given the new key and asks nobody for it', async () => {
  const page = await refusedWith(desktop)
  expect(page.textContent).toContain('Mistet stasjonen')
  expect(page.textContent).not.toContain('adresse')
})
