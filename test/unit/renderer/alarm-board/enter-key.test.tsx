/** Enter and Space on the board, as a caregiver uses them: the next step of the alarm that has the focus. */
import { fireEvent, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { AlarmCard } from '../../../../shared/api/board.ts'
import type { FakeStationClient } from '../../../fakes/fake-station-client.ts'
import { OLA, fallCard } from '../../../fakes/sample-board.ts'
import { boardWith, drawsBoards, press, taken, wait } from '../drawn-board.tsx'

let station: FakeStationClient

drawsBoards()

async function openBoard(alarms: readonly AlarmCard[]) {
  station = await boardWith(alarms)
}

it('Enter acknowledges the alarm that has been visible for 500 ms, and not before', async () => {
  await openBoard([fallCard()])
  await wait(400)
  press('Enter')
  expect(taken()).toEqual([])
  expect(screen.getByText(/Alarmen kom nettopp/)).toBeDefined()
  await wait(100)
  press('Enter')
  expect(station.calls).toEqual([
    { step: 'acknowledge', input: { alarmId: 'a-1', by: 'kari', seenRevision: 1 } },
  ])
})

it('a key held down does nothing, however long', async () => {
  await openBoard([fallCard()])
  await wait(600)
  for (let n = 0; n < 20; n += 1) press('Enter', { repeat: true })
  press(' ', { repeat: true })
  expect(taken()).toEqual([])
})

it('Enter and Space take the right steps one after the other, ending in the question how it went', async () => {
  await openBoard([fallCard()])
  for (const key of ['Enter', ' ', 'Enter', 'Enter']) {
    await wait(600)
    press(key)
  }
  await wait(0)
  expect(taken()).toEqual(['acknowledge a-1', 'on-the-way a-1', 'on-site a-1'])
  expect(screen.getByRole('dialog').textContent).toContain('Ingrid Solberg')
  expect(screen.getAllByRole('radio').map((it) => it.closest('label')?.textContent)).not.toContain('Ordnet')

  fireEvent.click(screen.getByRole('radio', { name: 'Hjulpet opp, uskadd' }))
  fireEvent.submit(screen.getByRole('dialog').querySelector('form') ?? document.body)
  await wait(0)
  expect(station.calls.at(-1)).toMatchObject({
    step: 'resolve',
    input: { outcome: { kind: 'helped-unhurt', words: null } },
  })
  expect(screen.getByText('Alt er rolig')).toBeDefined()
})

it('a refused take says who was faster and what to do', async () => {
  await openBoard([fallCard()])
  await wait(600)
  station.refuseNext = { code: 'already-taken', ownerId: 'ola' }
  press('Enter')
  await wait(0)
  expect(screen.getByText(/Ola Hansen tok alarmen før deg/)).toBeDefined()
})

it('what a colleague has is not taken over by a key', async () => {
  await openBoard([fallCard({ state: 'acknowledged', ringing: false, owner: OLA })])
  await wait(600)
  press('Enter')
  expect(taken()).toEqual([])
  expect(screen.getByText(/Ola Hansen har alarmen. Bruk knappene/)).toBeDefined()
})

it('asks who stands here when nobody has said so, and then takes the step', async () => {
  const onSettings = vi.fn()
  station = await boardWith([fallCard()], { personId: null, onSettings })
  await wait(600)
  press('Enter')
  expect(taken()).toEqual([])
  const tile = screen.getByRole('button', { name: /Ola Hansen/ })
  await wait(600)
  fireEvent.click(tile)
  await wait(0)
  expect(onSettings).toHaveBeenCalledWith(expect.objectContaining({ personId: 'ola' }))
  expect(station.calls).toEqual([
    { step: 'acknowledge', input: { alarmId: 'a-1', by: 'ola', seenRevision: 1 } },
  ])
})

it('a key struck twice does not answer in the name of whoever stands first', async () => {
  station = await boardWith([fallCard()], { personId: null })
  await wait(600)
  press('Enter')
  fireEvent.click(screen.getByRole('button', { name: /Ola Hansen/ }))
  await wait(0)
  expect(taken()).toEqual([])
  expect(screen.getByRole('button', { name: /Ola Hansen/ })).toBeDefined()
})
