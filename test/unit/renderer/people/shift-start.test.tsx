/** The begin of a shift as whoever comes on meets it: what the colleagues who went home left. */
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import nb from '../../../../resources/locales/nb.json'
import { FakePeopleClient, GUARDED, guardedBoard } from '../../../fakes/fake-people-client.ts'
import { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { fallCard, sampleBoard } from '../../../fakes/sample-board.ts'
import { drawBoard, drawsBoards, wait } from '../drawn-board.tsx'

const HOUR = 3_600_000

drawsBoards('2026-11-22T06:00:00Z')

async function pressButton(name: string) {
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }))
  await wait(100)
}

async function openShift(station: FakeStationClient, personId: string) {
  drawBoard(station, { personId })
  await wait(600)
  fireEvent.click(screen.getByRole('button', { name: nb.status.menu }))
  await wait(100)
  fireEvent.click(screen.getByRole('menuitem', { name: nb.menu.shift }))
  await wait(100)
}

it('shows what is open, what is set aside and what was written for the next shift, and then begins it', async () => {
  const now = Date.now()
  const people = new FakePeopleClient(Date.now, GUARDED, 'kari')
  const ended = (personId: string, name: string, hoursAgo: number, remarks: string | null) => ({
    shiftId: `shift-${personId}`,
    personId,
    name,
    startedAt: now - 8 * HOUR - hoursAgo * HOUR,
    endedAt: now - hoursAgo * HOUR,
    soundCheck: 'heard' as const,
    remarks,
  })
  people.shiftsAre({
    onDuty: [],
    before: [
      ended('ola', 'Ola Hansen', 0.1, null),
      ended('anne', 'Anne Lie', 4, 'Ingrid er redd for å gå alene'),
      ended('kari', 'Kari Nordmann', 24, 'I går'),
    ],
  })
  const shelf = {
    until: now + HOUR,
    by: { id: 'ola', name: 'Ola Hansen', hasLeft: false },
    why: 'agreed',
  } as const
  const cards = [
    fallCard(),
    fallCard({ alarmId: 'a-2', cause: 'door', priority: 'high', ringing: false, shelf }),
  ]
  const station = new FakeStationClient(guardedBoard(sampleBoard(now, cards), true), Date.now, people)
  await openShift(station, 'kari')

  const window = within(screen.getByRole('dialog'))
  expect(window.getByText('1 alarm står åpen')).toBeDefined()
  expect(window.getByText('1 alarm er lagt til side')).toBeDefined()
  expect(window.getByText('Ingrid er redd for å gå alene')).toBeDefined()
  expect(window.queryByText('I går')).toBeNull()

  await pressButton(nb.shift.lastReport)
  expect(screen.getByRole('article', { name: nb.night.shiftReport.title }).textContent).toContain(
    'Ola Hansen',
  )
  await pressButton(nb.keys.close)
  await pressButton(nb.shift.start)
  expect(people.calls).toEqual([{ act: 'start-shift', input: { by: 'kari', soundCheck: 'not-done' } }])
})

it('a technician ends a shift with what is technical, and without a report of residents', async () => {
  const now = Date.now()
  const people = new FakePeopleClient(Date.now, GUARDED, 'tuva')
  const shift = {
    shiftId: 's-1',
    name: 'Tuva Teknes',
    startedAt: now - HOUR,
    soundCheck: 'not-done',
  } as const
  people.shiftsAre({ onDuty: [{ ...shift, personId: 'tuva', endedAt: null }], before: [] })
  const cards = [
    fallCard(),
    fallCard({
      alarmId: 'a-2',
      cause: 'device-silent',
      category: 'technical',
      priority: 'medium',
      state: 'acknowledged',
      owner: { id: 'tuva', name: 'Tuva Teknes', hasLeft: false },
    }),
  ]
  const station = new FakeStationClient(guardedBoard(sampleBoard(now, cards), true), Date.now, people)
  await openShift(station, 'tuva')

  const window = within(screen.getByRole('dialog'))
  expect(window.getByText(nb.shift.leaves_one.replace('{{count}}', '1'))).toBeDefined()
  expect(window.getByText(nb.shift.yours_one.replace('{{count}}', '1'))).toBeDefined()
  expect(window.queryByText(nb.cause.fall)).toBeNull()
  expect(window.queryByRole('button', { name: nb.night.shiftReport.title })).toBeNull()
  await pressButton(nb.shift.end)
  expect(people.calls).toEqual([{ act: 'end-shift', input: { by: 'tuva' } }])
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByText(nb.shift.ended)).toBeDefined()
})
