/** Whether keys stand on paper is asked once, of an administrator on a calm board. A station in memory. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import { AlarmBoard } from '../../../../renderer/alarm-board/alarm-board.tsx'
import { setUpLanguages } from '../../../../renderer/i18n/setup.ts'
import { PaperPart } from '../../../../renderer/residents/paper-part.tsx'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, PEOPLE, sampleBoard } from '../../../fakes/sample-board.ts'

const QUESTION = { name: 'Skal dørkoder og nøkkelbokser stå på papirlisten?' }

let station: FakeStationClient

beforeAll(() => {
  setUpLanguages('nb')
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('CSS', { escape: (text: string) => text })
})
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T12:40:18Z') })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function openBoard(personId: string, alarms: readonly AlarmCard[] = [], isDecided = false) {
  const people = [...PEOPLE, { id: 'anne', name: 'Anne Moe', role: 'administrator' }]
  station = new FakeStationClient(sampleBoard(Date.now(), alarms, { people }))
  if (!isDecided) station.residents.leavePaperOpen()
  const settings = { personId, language: 'nb', theme: 'dark' } as const
  render(<AlarmBoard client={station} settings={settings} onSettings={() => undefined} shell={null} />)
  await settle()
}

const settle = () => act(() => vi.advanceTimersByTimeAsync(200))
const question = () => screen.queryByRole('region', QUESTION)

it('an administrator on a calm board is asked, with what either answer costs, until there is one', async () => {
  await openBoard('anne')
  expect(question()?.textContent).toContain('kommer inn hos alle')
  expect(question()?.textContent).toContain('må vakten ha nøkler eller koder et annet sted')
  fireEvent.click(screen.getByRole('button', { name: 'Nei, hold dem utenfor' }))
  await settle()
  expect(question()).toBeNull()
  expect(await station.residents.paper()).toMatchObject({ withKeys: false, isDecided: true })
})

it.each([
  ['a caregiver', 'kari', [], false],
  ['somebody with an alarm', 'anne', [fallCard()], false],
  ['where it was answered', 'anne', [], true],
] as const)('%s is asked nothing', async (_, personId, alarms, isDecided) => {
  await openBoard(personId, alarms, isDecided)
  expect(question()).toBeNull()
})

it('where the list is set others see that nobody has answered, and the administrator answers', async () => {
  await openBoard('kari')
  cleanup()
  const shown = { client: station.residents, personId: 'mona', show: () => undefined }
  render(<PaperPart {...shown} isAdministrator={false} />)
  await settle()
  expect(question()?.textContent).toContain('En administrator svarer')
  expect(screen.queryByRole('button')).toBeNull()
  cleanup()
  render(<PaperPart {...shown} isAdministrator />)
  await settle()
  fireEvent.click(screen.getByRole('button', { name: 'Ja, skriv dem på listen' }))
  await settle()
  expect(screen.getByRole('checkbox')).toHaveProperty('checked', true)
})
